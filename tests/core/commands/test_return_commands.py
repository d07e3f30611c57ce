"""Goods come back over the counter, and what the policy says of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command_world import LYON, NOW, SCARF, WATCH, World, manager
from return_world import (
    come_to,
    declare,
    furnish_people,
    furnish_sale,
    lines,
    propose,
    receive,
    scarves,
    watch,
)

from core.commands import (
    CancelReturn,
    DisposeReturn,
    FindSale,
    FoundLine,
    GiveGoodsBack,
    GradeReturn,
    Outcome,
    OverrideReturn,
    ReceivedLine,
    ReceiveReturn,
)
from core.model import Return, ReturnLine, ReturnPolicyRow
from core.rules.disposition import Disposition
from core.rules.returns import Condition, ReturnReason
from core.rules.time import DAY_MS


@pytest.fixture
def counter(world: World) -> Iterator[World]:
    furnish_people(world)
    furnish_sale(world)
    yield world


def test_what_was_bought_here_lately_is_taken_back_until_the_policys_day(counter: World) -> None:
    assert declare(counter, scarves(0, 2), watch()).status == "applied"
    assert [(line.state, line.ground, line.why) for line in lines(counter)] == [
        ("eligible", "policy", "policy"),
        ("eligible", "policy", "policy"),
    ]
    assert all(NOW < line.until < NOW + 28 * DAY_MS for line in lines(counter))
    assert counter.session.get_one(Return, "ret-1").receipt_code == "T-sale-1"


def test_stock_rises_on_receipt_where_nobody_is_promised_it_and_is_free_after_grading(counter: World) -> None:
    before = counter.stock()
    declare(counter, scarves(0, 1))
    assert counter.stock() == before
    receive(counter)
    assert (counter.stock().quarantine, counter.stock().sellable) == (2, before.sellable)
    [line] = lines(counter)
    counter.all_of(
        GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.NEW, answers={"is_unworn": True}),
        DisposeReturn(return_id="ret-1", line_id=line.id, disposition=Disposition.BACK_ON_SALE),
    )
    assert (counter.stock().quarantine, counter.stock().sellable) == (0, before.sellable + 2)
    assert (line.state, line.condition, line.disposition) == ("disposed", "new", "back_on_sale")
    there = counter.stock()
    assert propose(counter).has_effect
    assert counter.stock() == there, "no money moves goods"


@pytest.mark.parametrize(
    ("disposition", "bucket", "units"),
    [
        ("markdown", "sellable", 1),
        ("refurbish", "in_repair", 1),
        ("return_to_vendor", "damaged", 1),
        ("return_to_warehouse", "damaged", 1),
        ("donate", "on_hand", 0),
        ("recycle", "on_hand", 0),
    ],
)
def test_what_goes_elsewhere_stands_apart_or_is_gone(
    counter: World, disposition: str, bucket: str, units: int
) -> None:
    before = counter.stock()
    declare(counter, scarves(0))
    receive(counter)
    [line] = lines(counter)
    counter.all_of(GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.DEFECTIVE))
    counter.all_of(
        DisposeReturn(return_id="ret-1", line_id=line.id, disposition=Disposition(disposition), reason="vu")
    )
    assert getattr(counter.stock(), bucket) - getattr(before, bucket) == units
    assert counter.stock().quarantine == 0


def test_destroying_what_the_law_protects_is_recorded_and_told(counter: World) -> None:
    declare(counter, scarves(0))
    receive(counter)
    [line] = lines(counter)
    counter.all_of(GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.NEW))
    outcome = counter.run(DisposeReturn(return_id="ret-1", line_id=line.id, disposition=Disposition.DESTROY))
    assert (outcome.status, outcome.code) == ("recorded", "return_destroyed_unlawfully")


@pytest.mark.parametrize("units", [(0, 1, 2, 3), (1, 1)])
def test_more_than_was_bought_is_recorded_and_nothing_is_taken_back(
    counter: World, units: tuple[int, ...]
) -> None:
    outcome = declare(counter, scarves(*units))
    assert (outcome.status, outcome.code) == ("recorded", "return_more_than_bought")
    [line] = lines(counter)
    assert (line.state, line.why, line.may_override) == ("needs_override", "more_than_bought", False)


def test_what_another_return_has_named_is_not_brought_back_again(counter: World) -> None:
    declare(counter, scarves(0))
    outcome = declare(counter, scarves(0), return_id="ret-2", number="R0000002")
    assert outcome.code == "return_more_than_bought"
    counter.all_of(CancelReturn(return_id="ret-1"))
    outcome = declare(counter, scarves(0), return_id="ret-3", number="R0000003")
    assert outcome.code == "return_more_than_bought", "the second return still names it"


def test_more_received_than_was_declared_is_here_and_told_and_what_was_declared_is_due_alone(
    counter: World,
) -> None:
    before = counter.stock()
    declare(counter, scarves(0))
    [line] = lines(counter)
    told = ReceiveReturn(return_id="ret-1", lines=[ReceivedLine(line.id, 3)])
    outcome = counter.run(told)
    assert (outcome.status, outcome.code, outcome.data["number"]) == (
        "recorded", "return_more_than_bought", "R0000001",
    )  # fmt: skip
    assert (line.state, counter.stock().quarantine - before.quarantine) == ("received", 3)
    assert set(come_to(counter).units) == {"sale-1-scarf:0"}


def test_another_piece_than_the_one_sold_is_kept_and_not_paid(counter: World) -> None:
    declare(counter, watch(serial="W-999"))
    outcome = receive(counter)
    assert (outcome.status, outcome.code, outcome.data["sold"]) == (
        "recorded", "return_serial_wrong", ["W-077"],
    )  # fmt: skip
    [line] = lines(counter)
    assert (line.ground, line.why, line.may_override) == ("none", "serial_wrong", False)
    assert counter.ledger.piece(WATCH, "W-999").location_id == LYON  # type: ignore[union-attr]


def test_after_the_period_a_manager_may_take_it_back_with_a_reason(counter: World) -> None:
    furnish_sale(counter, "sale-2", sold_at=NOW - 60 * DAY_MS)
    declare(counter, scarves(0, sale_line_id="sale-2-scarf"), sale_id="sale-2")
    [line] = lines(counter)
    assert (line.state, line.why) == ("needs_override", "period_over")
    command = OverrideReturn(return_id="ret-1", line_ids=[line.id], reason="cliente fidèle")
    assert counter.run(command).code == "not_permitted"
    assert counter.run(OverrideReturn(return_id="ret-1", line_ids=[line.id], reason=" "), manager()).code == (
        "override_without_reason"
    )
    assert counter.run(command, manager()).status == "applied"
    assert (line.state, line.override_by, line.override_reason) == (
        "eligible", "staff-jeanne", "cliente fidèle",
    )  # fmt: skip


def test_where_the_chain_does_not_let_them_nobody_takes_it_back_all_the_same(counter: World) -> None:
    counter.session.merge(ReturnPolicyRow(location_id=LYON, policy={"may_override": False}))
    counter.session.commit()
    furnish_sale(counter, "sale-2", sold_at=NOW - 60 * DAY_MS)
    declare(counter, scarves(0, sale_line_id="sale-2-scarf"), sale_id="sale-2")
    [line] = lines(counter)
    command = OverrideReturn(return_id="ret-1", line_ids=[line.id], reason="cliente fidèle")
    assert counter.run(command, manager()).code == "not_overridable"
    assert (line.state, line.override_by) == ("needs_override", "")


def test_a_slip_is_completed_once_its_sale_is_found(counter: World) -> None:
    draft = scarves(0, sale_line_id="", units=[], reason=ReturnReason.WRONG_SIZE)
    declare(counter, draft, sale_id="", receipt_code="T-sale-1")
    receive(counter)
    [line] = lines(counter)
    assert (line.state, line.ground) == ("received", "none")
    found = FindSale(return_id="ret-1", sale_id="sale-1", lines=[FoundLine(line.id, "sale-1-scarf", [2])])
    assert counter.run(found).status == "applied"
    assert (line.state, line.ground, line.units) == ("received", "policy", [2])
    assert counter.run(found).code == "sale_found_already"


def test_a_sale_of_another_chain_stays_a_slip(counter: World) -> None:
    declare(counter, scarves(0), sale_id="elsewhere")
    assert counter.session.get_one(Return, "ret-1").sale_id == ""
    [line] = lines(counter)
    assert line.state == "declared"
    found = FindSale(return_id="ret-1", sale_id="elsewhere", lines=[FoundLine(line.id, "x", [0])])
    assert counter.run(found).code == "unknown_sale"


def test_facts_that_come_in_another_order_are_recorded_and_told(counter: World) -> None:
    declare(counter, scarves(0))
    [line] = lines(counter)
    outcome = counter.run(GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.NEW))
    assert (outcome.code, line.state, counter.stock().quarantine) == (
        "return_handled_before_receipt", "graded", 1,
    )  # fmt: skip
    assert receive(counter).code == "return_received_twice"
    assert counter.stock().quarantine == 1, "what is here is counted once"


@pytest.mark.parametrize("number", ["R0000777", "X1", "R0000001"])
def test_a_number_that_is_not_the_devices_or_was_used_is_told(counter: World, number: str) -> None:
    declare(counter, scarves(0))
    outcome = declare(counter, scarves(1), return_id="ret-2", number=number)
    assert outcome.code == "return_number_wrong"


def test_an_absurd_quantity_waits_for_a_person(counter: World) -> None:
    assert declare(counter, scarves(0, quantity=5_000)).status == "quarantined"
    declare(counter, scarves(0))
    [line] = lines(counter)
    told = ReceiveReturn(return_id="ret-1", lines=[ReceivedLine(line.id, 5_000)])
    assert counter.run(told).code == "absurd_quantity"


def test_a_return_that_nobody_knows_is_kept_for_a_person(counter: World) -> None:
    told = ReceiveReturn(return_id="none", lines=[ReceivedLine("x", 1)])
    assert (counter.run(told).status, counter.run(told).code) == ("quarantined", "unknown_return")
    assert ("returned", SCARF, 1) not in counter.movements()


def given_back(world: World, reason: str = "ni repris ni payé") -> Outcome:
    return world.run(
        GiveGoodsBack(return_id="ret-1", line_ids=[one.id for one in lines(world)], reason=reason)
    )


def too_old(world: World) -> ReturnLine:
    """A scarf of long ago is here, and nothing is due for it."""
    furnish_sale(world, "sale-2", sold_at=NOW - 60 * DAY_MS)
    declare(world, scarves(0, sale_line_id="sale-2-scarf"), sale_id="sale-2")
    receive(world)
    return lines(world)[0]


@pytest.mark.parametrize("disposition", [None, Disposition.BACK_ON_SALE])
def test_what_stays_refused_is_given_back_and_may_be_brought_again(
    counter: World, disposition: Disposition | None
) -> None:
    before = counter.ledger.stock(SCARF, LYON)
    line = too_old(counter)
    if disposition is not None:
        counter.all_of(GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.NEW))
        counter.all_of(DisposeReturn(return_id="ret-1", line_id=line.id, disposition=disposition))
    assert counter.ledger.stock(SCARF, LYON) != before
    assert given_back(counter).status == "applied"
    assert counter.ledger.stock(SCARF, LYON) == before, "it is here no more"
    assert (line.state, line.received, line.disposition_reason) == ("cancelled", 0, "ni repris ni payé")
    again = scarves(0, sale_line_id="sale-2-scarf")
    assert declare(counter, again, return_id="ret-2", number="R0000002", sale_id="sale-2").code == ""
    assert given_back(counter).status == "applied", "told twice, it is given back once"
    assert counter.ledger.stock(SCARF, LYON) == before


def test_given_back_though_it_was_taken_back_meanwhile_is_told(counter: World) -> None:
    line = too_old(counter)
    counter.run(OverrideReturn(return_id="ret-1", line_ids=[line.id], reason="cliente fidèle"), manager())
    outcome = given_back(counter)
    assert (outcome.status, outcome.code) == ("recorded", "return_given_back_though_due")


def test_given_back_though_it_had_gone_on_is_told(counter: World) -> None:
    line = too_old(counter)
    counter.all_of(GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.NEW))
    counter.all_of(DisposeReturn(return_id="ret-1", line_id=line.id, disposition=Disposition.DONATE))
    before = counter.ledger.stock(SCARF, LYON)
    assert given_back(counter).code == "return_given_back_after_it_left"
    assert counter.ledger.stock(SCARF, LYON) == before


def test_given_back_while_a_refund_has_its_units_is_told(counter: World) -> None:
    """It was refunded as new, and found worn by somebody else: nothing is due for it by now."""
    new_alone = [{"name": "new", "days": 30, "conditions": ["new"]}]
    counter.session.merge(ReturnPolicyRow(location_id=LYON, policy={"rules": new_alone}))
    counter.session.commit()
    declare(counter, scarves(0))
    receive(counter)
    assert propose(counter).has_effect
    [line] = lines(counter)
    counter.all_of(GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.WORN))
    assert line.ground == "none"
    assert given_back(counter).code == "return_given_back_though_due"
    assert given_back(counter).code == "", "told twice, it is told of once"


def graded(line: ReturnLine) -> GradeReturn:
    return GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.NEW)


def disposed(line: ReturnLine, disposition: Disposition) -> DisposeReturn:
    return DisposeReturn(return_id="ret-1", line_id=line.id, disposition=disposition)


@pytest.mark.parametrize("is_received", [True, False])
def test_what_another_device_tells_late_of_goods_given_back_makes_none(
    counter: World, is_received: bool
) -> None:
    furnish_sale(counter, "sale-2", sold_at=NOW - 60 * DAY_MS)
    before = counter.stock()
    declare(counter, scarves(0, sale_line_id="sale-2-scarf"), sale_id="sale-2")
    if is_received:
        receive(counter)
    given_back(counter)
    [line] = lines(counter)
    assert counter.run(graded(line)).code == "return_graded_after_disposition"
    assert counter.run(disposed(line, Disposition.BACK_ON_SALE)).code == "return_disposed_twice"
    assert (counter.stock(), line.state, line.received) == (before, "cancelled", 0)
    again = scarves(0, sale_line_id="sale-2-scarf")
    assert declare(counter, again, return_id="ret-2", number="R0000002", sale_id="sale-2").code == ""


def test_what_its_customer_kept_and_brings_all_the_same_is_taken_in_by_its_grading(counter: World) -> None:
    """It was cancelled, and nobody was given anything back."""
    declare(counter, scarves(0))
    counter.all_of(CancelReturn(return_id="ret-1"))
    [line] = lines(counter)
    assert counter.run(graded(line)).code == "return_handled_after_cancellation"
    assert (counter.stock().quarantine, line.received) == (1, 1)


def by_parts(counter: World, *ways: Disposition) -> ReturnLine:
    """Scarves of long ago come one after another, and each goes on by itself."""
    furnish_sale(counter, "sale-2", sold_at=NOW - 60 * DAY_MS)
    declare(counter, scarves(*range(len(ways)), sale_line_id="sale-2-scarf"), sale_id="sale-2")
    [line] = lines(counter)
    for way in ways:
        told = ReceiveReturn(return_id="ret-1", lines=[ReceivedLine(line.id, 1)])
        counter.all_of(told, graded(line), disposed(line, way))
    return line


ON_SALE, REPAIRED = Disposition.BACK_ON_SALE, Disposition.REFURBISH


@pytest.mark.parametrize("ways", [(ON_SALE, REPAIRED), (REPAIRED, ON_SALE, ON_SALE), (REPAIRED, REPAIRED)])
def test_each_unit_is_given_back_from_where_it_stood(counter: World, ways: tuple[Disposition, ...]) -> None:
    before = counter.stock()
    by_parts(counter, *ways)
    assert given_back(counter).status == "applied"
    assert counter.stock() == before


@pytest.mark.parametrize("ways", [(ON_SALE, Disposition.DONATE), (Disposition.DONATE, ON_SALE)])
def test_the_unit_that_had_gone_on_is_told_and_the_other_given_back(
    counter: World, ways: tuple[Disposition, ...]
) -> None:
    before = counter.stock()
    by_parts(counter, *ways)
    assert given_back(counter).code == "return_given_back_after_it_left"
    assert counter.stock() == before, "it had left the stock when it went on"


def test_what_another_line_of_its_article_became_is_left_where_it_stands(counter: World) -> None:
    furnish_sale(counter, "sale-2", sold_at=NOW - 60 * DAY_MS)
    before = counter.stock()
    two = [scarves(place, sale_line_id="sale-2-scarf") for place in (0, 1)]
    declare(counter, *two, sale_id="sale-2")
    receive(counter)
    first, second = lines(counter)
    for line, way in ((first, Disposition.DONATE), (second, ON_SALE)):
        counter.all_of(graded(line), disposed(line, way))
    only_first = GiveGoodsBack(return_id="ret-1", line_ids=[first.id], reason="non")
    assert counter.run(only_first).code == "return_given_back_after_it_left"
    assert counter.stock().sellable == before.sellable + 1
    assert given_back(counter).status == "applied"
    assert counter.stock() == before
