"""What notices say: in both languages, and no half sentence where something is not known."""

from __future__ import annotations

import tomllib

import pytest

from core.rules.money import Money
from core.rules.time import Instant
from core.service.notices.texts import FOLDER, LANGUAGES, amount, day_and_hour, wording

ALL = {
    "name": "Camille",
    "number": "W-1",
    "place": "Lyon",
    "promised": "lundi",
    "until": "mardi",
    "articles": "2 × Écharpe",
    "amount": "12,90 €",
    "carrier": "Colivia",
    "parcels": "034567890000000019",
    "missing": "Écharpe",
    "offered": "Étole",
    "price": "12,90 €",
    "answer_until": "lundi 10 novembre à 14 h 30",
    "code": "12345678",
}
KINDS = {
    "ready",
    "reminder",
    "uncollected",
    "promised_again",
    "delayed",
    "unfillable",
    "available_again",
    "cancelled",
    "payment_failed",
    "sent",
    "lost",
    "substitute",
    "substitute_agreed",
    "substitute_difference",
    "substitute_withdrawn",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_its_words_in_each_language(language: str) -> None:
    told = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    assert {kind for kind, value in told.items() if isinstance(value, dict)} == KINDS
    for kind in KINDS:
        said = wording(kind, language, ALL)
        assert said is not None
        assert "{" not in said.subject + said.text


def test_every_kind_that_is_told_has_words() -> None:
    from core.orchestration import notices

    names = ("READY", "REMINDER", "UNCOLLECTED", "PROMISED_AGAIN", "DELAYED", "UNFILLABLE", "CANCELLED")
    assert {getattr(notices, name) for name in names} <= KINDS


def test_a_paragraph_without_its_value_is_left_out() -> None:
    paid = wording("cancelled", "fr", ALL)
    unpaid = wording("cancelled", "fr", ALL | {"amount": ""})
    assert paid is not None and "remboursé : 12,90 €" in paid.text
    assert unpaid is not None and "rembours" not in unpaid.text
    assert wording("of-another-day", "fr", ALL) is None


def test_days_hours_and_amounts_are_written_as_people_write_them() -> None:
    at = Instant(1_762_782_600_000)
    assert day_and_hour(at, "Europe/Paris", "fr") == "lundi 10 novembre à 14 h 50"
    assert day_and_hour(at, "Europe/London", "en") == "Monday 10 November at 13:50"
    assert day_and_hour(Instant(1_764_579_600_000), "Europe/Paris", "fr").startswith("lundi 1er décembre")
    assert amount(Money(1_290), "fr") == "12,90\N{NO-BREAK SPACE}€"
    assert amount(Money(5), "en") == "€0.05"
    assert amount(Money(1_290, "CHF"), "fr") == "12,90\N{NO-BREAK SPACE}CHF"
