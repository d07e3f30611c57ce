"""What differs of a delivery at its end, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from desktop.screens.receive import closing
from desktop.screens.receive.closing import Difference, Differs
from desktop.screens.receive.state import Truck
from desktop.shell.amounts import variant_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row

_DIFFERENCES: Final[Mapping[Difference, tuple[Callable[[int], str], str]]] = {
    Difference.CARTON_MISSING: (
        lambda _count: translate("Receive", "carton missing"),
        QT_TRANSLATE_NOOP("Receive", "Off the transit stock; ask the sender"),
    ),
    Difference.CARTON_UNKNOWN: (
        lambda _count: translate("Receive", "unknown carton"),
        QT_TRANSLATE_NOOP("Receive", "Find out whose it is"),
    ),
    Difference.MISSING: (
        counts.missing,
        QT_TRANSLATE_NOOP("Receive", "Off the transit stock; ask the sender"),
    ),
    Difference.EXTRA: (
        lambda count: translate("Receive", "{count} too many").format(count=count),
        QT_TRANSLATE_NOOP("Receive", "In the stock; send back or keep"),
    ),
    Difference.DAMAGED: (
        counts.damaged,
        QT_TRANSLATE_NOOP("Receive", "Not for sale; write off or send back"),
    ),
    Difference.UNANNOUNCED: (
        lambda _count: translate("Receive", "not announced"),
        QT_TRANSLATE_NOOP("Receive", "In the stock; find out whose it is"),
    ),
}
"""Each with its words, for so many units, and what becomes of it."""


def groups(truck: Truck) -> list[Group]:
    """One row for each difference."""
    rows = tuple(_difference_row(one) for one in closing.differences(truck))
    return [Group(rows, translate("Receive", "What differs"))] if rows else []


def _difference_row(differs: Differs) -> Row:
    words, next_ = _DIFFERENCES[differs.kind]
    if differs.line is not None:
        about = Cell(differs.line.name, variant_words(differs.line.size, differs.line.colour), strong=True)
    elif differs.carton is not None:
        # One carton, however many articles are in it.
        inside = counts.articles(differs.units) if differs.units else ""
        hint = " · ".join(part for part in (translate("Receive", "Carton"), inside) if part)
        about = Cell(differs.carton.number, hint, strong=True)
    else:
        about = Cell(translate("Receive", "The whole delivery"), strong=True)
    return Row(
        differs.key,
        (
            Cell(pill=PillLook(words(differs.units), Tone.WARN, "alert")),
            about,
            Cell(translate("Receive", "A manager sees to it"), translate("Receive", next_), small=True),
        ),
    )
