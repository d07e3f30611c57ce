"""The page on simulated worlds names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "simulation.md"


def test_each_test_that_the_page_names_is_here() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))
    sources = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("test_*.py"))

    assert len(named) >= 8
    assert {name for name in named if f"def {name}(" not in sources} == set()
