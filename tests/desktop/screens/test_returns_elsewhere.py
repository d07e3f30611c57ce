"""The new article of an exchange is not here: looked for, promised, ordered, paid; or free nowhere more."""

from __future__ import annotations

from core.commands import HandOutExchange, ProposeRefund
from core.model import ArticlePrice, Refund
from core.rules.exchange_sending import Way
from desktop.devices.scanner import Article
from desktop.labels import load, render_pdf
from desktop.labels.content import data_in
from desktop.screens.returns import counter_words, exchange_words, money_said, words
from desktop.screens.returns.state import Sight
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
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["counter_with_elsewhere"]


async def test_what_is_elsewhere_is_seen_with_its_promises_and_ordered_once_it_is_known_for_whom(
    counter: Counter,
) -> None:
    await chooses(counter)
    found = {one.id: (one.free, one.elsewhere) for one in counter.state.choices}
    assert found[BIGGER] == (0, 3)
    assert [one.way for one in counter.state.offers] == [Way.PICKUP, Way.HOME]
    home = counter.state.offers[1]
    assert (home.place, home.free) == ("Villeurbanne", 3)
    assert home.at < counter.state.offers[0].at, "what is collected here is on its way first"
    assert "Villeurbanne" in exchange_words.offer_words(counter.state.offer, NOW, counter.state.timezone)
    assert money_said.go_words(counter.state) == f"Order it, {money_words(3_400, 'EUR')} to pay"

    await counter.presenter.go()
    assert counter.said() == "exchange_without_name"
    counter.presenter.send_by(Way.HOME)
    counter.presenter.say_where({"name": " Camille Royer "})
    await counter.presenter.go()
    assert counter.said() == "exchange_without_address"
    counter.presenter.say_where(ADDRESS)
    await counter.presenter.go()
    [command] = [one for one in counter.desk.done if isinstance(one, ProposeRefund)]
    assert command.sending is not None and command.sending.promised_at == home.at
    assert (command.sending.way, command.sending.city, command.parts) == (Way.HOME, "Lyon", [])
    assert counter.state.sight is Sight.OPENED, "how far it has come is seen there"


async def test_what_is_here_is_taken_along_unless_its_customer_wants_it_sent_home(counter: Counter) -> None:
    belt = ARTICLES["belt"]["id"]

    def held() -> int:
        return counter.desk.station.read(lambda reader: reader.stock_here([belt])[belt].allocated)

    before = held()
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(belt)
    assert [one.way for one in counter.state.offers] == [None, Way.HOME]
    assert counter.state.sending is None, "along, if nobody says otherwise"
    counter.presenter.send_by(Way.PICKUP)
    assert counter.state.sending is None, "it can be taken at once"
    counter.presenter.send_by(Way.HOME)
    assert exchange_words.offer_words(counter.state.offer, NOW, counter.state.timezone).startswith(
        "Leaves by"
    )
    assert money_said.go_words(counter.state) == "Order it in exchange"
    counter.presenter.send_by(None)
    assert (counter.state.sending, money_said.go_words(counter.state)) == (None, "Exchange")
    counter.presenter.send_by(Way.HOME)
    counter.presenter.say_where(ADDRESS)
    await counter.presenter.go()
    [command] = [one for one in counter.desk.done if isinstance(one, ProposeRefund)]
    assert command.sending is not None and command.sending.way is Way.HOME
    assert held() == before, "headquarters says which store sends it"


async def test_nothing_is_paid_before_it_is_held_and_then_what_is_due(counter: Counter) -> None:
    counter.desk.is_connected = False
    await orders(counter)
    paper = counter.desk.spooled()[-1]
    assert paper.data["status"].startswith("Ordered, and not held yet")
    assert money_words(3_400, "EUR") in paper.data["status"]
    assert render_pdf(load("refund_receipt_80"), data_in(paper.data), "fr").startswith(b"%PDF")
    opened = counter.state.opened
    assert opened is not None and not opened.takes_now and opened.may_drop
    assert counter_words.due_title(counter.state) == "The new article waits for the line"
    assert counter_words.next_words(counter.state) == "Next customer"

    says(counter, order_id="o-1", order_number="C-0042")
    await counter.presenter.refresh()
    opened = counter.state.opened
    assert opened is not None and (opened.takes_now, opened.to_pay_cents) == (True, 3_400)
    assert "C-0042" in counter_words.sent_hint(counter.state)
    await counter.presenter.do_next()
    assert isinstance(counter.desk.done[-1], HandOutExchange)
    assert counter_words.due_title(counter.state) == "The new article is on its way to the customer"
    assert counter.state.opened is not None and not counter.state.opened.is_due


async def test_free_nowhere_any_more_another_article_is_chosen_or_the_money_given_back(
    counter: Counter,
) -> None:
    await orders(counter)
    gone = await nothing_free(counter)
    opened = counter.state.opened
    assert opened is not None and (opened.open_units, opened.open_cents) == (1, 2_500)
    assert counter_words.due_title(counter.state) == "The new article is free nowhere any more"
    assert counter_words.next_words(counter.state) == f"Give {money_words(2_500, 'EUR')} back"
    counter.presenter.back()
    [known] = counter.state.open_returns
    assert known.is_undone and counter.presenter.count() == 1, "nobody forgets it"
    assert words.known_groups(counter.state)[0].rows[0].cells[0].pill.word == "Exchange not kept"

    await counter.presenter.open(known.id)
    await counter.presenter.begin_exchange()
    assert counter.state.is_choosing and counter.state.choices
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    assert counter_words.next_words(counter.state) == "Exchange"
    await counter.presenter.do_next()
    [second] = [row for row in counter.desk.rows(Refund) if row.id != gone.id]
    assert (second.exchange, second.sending, second.kept) == (
        [[ARTICLES["belt"]["id"], 1, 2_500]], {}, [["cash", 2_500]],
    )  # fmt: skip
    assert counter.desk.spooled()[-1].data["rows"][-1]["name"] == "Ceinture tressée"
    opened = counter.state.opened
    assert opened is not None and opened.takes_now and not opened.open_units


async def test_or_the_money_goes_back(counter: Counter) -> None:
    await orders(counter)
    gone = says(counter, failed="exchange_cancelled")
    await counter.presenter.refresh()
    assert counter_words.due_title(counter.state) == "The new article was cancelled"
    assert counter_words.sent_hint(counter.state).startswith("Headquarters has cancelled its order.")
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(BIGGER)
    counter.presenter.back()
    assert counter.state.again is None and not counter.state.instead
    await counter.presenter.do_next()
    [second] = [row for row in counter.desk.rows(Refund) if row.id != gone.id]
    assert (second.total_cents, second.parts) == (2_500, [["cash", 2_500, 0]])
    assert counter.state.opened is not None and counter.state.opened.cash_cents == 2_500


async def test_cash_of_an_exchange_stays_in_the_till_until_the_article_is_held(counter: Counter) -> None:
    counter.desk.add_to_network(ArticlePrice(article_id=BIGGER, valid_from=NOW - 1, price_cents=2_000))
    await chooses(counter)
    assert money_said.go_words(counter.state) == f"Order it and refund {money_words(500, 'EUR')}"
    counter.presenter.say_where(ADDRESS)
    await counter.presenter.go()
    opened = counter.state.opened
    assert opened is not None and opened.barred is not None
    assert opened.barred.code == "exchange_is_awaited"
    await counter.presenter.do_next()
    assert "PayOutCash" not in counter.desk.pending()
