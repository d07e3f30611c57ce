"""What the documents name is there: the pages that they link to, the files of the source, other decisions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
OURS = ("benchmarks", "core", "desktop", "docs", "resources", "scripts", "sync", "tests")
SOURCES = [path.as_posix() for top in OURS for path in (ROOT / top).rglob("*.py")]
PROGRAMS = [path for path in SOURCES if not path.endswith("test_what_is_named.py")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere_and_files_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text)
    dead = [one for one in links if "://" not in one and not (page.parent / one).exists()]
    named = re.findall(r"`([\w./]+\.py)`", text)
    gone = [one for one in named if not any(path.endswith(f"/{one}") for path in SOURCES)]
    assert (dead, gone) == ([], [])


def test_a_decision_that_is_named_is_there() -> None:
    numbers = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")}
    texts = [*map(str, PAGES), *PROGRAMS]
    named = {
        number
        for path in texts
        for number in re.findall(r"\bdecisions?[ /](\d{4})\b", Path(path).read_text(encoding="utf-8"))
    }
    assert named - numbers == set()


def test_a_decision_begins_with_its_number_and_what_it_says() -> None:
    decisions = (ROOT / "docs" / "decisions").glob("*.md")
    other = {
        path.name: head
        for path in decisions
        if not re.match(
            rf"# {path.name[:4]}\. \S", head := path.read_text(encoding="utf-8").partition("\n")[0]
        )
    }
    assert other == {}
