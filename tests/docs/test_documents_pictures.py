"""The pictures of the documents are the tour's, of steps that it has, and each is shown somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pictures
import pytest
from failure import SetUpFailed
from PIL import Image

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
