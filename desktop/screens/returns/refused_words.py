"""Goods of an open return that nothing is due for, in words: which, why, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable

from core.rules.time import Instant
from desktop.screens.returns.counter_state import Due, Opened, Uncovered
from desktop.screens.returns.state import ReturnsState
from desktop.screens.returns.words import why_words
from desktop.shell.saying import translate


def refused_title(opened: Opened) -> str:
    """What somebody may take back all the same; where nobody may, what is to be given back."""
    if opened.to_override:
        words = translate("Returns", "Not covered, a manager may take it back all the same: {goods}")
        return words.format(goods=_goods(opened.to_override))
    return translate("Returns", "Refused, to be given back: {goods}").format(goods=_goods(opened.uncovered))


def give_back_words(opened: Opened) -> str:
    """What the key does that gives back all of it, with how many units that is."""
    units = sum(one.units for one in opened.uncovered)
    return translate("Returns", "Stays refused, given back: {units}").format(units=units)


def reason_label(state: ReturnsState) -> str:
    """What is asked before it is taken back all the same, or given back."""
    if state.due is Due.GIVE_BACK:
        return translate("Returns", "Why does it stay refused?")
    return translate("Returns", "Why is it taken back all the same, or not?")


def why_uncovered(opened: Opened, now: Instant, timezone: str) -> str:
    """Why nothing is due for some of it, by name where it is one of several."""
    said = {
        one.name: why_words(one.why, one.until or opened.declared_at, now, timezone)
        for one in opened.uncovered
    }
    if len(opened.goods) == 1:
        return next(iter(said.values()), "")
    return " ".join(
        translate("Returns", "{name}: {why}").format(name=name, why=why) for name, why in said.items() if why
    )


def _goods(lines: Iterable[Uncovered]) -> str:
    return ", ".join(f"{one.units} × {one.name}" for one in lines)
