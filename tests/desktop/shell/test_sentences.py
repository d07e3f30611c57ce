"""Every code that can reach a person has a sentence, and the sentence says its data."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from core.rules.errors import BadInput, Damaged, DeviceError, Offline, Refused
from core.rules.exceptions import CHOICES
from core.rules.lifecycles import lifecycle_exceptions
from core.rules.permissions import Permission
from core.service.history_sentences import STORY
from desktop.shell.case_sentences import CASES, TITLES
from desktop.shell.refusal_sentences import FAULTS, PERMISSIONS, REFUSALS
from desktop.shell.sentences import (
    case_sentence,
    case_title,
    code_sentence,
    deed_words,
    has_sentence,
    sentence,
)
from tests.desktop.screens.look_room import speaking

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("core/rules", "core/commands", "core/wire", "sync", "desktop")
TO_THE_COMMAND_LINE = ("desktop/labels/cli.py", "desktop/labels/problem_sentences.py")
"""Their codes are said in plain English by `desktop.labels.problem_sentences`."""
ERRORS = {
    "Refused", "BadInput", "Conflict", "NotAuthentic", "Damaged", "DamagedPiece", "TooNew", "Offline",
    "StorageFull", "DeviceError", "CoulisseError", "contradiction",
}  # fmt: skip
SAID = ("source", "translation")
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def raised_codes() -> Iterator[tuple[str, str]]:
    """(file, code) for each code that an error or a contradiction is made with."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name in TO_THE_COMMAND_LINE:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from ((name, code) for code in _codes(node))


def _codes(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call) or not node.args:
        return
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first = node.args[0]
    if called in ERRORS and isinstance(first, ast.Constant) and CODE.fullmatch(str(first.value)):
        yield str(first.value)
    if called == "Outcome" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
        yield str(node.args[1].value)


def test_sentences_write_keys_as_the_buttons_do() -> None:
    translations = ROOT / "resources" / "translations" / "coulisse_fr.ts"
    said = [one.text or "" for one in ElementTree.parse(translations).iter() if one.tag in SAID]
    assert len(said) > 1_000
    assert [one for one in said if re.search(r"(Ctrl|Shift|Alt)\+", one)] == []


def test_what_a_store_rejects_and_what_a_customer_refuses_have_a_word_each_in_french() -> None:
    translations = ElementTree.parse(ROOT / "resources" / "translations" / "coulisse_fr.ts")
    pairs = [
        ((one.findtext("source") or "").lower(), (one.findtext("translation") or "").lower())
        for one in translations.iter("message")
    ]
    rejected = [(source, said) for source, said in pairs if re.search(r"\breject", source)]
    assert len(rejected) > 10
    assert [pair for pair in rejected if "rejet" not in pair[1]] == []
    assert [pair for pair in pairs if "rejet" in pair[1] and pair not in rejected] == []


def test_every_raised_code_has_a_sentence() -> None:
    assert sorted({(file, code) for file, code in raised_codes() if not has_sentence(code)}) == []


def test_every_contradiction_of_a_lifecycle_has_a_sentence() -> None:
    assert sorted(lifecycle_exceptions() - CASES.keys()) == []


def test_every_kind_of_exception_has_its_choices_and_its_sentence() -> None:
    assert CASES.keys() == CHOICES.keys()


def test_every_implausible_fact_has_a_sentence() -> None:
    source = (ROOT / "core/rules/plausibility.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'(?:return|else) "([a-z_]+)"', source))

    assert codes
    assert sorted(code for code in codes if not has_sentence(code)) == []


def test_every_contradiction_has_a_title() -> None:
    assert TITLES.keys() == CASES.keys()
    assert case_title("handed_over_twice") == "Handed over twice"
    assert case_title("of_another_version") == "To settle"


def test_every_permission_has_words() -> None:
    assert PERMISSIONS.keys() == {permission.value for permission in Permission}


@pytest.mark.parametrize("words", sorted({*REFUSALS.values(), *CASES.values(), *FAULTS.values()}))
def test_sentences_name_fields_and_end_properly(words: str) -> None:
    fields = [field for _, field, _, _ in string.Formatter().parse(words) if field]

    assert all(CODE.fullmatch(field) for field in fields)
    assert words[-1] in ".?”"


def test_a_refusal_names_what_it_is_about() -> None:
    assert sentence(Refused("something_was_picked", order_number="C-1")) == (
        "Something of C-1 was picked: pack it, or put it back first."
    )
    assert sentence(Refused("not_permitted", permission="take_over")) == (
        "Only a manager may take over a colleague’s order."
    )
    assert sentence(Refused("not_in_this_state", state="handed_over", verb="claim")) == (
        "This cannot be done now: the order is handed over."
    )


def test_a_colleague_without_a_name_is_a_colleague() -> None:
    said = code_sentence("claimed_by_another", {"staff_id": "s-1"})

    assert said == "A colleague is preparing this order. A manager can take it over."


def test_an_amount_is_said_as_money() -> None:
    assert "15.30" in code_sentence("left_unpaid", {"order_number": "C-1", "cents": 1530})


def test_being_offline_says_why() -> None:
    assert sentence(Offline("offline", cause="timeout")) == "Headquarters did not answer in time."
    assert sentence(Offline("offline")) == "Headquarters cannot be reached. Work goes on here."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Refused("brand_new"), "This could not be done (brand_new)."),
        (BadInput("brand_new"), "This cannot be understood (brand_new)."),
        (Damaged("brand_new"), "A file is not as it was written (brand_new)."),
        (DeviceError("brand_new"), "The device does not do its part (brand_new)."),
    ],
)
def test_a_code_of_another_version_is_said_by_its_kind(error: Refused, said: str) -> None:
    assert sentence(error) == said


def test_missing_data_do_not_break_a_sentence() -> None:
    assert code_sentence("picked_too_many", {}).startswith("More of … was picked")


def test_what_is_free_nowhere_is_called_so_in_french_as_in_an_order_s_story() -> None:
    _, told = STORY["not_sourced"]
    with speaking("fr"):
        assert case_title("free_nowhere") == told


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"is_taken_in": True}, "and its order is in the stock here again"),
        ({"is_taken_in": False}, "and is not in the stock here"),
        ({}, "D-7. Find out why"),
    ],
    ids=["taken in", "not taken in", "by an older core"],
)
def test_what_a_truck_brought_back_says_whether_it_was_taken_in(told: dict[str, bool], said: str) -> None:
    data = {"number": "0345", "order_number": "C-1", "delivery": "D-7", **told}
    assert said in case_sentence("parcel_back", data)


@pytest.mark.parametrize(
    ("code", "expected", "title", "said"),
    [
        ("en", 2, "More than announced", "Delivery BL-1 brought 1 × Montre more than the 2 announced."),
        ("en", 0, "Article not announced", "Delivery BL-1 brought 1 × Montre, which nobody had announced."),
        (
            "fr",
            2,
            "Plus qu’annoncé",
            "De trop dans la livraison BL-1\u202f: 1\xa0× Montre (annoncé\u202f: 2).",
        ),
        ("fr", 0, "Article non annoncé", "Non annoncé dans la livraison BL-1\u202f: 1\xa0× Montre."),
    ],
)
def test_what_nobody_had_announced_is_not_more_than_none(
    code: str, expected: int, title: str, said: str
) -> None:
    with speaking(code):
        told = {"delivery": "BL-1", "units": 1, "name": "Montre", "expected": expected}
        assert (case_title("units_extra", told), case_sentence("units_extra", told)) == (title, said)


def test_what_is_received_is_a_delivery_and_a_receipt_is_a_customer_s() -> None:
    assert deed_words("FinishDelivery") == "Delivery received"
    assert deed_words("ReleaseFulfilment") == "Order released", "nobody is given anything"
    missing = {"delivery": "BL-1", "units": 1, "expected": 2, "name": "Montre"}
    assert code_sentence("units_missing", missing) == (
        "Missing from delivery BL-1: 1 of 2 × Montre. Ask its sender."
    )
