"""The rows of the queue: what is said of an order that can be begun, or that a colleague has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import msgspec

from core.rules.fulfilment import FulfilmentState
from desktop.screens.fulfilments import Head, Holder, minutes_until
from desktop.screens.order_words import awaited_words, title_words, who_words, zones_words
from desktop.screens.preparation import words
from desktop.screens.preparation.state import PreparationState
from desktop.shell.amounts import local_time, moment_words
from desktop.shell.counts import counts
from desktop.shell.language import language
from desktop.shell.saying import translate
from desktop.shell.widgets import Cell, Row, time_left
from desktop.shell.wording import kind_icon, kind_words, state_words


class _Made(msgspec.Struct, frozen=True):
    """A row with all that it is made of; the minutes left apart, which are other ones each minute."""

    head: Head
    beside: tuple[object, ...]
    minutes: int
    row: Row


class QueueRows:
    """Rows by fulfilment: of hundreds, few are other ones when the queue is seen again, and of most a minute
    later only the time left. While a round is made up they have no buttons, so there are two of each."""

    def __init__(self) -> None:
        self._free: dict[bool, dict[str, _Made]] = {}
        self._taken: dict[str, _Made] = {}

    def of(self, state: PreparationState) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """What can be begun, and what colleagues have."""
        is_made_up = bool(state.chosen)
        free = _made(self._free.get(is_made_up, {}), state.queue, state, is_free=True)
        taken = _made(self._taken, state.taken, state, is_free=False)
        self._free[is_made_up], self._taken = free, taken
        return tuple(one.row for one in free.values()), tuple(one.row for one in taken.values())


def _made(
    kept: dict[str, _Made], heads: Iterable[Head], state: PreparationState, *, is_free: bool
) -> dict[str, _Made]:
    day = local_time(state.now, state.timezone).date()
    of_all = (day, state.timezone, language.code)
    chosen, made = set(state.chosen), {}
    for head in heads:
        beside = (head.id in chosen, *of_all)
        minutes = minutes_until(head.promised_at, state.now)
        one = kept.get(head.id)
        if one is None or one.beside != beside or one.head != head:
            action = action_words(head) if is_free and not chosen else ""
            one = _Made(head, beside, minutes, _row(head, state, action, is_free=is_free))
        elif one.minutes != minutes:
            one = _Made(head, beside, minutes, _with_time(one.row, minutes))
        made[head.id] = one
    return made


def _with_time(row: Row, minutes: int) -> Row:
    """The same row with another time left."""
    return replace(row, cells=(Cell(pill=time_left(minutes)), *row.cells[1:]))


def action_words(head: Head) -> str:
    """What Enter does with an order."""
    if head.parcels:
        return translate("Prepare", "Put in a bin")
    is_begun = head.holder is Holder.THIS_DEVICE
    return translate("Prepare", "Continue") if is_begun else translate("Prepare", "Prepare")


def _row(head: Head, state: PreparationState, action: str, *, is_free: bool) -> Row:
    time = moment_words(head.promised_at, state.now, state.timezone)
    how = translate("Prepare", "{kind}, promised {time}").format(kind=kind_words(head.kind), time=time)
    who = who_words(head) or awaited_words(head) or (begun_words(head) if is_free else "")
    chosen = Cell(icon="check", icon_colour="accent")
    return Row(
        head.id,
        (
            Cell(pill=time_left(minutes_until(head.promised_at, state.now))),
            chosen if head.id in state.chosen else Cell(icon=kind_icon(head.kind)),
            Cell(title_words(head), how, strong=True),
            Cell(counts.articles(head.units), zones_words(head.zones)),
            Cell(who, small=True, colour="ink3"),
        ),
        action,
        is_muted=not is_free,
        reason=translate("Prepare", "in the round") if head.id in state.chosen else "",
    )


def begun_words(head: Head) -> str:
    """What was done of it already, and where it lies: "tote 2, 1 of 3 picked"; empty for nothing."""
    if head.state == FulfilmentState.PROPOSED:
        return ""
    if not head.picked or head.parcels:
        return state_words(head.state)
    picked = translate("Prepare", "{done} of {wanted} picked").format(done=head.picked, wanted=head.units)
    return f"{words.tote_words(head.tote)} · {picked}" if head.tote else picked
