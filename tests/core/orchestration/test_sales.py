"""What was sold comes in once, by till and by hand-over, is found and shared; credits stay above zero."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from core.commands import DispatchFulfilment, HandOver, Proof
from core.feed.tail import read_tail
from core.model import (
    CreditEntry,
    Device,
    Fulfilment,
    Order,
    Parcel,
    Refund,
    Return,
    Sale,
    SaleDue,
    SaleLine,
    SalePayment,
    StoreCredit,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.credits import due_credits, expire, issue, spend
from core.orchestration.order_money import MoneyDraft, add_money
from core.orchestration.order_sales import due_sales, means_of, write_down
from core.orchestration.sale_intake import SaleDraft, SoldDraft, take_in_sales
from core.orchestration.sale_sharing import find_sales, share
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import Conflict, Refused
from core.rules.order import PaymentState
from core.rules.refund import COLLECTED_SALE, PARTLY_COLLECTED_SALE, SENT_SALE, Means, Part
from core.rules.time import DAY_MS, Instant
from tests.core.conftest import MONDAY_AT_NINE
from tests.core.orchestration.order_world import do, furnish, head_at, order, pack


def receipt(**changes: Any) -> SaleDraft:
    """Two scarves and a coat, with a cent of promotion that does not divide."""
    fields: dict[str, Any] = {
        "location": "LYON",
        "receipt": "T-1",
        "sold_at": Instant(MONDAY_AT_NINE - DAY_MS),
        "lines": (SoldDraft("SCARF", 2, 4_000), SoldDraft("COAT", 1, 20_000, serials=("C-1",))),
        "means": (Part(Means.CARD, 20_999), Part(Means.CASH, 2_000)),
        "discount_cents": 1_001,
        "references": ("PAY1", ""),
        "card_last4": "4242",
    }
    return SaleDraft(**(fields | changes))


def told(core: Core, *drafts: SaleDraft) -> list[tuple[str, str]]:
    answers = core.transact(lambda unit: take_in_sales(unit, drafts))
    return [(answer.status.value, answer.code) for answer in answers]


def test_a_receipt_counts_once_and_its_promotion_is_spread_to_the_cent(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    assert told(core, receipt()) == [("accepted", "")]
    assert told(core, receipt()) == [("duplicate", "")]
    assert told(core, receipt(sold_at=Instant(MONDAY_AT_NINE - 2 * DAY_MS))) == [
        ("refused", "receipt_reused")
    ]
    lines = core.read(lambda s: s.scalars(select(SaleLine).order_by(SaleLine.line_no)).all())
    assert [(line.list_cents, line.paid_cents, line.serials) for line in lines] == [
        (4_000, 3_833, []),
        (20_000, 19_166, ["C-1"]),
    ]
    assert core.read(lambda s: s.scalars(select(SalePayment.reference)).all()) == ["PAY1"]


def test_a_receipt_of_two_cards_is_taken_in_with_both(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    cards = (Part(Means.CARD, 20_999), Part(Means.CARD, 2_000))
    assert told(core, receipt(means=cards, references=("PAY1", "PAY2"))) == [("accepted", "")]
    assert payments(core) == [("card", 20_999, "PAY1"), ("card", 2_000, "PAY2")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"location": "NOWHERE"}, "unknown_location"),
        ({"lines": (SoldDraft("NOTHING", 1, 24_000),)}, "unknown_article"),
        ({"discount_cents": 0}, "means_do_not_add_up"),
        ({"lines": (SoldDraft("COAT", 1, 24_000, serials=("a", "b")),)}, "absurd_quantity"),
        ({"sold_at": Instant(MONDAY_AT_NINE + 3 * DAY_MS)}, "from_the_future"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused_alone(core: Core, changes: dict[str, Any], code: str) -> None:
    furnish(core, {})
    assert told(core, receipt(**changes), receipt(receipt="T-2")) == [("refused", code), ("accepted", "")]


def test_what_an_order_brought_to_its_customer_can_be_brought_back(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    placed = order(core, ("SCARF", 2))
    core.transact(lambda unit: add_money(unit, placed.order_id, MoneyDraft(490, "PAY7", "1881", "gold")))
    head = head_at(core, placed.order_id)
    pack(core, head, "SCARF", 2)
    last = do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    assert core.read(lambda s: due_sales(s, "", 10)) == [last]
    assert core.transact(lambda unit: write_down(unit, [last]))
    assert not core.transact(lambda unit: write_down(unit, [last]))
    sale = core.read(lambda s: s.scalars(select(Sale)).one())
    [sold] = core.read(lambda s: s.scalars(select(SaleLine)).all())
    assert (sale.receipt_code, sale.means, sale.tier) == (placed.order.number, [["card", 26_290]], "gold")
    assert payments(core) == [("card", 26_290, "PAY7")]
    assert (sale.delivered_at, sold.sale_type, sold.paid_cents) == (core.clock.now(), "distance", 25_800)


def test_a_sale_of_the_web_says_whether_its_customer_came_for_it(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}, "VIENNE": {"COAT": 2}})
    collected, sent = order(core, ("SCARF", 1)), order(core, ("COAT", 1), location=None)
    here, away = head_at(core, collected.order_id), head_at(core, sent.order_id, "VIENNE")
    for head, sku in ((here, "SCARF"), (away, "COAT")):
        pack(core, head, sku, 1)
    last = do(core, here, HandOver(fulfilment_id=here.id, proof=Proof.IDENTITY))
    gone = do(core, away, DispatchFulfilment(fulfilment_id=away.id, taken_by="Karim"))
    assert core.transact(lambda unit: write_down(unit, [last, gone]))
    kinds = core.read(lambda s: {sale.receipt_code: sale.kind for sale in s.scalars(select(Sale))})
    assert kinds == {collected.order.number: COLLECTED_SALE, sent.order.number: SENT_SALE}


@pytest.mark.by_turns
@pytest.mark.parametrize("is_sent_first", [False, True], ids=["collected first", "sent first"])
def test_a_sale_of_which_a_part_was_collected_and_a_part_sent_says_both(
    core: Core, is_sent_first: bool
) -> None:
    furnish(core, {"LYON": {"SCARF": 5}, "VIENNE": {"COAT": 2}})
    placed = order(core, ("SCARF", 1), ("COAT", 1), location=None)
    here, away = head_at(core, placed.order_id), head_at(core, placed.order_id, "VIENNE")
    core.transact(lambda unit: setattr(unit.session.get_one(Fulfilment, here.id), "kind", "pickup"))
    for head, sku in ((here, "SCARF"), (away, "COAT")):
        pack(core, head, sku, 1)
    kinds = []
    for head in (away, here) if is_sent_first else (here, away):
        left = (
            HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY)
            if head is here
            else DispatchFulfilment(fulfilment_id=head.id, taken_by="Karim")
        )
        last = do(core, head, left)
        assert core.transact(lambda unit, last=last: write_down(unit, [last]))
        kinds.append(core.read(lambda s: s.scalars(select(Sale.kind)).one()))
    assert kinds == [SENT_SALE if is_sent_first else COLLECTED_SALE, PARTLY_COLLECTED_SALE]


def test_what_was_paid_at_the_counter_goes_back_to_what_it_was_paid_with() -> None:
    def paid(*told: tuple[str, int], payment: str = "pay_in_store") -> list[list[object]]:
        share = Fulfilment(paid_here=[list(one) for one in told])
        return means_of(Order(payment=payment), [share, Fulfilment(paid_here=[])], 5_000)

    assert paid(("card", 5_000)) == [["card", 5_000]]
    assert paid(("gift_card", 2_000), ("card", 3_000)) == [["gift_card", 2_000], ["card", 3_000]]
    assert paid(("card", 2_000)) == [["card", 2_000]], "what nobody has told of has not come in"
    assert paid(("cash", 2_000)) == [["cash", 2_000]]
    assert paid(("card", 6_000)) == [["card", 5_000]], "never more than was sold"
    assert paid() == []
    assert paid(payment="paid") == [["card", 5_000]]
    assert paid(("gift_card", 2_000), payment="paid") == [["gift_card", 2_000], ["card", 3_000]]
    assert paid(("card", 2_000), payment="paid") == [["card", 5_000]]
    assert paid(("cash", 5_000), payment="paid") == [["cash", 5_000]], "its shop gives back what it took too"


def test_what_was_paid_at_the_counter_by_card_is_a_payment_of_its_own(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    placed = order(core, ("SCARF", 2), payment=PaymentState.PAY_IN_STORE)
    core.transact(lambda unit: add_money(unit, placed.order_id, MoneyDraft(490, "PAY7", "", "")))
    head = head_at(core, placed.order_id)
    pack(core, head, "SCARF", 2)
    by_card = {"paid_cents": 10_000, "paid_with": Means.CARD, "paid_reference": "TPE-1"}
    last = do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, **by_card))
    assert core.transact(lambda unit: write_down(unit, [last]))
    assert payments(core) == [("card", 10_000, "TPE-1")]


def payments(core: Core) -> list[tuple[str, int, str]]:
    """All payments that have a name."""
    rows = core.read(lambda s: s.scalars(select(SalePayment).order_by(SalePayment.place)).all())
    return [(row.means, row.cents, row.reference) for row in rows]


def test_what_several_orders_brought_is_written_down_at_once(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    left = [_handed_over(core, quantity) for quantity in (2, 1)]
    core.transact(lambda unit: unit.session.add(SaleDue(command_id="nobody-s", fulfilment_id="none")))
    assert core.transact(lambda unit: write_down(unit, [*left, "nobody-s", "unheard of"])) == set(left)
    paid = core.read(lambda s: s.scalars(select(SaleLine.paid_cents).order_by(SaleLine.paid_cents)).all())
    assert paid == [12_900, 25_800]
    assert core.read(lambda s: due_sales(s, "", 10)) == ["nobody-s"]
    assert tables(core, 1)["sale_line"] == 2
    assert Timers(core).turn()["sale"] == 0, "what has no fulfilment waits"


def _handed_over(core: Core, quantity: int) -> str:
    """The command that handed over a new order of so many scarves."""
    head = head_at(core, order(core, ("SCARF", quantity)).order_id)
    pack(core, head, "SCARF", quantity)
    return do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))


def test_a_sale_is_found_by_the_number_that_its_marketplace_has_given(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    placed = order(core, ("SCARF", 1))
    other = order(core, ("SCARF", 1))
    for one, reference in ((placed, "MKP-403-77"), (other, "T-2")):
        core.transact(
            lambda unit, key=one.order_id, told=reference: setattr(
                unit.session.get_one(Order, key), "reference", told
            )
        )
        head = head_at(core, one.order_id)
        pack(core, head, "SCARF")
        do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    core.transact(lambda unit: write_down(unit, due_sales(unit.session, "", 10)))
    told(core, receipt(receipt="T-2"))

    def code_found(number: str) -> list[str]:
        return core.read(
            lambda s: [s.get_one(Sale, key).receipt_code for key in find_sales(s, receipt=number)]
        )

    assert code_found("MKP-403-77") == code_found("mkp-403-77") == [placed.order.number]
    assert code_found(placed.order.number) == [placed.order.number]
    assert code_found("T-2") == ["T-2"], "a receipt of that code comes first"
    assert code_found("MKP-9") == []


def test_a_sale_is_found_by_the_number_of_its_parcel(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    pack(core, head, "SCARF")
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    core.transact(lambda unit: write_down(unit, due_sales(unit.session, "", 10)))
    number = core.read(lambda s: s.scalars(select(Parcel.number)).one())
    [found] = core.read(lambda s: find_sales(s, receipt=number))
    assert core.read(lambda s: s.get_one(Sale, found).receipt_code) == placed.order.number


def test_a_sale_is_found_by_its_customers_whole_name_however_it_is_typed(core: Core) -> None:
    furnish(core, {})
    told(
        core,
        receipt(customer_name="Amélie Le Roux"),
        receipt(receipt="T-2", customer_name="Amélie Roux"),
        receipt(receipt="T-3"),
    )

    def named(name: str) -> list[str]:
        return core.read(
            lambda s: [s.get_one(Sale, key).receipt_code for key in find_sales(s, customer=name)]
        )

    assert named("LE ROUX amelie") == named("Amélie Le Roux") == ["T-1"]
    assert named("Ame\u0301lie Roux") == ["T-2"]
    for part in ("Amélie", "Roux", "Am Roux", "zoé roux", "–"):
        assert named(part) == [], "who types a part of a name sees nobody's purchases"


def test_a_name_that_several_customers_have_finds_those_of_a_day_alone(core: Core) -> None:
    furnish(core, {})
    of_web = {"customer_name": "Marie Martin"}
    told(
        core,
        receipt(**of_web),
        receipt(receipt="T-2", sold_at=Instant(MONDAY_AT_NINE - 9 * DAY_MS), **of_web),
    )

    def named(**day: int) -> list[str]:
        return core.read(
            lambda s: [
                s.get_one(Sale, key).receipt_code for key in find_sales(s, customer="martin marie", **day)
            ]
        )

    with pytest.raises(Refused, match="name_of_several"):
        named()
    until = MONDAY_AT_NINE - 8 * DAY_MS
    assert named(sold_from=until - DAY_MS, sold_until=until) == ["T-2"]
    assert named(sold_from=1, sold_until=MONDAY_AT_NINE) == ["T-1"], "a day at most"

    def know(unit: UnitOfWork) -> None:
        for sale in unit.session.scalars(select(Sale)):
            sale.customer_id = "shop-7"

    core.transact(know)
    assert named() == ["T-1", "T-2"], "they are one customer's"


def tables(core: Core, location_id: int) -> dict[str, int]:
    """How many rows of each table a device of the store hears of."""
    device = Device(id="none", location_id=location_id, last_sequence=0)
    tail = core.read(lambda s: read_tail(s, device, 0, 0))
    return {table.name: table.row_count for table in tail.tables}


def test_a_sale_of_elsewhere_is_found_and_comes_to_the_store_that_asks(core: Core) -> None:
    furnish(core, {})
    told(core, receipt(), receipt(receipt="T-2", location="PARIS", card_last4="1111"))
    lyon, paris = 1, 3
    assert (tables(core, lyon)["sale"], tables(core, lyon)["sale_line"]) == (1, 2)
    by_code = core.read(lambda s: find_sales(s, receipt="T-2"))
    since = MONDAY_AT_NINE - DAY_MS
    assert by_code == core.read(
        lambda s: find_sales(s, card_last4="1111", sold_from=since, sold_until=MONDAY_AT_NINE)
    )
    both = core.read(lambda s: find_sales(s, sku="COAT", sold_from=since, sold_until=MONDAY_AT_NINE))
    assert len(both) == 2 and set(by_code) < set(both)
    assert core.read(lambda s: find_sales(s, sku="COAT", sold_from=1, sold_until=since - 1)) == []
    by_month = {"sold_from": MONDAY_AT_NINE - 20 * DAY_MS, "sold_until": MONDAY_AT_NINE + 2 * DAY_MS}
    assert core.read(lambda s: find_sales(s, card_last4="1111", **by_month)) == by_code
    assert core.read(lambda s: find_sales(s, sku="COAT", **by_month)) == [], "an article is asked of its day"
    assert len(core.read(lambda s: find_sales(s, sku="COAT", serial="C-1"))) == 2
    assert core.read(lambda s: find_sales(s, sku="COAT", serial="C-9")) == []
    with pytest.raises(Refused, match="nothing_to_look_for"):
        core.read(lambda s: find_sales(s))
    core.transact(lambda unit: share(unit, by_code, lyon, "nadia"))
    core.transact(lambda unit: share(unit, by_code, lyon, "nadia"))
    assert (tables(core, lyon)["sale"], tables(core, lyon)["sale_line"]) == (2, 4)
    assert tables(core, paris)["sale"] == 1

    def let_go(unit: UnitOfWork) -> None:
        unit.session.get_one(Sale, by_code[0]).is_with_store = False

    core.transact(let_go)
    assert set(tables(core, paris).values()) == {0}, "it has left with its lines"
    assert tables(core, lyon)["sale"] == 2


def give(unit: UnitOfWork, cents: int, cause: str, refund_id: str = "ref-1") -> StoreCredit:
    return issue(
        unit,
        "A0000001",
        cents,
        location_id=1,
        refund_id=refund_id,
        customer_name="",
        currency="EUR",
        expires_at=Instant(unit.at + 10 * DAY_MS),
        cause=cause,
    )


def test_a_store_credit_is_issued_spent_and_ends_and_never_goes_below_zero(
    core: Core, clock: SimulatedClock
) -> None:
    def balance() -> int:
        return core.read(lambda s: s.scalars(select(StoreCredit.balance_cents)).one())

    core.transact(lambda unit: give(unit, 3_000, "part-1") and None)
    core.transact(lambda unit: give(unit, 3_000, "part-1") and None)
    core.transact(lambda unit: give(unit, 500, "part-2") and None)
    assert balance() == 3_500
    core.transact(lambda unit: spend(unit, "A0000001", 2_000, "till-1") and None)
    core.transact(lambda unit: spend(unit, "A0000001", 2_000, "till-1") and None)
    assert balance() == 1_500
    for number, cents, cause, code in (
        ("A0000001", 1_501, "till-2", "credit_too_small"),
        ("A0000009", 1, "till-2", "unknown_credit"),
    ):
        with pytest.raises(Refused, match=code):
            core.transact(lambda unit, n=number, c=cents, w=cause: spend(unit, n, c, w) and None)
    with pytest.raises(Conflict, match="cause_reused"):
        core.transact(lambda unit: spend(unit, "A0000001", 1, "till-1") and None)
    with pytest.raises(Conflict, match="credit_number_used"):
        core.transact(lambda unit: give(unit, 1, "x", "ref-2") and None)
    clock.advance(11 * DAY_MS)
    with pytest.raises(Refused, match="credit_expired"):
        core.transact(lambda unit: spend(unit, "A0000001", 1, "till-3") and None)
    [due] = core.read(lambda s: due_credits(s, clock.now(), "", 10))
    assert core.transact(lambda unit: expire(unit, due))
    assert not core.transact(lambda unit: expire(unit, due))
    assert balance() == 0
    entries = core.read(lambda s: s.scalars(select(CreditEntry.kind)).all())
    assert sorted(entries) == ["expired", "issued", "issued", "spent"]


def test_what_is_old_leaves_its_stores_machines_but_for_money_under_way(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {})
    told(core, receipt())

    def bring_back(unit: UnitOfWork) -> None:
        for key, state in (("done", "refunded"), ("open", "queued")):
            who: dict[str, Any] = {"location_id": 1, "number": key}
            unit.session.add(Return(id=key, declared_by="n", declared_device="d", declared_at=unit.at, **who))
            unit.session.add(
                Refund(
                    id=f"ref-{key}", return_id=key, state=state, state_at=unit.at, total_cents=1,
                    proposed_by="n", proposed_device="d", proposed_at=unit.at, **who,
                )
            )  # fmt: skip

    core.transact(bring_back)
    clock.advance(121 * DAY_MS)
    timers = Timers(core)
    done = timers.turn()
    assert (done["old_sale"], done["old_return"]) == (1, 1)
    assert timers.turn()["old_sale"] == 0
    left = tables(core, 1)
    assert (left["sale"], left["sale_line"], left["goods_return"], left["refund"]) == (0, 0, 1, 1)
