"""Times, money and codes as people read them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from core.rules.time import DAY_MS, HOUR_MS
from desktop.shell.amounts import (
    article_words,
    barcode_parts,
    bin_words,
    clock_words,
    moment_words,
    money_words,
    weekday_words,
)
from desktop.shell.theme import TextRole, font
from desktop.shell.widgets.broken_lines import lines_of
from desktop.shell.widgets.painting import role_width

NOON = 1_795_348_800_000
"""2026-11-22T12:00:00Z, a Sunday."""
PARIS = "Europe/Paris"


def test_a_time_is_told_on_the_clock_of_its_place() -> None:
    assert clock_words(NOON, PARIS) == "13:00"
    assert clock_words(NOON, "America/Martinique") == "08:00"


def test_an_unknown_time_zone_is_told_in_utc() -> None:
    assert clock_words(NOON, "Nowhere/Atlantis") == "12:00"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOON + HOUR_MS, "14:00"),
        (NOON + DAY_MS, "tomorrow 13:00"),
        (NOON - DAY_MS, "yesterday 13:00"),
        (NOON + 3 * DAY_MS, "Wed 25 Nov, 13:00"),
    ],
)
def test_a_day_is_named_when_it_is_another(at: int, said: str) -> None:
    assert moment_words(at, NOON, PARIS) == said


def test_midnight_makes_it_tomorrow() -> None:
    assert moment_words(NOON + 12 * HOUR_MS, NOON + 10 * HOUR_MS, PARIS) == "tomorrow 01:00"


def test_a_day_is_said_in_the_language_asked_for() -> None:
    assert weekday_words(NOON, PARIS, QLocale("fr_FR")) == "dim. 22 nov."


def test_money_is_written_as_the_language_writes_it() -> None:
    assert money_words(4_990, "EUR", QLocale("en_GB")) == "€49.90"
    assert money_words(123_450, "EUR", QLocale("fr_FR")).replace("\u202f", " ").replace("\xa0", " ") == (
        "1 234,50 €"
    )
    assert money_words(4_990, "CHF", QLocale("en_GB")) == "CHF49.90"


def test_a_bin_is_called_by_its_number() -> None:
    assert bin_words("BIN-14") == "14"
    assert bin_words("A-3") == "A-3"


@pytest.mark.parametrize(
    ("gtin", "parts"),
    [
        ("3614274881205", ("3 614 274", "881 205")),
        ("03614274881205", ("3 614 274", "881 205")),
        ("40123455", ("40", "123 455")),
        ("", ("", "")),
    ],
)
def test_a_barcode_ends_in_the_digits_that_people_compare(gtin: str, parts: tuple[str, str]) -> None:
    assert barcode_parts(gtin) == parts


@pytest.mark.usefixtures("qapp")
def test_size_and_colour_go_into_the_next_line_together() -> None:
    drawn_in, variant = font(TextRole.BODY_STRONG), "40 · Bleu pétrole"
    text = article_words("Culotte de bain Garrigue", "40", "Bleu pétrole")
    whole = round(role_width(text, TextRole.BODY_STRONG))
    for width in range(round(role_width(variant, TextRole.BODY_STRONG)) + 4, whole, 4):
        assert lines_of(text, drawn_in, width)[-1].replace("\u00a0", " ") == variant, width
