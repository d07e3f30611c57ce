"""A substitute at the centre: its customer is asked, answers, or says nothing; and money and stock follow."""

from __future__ import annotations

from typing import Any

import pytest
from order_world import (
    claims,
    do,
    furnish,
    head_at,
    line_at,
    notices,
    order,
    progress,
    shares,
    stock,
    take_in,
)
from sqlalchemy import select

from core.commands import (
    AnswerSubstitute,
    HandOver,
    HandOverPart,
    PickLine,
    ProposeSubstitute,
    RefuseAtCounter,
    ShortLine,
    WithdrawSubstitute,
)
from core.commands.definitions import Proof
from core.commands.substituting import HELD
from core.model import (
    Article,
    ArticlePrice,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Movement,
    Notification,
    Order,
)
from core.orchestration import Core
from core.orchestration.cancellation import cancel
from core.orchestration.substitutions import answer_of_customer
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.agreement import reply_code
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.order import OrderStatus
from core.rules.stock import ShortReason
from core.rules.time import MINUTE_MS


def asked(core: Core, *, units: int = 1, replaced: int = 1) -> tuple[str, Fulfilment, str]:
    """An order of a scarf, for which the coat was proposed; with its fulfilment and the coat's line."""
    furnish(core, {"LYON": {"SCARF": units, "COAT": units}, "VIENNE": {"SCARF": 9}})
    placed = order(core, ("SCARF", units))
    head = head_at(core, placed.order_id)
    coat = core.read(lambda s: s.scalars(select(Article.id).where(Article.sku == "COAT")).one())
    price = ArticlePrice(article_id=coat, valid_from=0, price_cents=9_900)
    core.transact(lambda unit: unit.session.add(price))
    made = do(
        core,
        head,
        ProposeSubstitute(
            fulfilment_id=head.id,
            line_id=line_at(core, head, "SCARF").id,
            article_id=coat,
            quantity=replaced,
        ),
    )
    return placed.order_id, head, derive(made, "line")


def reply(core: Core, order_id: str, line_id: str, *, is_agreed: bool, code: str = "") -> None:
    """The customer answers over the web shop."""

    def work(unit: Any) -> None:
        row = unit.lock(Order, order_id)
        answer_of_customer(unit, row, line_id, is_agreed=is_agreed, code=code or reply_code(line_id))

    core.transact(work)


def told(core: Core, kind: str) -> dict[str, Any]:
    return core.read(lambda s: s.scalars(select(Notification.data).where(Notification.kind == kind)).one())


def line_of(core: Core, line_id: str) -> FulfilmentLine:
    return core.read(lambda s: s.get_one(FulfilmentLine, line_id))


def is_exact(core: Core) -> bool:
    """Whether what is allocated is what orders claim."""
    held = sum(stock(core, sku, place).allocated for sku in ("SCARF", "COAT") for place in ("LYON", "VIENNE"))
    return held == sum(units for state, units in claims(core) if state == "allocated")


def test_the_customer_is_asked_and_nothing_is_sourced_elsewhere_meanwhile(core: Core) -> None:
    order_id, _head, line_id = asked(core)
    assert list(shares(core, order_id)) == ["LYON"]
    assert claims(core) == [("allocated", 1), ("released", 1), ("shorted", 1)]
    assert (stock(core, "SCARF", "LYON").sellable, stock(core, "COAT", "LYON").allocated) == (0, 1)
    letter = told(core, "substitute")
    assert (letter["offered"], letter["price_cents"]) == ("Coat, 40, navy", 9_900)
    assert letter["reply_code"] == reply_code(line_id)
    assert letter["answer_until"] == core.clock.now() + 120 * MINUTE_MS
    assert progress(core, order_id).status is OrderStatus.IN_FULFILMENT
    assert is_exact(core)


def test_a_yes_by_the_code_of_the_letter_lets_it_be_picked(core: Core, clock: SimulatedClock) -> None:
    order_id, head, line_id = asked(core)
    clock.advance(MINUTE_MS)
    reply(core, order_id, line_id, is_agreed=True)
    reply(core, order_id, line_id, is_agreed=True)
    assert notices(core) == ["substitute", "substitute_agreed"]
    assert "refund_cents" not in told(core, "substitute_agreed"), "it has not left"
    do(core, head, PickLine(fulfilment_id=head.id, line_id=line_id))
    assert head_at(core, order_id).state == "picked"
    assert is_exact(core)


def test_the_difference_comes_back_once_it_has_left(core: Core) -> None:
    order_id, head, line_id = asked(core)
    reply(core, order_id, line_id, is_agreed=True)
    do(core, head, PickLine(fulfilment_id=head.id, line_id=line_id))
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    letter = told(core, "substitute_difference")
    assert (letter["refund_cents"], letter["quantity"]) == (3_000, 1)


def test_handed_over_in_parts_each_unit_gives_its_difference_back(core: Core) -> None:
    order_id, head, line_id = asked(core, units=2, replaced=2)
    reply(core, order_id, line_id, is_agreed=True)
    do(core, head, PickLine(fulfilment_id=head.id, line_id=line_id, quantity=2))
    for _ in range(2):
        do(core, head, HandOverPart(fulfilment_id=head.id, units={line_id: 1}, proof=Proof.IDENTITY))
    letters = core.read(
        lambda s: s.scalars(
            select(Notification.data).where(Notification.kind == "substitute_difference")
        ).all()
    )
    assert [letter["refund_cents"] for letter in letters] == [3_000, 3_000]


def test_refused_at_the_counter_what_was_paid_is_named_and_no_less(core: Core) -> None:
    order_id, head, line_id = asked(core)
    reply(core, order_id, line_id, is_agreed=True)
    do(core, head, PickLine(fulfilment_id=head.id, line_id=line_id))
    take_in(core, head, RefuseAtCounter(fulfilment_id=head.id, reason="autre couleur"))
    cases = core.read(lambda s: {row.kind: row.data for row in s.scalars(select(ExceptionCase))})
    assert cases["refused_what_was_paid"]["cents"] == 12_900


def test_cancelled_after_a_yes_what_was_paid_comes_back_and_no_more(core: Core) -> None:
    order_id, _, line_id = asked(core)
    reply(core, order_id, line_id, is_agreed=True)

    def work(unit: Any) -> None:
        cancel(unit, unit.lock(Order, order_id), [], "request-1")

    core.transact(work)
    letters = core.read(lambda s: s.scalars(select(Notification.data)).all())
    assert sum(letter.get("refund_cents", 0) for letter in letters) == 12_900


def test_a_no_cancels_the_line_and_refunds_it(core: Core, clock: SimulatedClock) -> None:
    order_id, _, line_id = asked(core)
    clock.advance(MINUTE_MS)
    reply(core, order_id, line_id, is_agreed=False)
    assert notices(core) == ["substitute", "cancelled"]
    assert told(core, "cancelled")["refund_cents"] == 12_900
    assert progress(core, order_id).status is OrderStatus.CANCELLED
    assert list(shares(core, order_id)) == ["LYON"], "what is not wanted is sought nowhere else"
    assert claims(core) == [("released", 1), ("released", 1), ("shorted", 1), ("shorted", 1)]
    assert is_exact(core)


def test_a_no_on_the_telephone_does_the_same_once(core: Core, clock: SimulatedClock) -> None:
    order_id, head, line_id = asked(core, units=2)
    clock.advance(MINUTE_MS)
    no = AnswerSubstitute(fulfilment_id=head.id, line_id=line_id, is_agreed=False)
    do(core, head, no, no)
    [line] = progress(core, order_id).lines
    assert (line.cancelled, notices(core)) == (1, ["substitute", "cancelled"])
    assert line_at(core, head, "SCARF").quantities().left_to_pick == 1, "the other scarf is still wanted"
    assert list(shares(core, order_id)) == ["LYON"]


def test_silence_ends_the_question_and_cancels_the_line(core: Core, clock: SimulatedClock) -> None:
    order_id, _, line_id = asked(core)
    clock.advance(119 * MINUTE_MS)
    assert Timers(core).turn()["substitute"] == 0
    clock.advance(MINUTE_MS)
    assert Timers(core).turn()["substitute"] == 1
    assert Timers(core).turn()["substitute"] == 0
    assert line_of(core, line_id).agreement == "lapsed"
    assert progress(core, order_id).status is OrderStatus.CANCELLED
    with pytest.raises(Refused, match="substitute_is_settled"):
        reply(core, order_id, line_id, is_agreed=True)
    assert is_exact(core)


def test_found_after_all_its_customer_hears_of_it(core: Core, clock: SimulatedClock) -> None:
    order_id, head, line_id = asked(core)
    clock.advance(MINUTE_MS)
    held = select(Movement.command_id).where(Movement.reason == HELD)
    undoes = core.read(lambda s: s.scalars(held).one())
    do(core, head, WithdrawSubstitute(fulfilment_id=head.id, line_id=line_id, undoes=undoes))
    assert notices(core) == ["substitute", "substitute_withdrawn"]
    assert (stock(core, "SCARF", "LYON").allocated, stock(core, "COAT", "LYON").allocated) == (1, 0)
    assert claims(core) == [("allocated", 1), ("released", 1), ("shorted", 1)]
    assert is_exact(core)
    with pytest.raises(Refused, match="substitute_is_settled"):
        reply(core, order_id, line_id, is_agreed=False)


def test_answers_that_cross_leave_one_exception_and_the_first_holds(
    core: Core, clock: SimulatedClock
) -> None:
    order_id, head, line_id = asked(core)
    clock.advance(MINUTE_MS)
    reply(core, order_id, line_id, is_agreed=True)
    no = AnswerSubstitute(fulfilment_id=head.id, line_id=line_id, is_agreed=False)
    _, outcome = take_in(core, head, no)
    assert (outcome.status, outcome.code) == ("recorded", "substitute_answered_both_ways")
    assert line_of(core, line_id).agreement == "agreed"
    assert notices(core) == ["substitute", "substitute_agreed"]


def test_a_substitute_that_is_not_there_either_sends_what_was_ordered_from_elsewhere(core: Core) -> None:
    order_id, head, line_id = asked(core)
    reply(core, order_id, line_id, is_agreed=True)
    gone = ShortLine(fulfilment_id=head.id, line_id=line_id, quantity=1, reason=ShortReason.NOT_FOUND)
    do(core, head, gone)
    assert shares(core, order_id)["VIENNE"] == ("proposed", {"SCARF": 1})


def test_an_answer_needs_the_letters_code_and_its_own_order(core: Core) -> None:
    order_id, _, line_id = asked(core)
    with pytest.raises(Refused, match="wrong_reply_code"):
        reply(core, order_id, line_id, is_agreed=True, code="12345678")
    with pytest.raises(Refused, match="unknown_substitute"):
        reply(core, order_id, "nothing", is_agreed=True)
    other = order(core, ("SCARF", 1), location="VIENNE", reference="W-2")
    with pytest.raises(Refused, match="unknown_substitute"):
        reply(core, other.order_id, line_id, is_agreed=True)
    assert line_of(core, line_id).agreement == "asked"
