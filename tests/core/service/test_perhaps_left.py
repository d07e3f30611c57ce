"""What has left in exchange for units that a lost core had paid is told; and of which sale it is that the
payment service gives word."""

from __future__ import annotations

import pytest
from perhaps_asked import contradict, settle, tell
from perhaps_exchanged import (
    another_watch,
    exchange,
    lost,
    refund,
)
from restored_till import CENTS, WATCH, Till

from core.commands import (
    HandOutExchange,
    Resolution,
)
from core.model import (
    PaymentClaim,
    Refund,
    Sale,
    SalePayment,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.exchange_sales import exchange_sale_id
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.sale_of_word import payment_meant
from core.ports import SimulatedClock
from core.rules.refund import Means
from core.rules.refund_part import Heard
from core.rules.time import MINUTE_MS


@pytest.fixture
def till(core: Core, clock: SimulatedClock) -> Till:
    made = Till(core, clock, Means.CARD)
    core.transact(lambda unit: another_watch(unit, made))
    return made


def test_what_has_left_all_the_same_is_recorded_and_told_once_it_is_known_to_have_been_paid(
    till: Till,
) -> None:
    """A machine that was away has handed it out in good faith."""
    contradict(till)
    exchange(till)
    out = HandOutExchange(return_id="ret", refund_id="another")
    assert till.do(till.other, out) == ("applied", "")
    assert refund(till).is_exchange_out
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert lost(till) == [(CENTS, refund(till).number)]


def test_what_leaves_after_somebody_has_said_that_it_was_paid_is_told_as_well(till: Till) -> None:
    """A counter that is offline has heard of nothing."""
    contradict(till)
    exchange(till)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert lost(till) == []
    out = HandOutExchange(return_id="ret", refund_id="another")
    assert till.do(till.other, out) == ("applied", "")
    assert lost(till) == [(CENTS, refund(till).number)]
    assert till.do(till.other, out)[0] == "recorded"
    assert len(lost(till)) == 1


@pytest.mark.by_turns
@pytest.mark.parametrize("is_before", [True, False])
def test_of_what_the_payment_service_alone_tells_what_was_given_since_is_told(
    till: Till, is_before: bool
) -> None:
    """It names no units. Of what was given before the restore the lost core knew."""
    till.other.bring_back("ret", WATCH)
    out = HandOutExchange(return_id="ret", refund_id="another")
    if is_before:
        exchange(till)
        assert till.do(till.other, out) == ("applied", "")
    till.is_restored()
    if not is_before:
        exchange(till)
        assert till.do(till.other, out) == ("applied", "")
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert lost(till) == ([] if is_before else [(CENTS, refund(till).number)])


def test_what_went_back_went_for_what_the_lost_core_knew_in_whichever_order_sales_are_read(
    till: Till,
) -> None:
    """What was taken in exchange is a sale of its own, of the same payment."""
    till.other.bring_back("ret", WATCH)
    till.is_restored()
    exchange(till)
    assert till.do(till.other, HandOutExchange(return_id="ret", refund_id="another")) == ("applied", "")
    till.core.transact(_write_payment_last)
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    assert [case.aggregate for case in till.cases()] == [f"sale:{till.sale_id}"]
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert lost(till) == [(CENTS, refund(till).number)]


@pytest.mark.by_turns
@pytest.mark.parametrize("is_rewritten", [True, False])
def test_what_was_kept_for_an_exchange_before_the_restore_went_back_for_what_was_taken(
    till: Till, is_rewritten: bool
) -> None:
    """Nothing of the payment was left for the sale before; and what comes back comes back from there."""
    till.other.bring_back("ret", WATCH)
    exchange(till)
    assert till.do(till.other, HandOutExchange(return_id="ret", refund_id="another")) == ("applied", "")
    till.is_restored()
    if is_rewritten:
        till.core.transact(_write_payment_last)
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    taken = exchange_sale_id(refund(till))
    assert [case.aggregate for case in till.cases()] == [f"sale:{taken}"]
    tell(till, "somebody else's", Heard.RETURNED)
    assert [case.settled_at is None for case in till.cases()] == [False]


def test_the_sale_of_a_word_is_chosen_once_all_that_it_may_be_about_are_locked(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left of a payment changes until then: somebody hands out what is taken in exchange."""
    till.other.bring_back("ret", WATCH)
    exchange(till)
    assert till.do(till.other, HandOutExchange(return_id="ret", refund_id="another")) == ("applied", "")
    till.is_restored()
    tell(till, "somebody else's")
    chosen_under: list[set[object]] = []
    locked: set[object] = set()
    lock_all = UnitOfWork.lock_all

    def note(unit: UnitOfWork, kind: type, column: object, keys: set[str]) -> None:
        locked.update(keys if kind is Sale else ())
        lock_all(unit, kind, column, keys)  # type: ignore[arg-type]

    def choose(*asked: object) -> SalePayment | None:
        chosen_under.append(set(locked))
        return payment_meant(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(UnitOfWork, "lock_all", note)
    monkeypatch.setattr("core.orchestration.untold_refunds.payment_meant", choose)
    till.passes(WAITS_MS)
    assert chosen_under[-1] == {till.sale_id, exchange_sale_id(refund(till))}


def _write_payment_last(unit: UnitOfWork) -> None:
    """A database that is asked for rows in no order may have any first."""
    row = unit.session.get_one(SalePayment, ("sale-1", 0))
    written = {column.key: getattr(row, column.key) for column in SalePayment.__table__.columns}
    unit.session.delete(row)
    unit.session.flush()
    unit.session.add(SalePayment(**written))


@pytest.mark.by_turns
@pytest.mark.parametrize("is_by_case", [True, False])
def test_what_had_gone_back_before_the_restore_was_not_left_for_a_word_either(
    till: Till, is_by_case: bool
) -> None:
    """Of 120 some 30 stay for what was taken, and 80 went: a word of 30 is not about the 10 left."""
    till.other.bring_back("ret", WATCH)
    exchange(till)
    assert till.do(till.other, HandOutExchange(return_id="ret", refund_id="another")) == ("applied", "")
    taken = exchange_sale_id(refund(till))
    till.core.transact(lambda unit: _keep_less(unit, taken, 3_000))
    if not is_by_case:
        till.core.transact(lambda unit: _went_back(unit, till, 8_000))
    till.is_restored()
    if is_by_case:
        tell(till, "somebody's", cents=8_000)
        till.passes(WAITS_MS)
        assert settle(till, Resolution.WENT) == ("applied", "")
    tell(till, "somebody else's", reference="REF-2", cents=3_000)
    till.passes(WAITS_MS)
    [case] = [case for case in till.cases() if case.settled_at is None]
    assert (case.aggregate, case.data["cents"]) == (f"sale:{taken}", 3_000)


def _keep_less(unit: UnitOfWork, taken_sale_id: str, cents: int) -> None:
    """As if what was taken had cost less, and the rest had been left."""
    claim = unit.session.get_one(PaymentClaim, ("another", "kept", 0, 0))
    claim.cents = cents
    unit.session.get_one(SalePayment, (taken_sale_id, 0)).cents = cents


def _went_back(unit: UnitOfWork, till: Till, cents: int) -> None:
    known = unit.session.get_one(Refund, "another")
    written = {column.key: getattr(known, column.key) for column in Refund.__table__.columns}
    written |= {"id": "third", "number": "", "units": [], "exchange": [], "state": "refunded"}
    unit.session.add(Refund(**written))
    unit.session.flush()
    claim = {"refund_id": "third", "use": "back", "place": 0, "payment_place": 0}
    unit.session.add(PaymentClaim(**claim, sale_id=till.sale_id, cents=cents))
