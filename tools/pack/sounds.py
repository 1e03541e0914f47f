"""Reads how a word is said (IPA, as authors write it) into the sounds of English.

A sound is a phone of the ARPAbet, which speech recognisers and voices share; a vowel
carries its stress: 1 the main one, 2 a lesser one, 0 none.
"""

VOWELS = {
    **{"aɪ": "AY", "aʊ": "AW", "eɪ": "EY", "oʊ": "OW", "əʊ": "OW", "ɔɪ": "OY"},
    **{"ɑ": "AA", "ɒ": "AA", "æ": "AE", "ʌ": "AH", "ə": "AH", "ɔ": "AO", "ɛ": "EH"},
    **{"ɝ": "ER", "ɚ": "ER", "ɜ": "ER", "ɪ": "IH", "i": "IY", "ʊ": "UH", "u": "UW"},
}
CONSONANTS = {
    **{"tʃ": "CH", "dʒ": "JH", "b": "B", "d": "D", "ð": "DH", "f": "F", "ɡ": "G"},
    **{"h": "HH", "j": "Y", "k": "K", "l": "L", "m": "M", "n": "N", "ŋ": "NG"},
    **{"p": "P", "r": "R", "ɹ": "R", "s": "S", "ʃ": "SH", "t": "T", "θ": "TH"},
    **{"v": "V", "w": "W", "z": "Z", "ʒ": "ZH"},
}
STRESSES = {"ˈ": "1", "ˌ": "2"}
SILENT = {"ː", ".", " "}


def sounds(ipa: str) -> tuple[str, ...]:
    """Read IPA; raises ValueError at a sign that is no sound of English."""
    found: list[str] = []
    stress, place = "0", 0
    while place < len(ipa):
        sign = ipa[place : place + 2]
        if sign not in VOWELS and sign not in CONSONANTS:
            sign = sign[:1]
        place += len(sign)
        if sign in STRESSES:
            stress = STRESSES[sign]
        elif sign in VOWELS:
            found.append(VOWELS[sign] + stress)
            stress = "0"
        elif sign in CONSONANTS:
            found.append(CONSONANTS[sign])
        elif sign not in SILENT:
            raise ValueError(f'"{sign}" is no sound that is known here')
    return tuple(found)
