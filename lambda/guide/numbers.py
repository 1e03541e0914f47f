"""Numbers as a pack holds them: in base64, unpacked where they are asked for."""

from array import array
from binascii import a2b_base64
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, Protocol, overload

BLOCK = 768  # bytes unpacked at a time: whole numbers, and whole groups of base64
LETTERS = BLOCK // 3 * 4
MOST_BLOCKS = 4000  # kept of each sequence, 3 MB
BITS = {"I": 32, "Q": 64}


class Text(Protocol):
    """A pack's bytes, in memory or wherever else a slice can be had from."""

    def __len__(self) -> int:
        """Count the bytes."""

    def __getitem__(self, at: slice, /) -> bytes:
        """Give bytes in a row."""


class Numbers(Sequence[Any]):
    """A sequence of numbers of one kind, however long, that takes no time to load.

    The text has a letter for their kind, as `array` has it, and then base64.
    """

    __slots__ = ("_begin", "_blocks", "_each", "_end", "_kind", "_length", "_text")

    def __init__(self, text: Text, begin: int, end: int) -> None:
        """Take a text, and where in it the numbers stand."""
        self._text = text
        self._kind = text[begin : begin + 1].decode()
        self._begin, self._end = begin + 1, end
        size = array(self._kind).itemsize
        spare = text[max(begin + 1, end - 2) : end].count(b"=")
        self._length = ((end - begin - 1) // 4 * 3 - spare) // size
        self._each = BLOCK // size
        self._blocks: dict[int, array[Any]] = {}

    def __len__(self) -> int:
        """Count them."""
        return self._length

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> "array[Any]": ...
    def __getitem__(self, at: int | slice) -> Any:
        """Give a number, or several in a row; places are counted from the front."""
        if not isinstance(at, slice):
            block, place = divmod(at, self._each)
            return self._block(block)[place]
        start, stop, _ = at.indices(self._length)
        first, last = start // self._each, max(start, stop - 1) // self._each
        numbers = self._block(first)
        if last > first:
            numbers = numbers[:]
            for block in range(first + 1, last + 1):
                numbers.extend(self._block(block))
        return numbers[start - first * self._each : stop - first * self._each]

    def __iter__(self) -> Iterator[Any]:
        """Give all of them."""
        for block in range(-(-self._length // self._each)):
            yield from self._block(block)

    def place_of(self, wanted: int) -> int | None:
        """Find a number among hashes that are sorted; None where it is not there.

        Hashes lie evenly, so that one is near the place that its size says.
        """
        if not self._length:
            return None
        bits, last = BITS[self._kind], (self._length - 1) // self._each
        block = min((wanted * self._length >> bits) // self._each, last)
        numbers = self._block(block)
        while block > 0 and wanted < numbers[0]:
            block -= 1
            numbers = self._block(block)
        while block < last and wanted > numbers[-1]:
            block += 1
            numbers = self._block(block)
        place = bisect_left(numbers, wanted)
        if place < len(numbers) and numbers[place] == wanted:
            return block * self._each + place
        return None

    def _block(self, number: int) -> "array[Any]":
        block = self._blocks.get(number)
        if block is None:
            if len(self._blocks) >= MOST_BLOCKS:
                self._blocks.clear()
            begin = self._begin + number * LETTERS
            letters = self._text[begin : min(begin + LETTERS, self._end)]
            block = self._blocks[number] = array(self._kind, a2b_base64(letters))
        return block
