"""The carrier's word that a parcel was delivered starts the customer's time to think it over; that it is lost
has its goods found elsewhere; and what it tells nothing of is asked."""

from __future__ import annotations

import threading

from sqlalchemy import select

from core.commands import DispatchFulfilment, PackFulfilment, ParcelDraft, PickLine
from core.model import ExceptionCase, Fulfilment, FulfilmentLine, Sale
from core.orchestration import Core, UnitOfWork
from core.orchestration.parcels_followed import Word
from core.orchestration.parcels_told import ToldDraft
from core.orchestration.parcels_told import tell as take_in_word
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.order import SaleType
from core.rules.return_policy import Asked, ReturnPolicy, judge
from core.rules.returns import ReturnReason
from core.rules.time import DAY_MS, HOUR_MS, Instant
from tests.core.orchestration.order_world import do, furnish, head_at, line_at, order
from tests.support.lock_waits import until_held_up

ONE, TWO = "034567890000000019", "034567890000000026"


def packed(core: Core, elsewhere: int = 0, here: int = 5) -> tuple[Fulfilment, FulfilmentLine]:
    """Two scarves for a customer at home, in two parcels."""
    furnish(core, {"LYON": {"SCARF": here}, "VIENNE": {"SCARF": elsewhere}})
    placed = order(core, ("SCARF", 2), location=None, postcode="69003", city="Lyon")
    head = head_at(core, placed.order_id)

    line = line_at(core, head, "SCARF")
    parcels = [ParcelDraft(ONE, {line.id: 1}), ParcelDraft(TWO, {line.id: 1})]
    pick = PickLine(fulfilment_id=head.id, line_id=line.id, quantity=2)
    do(core, head, pick, PackFulfilment(fulfilment_id=head.id, parcels=parcels))
    return head, line


def tell(core: Core, *parcels: tuple[str, int], word: Word = Word.DELIVERED) -> list[tuple[str, str]]:
    drafts = [ToldDraft(number, Instant(at)) for number, at in parcels]
    answers = core.transact(lambda unit: take_in_word(unit, word, drafts))
    return [(answer.status.value, answer.code) for answer in answers]


def state(core: Core) -> str:
    return core.read(lambda s: s.scalars(select(Fulfilment.state)).one())


def sale(core: Core) -> Sale:
    Timers(core).turn()
    return core.read(lambda s: s.scalars(select(Sale)).one())


def why(core: Core, at: int) -> tuple[str, bool]:
    """What the screen says of bringing a scarf back then, and whether the law's days are over."""
    sold = sale(core)
    delivered = None if sold.delivered_at is None else Instant(sold.delivered_at)
    asked = Asked(
        sale_type=SaleType.DISTANCE, reason=ReturnReason.CHANGED_MIND, sold_at=Instant(sold.sold_at),
        at=Instant(at), delivered_at=delivered,
    )  # fmt: skip
    verdict = judge(ReturnPolicy(rules=()), asked)
    return verdict.why, verdict.ground.value == "withdrawal"


def test_the_fourteen_days_begin_with_the_last_parcel(core: Core, clock: SimulatedClock) -> None:
    head, _ = packed(core)
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    assert sale(core).delivered_at is None, "it has left, and nobody has it"
    clock.advance(3 * DAY_MS)
    first, last = clock.now() - 26 * HOUR_MS, clock.now() - HOUR_MS
    assert tell(core, (ONE, first)) == [("accepted", "")]
    assert (state(core), sale(core).delivered_at) == ("dispatched", None), "one of two is not all of it"
    assert tell(core, (TWO, last), (ONE, last)) == [("accepted", ""), ("duplicate", "")]
    assert (state(core), sale(core).delivered_at) == ("delivered", last)
    assert why(core, last + 13 * DAY_MS) == ("withdrawal", True)
    assert not why(core, last + 20 * DAY_MS)[1]
    assert core.read(lambda s: s.scalars(select(ExceptionCase.kind)).all()) in (
        [],
        ["parcel_number_not_leased"],
    )


def test_a_carrier_is_heard_before_the_store(core: Core, clock: SimulatedClock) -> None:
    head, _ = packed(core)
    clock.advance(2 * DAY_MS)
    at = clock.now() - HOUR_MS
    assert tell(core, (ONE, at), (TWO, at)) == [("accepted", "")] * 2
    assert state(core) == "packed", "stock falls when its store says that it left"
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    assert (state(core), sale(core).delivered_at) == ("delivered", at)


def test_what_cannot_be_is_refused_alone(core: Core, clock: SimulatedClock) -> None:
    packed(core)
    now = clock.now()
    assert tell(core, ("nobody's", now), (ONE, now + 9 * DAY_MS), (TWO, now)) == [
        ("refused", "unknown_parcel"),
        ("refused", "from_the_future"),
        ("accepted", ""),
    ]


def test_a_word_that_is_told_twice_at_once_counts_once(core: Core) -> None:
    head, _ = packed(core)
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    at = core.clock.now()
    answers: list[list[tuple[str, str]]] = []
    late = threading.Thread(target=lambda: answers.append(tell(core, (ONE, at), (TWO, at))))

    def first(unit: UnitOfWork) -> None:
        take_in_word(unit, Word.DELIVERED, [ToldDraft(ONE, at)])
        late.start()
        until_held_up(core, late)

    core.transact(first)
    late.join()
    assert answers == [[("duplicate", ""), ("accepted", "")]]
