"""The oddest ordinary returns, walked through at the counter: what is shown, what is written and what is
printed are one sum, to the cent."""

from __future__ import annotations

import msgspec
import pytest

from core.commands.region_reading import RegionBody, RegionLine, receipt_hash
from core.model import ArticlePrice, CreditUse, Refund, RegionSale, ReturnPolicyRow
from core.rules.approval import Need
from core.rules.refund import UNDECIDED, Means, RefundState
from core.rules.time import DAY_MS
from desktop.devices.scanner import Article, Credit, Piece
from desktop.screens.returns import money_said
from desktop.screens.returns.money_state import Money
from desktop.shell.amounts import money_words
from tests.desktop.desk_double import NOW, STORE
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES, SERIALS
from tests.desktop.screens.test_means_at_the_counter import CARD, tells

__all__ = ["counter_of_a_day"]

VAT = "VAT in it"
FEE = {"rules": [{"name": "web", "days": 60, "fee_cents": 490}]}


def cents_in(words: str) -> int:
    """An amount as it is shown or printed."""
    cents = int("".join(letter for letter in words if letter.isdecimal()))
    return -cents if words.startswith("−") else cents


def one_sum(counter: Counter, shown: Money, rows: list[tuple[str, str]]) -> Refund:
    """The refund that was written last, once it is what was shown, and its paper too."""
    refund = max(counter.desk.rows(Refund), key=lambda row: (row.proposed_at, row.id))
    assert (refund.total_cents, refund.to_pay_cents) == (shown.total_cents, shown.to_pay_cents)
    assert refund.fee_cents == shown.fee_cents
    assert [[part.means.value, part.cents, 0] for part in shown.parts] == refund.parts
    assert (refund.need, refund.state in UNDECIDED) == (shown.need, shown.need != Need.NOBODY)
    net = shown.total_cents - shown.to_pay_cents
    assert sum(cents_in(amount) for name, amount in rows if name != VAT) == net, rows
    paper = next(job for job in reversed(counter.desk.spooled()) if job.template == "refund_receipt")
    assert sum(cents_in(row["amount"]) for row in paper.data["rows"]) == net, paper.data["rows"]
    assert cents_in(str(paper.data["total"])) == refund.total_cents
    return refund


async def goes(counter: Counter) -> Refund:
    """The money goes as it is shown; what somebody has to sign is left to them."""
    shown, rows = counter.state.money, money_said.money_rows(counter.state)
    if counter.state.needs_hand:
        await counter.presenter.leave_to_manager()
    else:
        await counter.presenter.go()
    assert counter.said() == "" and counter.state.done is not None
    return one_sum(counter, shown, rows)


def priced(counter: Counter, **cents: int) -> None:
    """What these cost now."""
    counter.desk.add_to_network(
        *(
            ArticlePrice(article_id=ARTICLES[name]["id"], valid_from=NOW - DAY_MS, price_cents=price)
            for name, price in cents.items()
        )
    )


async def test_one_of_three_units_and_then_the_rest_of_a_sale_with_a_promotion_over_its_lines(
    counter: Counter,
) -> None:
    """199.99 for what is listed at 234.00: no line and no unit divides evenly."""
    add_sale(counter.desk, "p", "T-7", {"belt": 3, "jacket": 1}, paid_cents=19_999)
    await counter.takes_back("T-7", "p-1")
    first = await goes(counter)
    counter.presenter.back()
    await counter.takes_back("T-7", "p-1", "p-2")
    counter.presenter.take("p-1", 2)
    second = await goes(counter)
    assert len(second.units) == 3
    assert first.total_cents + second.total_cents == 19_999


async def test_a_gift_card_that_had_paid_a_part_is_given_back_its_own_after_the_card(
    counter: Counter,
) -> None:
    paid = (("gift_card", 2_000), ("card", 7_399))
    add_sale(counter.desk, "g", "T-8", {"shirt": 1, "belt": 1}, paid_cents=9_399, means=paid)
    await counter.takes_back("T-8", "g-1")
    first = await goes(counter)
    counter.presenter.back()
    await counter.takes_back("T-8", "g-2")
    second = await goes(counter)
    both = [part for one in (first, second) for part in one.parts]
    given = {means: sum(cents for name, cents, _ in both if name == means) for means in ("gift_card", "card")}
    assert given == {"gift_card": 2_000, "card": 7_399}
    assert second.credit_number, "should the card take nothing"


@pytest.mark.parametrize("standard_cents", [0, 190])
async def test_all_of_a_web_order_with_its_delivery(counter: Counter, standard_cents: int) -> None:
    if standard_cents:
        policy = {"standard_delivery_cents": standard_cents}
        counter.desk.add(ReturnPolicyRow(location_id=STORE, policy=policy))
    add_sale(
        counter.desk, "w", "W-9", {"belt": 1, "shirt": 1}, is_web=True, paid_cents=7_777, delivery_cents=490
    )
    await counter.takes_back("W-9", "w-1", "w-2")
    refund = await goes(counter)
    assert refund.total_cents == 7_777 + (standard_cents or 490)


async def test_one_of_two_pieces_with_a_serial_number(counter: Counter) -> None:
    add_sale(counter.desk, "s", "T-10", {"watch": 2}, paid_cents=39_999)
    await counter.opens("T-10")
    await counter.presenter.scan(Piece(ARTICLES["watch"]["gtin"], SERIALS[1]))
    counter.grades(*[True] * 8)
    refund = await goes(counter)
    assert refund.units == ["s-1:1"], "the very one"
    assert refund.total_cents == 19_999, "the cent that does not divide is the first one's"


async def test_a_marketplace_s_order_of_a_price_of_its_own(counter: Counter) -> None:
    add_sale(
        counter.desk, "m", "C-77", {"shirt": 2}, is_web=True, channel="marketplace", paid_cents=9_999,
        delivery_cents=399,
    )  # fmt: skip
    await counter.takes_back("C-77", "m-1")
    refund = await goes(counter)
    assert refund.total_cents in (4_999, 5_000), "one of two, without the delivery"


async def test_a_fee_is_on_the_paper_too(counter: Counter) -> None:
    counter.desk.add(ReturnPolicyRow(location_id=STORE, policy=FEE))
    add_sale(counter.desk, "f", "W-11", {"dress": 1}, is_web=True, days_ago=40)
    await counter.takes_back("W-11", "f-1")
    refund = await goes(counter)
    assert (refund.fee_cents, refund.total_cents) == (490, 8_900 - 490)


@pytest.mark.parametrize("is_paid_by_card", [False, True])
async def test_an_exchange_for_something_cheaper(counter: Counter, is_paid_by_card: bool) -> None:
    priced(counter, belt=1_000)
    means = "gift_card" if not is_paid_by_card else "card"
    add_sale(counter.desk, "d", "T-12", {"shirt": 1}, paid_cents=2_599, means=((means, 2_599),))
    await counter.opens("T-12")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    refund = await goes(counter)
    assert (refund.parts, refund.kept) == ([[means, 1_599, 0]], [[means, 1_000]])


async def test_an_exchange_for_something_dearer_paid_by_gift_card_cash_and_card(counter: Counter) -> None:
    priced(counter, dress=8_999)
    add_sale(counter.desk, "u", "T-13", {"shirt": 1}, paid_cents=2_599, means=(("card", 2_599),))
    await counter.opens("T-13")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(ARTICLES["dress"]["gtin"]))
    refund = await goes(counter)
    assert (refund.kept, refund.to_pay_cents) == ([["card", 2_599]], 6_400)
    await counter.presenter.open_return(refund.return_id)
    tells(counter.desk, 1_234)
    await counter.presenter.scan(Credit(CARD))
    counter.presenter.ask_means()
    await counter.presenter.give_means("20")
    counter.presenter.pay_with(Means.CARD)
    assert counter.state.rest_cents == 6_400 - 1_234 - 2_000
    await counter.presenter.do_next()
    paid = counter.desk.rows(Refund)[0].paid_here
    assert sum(cents for _, cents, *_ in paid) == 6_400
    await counter.presenter.print_again()
    status = str(counter.desk.spooled()[-1].data["status"])
    assert status == f"Exchanged; {money_words(6_400, 'EUR')} have been paid."
    # The card had less when headquarters heard of it.
    with counter.desk.writing() as session:
        row = session.get_one(Refund, refund.id)
        row.paid_here = [one for one in row.paid_here if one[0] != "gift_card"]
        for use in session.query(CreditUse):
            use.taken_cents = 0
    await counter.presenter.print_again()
    status = str(counter.desk.spooled()[-1].data["status"])
    paid_words = money_words(6_400 - 1_234, "EUR")
    assert status == f"Exchanged; {paid_words} of {money_words(6_400, 'EUR')} have been paid."


@pytest.mark.parametrize("instead", [False, True])
async def test_what_was_taken_in_exchange_comes_back_on_a_manager_s_word(
    counter: Counter, instead: bool
) -> None:
    """Link by link a large sum would go out in small ones: so the rule has it, and so it is shown."""
    priced(counter, shirt=2_599)
    add_sale(counter.desk, "x", "R0001000", {"shirt": 1}, paid_cents=2_599, kind="exchange")
    await counter.opens("R0001000")
    counter.grades()
    if instead:
        await counter.presenter.begin_exchange()
        await counter.presenter.scan(Article(ARTICLES["shirt"]["gtin"]))
    assert counter.state.money.need == Need.MANAGER
    assert "taken in exchange" in money_said.notice_words(counter.state)
    refund = await goes(counter)
    assert refund.state == RefundState.PROPOSED
    if instead:
        done = counter.state.done
        assert done is not None
        assert money_said.done_title(done).endswith("the exchange waits for a manager")


async def test_a_sale_of_another_shop_of_the_region_with_the_line_cut(counter: Counter) -> None:
    counter.desk.is_connected = False
    belt = ARTICLES["belt"]["id"]
    body = RegionBody(
        kind="till",
        channel="store",
        means=(("gift_card", 1_000), ("card", 7_701)),
        lines=(RegionLine("far-1", 1, belt, 3, 9_000, 8_701, 2_000, "in_store"),),
        claimed=("far-1:0",),
        named={"far-1": (0,)},
        back=(("card", 2_901),),
    )
    counter.desk.add(
        RegionSale(
            id="far", region="69", location_id=STORE + 1, receipt_hash=receipt_hash("LYO-02-7"),
            sold_at=NOW - DAY_MS, body=msgspec.to_builtins(body),
        )
    )  # fmt: skip
    await counter.takes_back("LYO-02-7", "far-1")
    refund = await goes(counter)
    assert (refund.parts, refund.is_offline) == ([["card", 2_900, 0]], True)


async def test_store_credit_in_place_of_the_card_for_what_is_left_of_an_exchange(counter: Counter) -> None:
    priced(counter, belt=1_000)
    add_sale(counter.desk, "k", "T-15", {"shirt": 1}, paid_cents=2_599)
    await counter.opens("T-15")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    counter.presenter.pay_as_credit()
    refund = await goes(counter)
    assert refund.parts == [["store_credit", 1_599, 0]]
    assert refund.kept == [["card", 1_000]]
