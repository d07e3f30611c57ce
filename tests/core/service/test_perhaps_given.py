"""While it is asked whether a lost core has paid some units, nothing else is given for them: no article in
exchange, and no cash. Whoever has the refund before them sees why, in whichever store."""

from __future__ import annotations

import pytest
from perhaps_asked import PARTS, REFUSED, contradict, forget_line, settle, sign, tell
from perhaps_exchanged import (
    TO_COLLECT,
    another_watch,
    asked,
    exchange,
    order_of,
    refund,
)
from restored_till import CENTS, WATCH, Till

from core.commands import (
    DropExchange,
    Resolution,
)
from core.model import (
    Order,
    RefundClaim,
    Sale,
    SaleLine,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.payment_parts import key_of
from core.orchestration.restore_wait import WAITS_MS
from core.ports import SimulatedClock
from core.rules.refund import Means
from core.rules.refund_part import Heard
from core.rules.return_signals import Asked


@pytest.fixture
def till(core: Core, clock: SimulatedClock) -> Till:
    made = Till(core, clock, Means.CARD)
    core.transact(lambda unit: another_watch(unit, made))
    return made


def test_an_exchange_of_units_that_may_have_been_paid_says_so_until_somebody_has_settled_it(
    till: Till,
) -> None:
    contradict(till)
    [case] = till.cases()
    exchange(till)
    held = asked(till)
    assert held == Asked(case.id, case.data["number"], CENTS, till.location.id)
    assert settle(till, Resolution.CLOSE) == ("applied", "")
    assert asked(till) is None


def test_a_question_that_comes_after_the_exchange_is_told_to_its_store_as_well(till: Till) -> None:
    sign(till)
    till.is_restored()
    till.other.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert till.do(till.other, REFUSED, till.manager) == ("applied", "")
    exchange(till)
    assert asked(till) is None, "the device is away"

    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    [case] = till.cases()
    held = asked(till)
    assert held is not None and held.case_id == case.id


def test_a_question_that_comes_out_by_itself_holds_nobody_back(till: Till) -> None:
    contradict(till)
    exchange(till)
    assert asked(till) is not None
    tell(till, key_of("ref", 0, 0, 0), Heard.RETURNED)
    assert asked(till) is None


def test_what_was_ordered_in_exchange_is_sent_once_it_is_known_not_to_have_been_paid(till: Till) -> None:
    contradict(till)
    exchange(till, TO_COLLECT)
    assert (refund(till).is_exchange_out, order_of(till).confirmed_at) == (False, None)
    assert settle(till, Resolution.CLOSE) == ("applied", "")
    assert refund(till).is_exchange_out
    assert order_of(till).confirmed_at is not None, "it goes on its way"


def test_an_exchange_whose_units_were_paid_can_be_taken_back(till: Till) -> None:
    contradict(till)
    exchange(till)
    assert settle(till, Resolution.WENT) == ("applied", "")
    held = asked(till)
    assert held is not None and held.is_paid
    assert till.do(till.other, DropExchange(return_id="ret", refund_id="another")) == ("applied", "")
    assert till.core.read(lambda s: s.query(RefundClaim).count()) == 0


@pytest.mark.parametrize("is_told", [True, False])
def test_what_was_ordered_is_locked_before_its_sale_as_everybody_does(
    till: Till, monkeypatch: pytest.MonkeyPatch, is_told: bool
) -> None:
    contradict(till)
    exchange(till, TO_COLLECT)
    locked: list[type] = []
    lock = UnitOfWork.lock

    def note(unit: UnitOfWork, kind: type, key: object) -> object:
        locked.append(kind)
        return lock(unit, kind, key)

    monkeypatch.setattr(UnitOfWork, "lock", note)
    if is_told:
        tell(till, key_of("ref", 0, 0, 0), Heard.RETURNED)
    else:
        till.other.keeps_time = True
        till.other.approve("ret", "ref", WATCH, PARTS)
        till.other.send(10, is_heard=True)
    first = {kind: place for place, kind in reversed(list(enumerate(locked)))}
    assert first[Order] < first[Sale]


@pytest.mark.by_turns
@pytest.mark.parametrize("is_first", [True, False])
def test_a_question_of_another_return_holds_back_the_same_units_until_it_is_settled(
    till: Till, is_first: bool
) -> None:
    """Neither its return nor its sale is known when it is raised."""
    till.one.approve("elsewhere", "ref", WATCH, PARTS)
    till.is_restored()
    if not is_first:
        till.other.bring_back("ret", WATCH)
        exchange(till)
    line = till.core.transact(forget_line)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.core.transact(lambda unit: unit.session.add(SaleLine(**line)))
    assert [case.aggregate for case in till.cases()] == ["return:elsewhere"]
    if is_first:
        till.other.bring_back("ret", WATCH)
        exchange(till, TO_COLLECT)
    assert asked(till) is not None
    assert settle(till, Resolution.CLOSE) == ("applied", "")
    assert asked(till) is None
    assert refund(till).is_exchange_out is is_first, "what is ordered goes on its way"
