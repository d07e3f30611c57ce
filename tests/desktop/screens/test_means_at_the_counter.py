"""Gift cards, store credits and cash pay parts of one amount: at the hand-over and for an exchange."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.commands import HandOutExchange, HandOver, Proof
from core.commands.definitions.payments import PaidPart
from core.model import ArticlePrice, CreditUse, Fulfilment, Refund, StoreCredit
from core.rules.refund import Means
from core.rules.time import DAY_MS, Instant
from desktop.devices.scanner import Article, Credit
from desktop.labels import data_in
from desktop.screens.handover import parting
from desktop.screens.handover.done_words import done_facts
from desktop.screens.part_payments import Parts
from desktop.screens.part_payments_view import with_left
from desktop.shell.amounts import money_words
from sync.answers import FoundCredit
from tests.desktop.desk_double import NOW, STORE, SessionDesk
from tests.desktop.screens.counter_world import OTHER_CODE, Counter, add_counter_orders
from tests.desktop.screens.returns_counter import Counter as Returns
from tests.desktop.screens.returns_counter import counter_at
from tests.desktop.screens.store_world import ARTICLES

CARD, CREDIT = "GC77120042", "A0000031"


@pytest.fixture
async def counter(desk: SessionDesk) -> Counter:
    """Yvonne's order is open, 153.00 to be paid, and its code was given."""
    add_counter_orders(desk)
    made = Counter(desk)
    await made.presenter.refresh()
    await made.presenter.open("yvonne")
    made.presenter.give_code(OTHER_CODE)
    return made


def tells(desk: SessionDesk, cents: int, number: str = CARD, days: int = 30) -> None:
    """What headquarters has of a gift card."""
    expires_at = NOW + days * DAY_MS
    desk.credits_elsewhere[number] = FoundCredit(number, cents, "EUR", NOW - DAY_MS, expires_at, "gift_card")


def knows(desk: SessionDesk, cents: int, number: str = CREDIT, days: int = 30) -> None:
    """What this store has of a credit of its own."""
    dates = {"issued_at": Instant(NOW - DAY_MS), "expires_at": Instant(NOW + days * DAY_MS)}
    desk.add(StoreCredit(id=number, number=number, location_id=STORE, balance_cents=cents, **dates))


def parts(counter: Counter) -> Parts:
    opened = counter.state.opened
    assert opened is not None
    return opened.parts_now


def said(counter: Counter) -> str:
    refusal = parts(counter).said
    return refusal.code if refusal is not None else ""


async def test_a_gift_card_a_part_in_cash_and_the_rest_by_card_are_what_is_due(counter: Counter) -> None:
    tells(counter.desk, 5_001)
    await counter.presenter.scan(Credit(CARD))
    counter.presenter.ask_means()
    await counter.presenter.give_means("20,50")
    opened = counter.state.opened
    assert opened is not None and (opened.rest_cents, opened.is_paid) == (8_249, False)
    counter.presenter.pay()
    counter.presenter.say_reference("8836-17")
    await counter.presenter.hand_over()
    paid = [PaidPart(Means.GIFT_CARD, 5_001, CARD), PaidPart(Means.CASH, 2_050)]
    assert counter.desk.done == [
        HandOver(
            fulfilment_id="yvonne", proof=Proof.CODE, code=OTHER_CODE, paid_cents=8_249, paid_with=Means.CARD,
            paid_reference="8836-17", also_paid=paid,
        )
    ]  # fmt: skip
    head = counter.desk.row(Fulfilment, "yvonne")
    assert sum(int(cents) for _, cents, *_ in head.paid_here) == 15_300
    assert head.to_pay_cents == 0
    [use] = counter.desk.rows(CreditUse)
    assert (use.cents, use.taken_cents, use.is_offline) == (5_001, None, False), "until the core has heard"
    done = counter.state.done
    assert done is not None and done.paid_cents == 15_300
    assert CARD in dict(done_facts(done, counter.state))["Paid"]
    await counter.presenter.print_paper()
    [job] = counter.desk.spooled()
    note = data_in(job.data).fields["note"]
    assert f"Gift card {CARD}: 50.01" in note and "Cash: 20.50" in note, "what paid is on the paper"


async def test_a_credit_that_covers_it_pays_what_is_due_and_no_more(counter: Counter) -> None:
    tells(counter.desk, 20_000)
    await counter.presenter.scan(Credit(CARD))
    [part] = parts(counter).paid
    assert (part.cents, part.left_cents, part.is_fresh) == (15_300, 4_700, True)
    counter.presenter.pay()
    await counter.presenter.hand_over()
    assert counter.desk.done[0].paid_cents == 0  # type: ignore[attr-defined]
    assert counter.desk.done[0].also_paid == [PaidPart(Means.GIFT_CARD, 15_300, CARD)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("held_cents", "pays_cents"), [(2_000, 3_000), (5_000, 0)])
async def test_what_another_counter_is_about_to_take_does_not_pay_here(
    counter: Counter, held_cents: int, pays_cents: int
) -> None:
    tells(counter.desk, 5_000)
    known = counter.desk.credits_elsewhere
    known[CARD] = replace(known[CARD], held_cents=held_cents)
    await counter.presenter.scan(Credit(CARD))
    assert [part.cents for part in parts(counter).paid] == ([pays_cents] if pays_cents else [])
    assert said(counter) == ("" if pays_cents else "credit_held_elsewhere")
    shown = [with_left(part, "EUR", "Europe/Paris") for part in parts(counter).paid]
    held = f"another counter is about to take {money_words(held_cents, 'EUR')} of it"
    assert all(held in one for one in shown), "so much is missing from what the customer thinks is on it"
    assert counter.desk.taking == [(CARD, 15_300)], "and others are told what is taken here"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CARD, "credit_counts_already"),
        ("GC99999999", "unknown_credit"),
        ("GC00000000", "credit_used_up"),
        ("GC11111111", "credit_expired"),
        ("vingt", "not_an_amount"),
        ("150", "part_not_less"),
    ],
)
async def test_what_pays_nothing_is_said_and_changes_nothing(counter: Counter, text: str, code: str) -> None:
    tells(counter.desk, 5_000)
    tells(counter.desk, 0, "GC00000000")
    tells(counter.desk, 5_000, "GC11111111", days=-1)
    await counter.presenter.scan(Credit(CARD))
    await counter.presenter.give_means(text)
    assert said(counter) == code
    assert [part.cents for part in parts(counter).paid] == [5_000]


async def test_the_last_is_taken_back_and_less_due_asks_anew(counter: Counter) -> None:
    tells(counter.desk, 14_000)
    await counter.presenter.scan(Credit(CARD))
    counter.presenter.change(parting.begin)
    line = counter.desk.row(Fulfilment, "yvonne").id + "-1"
    counter.presenter.change(lambda opened: parting.leave_one(opened, line))
    opened = counter.state.opened
    assert opened is not None and opened.due_cents < 14_000
    assert opened.parts_now.paid == (), "more than is due now: it is shown again"
    counter.presenter.change(parting.begin)
    assert [part.cents for part in parts(counter).paid] == [14_000]
    counter.presenter.take_means_back()
    assert parts(counter).paid == ()


async def test_offline_this_store_s_own_credit_pays_within_the_limit_and_not_twice(counter: Counter) -> None:
    """What was spent here and has not been heard counts against what was known."""
    counter.desk.is_connected = False
    knows(counter.desk, 12_000)
    await counter.presenter.scan(Credit(CARD))
    assert said(counter) == "credit_not_here", "of another store nobody knows here what is left"
    await counter.presenter.scan(Credit(CREDIT))
    assert said(counter) == "credit_beyond_offline_limit", "100.00 a day with the line cut"
    with counter.desk.writing() as session:
        session.get_one(StoreCredit, CREDIT).balance_cents = 9_000
    await counter.presenter.scan(Credit(CREDIT))
    counter.presenter.pay()
    await counter.presenter.hand_over()
    [use] = counter.desk.rows(CreditUse)
    assert (use.cents, use.is_offline) == (9_000, True)
    with counter.desk.writing() as session:
        session.get_one(Fulfilment, "claire").to_pay_cents = 5_000
    await counter.presenter.open("claire")
    await counter.presenter.scan(Credit(CREDIT))
    assert said(counter) == "credit_used_up"


async def test_what_was_spent_here_and_is_not_heard_yet_is_not_left(counter: Counter) -> None:
    tells(counter.desk, 5_000)
    counter.desk.add(
        CreditUse(id="u", aggregate="fulfilment:x", number=CARD, location_id=STORE, cents=4_000, at=NOW,
                  used_by="s", device_id="d", is_offline=True)
    )  # fmt: skip
    await counter.presenter.scan(Credit(CARD))
    assert [part.cents for part in parts(counter).paid] == [1_000]


@pytest.mark.parametrize(
    ("reference", "code"), [("4111 1111 1111 1111", "slip_is_card_number"), ("12", "slip_not_a_reference")]
)
async def test_a_wrong_reference_of_a_slip_is_said_before_anything_leaves(
    counter: Counter, reference: str, code: str
) -> None:
    counter.presenter.pay()
    counter.presenter.say_reference(reference)
    await counter.presenter.hand_over()
    assert (counter.desk.done, counter.face.refusals) == ([], [code])
    counter.presenter.say_reference("")
    await counter.presenter.hand_over()
    assert len(counter.desk.done) == 1, "nobody has to know it"


async def test_a_slip_pays_once_on_its_day(counter: Counter) -> None:
    counter.presenter.pay()
    counter.presenter.say_reference("8836-17")
    await counter.presenter.hand_over()
    with counter.desk.writing() as session:
        session.get_one(Fulfilment, "claire").to_pay_cents = 5_000
    await counter.presenter.open("claire")
    counter.presenter.prove_by(Proof.IDENTITY)
    counter.presenter.pay()
    counter.presenter.say_reference("8836-17")
    await counter.presenter.hand_over()
    assert counter.face.refusals == ["slip_known_today"]
    counter.presenter.say_reference("8836-1")
    await counter.presenter.hand_over()
    assert len(counter.desk.done) == 2, "a part of another's is another"


async def test_of_another_day_the_same_reference_is_another_payment(counter: Counter) -> None:
    """Terminals begin anew with each day."""
    with counter.desk.writing() as session:
        before = session.get_one(Fulfilment, "nadia")
        before.paid_here, before.state_at = [["card", 100, "8836-17"]], NOW - DAY_MS
    counter.presenter.pay()
    counter.presenter.say_reference("8836-17")
    await counter.presenter.hand_over()
    assert len(counter.desk.done) == 1


@pytest.fixture
def returns(sold_for_cash: Path, tmp_path: Path) -> Iterator[Returns]:
    with counter_at(sold_for_cash, tmp_path / "replica") as made:
        yield made


async def test_an_exchange_is_paid_by_a_gift_card_and_the_rest_by_card(returns: Returns) -> None:
    dress = ARTICLES["dress"]
    returns.desk.add_to_network(
        ArticlePrice(article_id=dress["id"], valid_from=NOW - DAY_MS, price_cents=8_900)
    )
    await returns.opens("T-1")
    returns.grades()
    await returns.presenter.begin_exchange()
    await returns.presenter.scan(Article(dress["gtin"]))
    await returns.presenter.go()
    await returns.presenter.do_next()
    tells(returns.desk, 4_000)
    await returns.presenter.scan(Credit(CARD))
    assert returns.state.rest_cents == 2_400
    returns.presenter.pay_with(Means.CARD)
    returns.presenter.say_reference("8836-17")
    returns.presenter.ask_means()
    returns.presenter.back()
    assert returns.state.opened is not None and not returns.state.asks_means, "the first Esc ends the asking"
    await returns.presenter.do_next()
    assert (returns.state.parts, returns.state.paid_reference) == (Parts(), ""), "for the next one, none"
    [refund] = returns.desk.rows(Refund)
    assert returns.desk.done[-1] == HandOutExchange(
        return_id=refund.return_id, refund_id=refund.id, paid_cents=2_400, paid_with=Means.CARD,
        paid_reference="8836-17", also_paid=[PaidPart(Means.GIFT_CARD, 4_000, CARD)],
    )  # fmt: skip
    assert refund.paid_here == [["card", 2_400, "8836-17"], ["gift_card", 4_000, CARD]]
    await returns.presenter.scan(Credit(CARD))
    assert returns.state.card is not None, "with nothing to pay it is looked at, as before"
