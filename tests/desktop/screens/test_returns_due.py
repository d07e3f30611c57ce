"""What is due of an open return: its title, its amount and its key say one thing, and somebody signs it."""

from __future__ import annotations

from sqlalchemy import delete

from core.model import Article as ArticleRow
from core.model import ArticlePrice, Location, Position, Refund, RefundClaim
from core.rules.refund_money import unit_id
from core.rules.time import DAY_MS
from desktop.screens.returns import counter_words, exchange_words, money_said
from desktop.shell.amounts import money_words
from tests.desktop.desk_double import MARC, NOW, PIN
from tests.desktop.screens.exchange_elsewhere import (
    ADDRESS,
    BIGGER,
    chooses,
    counter_with_elsewhere,
    orders,
    says,
)
from tests.desktop.screens.returns_counter import Counter
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["counter_with_elsewhere"]

FARTHER, FARTHEST = 78, 62


def said(counter: Counter) -> tuple[str, str, str]:
    """Title, amount and key."""
    state = counter.state
    return counter_words.due_title(state), counter_words.due_amount(state), counter_words.next_words(state)


async def withdrawn(counter: Counter, code: str) -> Refund:
    """What was proposed for goods of this sale is withdrawn: nothing is given for them yet."""
    await counter.opens(code)
    counter.grades()
    return await withdrawn_now(counter)


async def withdrawn_now(counter: Counter) -> Refund:
    """What is graded is proposed, and withdrawn."""
    await (counter.presenter.leave_to_manager() if counter.state.may_wait else counter.presenter.go())
    row = counter.refund()
    with counter.desk.writing() as session:
        session.get_one(Refund, row.id).state = "withdrawn"
        session.execute(delete(RefundClaim).where(RefundClaim.refund_id == row.id))
    await counter.presenter.open_return(row.return_id)
    return row


def second(counter: Counter, first: Refund) -> Refund:
    [row] = [one for one in counter.desk.rows(Refund) if one.id != first.id]
    return row


async def test_what_takes_a_managers_word_is_signed_beside_and_no_key_promises_it_before(
    counter: Counter,
) -> None:
    first = await withdrawn(counter, "T-2")
    amount = money_words(12_900, "EUR")
    assert said(counter) == ("Its money is still to be given", amount, f"Have {amount} signed")
    await counter.presenter.do_next()
    assert counter.state.beside is not None and len(counter.desk.rows(Refund)) == 1
    assert counter_words.next_words(counter.state) == f"Sign {amount}"
    await counter.presenter.sign(PIN)
    given = second(counter, first)
    assert (given.approved_by, given.total_cents) == (MARC.staff_id, 12_900)
    assert said(counter) == ("To be paid out in cash", amount, f"Pay out {amount}")
    assert counter.desk.spooled()[-1].data["status"].startswith("Refund queued")


async def test_or_it_waits_for_the_manager_and_the_screen_says_so(counter: Counter) -> None:
    first = await withdrawn(counter, "T-2")
    await counter.presenter.do_next()
    await counter.presenter.leave_to_manager()
    assert counter.state.beside is None
    assert second(counter, first).state == "proposed"
    assert said(counter) == ("Its money waits for a manager’s word", "", "Next customer")


async def test_a_changed_exchange_is_not_what_was_signed(counter: Counter) -> None:
    first = await withdrawn(counter, "T-2")
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(BIGGER)
    counter.presenter.say_where(ADDRESS)
    assert counter.state.due_needs_hand
    await counter.presenter.do_next()
    held = counter.desk.beside

    async def meanwhile(staff_id: str, pin: str) -> object:
        await counter.presenter.take_instead(BIGGER)
        return await held(staff_id, pin)

    counter.desk.beside = meanwhile  # type: ignore[method-assign,assignment]
    await counter.presenter.sign(PIN)
    assert counter.said() == "changed_while_signing"
    assert [row.id for row in counter.desk.rows(Refund)] == [first.id]


async def test_cash_that_waits_for_the_order_is_not_offered_and_then_goes_before_its_progress(
    counter: Counter,
) -> None:
    counter.desk.add_to_network(ArticlePrice(article_id=BIGGER, valid_from=NOW - 1, price_cents=2_000))
    await orders(counter)
    assert said(counter) == ("Headquarters is asked for the new article", "", "Next customer")
    amount = money_words(500, "EUR")
    assert f"{amount} in cash are paid out once it is held." in counter_words.sent_hint(counter.state)
    says(counter, order_id="o-1", order_number="C-0042")
    for is_out in (False, True):
        with counter.desk.writing() as session:
            session.get_one(Refund, counter.refund().id).is_exchange_out = is_out
        await counter.presenter.refresh()
        assert said(counter) == ("To be paid out in cash", amount, f"Pay out {amount}")


async def test_a_second_exchange_of_what_is_elsewhere_is_ordered(counter: Counter) -> None:
    await withdrawn(counter, "T-1")
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(BIGGER)
    assert counter_words.next_words(counter.state) == f"Order it, {money_words(3_400, 'EUR')} to pay"


async def test_of_two_units_that_are_open_each_press_takes_one(counter: Counter) -> None:
    add_sale(counter.desk, "c5", "T-5", {"shirt": 2}, paid_cents=2_500, means=(("cash", 5_000),))
    await counter.opens("T-5")
    counter.presenter.more(1)
    counter.grades()
    await withdrawn_now(counter)
    opened = counter.state.opened
    assert opened is not None and opened.open_units == 2
    await counter.presenter.begin_exchange()
    shown = []
    for _ in range(3):
        await counter.presenter.take_instead(BIGGER)
        shown.append([one.quantity for one in counter.state.instead])
    assert shown == [[1], [2], []]
    rows = counter_words.opened_groups(opened, counter.state.instead)
    assert len(rows) == 2, "what came back, and its money"
    await counter.presenter.take_instead(BIGGER)
    [_, taken, _] = counter_words.opened_groups(opened, counter.state.instead)
    assert taken.rows[0].cells[0].text == "1"


async def test_the_sizes_are_those_of_the_article_whose_units_are_open(counter: Counter) -> None:
    add_sale(counter.desk, "c6", "T-6", {"belt": 1, "shirt": 1}, paid_cents=2_500, means=(("cash", 5_000),))
    await counter.opens("T-6")
    assert counter.state.sale is not None
    lines = counter.state.sale.lines
    [belt] = [line for line in lines if line.article_id == ARTICLES["belt"]["id"]]
    assert belt is lines[0]
    for line in lines:
        counter.presenter.toggle(line.id)
        counter.grades()
    await withdrawn_now(counter)
    row = counter.refund()
    with counter.desk.writing() as session:
        session.add(
            RefundClaim(
                id="belt", unit_id=unit_id(belt.id, 0),
                sale_id=row.sale_id, return_id=row.return_id, refund_id="other", cents=2_500,
            )
        )  # fmt: skip
    await counter.presenter.refresh()
    opened = counter.state.opened
    assert opened is not None and opened.open_units == 1
    assert opened.article_id == ARTICLES["shirt"]["id"], row.units


async def test_the_store_asks_how_to_reach_whom_it_tells(counter: Counter) -> None:
    await chooses(counter)
    counter.presenter.say_where({"name": "Camille Royer"})
    await counter.presenter.go()
    assert counter.said() == "exchange_without_reach"
    counter.presenter.say_where({"name": "Camille Royer", "email": "camille@example.org"})
    await counter.presenter.go()
    assert counter.refund().sending["email"] == "camille@example.org"


async def test_of_two_articles_elsewhere_the_later_is_promised(counter: Counter) -> None:
    like = counter.desk.station.read(
        lambda reader: reader.session.get_one(ArticleRow, ARTICLES["shirt"]["id"])
    )
    counter.desk.add_to_network(
        Location(
            id=FARTHER, code="M9", name="Marseille", kind="store", latitude=43.3, longitude=5.4,
            timezone="Europe/Paris", opening="Th 10:00-11:00",
        ),
        ArticleRow(
            id=FARTHEST, sku="SHIRT-44", gtin="3614271004444", style=like.style, name=like.name,
            category=like.category, size="44", colour=like.colour,
        ),
        Position(article_id=FARTHEST, location_id=FARTHER, sellable=1, allocated=0),
        ArticlePrice(article_id=FARTHEST, valid_from=NOW - DAY_MS, price_cents=5_900),
    )  # fmt: skip
    await chooses(counter)
    first = counter.state.offer
    await counter.presenter.take_instead(FARTHEST)
    both = counter.state.offer
    assert first is not None and both is not None and first.at < both.at
    assert "Marseille" in exchange_words.offer_words(both, NOW, counter.state.timezone)


async def test_what_was_chosen_instead_for_one_return_is_not_taken_for_the_next(counter: Counter) -> None:
    await withdrawn(counter, "T-1")
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(BIGGER)
    assert counter.state.again is not None
    await counter.opens("T-2")
    assert (counter.state.again, counter.state.instead, counter.state.sending) == (None, (), None)


async def test_what_was_taken_back_with_the_line_cut_is_told_as_it_is_once_the_line_is_back(
    counter: Counter,
) -> None:
    counter.desk.is_connected = False
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.go()
    assert counter.state.done is not None
    assert "no money yet" in money_said.done_hint(counter.state.done)
    counter.desk.is_connected = True
    await counter.presenter.refresh()
    assert "no money yet" not in money_said.done_hint(counter.state.done)
    with counter.desk.writing() as session:
        session.get_one(Refund, counter.refund().id).state = "refunded"
    await counter.presenter.refresh()
    assert money_said.done_title(counter.state.done).endswith(f"{money_words(2_500, 'EUR')} refunded")
