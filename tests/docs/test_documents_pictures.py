"""The pictures of the documents are the tour's, of steps that it has, and each is shown somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pictures
import pytest
from failure import SetUpFailed
from PIL import Image

from desktop.shell.theme.tokens import DARK, LIGHT, Palette, Tone

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md")))


_SHOWN = re.compile(r"\]\([./]*(?:docs/)?pictures/([\w-]+)\.png\)")


def shown() -> set[str]:
    return {name for page in PAGES for name in _SHOWN.findall(page.read_text(encoding="utf-8"))}


def test_each_picture_that_is_shown_is_made_and_each_that_is_made_is_shown() -> None:
    made = {path.stem for path in pictures.PICTURES.glob("*.png")}
    assert shown() == set(pictures.SHOWN) == made


def test_each_is_of_a_step_that_the_tour_has() -> None:
    tour = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "desktop" / "tour").glob("*.py"))
    steps = {step for _day, step in pictures.SHOWN.values()}
    assert {step for step in steps if f'"{step}"' not in tour} == set()


def test_they_are_made_from_what_the_tour_has_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "TOUR", tmp_path)
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)
    monkeypatch.setattr(pictures, "SHOWN", {"today": ("en-light", "order-arrives")})
    with pytest.raises(SetUpFailed, match="order-arrives"):
        pictures.main()
    (tmp_path / "en-light").mkdir()
    Image.new("RGB", (1440, 900)).save(tmp_path / "en-light" / "06-order-arrives.png")
    pictures.main()
    with Image.open(tmp_path / "today.png") as made:
        assert made.size == (1200, 750)


@pytest.mark.parametrize(("look", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_a_status_keeps_its_colour_however_little_there_is_of_it(look: str, theme: Palette) -> None:
    """Among thousands of other colours, a line as thin as a digit's, and the edge where it fades."""
    drawn = Image.linear_gradient("L").resize((120, 80)).convert("RGB")
    drawn.paste(Image.merge("RGB", (*drawn.split()[:2], Image.radial_gradient("L").resize((120, 80)))))
    expected = {}
    for at, tone in enumerate(tone for tone in Tone if tone is not Tone.NEUTRAL):
        strong, soft = theme.strong(tone).getRgb()[:3], theme.soft(tone).getRgb()[:3]
        edge = tuple((a + b) // 2 for a, b in zip(strong, soft, strict=True))
        for row, (colour, away) in enumerate(((strong, 0), (soft, 0), (edge, 1))):
            place = (10 + at * 20, 10 + row * 20)
            drawn.paste(colour, (*place, place[0] + 2, place[1] + 8))
            expected[place] = (colour, away)
    made = pictures.with_few_colours(drawn, pictures.colours_of_theme(look))
    assert len(made.getcolors()) <= pictures.COLOURS
    shown = made.convert("RGB")
    for place, (colour, away) in expected.items():
        assert max(abs(a - b) for a, b in zip(shown.getpixel(place), colour, strict=True)) <= away
