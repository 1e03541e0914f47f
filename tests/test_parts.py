"""A pack is read part by part, and says the same as when it is read whole."""

import json
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import library
from guide import numbers
from guide.model import Guide
from guide.pack import read_pack, read_through, unpacked
from guide.parts import BadPackError, Placed, open_parts
from guide.understanding import understand
from guide.words import cut
from tools.pack.building import Places
from tools.pack.compile import write_pack
from tools.pack.index import packed
from tools.pack.layout import laid_out

MANY = numbers.BLOCK * 3
WORDS = cut("how long till i may sit behind the wheel")


@pytest.fixture
def text(places: Places) -> bytes:
    return (places.packs / "en-US.json").read_bytes()


def _edited(text: bytes, edit: Callable[[dict[str, Any]], None]) -> bytes:
    pack = json.loads(text)
    del pack["layout"]
    edit(pack)
    return laid_out(pack)


def test_every_part_is_where_the_contents_say(text: bytes) -> None:
    parts, whole = open_parts(text), json.loads(text)
    del whole["layout"]

    found = {
        name: dict(part) if isinstance(part, Placed) else part
        for name, part in parts.items()
    }

    assert isinstance(parts, Placed)
    assert found == whole


def test_a_pack_that_is_not_laid_out_says_the_same(text: bytes) -> None:
    by_parts, whole = read_pack(text), read_pack(json.dumps(json.loads(text)))

    understood = [understand(guide.understanding, WORDS) for guide in (by_parts, whole)]

    assert dict(by_parts.topics) == dict(whole.topics)
    assert dict(by_parts.sources) == dict(whole.sources)
    assert by_parts.phrases == whole.phrases
    assert understood[0] == understood[1]


def test_a_pack_that_was_edited_by_hand_is_read_as_edited(text: bytes) -> None:
    edited = text.replace(b'"title":"Driving"', b'"title":"Driving again"')

    guide = read_pack(edited)

    assert guide.topics["driving"].title == "Driving again"


@pytest.mark.parametrize("cut_off", [10, 5000, 100_000, -10, -1_000_000])
def test_a_pack_that_was_cut_off_is_refused(text: bytes, cut_off: int) -> None:
    with pytest.raises(BadPackError):
        read_pack(text[:cut_off])


def test_a_broken_topic_fails_alone_and_by_name(text: bytes) -> None:
    guide = read_pack(_edited(text, lambda pack: pack["topics"]["driving"].pop("name")))

    assert guide.topics["lifting"].answer
    with pytest.raises(BadPackError, match="driving"):
        guide.topics.get("driving")
    with pytest.raises(BadPackError, match="driving"):
        read_through(guide)


def test_a_topic_is_read_when_it_is_asked_for_and_no_other(text: bytes) -> None:
    guide = read_pack(_edited(text, lambda p: p["topics"].update(broken={"title": 1})))

    assert "broken" in guide.topics
    assert "nowhere" not in guide.topics
    assert guide.topics.get("nowhere") is None
    assert guide.topics["driving"] is guide.topics["driving"]


def test_a_good_pack_reads_through(text: bytes) -> None:
    read_through(read_pack(text))


@given(
    kind=st.sampled_from("BbHIQf"),
    length=st.sampled_from([0, 1, 2, 3, 5, 767, 768, 769, 3072, 3073, MANY + 1]),
    at=st.integers(0, MANY),
    more=st.integers(0, 3000),
)
def test_numbers_are_those_that_were_packed(
    kind: str, length: int, at: int, more: int
) -> None:
    wanted = array(kind, (n % 120 for n in range(length)))

    got = unpacked(packed(kind, wanted))

    assert len(got) == length
    assert list(got) == list(wanted)
    assert list(got[at : at + more]) == list(wanted[at : at + more])
    if at < length:
        assert got[at] == wanted[at]


@given(st.sets(st.integers(0, 2**32 - 1), max_size=50), st.integers(0, 2**32 - 1))
def test_a_hash_is_found_exactly_where_it_stands(few: set[int], other: int) -> None:
    # Few, far apart and filled up with neighbours: nothing lies evenly here.
    hashes = sorted(few | {min(one + n, 2**32 - 1) for one in few for n in range(60)})

    found = unpacked(packed("I", hashes))

    assert [found.place_of(one) for one in hashes] == list(range(len(hashes)))
    assert (found.place_of(other) is None) == (other not in hashes)


def test_no_more_than_so_many_blocks_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "MOST_BLOCKS", 2)

    found = unpacked(packed("I", range(MANY)))

    assert list(found) == list(range(MANY))
    assert found[0] == 0


def test_a_pack_is_replaced_and_never_written_over(tmp_path: Path, text: bytes) -> None:
    pack = json.loads(text)
    del pack["layout"]
    path = write_pack(pack, tmp_path)
    with path.open("rb") as held:
        write_pack({**pack, "version": "newer"}, tmp_path)

        still = held.read()

    assert json.loads(still)["version"] == pack["version"]
    assert json.loads(path.read_bytes())["version"] == "newer"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pack_too_large_to_read_at_once_says_the_same(
    places: Places, monkeypatch: pytest.MonkeyPatch, guide: Guide
) -> None:
    monkeypatch.setattr(library, "MOST_AT_ONCE", 1000)

    read = library.Library(places.packs).guide("en-US")

    assert dict(read.topics) == dict(guide.topics)
    assert understand(read.understanding, WORDS) == understand(
        guide.understanding, WORDS
    )
