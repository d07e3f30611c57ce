"""Two parcels of one shipment have one number: a carrier's word, or a scan, is of one of them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import (
    ArriveFulfilment,
    DispatchFulfilment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    StageFulfilment,
)
from core.model import Fulfilment, Parcel
from core.orchestration import Core
from core.orchestration.ledger_check import disagreements
from core.orchestration.parcels_followed import Word
from core.orchestration.parcels_told import ToldDraft
from core.orchestration.parcels_told import tell as told
from core.ports import SimulatedClock
from core.rules.time import HOUR_MS, Instant
from tests.core.orchestration.order_world import do, furnish, head_at, line_at, order, progress, shares
from tests.core.orchestration.test_parcels_back import asked, here
from tests.core.orchestration.test_parcels_lost import ACCEPTED, lose, states
from tests.core.orchestration.test_parcels_told import ONE, tell


@pytest.fixture
def head(core: Core) -> Fulfilment:
    """Two scarves on their way to a home, each in a parcel of the same number."""
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), location=None, postcode="69003", city="Lyon")
    head = head_at(core, placed.order_id, "LYON")
    line = line_at(core, head, "SCARF")
    drafts = [ParcelDraft(ONE, {line.id: 1}), ParcelDraft(ONE, {line.id: 1})]
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=2),
        PackFulfilment(fulfilment_id=head.id, parcels=drafts),
        DispatchFulfilment(fulfilment_id=head.id),
    )
    return head


def test_one_has_come_and_the_other_has_not(core: Core, head: Fulfilment) -> None:
    at = core.clock.now()
    assert tell(core, (ONE, at)) == [ACCEPTED]
    assert states(core, head) == {"LYON": "dispatched"}
    assert tell(core, (ONE, at + 1)) == [ACCEPTED]
    assert states(core, head) == {"LYON": "delivered"}


def test_one_is_lost_and_found_elsewhere_and_then_the_other_is(
    core: Core, clock: SimulatedClock, head: Fulfilment
) -> None:
    lose(core, ONE)
    assert shares(core, head.order_id)["VIENNE"] == ("proposed", {"SCARF": 1})
    assert states(core, head)["LYON"] == "dispatched"
    clock.advance(1)
    lose(core, ONE)
    assert states(core, head)["LYON"] == "lost"
    [line] = progress(core, head.order_id).by_line.values()
    assert (line.sourced, core.read(disagreements)) == (2, 0)


def test_one_comes_back_and_then_the_other(core: Core, head: Fulfilment) -> None:
    back = ArriveFulfilment(fulfilment_id=head.id, number=ONE)
    do(core, head, back)
    assert (here(core), states(core, head), len(asked(core))) == ((1, 0), {"LYON": "dispatched"}, 1)
    do(core, head, back)
    assert (here(core), states(core, head)) == ((2, 1), {"LYON": "arrived"})
    assert (len(asked(core)), core.read(disagreements)) == (1, 0)


@pytest.mark.parametrize(("word", "state"), [(Word.DELIVERED, "delivered"), (Word.LOST, "lost")])
def test_one_message_may_say_the_same_of_both(
    core: Core, clock: SimulatedClock, head: Fulfilment, word: Word, state: str
) -> None:
    clock.advance(HOUR_MS)
    at = clock.now() - 1
    assert tell(core, (ONE, at), (ONE, at), word=word) == [ACCEPTED, ACCEPTED]
    assert (states(core, head)["LYON"], core.read(disagreements)) == (state, 0)
    assert tell(core, (ONE, at), (ONE, at), word=word) == [("duplicate", "")] * 2, "it is sent once more"
    assert tell(core, (ONE, at), (ONE, at), (ONE, at), word=word) == [("duplicate", "")] * 3


def test_the_same_in_a_message_of_its_own_is_the_same_word_again(core: Core, head: Fulfilment) -> None:
    """Whether a carrier sends it once more, or means the other, nobody can know: the other one is asked
    about, should it stay silent."""
    at = core.clock.now()
    assert [tell(core, (ONE, at)), tell(core, (ONE, at))] == [[ACCEPTED], [("duplicate", "")]]
    assert states(core, head) == {"LYON": "dispatched"}


@pytest.mark.parametrize(("word", "state"), [(Word.DELIVERED, "delivered"), (Word.LOST, "lost")])
def test_a_carrier_that_names_its_words_speaks_of_each_in_a_message_of_its_own(
    core: Core, clock: SimulatedClock, head: Fulfilment, word: Word, state: str
) -> None:
    clock.advance(HOUR_MS)
    at = clock.now() - 1

    def says(event: str, at_ms: int = at) -> list[tuple[str, str]]:
        draft = ToldDraft(ONE, Instant(at_ms), "", event)
        answers = core.transact(lambda unit: told(unit, word, [draft, draft]))
        return [(one.status.value, one.code) for one in answers]

    assert says("e-1") == [ACCEPTED, ("duplicate", "")]
    assert says("e-1", at - 1) == [("duplicate", "")] * 2, "it is the same word, at whichever time"
    assert tell(core, (ONE, at), word=word) == [("duplicate", "")], "without a name its time tells"
    assert states(core, head)["LYON"] == "dispatched"
    assert says("e-2") == [ACCEPTED, ("duplicate", "")]
    assert (states(core, head)["LYON"], core.read(disagreements)) == (state, 0)
    assert says("e-3") == [("duplicate", "")] * 2, "there are two"


def test_each_has_a_bin_of_its_own(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id, "LYON")
    line = line_at(core, head, "SCARF")
    drafts = [ParcelDraft(ONE, {line.id: 1}), ParcelDraft(ONE, {line.id: 1})]
    pick = PickLine(fulfilment_id=head.id, line_id=line.id, quantity=2)
    do(core, head, pick, PackFulfilment(fulfilment_id=head.id, parcels=drafts))
    for place in ("B-1", "B-2"):
        do(core, head, StageFulfilment(fulfilment_id=head.id, bins={ONE: place}))
    bins = core.read(lambda s: s.scalars(select(Parcel.bin).order_by(Parcel.bin)).all())
    assert bins == ["B-1", "B-2"]
