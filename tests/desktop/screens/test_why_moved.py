"""Why a movement was: no code of the core's is shown to a person."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from core.commands.picking import UNDONE
from core.rules.disposition import Disposition
from core.rules.stock import ShortReason
from desktop.screens.stock.why_moved import why_moved
from desktop.shell.counts import counts
from tests.desktop.screens.look_room import speaking

ROOT = Path(__file__).resolve().parents[3]


def given_by_the_core() -> set[str]:
    """Every reason that is written out where the core moves stock, or has a name there."""
    found: set[str] = set()
    for folder in ("commands", "orchestration"):
        for path in (ROOT / "core" / folder).glob("*.py"):
            module = importlib.import_module(f"core.{folder}.{path.stem}")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                is_move = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "move"
                for word in node.keywords if is_move and isinstance(node, ast.Call) else []:
                    if word.arg == "reason" and isinstance(word.value, ast.Constant):
                        found.add(str(word.value.value))
                    elif word.arg == "reason" and isinstance(word.value, ast.Name):
                        found.add(getattr(module, word.value.id, ""))
    return found - {""}


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_reason_of_the_core_is_in_words_or_said_by_the_kind_of_movement(code: str) -> None:
    reasons = given_by_the_core()
    assert {"arrived", "cancelled", "taken_off", "exchange", "sent_on"} <= reasons
    with speaking(code):
        assert sorted(one for one in reasons if why_moved(one) == one) == []
        assert why_moved(f"{UNDONE}0198") != f"{UNDONE}0198"
        assert all(why_moved(one.value) != one.value for one in (*ShortReason, *Disposition))


def test_what_a_person_wrote_stays_as_it_is() -> None:
    assert why_moved("Dégât des eaux") == "Dégât des eaux"


def test_two_damaged_are_said_in_the_plural() -> None:
    with speaking("fr"):
        assert [counts.damaged(n) for n in (1, 2)] == ["1 abîmé", "2 abîmés"]
        assert [counts.missing(n) for n in (1, 2)] == ["1 manquant", "2 manquants"]
