"""Makes a failing plan small: leaves out what it fails without, as long as it fails in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from plan import Plan, without_station
from told import Broken
from world import happen

from tests.support.worlds_begun import begun

MOST_TRIES = 150

T = TypeVar("T")


def shrink(plan: Plan, failed: BaseException, say: Callable[[str], None]) -> tuple[Plan, BaseException]:
    """The smallest plan found that fails like this one, and how it fails."""
    tries = 0
    is_smaller = True
    while is_smaller:
        is_smaller = False
        for candidate in smaller(plan):
            tries += 1
            if tries > MOST_TRIES:
                return plan, failed
            error = failure_of(candidate)
            if error is not None and _kind(error) == _kind(failed):
                plan, failed, is_smaller = candidate, error, True
                say(f"{len(plan.deeds)} deeds, {len(plan.troubles)} troubles, after {tries} tries")
                break
    return plan, failed


def failure_of(plan: Plan) -> BaseException | None:
    """How a plan fails, if it does."""
    try:
        with begun.as_steps():
            happen(plan)
    except Exception as error:
        return error
    return None


def _kind(error: BaseException) -> str:
    return error.invariant if isinstance(error, Broken) else type(error).__name__


def smaller(plan: Plan) -> Iterator[Plan]:
    """Plans with less in them: first much less, then a little."""
    present = [number for number, store in enumerate(plan.stations) if store >= 0]
    if len(present) > 1:
        yield from (without_station(plan, number) for number in present)
    yield from (replace(plan, troubles=fewer) for fewer in _fewer(plan.troubles))
    yield from (replace(plan, deeds=fewer) for fewer in _fewer(plan.deeds))


def _fewer(what: tuple[T, ...]) -> Iterator[tuple[T, ...]]:
    size = len(what)
    while size > 0:
        for start in range(0, len(what), size):
            yield what[:start] + what[start + size :]
        size //= 2
