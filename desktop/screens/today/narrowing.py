"""What a filter of the board lets through of the rows that are no orders: counts, trucks, refunds, cases."""

from __future__ import annotations

from core.rules.words import folded_words
from desktop.screens.today.board import said
from desktop.screens.today.state import Case, Coming, Counting, Filter, Money
from desktop.shell.sentences import case_thing


def lets_count(wanted: Filter, counting: Counting) -> bool:
    """Whether an article to be counted is shown: by its zone, and by its words."""
    zone = counting.place[0] if counting.place else ""
    is_there = not wanted.zone or zone == wanted.zone
    return is_there and _lets(wanted, counting.name, counting.size, counting.colour, counting.gtin)


def lets_coming(wanted: Filter, coming: Coming) -> bool:
    """Whether what comes by truck is shown; it stands in no zone yet."""
    return not wanted.zone and _lets(wanted, coming.number, coming.about)


def lets_money(wanted: Filter, money: Money) -> bool:
    """Whether a refund that waits is shown."""
    return not wanted.zone and _lets(wanted, money.number, money.customer)


def lets_case(wanted: Filter, case: Case) -> bool:
    """Whether an exception is shown: by what its sentence names, and by what its row tells it by."""
    named = (str(value) for value in case.data.values() if isinstance(value, str | int))
    return not wanted.zone and _lets(wanted, *named, case.customer, case.variant, case_thing(case.data))


def _lets(wanted: Filter, *texts: str) -> bool:
    """What is of no kind, of nobody and due at no hour is left out where one of these is asked for."""
    if wanted.kind or wanted.is_mine or wanted.is_late:
        return False
    typed = folded_words(wanted.words)
    return said(" ".join(texts), typed) == (1 << len(typed)) - 1
