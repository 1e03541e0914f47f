"""Where guides come from: packs in a folder, each read once and kept."""

from mmap import ACCESS_READ, mmap
from pathlib import Path

from guide.model import ContentError, Guide
from guide.pack import read_pack


class Library:
    """Holds one guide for each locale that was asked for."""

    def __init__(self, folder: Path) -> None:
        """Lend out the packs of a folder, named `<locale>.json`."""
        self._folder = folder
        self._guides: dict[str, Guide] = {}

    def guide(self, locale: str) -> Guide:
        """Give the guide of a locale such as "en-US".

        Raises ContentError where there is none that can be read. That is not
        remembered: the next listener may be luckier. Another locale's guide never
        stands in, since it would name another country's emergency number.
        """
        if locale not in self._guides:
            self._guides[locale] = self._read(locale)
        return self._guides[locale]

    def _read(self, locale: str) -> Guide:
        if not locale.replace("-", "").isalnum():
            raise ContentError("not a locale")
        try:
            text = _mapped(self._folder / f"{locale}.json")
        except OSError as error:
            raise ContentError(f"no pack for {locale}: {error.strerror}") from error
        guide = read_pack(text)
        if guide.locale != locale:
            raise ContentError(f"the pack of {locale} is for {guide.locale}")
        return guide


def _mapped(path: Path) -> mmap | bytes:
    """Map a file into memory: of a large pack, only what is read takes any."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""  # which no system maps
        return mmap(file.fileno(), 0, access=ACCESS_READ)
