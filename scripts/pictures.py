"""The pictures of the README and the guides, from what the tour has left.

make tour && make pictures
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from failure import SetUpFailed, run, say

ROOT: Final = Path(__file__).resolve().parent.parent
TOUR: Final = ROOT / "var" / "tour"
PICTURES: Final = ROOT / "docs" / "pictures"
WIDTH: Final = 1200
"""Of a picture in the documents, px: small enough for a page, large enough to be read."""
COLOURS: Final = 256

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
        small = whole.resize(size, Image.Resampling.LANCZOS).quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(PICTURES / f"{name}.png", optimize=True)
        say(f"{name}: {source.relative_to(TOUR)}")


if __name__ == "__main__":
    sys.exit(run(main))
