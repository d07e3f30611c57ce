"""Painters are ended by `with` or `finally`: one that a fault in the middle leaves open breaks its window."""

from __future__ import annotations

import ast

import pytest
from house_tree import ROOT, files, shown

pytestmark = pytest.mark.usefixtures("no_collector")


def left_open(source: str) -> list[int]:
    """The lines on which a painter begins on something, and ends where nobody says."""
    if "QPainter" not in source:
        return []
    tree = ast.parse(source)
    ended = {
        id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "QPainter"
        and node.args
        and id(node) not in ended
    ]


def test_it_is_found() -> None:
    assert left_open("painter = QPainter(self)\npainter.fillRect(area, ink)") == [1]
    assert left_open("QPainter(self).fillRect(area, ink)") == [1]
    assert left_open("with QPainter(self) as painter:\n    painter.fillRect(area, ink)") == []


def test_a_painter_ends_whatever_happens() -> None:
    desktop = [path for path in files(".py") if path.is_relative_to(ROOT / "desktop")]
    found = {shown(path): left_open(path.read_text(encoding="utf-8")) for path in desktop}
    assert not {path: lines for path, lines in found.items() if lines}
