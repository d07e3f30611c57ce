"""A carrier brings back one of several parcels that went to a customer's home: its own goods come back, the
others stay where they are, and a person is asked whether what was in it is still wanted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import (
    ArriveFulfilment,
    DispatchFulfilment,
    PickLine,
    Resolution,
    SettleException,
    StageFulfilment,
)
from core.model import ExceptionCase, Fulfilment, ParcelLoss
from core.orchestration import Core
from core.orchestration.ledger_check import disagreements
from core.rules.exceptions import BY_ITSELF
from tests.core.orchestration.order_world import do, head_at, line_at, notices, progress, shares, stock
from tests.core.orchestration.test_parcels_lost import ACCEPTED, cases, lose, sent, sold, states
from tests.core.orchestration.test_parcels_told import ONE, TWO, tell


def bring_back(core: Core, head: Fulfilment, number: str) -> None:
    do(core, head, ArriveFulfilment(fulfilment_id=head.id, number=number))


def asked(core: Core, *, settled: bool = False) -> list[ExceptionCase]:
    query = select(ExceptionCase).where(
        ExceptionCase.kind == "parcel_came_back", ExceptionCase.settled_at.is_not(None) == settled
    )
    return list(core.read(lambda s: s.scalars(query).all()))


def choose(core: Core, head: Fulfilment, choice: Resolution) -> None:
    [case] = asked(core)
    told = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="they were out", resolution=choice
    )
    do(core, head, told)


def here(core: Core) -> tuple[int, int]:
    """Units on the shelves of Lyon, and those of them that are promised to somebody."""
    held = stock(core, "SCARF", "LYON")
    return held.sellable, held.allocated


def test_one_of_two_brings_back_its_own_goods_and_the_other_goes_on(core: Core) -> None:
    head = sent(core, here=2)
    assert here(core) == (0, 0)
    bring_back(core, head, ONE)
    assert (here(core), shares(core, head.order_id)) == ((1, 0), {"LYON": ("dispatched", {"SCARF": 1})})
    [case] = asked(core)
    assert (case.location_id, case.data["number"], sold(core)) == (head.location_id, ONE, [1])
    bring_back(core, head, ONE)
    assert (here(core), len(asked(core))) == ((1, 0), 1), "scanned twice it has come once"
    assert tell(core, (TWO, core.clock.now())) == [ACCEPTED]
    assert (states(core, head), core.read(disagreements)) == ({"LYON": "delivered"}, 0)


@pytest.mark.parametrize("choice", [Resolution.CLOSE, Resolution.CANCEL_MISSING])
def test_a_person_says_whether_it_is_sent_once_more(core: Core, choice: Resolution) -> None:
    head = sent(core, here=2)
    bring_back(core, head, ONE)
    assert list(progress(core, head.order_id).open_units().values()) == [1], "nobody has decided anything yet"
    choose(core, head, choice)
    [line] = progress(core, head.order_id).by_line.values()
    if choice is Resolution.CLOSE:
        assert shares(core, head.order_id)["LYON+"] == ("proposed", {"SCARF": 1})
        assert (line.cancelled, here(core)) == (0, (1, 1))
    else:
        assert (line.cancelled, states(core, head), here(core)) == (1, {"LYON": "dispatched"}, (1, 0))
        assert "cancelled" in notices(core)
    assert (progress(core, head.order_id).open_units(), core.read(disagreements)) == ({}, 0)


def test_the_last_one_comes_back_as_a_single_one_does_and_is_sent_once_more(core: Core) -> None:
    head = sent(core, here=2)
    bring_back(core, head, ONE)
    choose(core, head, Resolution.CANCEL_MISSING)
    bring_back(core, head, TWO)
    assert (here(core), shares(core, head.order_id)) == ((2, 1), {"LYON": ("arrived", {"SCARF": 1})})
    assert sold(core) == [], "its customer has nothing of it"
    stage = StageFulfilment(fulfilment_id=head.id, bins={TWO: "B-1"})
    do(core, head, stage, DispatchFulfilment(fulfilment_id=head.id))
    assert (here(core), sold(core)) == ((1, 0), [1])
    assert tell(core, (TWO, core.clock.now())) == [ACCEPTED]
    assert (states(core, head), core.read(disagreements)) == ({"LYON": "delivered"}, 0)


def test_one_that_was_given_up_for_lost_is_wanted_and_nobody_is_asked(core: Core) -> None:
    head = sent(core, elsewhere=2, here=2)
    lose(core, ONE)
    assert states(core, head) == {"LYON": "dispatched", "VIENNE": "proposed"}
    bring_back(core, head, ONE)
    live = {
        place: units for place, (state, units) in shares(core, head.order_id).items() if state == "proposed"
    }
    assert (states(core, head)["VIENNE"], list(live.values())) == ("cancelled", [{"SCARF": 1}])
    assert (asked(core), asked(core, settled=True)[0].data["resolution"]) == ([], BY_ITSELF)
    assert core.read(lambda s: s.scalars(select(ParcelLoss)).all()) == []
    tell(core, (TWO, core.clock.now()))
    assert (states(core, head)["LYON"], sold(core), core.read(disagreements)) == ("delivered", [1], 0)


def test_the_other_one_is_lost(core: Core) -> None:
    head = sent(core, here=2)
    lose(core, TWO)
    bring_back(core, head, ONE)
    assert (states(core, head)["LYON"], sold(core)) == ("lost", [])
    [line] = progress(core, head.order_id).by_line.values()
    assert (line.left, core.read(disagreements)) == (0, 0)


@pytest.mark.parametrize("choice", [Resolution.CLOSE, Resolution.CANCEL_MISSING])
def test_nothing_is_sent_for_it_before_somebody_has_answered(core: Core, choice: Resolution) -> None:
    head = sent(core, elsewhere=2, here=2)
    bring_back(core, head, ONE)
    lose(core, TWO)
    live = [units for state, units in shares(core, head.order_id).values() if state == "proposed"]
    assert live == [{"SCARF": 1}], "the lost one alone is wanted for sure"
    choose(core, head, choice)
    [line] = progress(core, head.order_id).by_line.values()
    is_cancelled = choice is Resolution.CANCEL_MISSING
    assert (line.cancelled, line.sourced) == ((1, 1) if is_cancelled else (0, 2))
    assert (progress(core, head.order_id).open_units(), core.read(disagreements)) == ({}, 0)


def test_what_somebody_has_begun_in_its_place_goes_on(core: Core) -> None:
    """Its customer has nothing of it, wherever the parcel is now."""
    head = sent(core, elsewhere=2, here=2)
    lose(core, ONE)
    other = head_at(core, head.order_id, "VIENNE")
    pick = PickLine(fulfilment_id=other.id, line_id=line_at(core, other, "SCARF").id, quantity=1)
    do(core, other, pick)
    bring_back(core, head, ONE)
    assert (states(core, head), here(core)) == ({"LYON": "dispatched", "VIENNE": "picked"}, (1, 0))
    assert (cases(core), asked(core)) == ([], [])
    assert (progress(core, head.order_id).open_units(), core.read(disagreements)) == ({}, 0)


def test_one_that_was_lost_is_wanted_while_another_is_asked_about(core: Core) -> None:
    head = sent(core, elsewhere=2, here=2)
    bring_back(core, head, ONE)
    lose(core, TWO)
    bring_back(core, head, TWO)
    assert [case.data["number"] for case in asked(core)] == [ONE]
    [line] = progress(core, head.order_id).by_line.values()
    assert (line.sourced, line.cancelled) == (1, 0)
