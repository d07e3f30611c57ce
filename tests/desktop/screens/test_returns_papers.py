"""What a customer takes along from an open return, whichever way its money came about."""

from __future__ import annotations

import asyncio

import pytest

from core.commands import ProposeRefund
from core.commands.exchanging import code_of
from core.model import ArticlePrice, Refund
from core.rules.exchange_sending import Way
from desktop.devices.scanner import Article, ReturnSlip
from desktop.shell.amounts import money_words
from tests.desktop.desk_double import NOW
from tests.desktop.screens.exchange_elsewhere import (
    ADDRESS,
    BIGGER,
    chooses,
    counter_with_elsewhere,
    nothing_free,
    orders,
    says,
)
from tests.desktop.screens.returns_counter import Counter
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["counter_with_elsewhere"]


def printed(counter: Counter) -> list[tuple[str, str]]:
    """What was printed, oldest first: which paper, and the amount on it."""
    return [
        (job.template, str(job.data.get("amount") or job.data.get("total"))) for job in counter.desk.spooled()
    ]


def by_credit(counter: Counter) -> None:
    """The shirt was paid with a store credit."""
    add_sale(counter.desk, "c9", "T-9", {"shirt": 1}, paid_cents=2_500, means=(("store_credit", 2_500),))


async def ordered(counter: Counter, code: str = "T-1") -> Refund:
    """The shirt in 40 was ordered in exchange, and is free nowhere any more."""
    await orders(counter, code)
    return await nothing_free(counter)


async def test_a_credit_that_is_given_back_is_printed(counter: Counter) -> None:
    by_credit(counter)
    await ordered(counter, "T-9")
    before = len(printed(counter))
    await counter.presenter.do_next()
    amount = money_words(2_500, "EUR")
    assert printed(counter)[before:] == [("refund_receipt", amount), ("store_credit", amount)]


async def test_so_is_the_credit_of_what_is_over_in_a_second_exchange(counter: Counter) -> None:
    by_credit(counter)
    counter.desk.add_to_network(
        ArticlePrice(article_id=ARTICLES["belt"]["id"], valid_from=NOW - 1, price_cents=2_000)
    )
    await ordered(counter, "T-9")
    before = len(printed(counter))
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    await counter.presenter.do_next()
    amount = money_words(500, "EUR")
    assert printed(counter)[before:] == [("refund_receipt", amount), ("store_credit", amount)]


async def test_so_is_the_credit_of_what_is_not_taken(counter: Counter) -> None:
    by_credit(counter)
    await orders(counter, "T-9")
    before = len(printed(counter))
    await counter.presenter.drop_exchange()
    amount = money_words(2_500, "EUR")
    assert printed(counter)[before:] == [("refund_receipt", amount), ("store_credit", amount)]


@pytest.mark.parametrize(
    ("price_cents", "said"),
    [
        (2_500, "Exchanged; nothing is to be paid."),
        (8_900, "Exchanged; {amount} are to be paid at the till."),
    ],
)
async def test_the_receipt_of_a_second_exchange_says_what_its_units_are_worth_and_what_is_to_be_paid(
    counter: Counter, price_cents: int, said: str
) -> None:
    counter.desk.add_to_network(
        ArticlePrice(article_id=ARTICLES["belt"]["id"], valid_from=NOW - 1, price_cents=price_cents)
    )
    await ordered(counter)
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    await counter.presenter.do_next()
    paper = counter.desk.spooled()[-1].data
    assert paper["status"] == said.format(amount=money_words(price_cents - 2_500, "EUR"))
    assert [row["amount"] for row in paper["rows"]] == [
        money_words(2_500, "EUR"), f"−\u00a0{money_words(price_cents, 'EUR')}",
    ]  # fmt: skip


async def test_the_receipt_of_cash_says_what_was_taken_against_it(counter: Counter) -> None:
    counter.desk.add_to_network(ArticlePrice(article_id=BIGGER, valid_from=NOW - 1, price_cents=2_000))
    await orders(counter)
    says(counter, order_id="o-1", order_number="C-0042")
    await counter.presenter.refresh()
    await counter.presenter.do_next()
    paper = counter.desk.spooled()[-1].data
    assert paper["status"].startswith(money_words(500, "EUR"))
    assert [row["amount"] for row in paper["rows"]] == [
        money_words(2_500, "EUR"), f"−\u00a0{money_words(2_000, 'EUR')}",
    ]  # fmt: skip


async def test_no_paper_says_held_before_headquarters_has_named_the_order_and_then_it_is_printed_again(
    counter: Counter,
) -> None:
    await orders(counter)
    [paper] = counter.desk.spooled()
    assert paper.data["status"].startswith("Ordered, and not held yet: headquarters is asked now.")
    await counter.presenter.refresh()
    assert len(counter.desk.spooled()) == 1
    says(counter, order_id="o-1", order_number="C-0042")
    await counter.presenter.refresh()
    held = counter.desk.spooled()[-1].data["status"]
    assert held.startswith("Ordered: headquarters holds it under this number.")
    assert f"{money_words(3_400, 'EUR')} are to be paid at the till." in held
    await counter.presenter.refresh()
    assert len(counter.desk.spooled()) == 2, "once is enough"
    await counter.presenter.do_next()
    assert f"{money_words(3_400, 'EUR')} have been paid." in counter.desk.spooled()[-1].data["status"]


async def test_a_return_that_is_opened_while_another_is_read_again_is_not_printed_for_it(
    counter: Counter,
) -> None:
    await orders(counter)
    held = says(counter, order_id="o-1", order_number="C-0042")
    counter.presenter.back()
    add_sale(counter.desk, "c8", "T-8", {"shirt": 1}, paid_cents=2_500, means=(("cash", 2_500),))
    await orders(counter, "T-8")
    assert counter.state.opened is not None and counter.state.opened.id != held.return_id
    before = len(counter.desk.spooled())
    counter.desk.turns = 3
    await asyncio.gather(counter.presenter.refresh(), counter.presenter.open_return(held.return_id))
    assert counter.state.opened.id == held.return_id
    assert len(counter.desk.spooled()) == before


async def test_where_somebody_lives_is_not_told_of_what_is_collected_here(counter: Counter) -> None:
    await chooses(counter)
    counter.presenter.send_by(Way.HOME)
    counter.presenter.say_where(ADDRESS)
    counter.presenter.send_by(Way.PICKUP)
    await counter.presenter.go()
    [command] = [one for one in counter.desk.done if isinstance(one, ProposeRefund)]
    assert command.sending is not None and command.sending.name == ADDRESS["name"]
    assert (command.sending.street, command.sending.postcode, command.sending.city) == ("", "", "")


async def test_the_paper_of_what_is_collected_has_its_code_and_is_printed_again_at_any_time(
    counter: Counter,
) -> None:
    await orders(counter)
    refund = counter.refund()
    assert counter.desk.spooled()[-1].data["pickup_code"] == code_of(refund)
    says(counter, order_id="o-1", order_number="C-0042")
    await counter.presenter.refresh()
    await counter.presenter.do_next()
    counter.presenter.back()
    await counter.presenter.search(refund.number)
    assert await counter.presenter.scan(ReturnSlip(refund.number))
    before = len(counter.desk.spooled())
    await counter.presenter.print_again()
    [paper] = counter.desk.spooled()[before:]
    assert (paper.data["return_number"], paper.data["pickup_code"]) == (refund.number, code_of(refund))
    assert f"{money_words(3_400, 'EUR')} have been paid." in paper.data["status"]


async def test_what_was_taken_along_reads_as_paid_on_its_second_paper(counter: Counter) -> None:
    counter.desk.add_to_network(
        ArticlePrice(article_id=ARTICLES["belt"]["id"], valid_from=NOW - 1, price_cents=8_900)
    )
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    await counter.presenter.go()
    assert (
        "pickup_code" not in counter.desk.spooled()[-1].data
        or not counter.desk.spooled()[-1].data["pickup_code"]
    )
    await counter.presenter.open_return(counter.refund().return_id)
    await counter.presenter.print_again()
    amount = money_words(6_400, "EUR")
    assert counter.desk.spooled()[-1].data["status"] == f"Exchanged; {amount} are to be paid at the till."
    await counter.presenter.do_next()
    await counter.presenter.print_again()
    assert counter.desk.spooled()[-1].data["status"] == f"Exchanged; {amount} have been paid."


async def test_what_was_given_up_has_no_paper_to_print_again(counter: Counter) -> None:
    gone = await ordered(counter)
    before = len(counter.desk.spooled())
    await counter.presenter.open_return(gone.return_id)
    await counter.presenter.print_again()
    assert len(counter.desk.spooled()) == before
