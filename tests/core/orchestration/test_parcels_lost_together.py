"""Parcels that were told lost at once, before each was found anew by itself: what took their place has one
name for all of them, in rows that are kept. Each comes, or comes back, by itself all the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from core.commands import ArriveFulfilment, DispatchFulfilment, PickLine
from core.model import Fulfilment, Order
from core.orchestration import Core, parcels_followed
from core.orchestration.parcels_followed import Word
from core.orchestration.resourcing import resource
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from tests.core.orchestration.order_world import do, head_at, line_at, progress, shares
from tests.core.orchestration.test_parcels_lost import cases, is_sound, lose, states
from tests.core.orchestration.test_parcels_told import ONE, TWO, packed, tell

BOTH = {"VIENNE": ("proposed", {"SCARF": 2})}


def found_together(unit: UnitOfWork, head: Fulfilment, told: Any, fresh: Sequence[str]) -> None:
    """As it was done before: one source for all that was lost."""
    order = unit.lock(Order, head.order_id)
    assert order is not None
    cause = derive(head.id, Word.LOST, *fresh, max(told.lost[number].told_at for number in fresh))
    for number in fresh:
        told.lost[number].cause = cause
    parcels_followed._bring_lines(unit, head, told)
    unit.session.flush()
    resource(unit, order, cause)


@pytest.fixture(name="head")
def lost_together(core: Core, monkeypatch: pytest.MonkeyPatch) -> Fulfilment:
    """Two scarves in two parcels, both lost, and both to be sent from Vienne, in one."""
    head, _ = packed(core, elsewhere=2, here=2)
    lose(core, ONE, TWO)
    with monkeypatch.context() as before:
        before.setattr(parcels_followed, "_find_anew", found_together)
        do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    return head


def others(core: Core, head: Fulfilment) -> dict[str, tuple[str, dict[str, int]]]:
    return {place: share for place, share in shares(core, head.order_id).items() if place != "LYON"}


def back(core: Core, head: Fulfilment, number: str) -> None:
    do(core, head, ArriveFulfilment(fulfilment_id=head.id, number=number))


@pytest.mark.by_turns
@pytest.mark.parametrize("first", [ONE, TWO])
def test_both_come_one_after_the_other_and_nothing_is_sent_twice(
    core: Core, head: Fulfilment, first: str
) -> None:
    assert others(core, head) == BOTH
    tell(core, (first, core.clock.now()))
    assert (others(core, head), is_sound(core, head)) == ({"VIENNE": ("proposed", {"SCARF": 1})}, True)
    tell(core, ({ONE: TWO, TWO: ONE}[first], core.clock.now()))
    assert (others(core, head)["VIENNE"][0], is_sound(core, head)) == ("cancelled", True)
    assert cases(core) == []


def test_one_comes_and_the_other_one_comes_back(core: Core, head: Fulfilment) -> None:
    tell(core, (ONE, core.clock.now()))
    back(core, head, TWO)
    assert is_sound(core, head)
    [line] = progress(core, head.order_id).by_line.values()
    assert (line.left, line.sourced) == (1, 2), "the other one is sent once more, from somewhere"


@pytest.mark.by_turns
@pytest.mark.parametrize("first", [ONE, TWO])
def test_both_come_back(core: Core, head: Fulfilment, first: str) -> None:
    back(core, head, first)
    assert is_sound(core, head)
    back(core, head, {ONE: TWO, TWO: ONE}[first])
    assert (states(core, head)["LYON"], is_sound(core, head)) == ("arrived", True)


def test_one_comes_back_and_the_other_one_comes(core: Core, head: Fulfilment) -> None:
    back(core, head, ONE)
    assert is_sound(core, head)
    tell(core, (TWO, core.clock.now()))
    assert is_sound(core, head)


def test_what_somebody_has_begun_for_both_is_asked_about(core: Core, head: Fulfilment) -> None:
    other = head_at(core, head.order_id, "VIENNE")
    do(core, other, PickLine(fulfilment_id=other.id, line_id=line_at(core, other, "SCARF").id, quantity=2))
    tell(core, (ONE, core.clock.now()))
    assert [case.kind for case in cases(core)] == ["found_after_resourcing"]
    tell(core, (TWO, core.clock.now()))
    assert states(core, head)["VIENNE"] == "to_put_back", "none of it is needed any more"
