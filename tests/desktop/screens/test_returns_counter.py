"""A return open at the counter: cash is paid out, a gesture given, what was taken instead handed out."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from core.commands import HandOutExchange
from core.model import ArticlePrice, CashPayout, Refund, ReturnPolicyRow, StoreCredit
from core.rules.refund import Means
from core.rules.time import DAY_MS, Instant
from desktop.devices.scanner import Article, Credit, Piece, ReturnSlip
from desktop.labels import load, render_pdf
from desktop.labels.content import data_in
from desktop.screens.returns import card_words
from desktop.screens.returns.state import Sight
from desktop.shell.amounts import cents_in, money_words
from sync.answers import FoundCredit, FoundEntry
from tests.desktop.desk_double import MARC, NOW, PIN, STORE
from tests.desktop.screens.returns_counter import Counter, counter_of_cash
from tests.desktop.screens.store_world import ARTICLES, SERIALS

__all__ = ["counter_of_cash"]


async def taken_back(counter: Counter, code: str = "T-1", *, signs: bool = False) -> None:
    await counter.opens(code)
    counter.grades()
    await counter.presenter.go()
    if signs:
        await counter.presenter.sign(PIN)


async def test_cash_is_paid_out_and_its_receipt_says_so(counter: Counter) -> None:
    await taken_back(counter)
    done = counter.state.done
    assert done is not None and done.is_due
    await counter.presenter.do_next()
    opened = counter.state.opened
    assert opened is not None and (opened.cash_cents, opened.barred) == (2_500, None)
    await counter.presenter.do_next()
    assert (counter.refund().state, counter.refund().parts) == ("refunded", [["cash", 2_500, 2_500]])
    [paid] = counter.desk.rows(CashPayout)
    assert (paid.cents, paid.paid_by, paid.is_offline) == (2_500, "s-ines", False)
    job = counter.desk.spooled()[-1]
    assert job.data["status"] == f"{money_words(2_500, 'EUR')} paid out in cash by Inès Martin."
    assert render_pdf(load("refund_receipt_80"), data_in(job.data), "fr").startswith(b"%PDF")
    assert counter.state.opened is not None and not counter.state.opened.is_due
    await counter.presenter.do_next()
    assert counter.state.sight is Sight.ASKING


async def test_cash_waits_in_the_list_until_it_is_paid(counter: Counter) -> None:
    await taken_back(counter, "T-2", signs=True)
    counter.presenter.back()
    [known] = counter.state.open_returns
    assert known.is_due and counter.presenter.count() == 1
    await counter.presenter.open(known.id)
    assert counter.state.sight is Sight.OPENED
    await counter.presenter.do_next()
    assert counter.refund().state == "refunded"
    assert counter.presenter.count() == 0


async def test_what_a_manager_has_not_agreed_to_is_not_paid(counter: Counter) -> None:
    await counter.opens("T-2")
    counter.grades()
    await counter.presenter.leave_to_manager()
    done = counter.state.done
    assert done is not None and not done.is_due
    [known] = counter.state.open_returns
    await counter.presenter.open(known.id)
    assert counter.state.opened is None, "it is on Approvals"


async def test_beyond_the_days_limit_cash_is_not_offered(counter: Counter) -> None:
    counter.desk.add(ReturnPolicyRow(location_id=STORE, policy={"limits": {"cash_person_day_cents": 3_000}}))
    counter.desk.add(
        CashPayout(
            id="before", return_id="r", refund_id="r", location_id=STORE, cents=501, at=NOW,
            paid_by="s-ines", device_id="device-2",
        ),
        CashPayout(
            id="yesterday", return_id="r", refund_id="r", location_id=STORE, cents=9_000, at=NOW - DAY_MS,
            paid_by="s-ines", device_id="device-2",
        ),
    )  # fmt: skip
    await taken_back(counter)
    await counter.presenter.do_next()
    await counter.presenter.do_next()
    assert counter.said() == "cash_beyond_person_day"
    assert "PayOutCash" not in counter.desk.pending()


async def test_offline_the_days_cash_is_capped(counter: Counter) -> None:
    counter.desk.is_connected = False
    await taken_back(counter)
    await counter.presenter.do_next()
    await counter.presenter.do_next()
    assert counter.refund().state == "refunded"
    await taken_back(counter, "T-2", signs=True)
    await counter.presenter.do_next()
    opened = counter.state.opened
    assert opened is not None and opened.barred is not None
    assert opened.barred.code == "cash_beyond_offline_limit", "25.00 have left today, 129.00 more would"


async def test_the_returns_paper_opens_it(counter: Counter) -> None:
    await taken_back(counter)
    done = counter.state.done
    assert done is not None
    counter.presenter.back()
    assert await counter.presenter.scan(ReturnSlip(done.number))
    assert counter.state.opened is not None and counter.state.opened.number == done.number
    await counter.presenter.scan(ReturnSlip("R9999999"))
    assert (counter.face.sounds[-1], counter.said()) == (False, "unknown_return")


async def test_a_gesture_is_a_managers_beside_with_a_reason_and_a_limit(counter: Counter) -> None:
    await taken_back(counter)
    await counter.presenter.do_next()
    counter.presenter.begin_gesture()
    for amount, reason, code in (("ten", "", "not_an_amount"), ("10", " ", "goodwill_without_reason")):
        counter.presenter.say_gesture(amount, reason)
        await counter.presenter.do_next()
        gesture = counter.state.gesture
        assert gesture is not None and gesture.said is not None and gesture.said.code == code
    counter.presenter.say_gesture("31", "attente")
    await counter.presenter.do_next()
    assert counter.state.beside is not None
    await counter.presenter.sign(PIN)
    gesture = counter.state.gesture
    assert gesture is not None and gesture.said is not None and gesture.said.code == "beyond_limit"
    counter.presenter.say_gesture("12,5", "attente")
    await counter.presenter.do_next()
    await counter.presenter.sign(PIN)
    [given] = [row for row in counter.desk.rows(Refund) if row.kind == "goodwill"]
    assert (given.total_cents, given.proposed_by, given.note) == (1_250, MARC.staff_id, "attente")
    assert counter.desk.spooled()[-1].template == "store_credit"
    assert counter.state.gesture is None and counter.desk.me.staff_id == "s-ines"


def priced(counter: Counter, **cents: int) -> None:
    counter.desk.add_to_network(
        *(
            ArticlePrice(article_id=ARTICLES[name]["id"], valid_from=NOW - DAY_MS, price_cents=price)
            for name, price in cents.items()
        )
    )


@pytest.mark.parametrize(("means", "name"), [(Means.CASH, ""), (Means.CARD, "8836-17")])
async def test_another_article_is_taken_and_the_rest_is_paid_at_the_till(
    counter: Counter, means: Means, name: str
) -> None:
    priced(counter, dress=8_900)
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    assert ARTICLES["shirt"]["id"] in {one.id for one in counter.state.choices}
    await counter.presenter.scan(Article(ARTICLES["dress"]["gtin"]))
    money = counter.state.money
    assert (money.total_cents, money.to_pay_cents, money.need) == (0, 6_400, "nobody")
    counter.presenter.back()
    assert not counter.state.is_choosing and counter.state.instead, "what was chosen stays"
    await counter.presenter.go()
    refund = counter.refund()
    assert (refund.kept, refund.to_pay_cents) == ([["cash", 2_500]], 6_400)
    job = counter.desk.spooled()[-1]
    assert job.data["status"] == f"Exchanged; {money_words(6_400, 'EUR')} are to be paid at the till."
    assert [row["name"] for row in job.data["rows"]] == ["Chemise lin Alba", "Robe Calanque"]
    await counter.presenter.do_next()
    opened = counter.state.opened
    assert opened is not None and (opened.takes_now, opened.to_pay_cents) == (True, 6_400)
    counter.presenter.say_reference(" 8836-17 ")
    counter.presenter.pay_with(means)
    await counter.presenter.do_next()
    assert counter.refund().is_exchange_out
    assert counter.desk.done[-1] == HandOutExchange(
        return_id=opened.id, refund_id=refund.id, paid_cents=6_400, paid_with=means, paid_reference=name
    )


async def test_what_is_not_taken_after_all_goes_back_as_money(counter: Counter) -> None:
    priced(counter, dress=8_900)
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(ARTICLES["dress"]["gtin"]))
    await counter.presenter.go()
    await counter.presenter.do_next()
    await counter.presenter.drop_exchange()
    opened = counter.state.opened
    assert opened is not None and (opened.instead, opened.cash_cents) == ((), 2_500)
    assert sorted(row.state for row in counter.desk.rows(Refund)) == ["queued", "withdrawn"]


async def test_what_is_cheaper_is_taken_and_the_rest_goes_back(counter: Counter) -> None:
    priced(counter, shirt=10_000)
    await counter.opens("T-2")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(ARTICLES["shirt"]["id"])
    assert (counter.state.money.total_cents, counter.state.needs_hand) == (2_900, False)
    await counter.presenter.take_instead(ARTICLES["shirt"]["id"])
    assert counter.state.money.total_cents == 12_900, "taken off again"
    await counter.presenter.take_instead(ARTICLES["shirt"]["id"])
    await counter.presenter.go()
    refund = counter.refund()
    assert (refund.parts, refund.kept) == ([["cash", 2_900, 0]], [["cash", 10_000]])
    await counter.presenter.do_next()
    await counter.presenter.do_next()
    await counter.presenter.do_next()
    assert counter.refund().state == "refunded", "handed out, then paid out"


async def test_what_is_not_free_has_no_price_or_a_number_is_not_taken(counter: Counter) -> None:
    priced(counter, shirt=5_900, watch=20_000)
    await counter.opens("T-2")
    counter.grades()
    await counter.presenter.begin_exchange()
    for name, code in (("dress", "exchange_price_unknown"), ("watch", "exchange_needs_piece")):
        await counter.presenter.scan(Article(ARTICLES[name]["gtin"]))
        assert (counter.said(), counter.face.sounds[-1]) == (code, False)
    await counter.presenter.scan(Piece(ARTICLES["watch"]["gtin"], "W-NOBODY"))
    assert counter.said() == "exchange_piece_not_here"
    for _ in range(2):
        await counter.presenter.scan(Piece(ARTICLES["watch"]["gtin"], SERIALS[0]))
    assert counter.said() == "exchange_not_in_stock", "a piece is one"
    [piece] = counter.state.instead
    assert (piece.serial, piece.quantity, counter.state.money.new_cents) == (SERIALS[0], 1, 20_000)
    await counter.presenter.take_instead(ARTICLES["watch"]["id"])
    assert counter.state.instead == (), "taken off again"
    for _ in range(4):
        await counter.presenter.scan(Article(ARTICLES["shirt"]["gtin"]))
    assert counter.said() == ""
    await counter.presenter.scan(Article(ARTICLES["shirt"]["gtin"]))
    assert counter.said() == "exchange_not_in_stock", "four are free of six"


CARD = FoundCredit(
    "GC77120042", 3_500, "EUR", NOW - DAY_MS, NOW + 30 * DAY_MS, "gift_card",
    (FoundEntry("spent", 1_500, NOW - 60_000), FoundEntry("issued", 5_000, NOW - DAY_MS)),
)  # fmt: skip


def credit(**changes: Any) -> StoreCredit:
    fields = {"number": "A0001041", "location_id": STORE, "balance_cents": 900, "issued_at": NOW}
    return StoreCredit(id="c", expires_at=NOW + DAY_MS, **(fields | changes))


async def test_a_scanned_credit_shows_what_is_left_and_what_happened(counter: Counter) -> None:
    await counter.presenter.refresh()
    counter.desk.credits_elsewhere[CARD.number] = CARD
    assert await counter.presenter.scan(Credit(CARD.number))
    card = counter.state.card
    assert card is not None and counter.state.sight is Sight.CARD
    assert (card.kind, card.balance_cents, card.is_fresh) == (Means.GIFT_CARD, 3_500, True)
    [history] = card_words.card_groups(card, NOW, counter.state.timezone)
    assert [row.cells[1].text for row in history.rows] == ["Spent", "Issued"]
    assert card_words.card_look(card, Instant(card.expires_at), "Europe/Paris").word.startswith("expired")
    lasting = replace(card, expires_at=Instant(NOW + 731 * DAY_MS))
    assert card_words.card_look(lasting, NOW, "Europe/Paris").word == "valid until 22 Nov 2028"
    counter.presenter.back()
    assert counter.state.sight is Sight.ASKING


async def test_a_credit_is_found_by_its_number_too(counter: Counter) -> None:
    counter.desk.add(credit())
    counter.desk.credits_elsewhere |= {CARD.number: CARD, "A0001041": replace(CARD, number="A0001041")}
    await counter.presenter.refresh()
    await counter.presenter.search("a0001041")
    assert counter.state.card is not None, "this store knows it"
    counter.presenter.back()
    await counter.presenter.search(CARD.number)
    assert counter.state.card is None and counter.state.may_ask
    await counter.presenter.ask_headquarters()
    assert counter.state.card is not None and counter.state.card.number == CARD.number


async def test_offline_a_credit_says_what_this_store_knew_last(counter: Counter) -> None:
    counter.desk.add(credit())
    counter.desk.is_connected = False
    await counter.presenter.refresh()
    await counter.presenter.scan(Credit("A0001041"))
    card = counter.state.card
    assert card is not None and (card.balance_cents, card.is_fresh, card.is_asking) == (900, False, False)
    assert card_words.card_notice(card).startswith("Offline")
    await counter.presenter.scan(Credit("A0009999"))
    assert (counter.state.card, counter.said()) == (None, "credit_not_here")


async def test_a_credit_that_nobody_knows_says_so(counter: Counter) -> None:
    await counter.presenter.refresh()
    await counter.presenter.scan(Credit("A0009999"))
    assert (counter.state.card, counter.said(), counter.face.sounds) == (None, "unknown_credit", [False])


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1_200), ("12,5", 1_250), (" 12.50 € ", 1_250), ("1 200,00", 120_000), ("0,05", 5),
        ("", 0), ("-5", 0), ("12,505", 0), ("999999", 0), ("1e3", 0),
    ],
)  # fmt: skip
def test_amounts_as_people_type_them(text: str, cents: int) -> None:
    assert cents_in(text) == cents
