"""The pictures of the README and the guides, from what the tour has left.

make tour && make pictures
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from failure import SetUpFailed, run, say

if TYPE_CHECKING:
    from PIL import Image
    from PySide6.QtGui import QColor

ROOT: Final = Path(__file__).resolve().parent.parent
TOUR: Final = ROOT / "var" / "tour"
PICTURES: Final = ROOT / "docs" / "pictures"
WIDTH: Final = 1200
"""Of a picture in the documents, px: small enough for a page, large enough to be read."""
COLOURS: Final = 256
"""Of a picture: a third of the bytes that it would have with all its colours."""
STEPS: Final = (0.0, 0.25, 0.5, 0.75)
"""How far an edge of a letter lies from its colour to its ground."""
NEAR: Final = 12
"""Within so much of each of red, green and blue, a colour of the theme stands for another."""
Colour = tuple[int, int, int]

SHOWN: Final = {
    "today": ("en-light", "order-arrives"),
    "today-fr-dark": ("fr-dark", "order-arrives"),
    "prepare-fr-dark": ("fr-dark", "wrong-article"),
    "round": ("en-light", "round-scanned"),
    "round-fr-dark": ("fr-dark", "round-scanned"),
    "hand-over": ("en-light", "wrong-code"),
    "hand-over-fr-dark": ("fr-dark", "wrong-code"),
    "return": ("en-light", "return-goods"),
    "return-fr-dark": ("fr-dark", "return-goods"),
    "article": ("en-light", "article"),
    "article-fr-dark": ("fr-dark", "article"),
    "stock-dark": ("en-dark", "search"),
    "exception": ("en-light", "exception-of-an-order"),
    "exception-fr-dark": ("fr-dark", "exception-of-an-order"),
    "sync": ("en-light", "reconnected"),
    "settings": ("en-light", "scanner-test"),
}
"""Each picture: the day it is of, and the step."""


def picture_of(tour: Path, day: str, step: str) -> Path:
    """The file that a step of a day has left.

    Raises:
        SetUpFailed: there is none.
    """
    found = sorted(path for path in (tour / day).glob("*.png") if path.stem.partition("-")[2] == step)
    if not found:
        raise SetUpFailed(f"The tour has no picture {step} of {day}; run make tour.")
    return found[0]


def colours_of_theme(look: str) -> list[Colour]:
    """What is always kept: each colour of a look, and its way to the grounds on which it is written."""
    # Only here: what runs before there is .venv reads these scripts, too.
    from PySide6.QtGui import QColor

    from desktop.shell.theme.tokens import DARK, LIGHT, Tone

    theme = DARK if look == "dark" else LIGHT
    tokens = {name: one for name, one in vars(theme).items() if isinstance(one, QColor)}
    grounds = ("surface", "canvas")
    kept = [_rgb(one) for one in tokens.values()]
    written: dict[str, tuple[str, ...]]
    written = {name: (*grounds, f"{name}_soft") for name in Tone if name is not Tone.NEUTRAL}
    written |= dict.fromkeys(("ink", "ink2", "ink3"), grounds) | {"on_accent": ("accent",)}
    for name, under in written.items():
        for ground in under:
            kept += [_between(_rgb(tokens[name]), _rgb(tokens[ground]), step) for step in STEPS]
    return list(dict.fromkeys(kept))


def _rgb(colour: QColor) -> Colour:
    return colour.red(), colour.green(), colour.blue()


def _between(one: Colour, other: Colour, step: float) -> Colour:
    red, green, blue = (round(a + (b - a) * step) for a, b in zip(one, other, strict=True))
    return red, green, blue


def with_few_colours(whole: Image.Image, kept: list[Colour]) -> Image.Image:
    """A picture in `COLOURS` colours: those that are `kept`, and the best for what lies far from them.

    A status is told by a few pixels of its colour: the best for the whole turns amber red and green grey.
    """
    from PIL import Image

    there = list(dict.fromkeys(_dots(whole.tobytes())))
    far = [one for one in there if min(_apart(one, near) for near in kept) > NEAR]
    palette = list(kept)
    if far:
        rest = Image.new("RGB", (len(far), 1))
        rest.putdata(far)
        found = rest.quantize(COLOURS - len(kept), dither=Image.Dither.NONE).convert("RGB").tobytes()
        palette += dict.fromkeys(_dots(found))
    place = {one: min(range(len(palette)), key=lambda at: _distance(one, palette[at])) for one in there}
    made = Image.frombytes("P", whole.size, bytes(place[dot] for dot in _dots(whole.tobytes())))
    made.putpalette([part for one in palette for part in one])
    return made


def _dots(parts: bytes) -> Iterator[Colour]:
    return zip(parts[0::3], parts[1::3], parts[2::3], strict=True)


def _apart(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _distance(one: Colour, other: Colour) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2


def main() -> None:
    """Write every picture.

    Raises:
        SetUpFailed: the tour lacks one.
    """
    # Only here: what runs before there is .venv reads these scripts, too.
    from PIL import Image

    sources = {name: picture_of(TOUR, *of) for name, of in SHOWN.items()}
    for name, source in sources.items():
        with Image.open(source) as opened:
            whole = opened.convert("RGB")
        size = (WIDTH, round(whole.height * WIDTH / whole.width))
        small = whole.resize(size, Image.Resampling.LANCZOS)
        look = SHOWN[name][0].partition("-")[2]
        with_few_colours(small, colours_of_theme(look)).save(PICTURES / f"{name}.png", optimize=True)
        say(f"{name}: {source.relative_to(TOUR)}")


if __name__ == "__main__":
    sys.exit(run(main))
