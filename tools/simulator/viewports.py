"""The screens of the devices: their sizes, and how large they are to the eye."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import atan, degrees
from typing import Any

CAPITALS = 0.7  # how high a capital letter is, by the size of its type
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Viewport:
    """One screen.

    `pixels` are its width and height, `dpi` how dense APL holds it to be, `wide` how
    many millimetres it is wide, and `away` how many somebody sits away from it.
    """

    name: str
    pixels: tuple[int, int]
    wide: int
    dpi: int = 160
    shape: str = "RECTANGLE"
    mode: str = "HUB"
    away: int = 2_000

    @property
    def dp(self) -> tuple[int, int]:
        """Its width and height in dp, the measure of APL."""
        width, height = (side * 160 // self.dpi for side in self.pixels)
        return width, height

    def minutes(self, size: float) -> float:
        """Give the angle, in minutes of arc, of a capital letter of type of `size` dp.

        Five minutes is what a healthy eye can just read; ten, with half its sight.
        """
        high = size * CAPITALS * self.wide / self.dp[0]
        return degrees(atan(high / self.away)) * 60

    def described(self) -> dict[str, Any]:
        """Describe it as the view host wants it."""
        return asdict(self)

    def as_sent(self) -> Mapping[str, Any]:
        """Describe it as Alexa does in a request."""
        width, height = self.pixels
        return {
            "experiences": [{"canRotate": False, "canResize": False}],
            "mode": self.mode,
            "shape": self.shape,
            "pixelWidth": width,
            "pixelHeight": height,
            "currentPixelWidth": width,
            "currentPixelHeight": height,
            "dpi": self.dpi,
            "touch": [] if self.mode == "TV" else ["SINGLE"],
        }


VIEWPORTS = {
    "round": Viewport("Echo Spot", (480, 480), wide=64, shape="ROUND"),
    "small": Viewport("Echo Show 5", (960, 480), wide=125),
    "medium": Viewport("Echo Show 8", (1280, 800), wide=172),
    "large": Viewport("Echo Show 15", (1920, 1080), wide=345),
    "tv": Viewport(
        "Television", (1920, 1080), wide=952, dpi=320, mode="TV", away=3_000
    ),
}
