"""Two counters that stand before one gift card see each other, and a till waits for them, for a while; what
has left has left."""

from __future__ import annotations

from order_world import furnish, take_in
from sqlalchemy import func, select
from test_credits_spent import CARD, by_card, left_on_card, sold_card, to_collect

from core.commands import HandOver, Proof
from core.model import CreditHold, Device, ExceptionCase
from core.orchestration import Core, UnitOfWork
from core.orchestration.credit_holds import HELD_MS, Held, hold_credit, let_go
from core.orchestration.credits import credit_of, spend
from core.ports import SimulatedClock
from core.rules.errors import Refused


def takes(core: Core, device_id: str, cents: int) -> int:
    """A device is about to take so much; what others hold."""

    def work(unit: UnitOfWork) -> int:
        card = credit_of(unit, CARD)
        assert card is not None
        return sum(one.cents for one in hold_credit(unit, card, device_id, cents))

    return core.transact(work)


def held(core: Core) -> int:
    return core.read(lambda s: s.scalar(select(func.sum(CreditHold.cents)))) or 0


def spends(core: Core, cents: int, cause: str = "a till") -> Refused | None:
    """A till takes so much by itself; what stands in its way."""
    try:
        core.transact(lambda unit: spend(unit, CARD, cents, cause))
    except Refused as refusal:
        return refusal
    return None


def test_the_second_counter_is_told_what_the_first_is_about_to_take(core: Core) -> None:
    sold_card(core, 10_000)
    assert takes(core, "till-a", 7_000) == 0
    assert takes(core, "till-b", 7_000) == 7_000
    assert held(core) == 10_000, "and never more than there is"
    assert takes(core, "till-c", 1) == 10_000
    assert takes(core, "till-a", 2_000) == 3_000, "what it was about to take before does not count"
    assert takes(core, "till-c", 9_000) == 5_000
    assert takes(core, "till-a", 2_000) == 8_000
    assert held(core) == 10_000, "asked again, it holds as much as before"
    assert left_on_card(core) == 10_000, "nothing is taken by it"


def test_it_is_told_where_and_until_when(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    sold_card(core, 10_000)
    core.transact(
        lambda unit: unit.session.add(
            Device(
                id="till-a", location_id=1, name="Réserve 1", public_key=b"", token_digest="a",
                enrolled_at=unit.at, revoked_at=None,
            )
        )
    )  # fmt: skip
    takes(core, "till-a", 2_000)
    first = clock.now()
    clock.advance(1_000)
    takes(core, "till-nobody-knows", 3_000)

    def work(unit: UnitOfWork) -> list[Held]:
        card = credit_of(unit, CARD)
        assert card is not None
        return hold_credit(unit, card, "till-b", 1)

    later, sooner = core.transact(work)
    assert (sooner.cents, sooner.device, sooner.until) == (2_000, "Réserve 1", first + HELD_MS)
    assert sooner.place and (later.cents, later.place, later.device) == (3_000, "", "")


def test_a_hold_ends_by_itself_and_is_let_go(core: Core, clock: SimulatedClock) -> None:
    sold_card(core, 10_000)
    takes(core, "till-a", 7_000)
    clock.advance(HELD_MS - 1)
    assert takes(core, "till-b", 0) == 7_000
    clock.advance(1)
    assert takes(core, "till-b", 0) == 0, "nobody came"
    takes(core, "till-a", 7_000)

    def gone(unit: UnitOfWork) -> None:
        card = credit_of(unit, CARD)
        assert card is not None
        let_go(unit, card, "till-a")
        let_go(unit, card, "till-a")

    core.transact(gone)
    assert (takes(core, "till-b", 3_000), held(core)) == (0, 3_000)


def test_a_till_does_not_take_what_a_counter_holds(core: Core, clock: SimulatedClock) -> None:
    sold_card(core, 10_000)
    takes(core, "till-a", 7_000)
    refused = spends(core, 3_001)
    assert refused is not None and (refused.code, refused.data["cents"]) == ("credit_held", 3_000)
    assert refused.data["until"] == clock.now() + HELD_MS
    assert spends(core, 3_000) is None
    assert spends(core, 3_000) is None, "the same again is known"
    assert takes(core, "till-b", 1_000) == 7_000, "what a till takes beside it ends no hold"
    clock.advance(HELD_MS)
    assert spends(core, 7_000, "later") is None


def test_with_its_deed_a_hold_ends_and_others_stay(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 20_000)
    head = to_collect(core, 1)
    assert takes(core, "device-1", 12_900) == 0
    assert takes(core, "till-b", 7_000) == 12_900
    deed = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(12_900)])
    assert take_in(core, head, deed)[1].code == ""
    assert (left_on_card(core), held(core)) == (7_100, 7_000)
    assert takes(core, "till-c", 7_100) == 7_000, "the third one does not take what the second counts on"
    cases = core.read(lambda s: s.scalars(select(ExceptionCase.kind)).all())
    assert "credit_not_covered" not in cases


def test_what_has_left_is_taken_whoever_holds_it(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 12_900)
    head = to_collect(core, 1)
    takes(core, "till-a", 12_900)
    deed = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(12_900)])
    assert take_in(core, head, deed)[1].code == "", "it was asked with the line cut"
    assert left_on_card(core) == 0
    assert takes(core, "till-a", 10_000) == 0
