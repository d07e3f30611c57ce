"""A restored core hears two workstations in any order: what one has approved waits for what the other has
proposed, and nothing is paid in the place of what the lost core may have paid."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from restored_till import CENTS, WATCH, Till

from core.commands import PartDraft, RetryRefund
from core.model import CashPayout, Device, KeptEnvelope, OutcomeRow, Sale, SaleLine, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration.command_intake import receive
from core.orchestration.reactions import after
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.waiting_envelopes import decide_waiting
from core.ports import SimulatedClock
from core.rules.refund import Means
from core.rules.time import MINUTE_MS


@pytest.fixture
def till(core: Core, clock: SimulatedClock) -> Till:
    return Till(core, clock, Means.CARD)


def test_an_approval_that_is_back_before_its_return_waits_for_it(till: Till) -> None:
    till.other.bring_back("ret", WATCH)
    parts = till.other.propose("ret", "ref", WATCH)
    till.one.approve("ret", "ref", WATCH, parts)
    till.is_restored()

    till.one.send(10, is_heard=True)
    assert (till.one.heard, till.came_of(till.one)) == (1, [])
    till.passes(1_000)
    till.other.send(10, is_heard=True)
    till.passes(1_000)
    assert till.came_of(till.one) == [("applied", "")]
    assert (till.state("ref"), till.cards.paid) == (("queued", ""), {})
    till.passes(WAITS_MS)
    assert (till.state("ref"), list(till.cards.paid.values())) == (("refunded", ""), [CENTS])


def test_what_is_sent_again_while_it_waits_is_not_decided_for_that(till: Till) -> None:
    till.one.approve("ret", "ref", WATCH, [PartDraft(Means.CARD, CENTS)])
    till.is_restored()
    for _ in range(2):
        answer = receive(till.core, till.one.device_id, till.one.sealed, after)
        assert (answer.outcomes, answer.accepted_through) == ([], 1)

    till.passes(WAITS_MS)
    assert till.came_of(till.one) == [("refused", "unknown_return")]
    again = receive(till.core, till.one.device_id, till.one.sealed, after)
    assert [outcome.code for outcome in again.outcomes] == ["unknown_return"]


def test_what_was_done_after_the_restore_is_decided_at_once(till: Till) -> None:
    till.is_restored()
    again = RetryRefund(return_id="ret", refund_id="ref")
    till.one.sealed.append(till.one.sender.seal(again, author=till.manager, at=till.clock.now()))
    till.one.send(10, is_heard=True)
    assert till.came_of(till.one) == [("refused", "unknown_return")]


def test_no_other_refund_of_what_may_have_been_paid_is_paid_before_somebody_has_asked(till: Till) -> None:
    till.one.approve("ret", "ref", WATCH, [PartDraft(Means.CARD, CENTS)])
    till.is_restored()
    # Its return and its proposal are lost for good.
    till.other.bring_back("again", WATCH)
    till.other.pay_back("again", "another", WATCH)
    till.other.send(10, is_heard=True)
    till.passes(WAITS_MS - MINUTE_MS)
    till.one.send(10, is_heard=True)
    till.passes(2 * MINUTE_MS)
    assert till.cards.paid == {}, "while an approval waits nothing is paid"

    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert till.came_of(till.one) == [("refused", "unknown_return")]
    assert (till.state("another"), till.cards.paid) == (("failed", "no_answer"), {})

    asked = RetryRefund(return_id="again", refund_id="another", checked="It did not go.")
    till.other.sealed.append(till.other.sender.seal(asked, author=till.manager, at=till.clock.now()))
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    assert (till.state("another"), list(till.cards.paid.values())) == (("refunded", ""), [CENTS])


@pytest.mark.parametrize(
    ("cards", "state", "cents_paid"),
    [
        ((2 * CENTS,), ("refunded", ""), 2 * CENTS),
        ((CENTS - 2_000, CENTS + 2_000), ("failed", "no_answer"), 0),
    ],
)
def test_two_refunds_of_a_sale_paid_by_two_cards_are_not_sent_before_somebody_has_asked(
    till: Till, cards: Sequence[int], state: tuple[str, str], cents_paid: int
) -> None:
    """Which card the lost core has paid for which of them, nobody here can know; of one card it is known."""
    till.core.transact(lambda unit: _two_watches(unit, cards))
    for desk, return_id, place in ((till.one, "ret-1", 0), (till.other, "ret-2", 1)):
        desk.bring_back(return_id, [f"sale-1-watch:{place}"])
        desk.pay_back(return_id, f"ref-{return_id}", [f"sale-1-watch:{place}"])
    till.is_restored()
    till.other.send(10, is_heard=True)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert [till.state(f"ref-{name}") for name in ("ret-1", "ret-2")] == [state] * 2
    assert sum(till.cards.paid.values()) == cents_paid

    asked = RetryRefund(return_id="ret-1", refund_id="ref-ret-1", checked="It did not go.")
    if not cents_paid:
        till.one.sealed.append(till.one.sender.seal(asked, author=till.manager, at=till.clock.now()))
        till.one.send(10, is_heard=True)
        till.passes(MINUTE_MS)
        assert (till.state("ref-ret-1"), sum(till.cards.paid.values())) == (("refunded", ""), CENTS)


def _two_watches(unit: UnitOfWork, cards: Sequence[int]) -> None:
    """The sale is of two, paid by so many cards."""
    line = unit.session.get_one(SaleLine, "sale-1-watch")
    line.quantity, line.list_cents, line.paid_cents = 2, 2 * CENTS, 2 * CENTS
    unit.session.get_one(Sale, "sale-1").means = [["card", 2 * CENTS]]
    unit.session.get_one(SalePayment, ("sale-1", 0)).cents = cards[0]
    for place, cents in enumerate(cards[1:], start=1):
        named = {"sale_id": "sale-1", "place": place, "reference": f"PAY-{place + 1}"}
        unit.session.add(SalePayment(**named, means="card", cents=cents))


def test_cash_that_left_for_what_is_still_to_come_back_is_no_loss(core: Core, clock: SimulatedClock) -> None:
    till = Till(core, clock, Means.CASH)
    till.other.bring_back("ret", WATCH)
    parts = till.other.propose("ret", "ref", WATCH)
    till.one.approve("ret", "ref", WATCH, parts)
    till.one.pay_out("ret", "ref", parts)
    till.is_restored()

    till.other.send(2, is_heard=True)
    till.one.send(10, is_heard=True)
    till.other.send(10, is_heard=True)
    till.passes(1_000)
    assert till.came_of(till.one) == [("applied", ""), ("recorded", "cash_beyond_offline_limit")]
    assert till.state("ref") == ("refunded", "")
    assert core.read(lambda s: [one.cents for one in s.query(CashPayout)]) == [CENTS]


def test_what_came_meanwhile_under_a_restored_machine_s_new_name_is_not_decided_twice(till: Till) -> None:
    till.one.approve("ret", "ref", WATCH, [PartDraft(Means.CARD, CENTS)])
    till.is_restored()
    till.one.send(10, is_heard=True)

    def answered(unit: UnitOfWork) -> None:
        kept = unit.session.query(KeptEnvelope).one()
        told = {"status": "refused", "code": "told_there", "decided_at": unit.at}
        unit.session.add(OutcomeRow(id=kept.command_id, device_id=till.other.device_id, sequence=9, **told))
        assert unit.session.get(Device, till.other.device_id) is not None

    till.core.transact(answered)
    till.passes(WAITS_MS)
    assert (till.came_of(till.one), till.came_of(till.other)) == ([], [("refused", "told_there")])
    assert decide_waiting(till.core) == 0
