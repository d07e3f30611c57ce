"""What to say to a person about a code: refusals, faults, contradictions, outcomes.

A sentence says what is the matter and, where there is something, what to do. A test holds that no code of the
rules, the commands, the wire or the sync is left without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.rules.errors import CoulisseError
from core.rules.exceptions import ARRIVED_ELSEWHERE, QUARANTINED
from core.rules.fulfilment import PARCEL_BACK, SHIPMENT_OVERDUE, FulfilmentState
from core.rules.time import SECOND_MS
from desktop.shell.ages import duration_words
from desktop.shell.amounts import money_words
from desktop.shell.case_sentences import CASES, DEEDS, HELD_FOR_GOOD, PAID_ONLINE_TOO, TITLES
from desktop.shell.refusal_sentences import FAULTS, PERMISSIONS, REFUSALS
from desktop.shell.saying import translate
from desktop.shell.truck_sentences import (
    NONE_ANNOUNCED,
    NONE_ANNOUNCED_TITLE,
    PARCEL_NOT_TAKEN_IN,
    PARCEL_TAKEN_IN,
    SEVERAL_OVERDUE,
)
from desktop.shell.wording import cause_words, state_words

_STATES = frozenset(state.value for state in FulfilmentState)


def has_sentence(code: str) -> bool:
    """Whether the code has words of its own."""
    return code in REFUSALS or code in CASES


def sentence(error: CoulisseError) -> str:
    """What to say about one of our errors."""
    cause = cause_words(str(error.data.get("cause", ""))) if error.code == "offline" else ""
    if cause:
        return cause
    told_apart = f"{error.code}_{error.data.get('reason') or error.data.get('lifecycle', '')}"
    if has_sentence(told_apart):
        return code_sentence(told_apart, error.data)
    if has_sentence(error.code):
        return code_sentence(error.code, error.data)
    kind = next(kind for kind in type(error).__mro__ if kind in FAULTS)
    return _filled(FAULTS[kind], {**error.data, "code": error.code})


def code_sentence(code: str, data: Mapping[str, Any] | None = None) -> str:
    """What to say about a refusal's or a fault's code, or a contradiction's kind."""
    words = REFUSALS.get(code) or CASES.get(code) or FAULTS[CoulisseError]
    return _filled(words, {"code": code, **(data or {})})


def case_title(kind: str, data: Mapping[str, Any] | None = None) -> str:
    """A contradiction in a few words, for a list."""
    if _is_of_none_announced(kind, data or {}):
        return translate("Sentences", NONE_ANNOUNCED_TITLE)
    return translate("Sentences", TITLES[kind]) if kind in TITLES else translate("Sentences", "To settle")


def case_sentence(kind: str, data: Mapping[str, Any]) -> str:
    """What a person is to settle, whole."""
    if kind != QUARANTINED:
        if kind == "paid_too_much" and data.get("is_online"):
            return _filled(PAID_ONLINE_TOO, data)
        if _is_of_none_announced(kind, data):
            return _filled(NONE_ANNOUNCED, data)
        if kind == SHIPMENT_OVERDUE and "," in str(data.get("parcels", "")):
            return _filled(SEVERAL_OVERDUE, data)
        if kind == PARCEL_BACK and "is_taken_in" in data:
            return _filled(PARCEL_TAKEN_IN if data["is_taken_in"] else PARCEL_NOT_TAKEN_IN, data)
        return code_sentence(kind, data)
    why = code_sentence(str(data.get("code", "")), data.get("details") or {})
    told = {"deed": deed_words(str(data.get("name", ""))), "why": why}
    return (
        _filled(HELD_FOR_GOOD, told) if data.get("code") == ARRIVED_ELSEWHERE else code_sentence(kind, told)
    )


def _is_of_none_announced(kind: str, data: Mapping[str, Any]) -> bool:
    return kind == "units_extra" and data.get("expected") == 0


def case_thing(data: Mapping[str, Any]) -> str:
    """What an exception is about where that is neither one article nor a customer: money, several articles,
    or a carton."""
    cents = data.get("cents")
    if cents:
        return money_words(int(cents), str(data.get("currency") or "EUR"))
    if "articles" in data:
        return ", ".join(f"{one['units']} × {one['name']}" for one in data["articles"])
    return str(data.get("number", "")) if "delivery" in data else ""


def deed_words(command: str) -> str:
    """What a command has told, by its name; the name where only another version knows it."""
    return translate("Sentences", DEEDS[command]) if command in DEEDS else command


class _Blank(dict[str, Any]):
    """What a sentence would like to name and nobody told."""

    def __missing__(self, key: str) -> str:
        return "…"


def _filled(words: str, data: Mapping[str, Any]) -> str:
    said = translate("Sentences", words).format_map(_Blank(_spoken(data)))
    return said[:1].upper() + said[1:]


def _spoken(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with words for the codes and amounts in it."""
    said = dict(data)
    if "staff_id" in said:
        said.setdefault("name", translate("Sentences", "a colleague"))
    if isinstance(said.get("wait_s"), int):
        said["wait"] = duration_words(said["wait_s"] * SECOND_MS)
    if said.get("state") in _STATES:
        said["state"] = state_words(said["state"])
    if said.get("permission") in PERMISSIONS:
        said["permission"] = translate("Sentences", PERMISSIONS[said["permission"]])
    if isinstance(said.get("cents"), int):
        said["amount"] = money_words(said["cents"], str(said.get("currency", "EUR")))
    return said
