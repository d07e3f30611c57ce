"""What a counter is about to take of a gift card is held for it: the next one is told where and until when;
who stands longer asks again before it leaves; what is not taken is let go."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from core.model import Fulfilment
from core.rules.errors import Offline, Refused
from core.rules.time import MINUTE_MS, Instant
from desktop.devices.scanner import Credit
from desktop.screens.part_payments import Parts
from desktop.screens.part_payments_view import refusal_words, with_left
from desktop.shell.amounts import clock_words
from sync.answers import FoundCredit, FoundHold
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.counter_world import OTHER_CODE, Counter, add_counter_orders
from tests.desktop.screens.test_means_at_the_counter import CARD, tells

HOLD_MS = 2 * MINUTE_MS
UNTIL = Instant(NOW + MINUTE_MS)


@pytest.fixture
async def counter(desk: SessionDesk) -> Counter:
    """Yvonne's order is open, 153.00 to be paid, its code was given; the card has 200.00."""
    add_counter_orders(desk)
    with desk.writing() as session:
        session.get_one(Fulfilment, "claire").to_pay_cents = 5_000
    made = Counter(desk)
    await made.presenter.refresh()
    await made.presenter.open("yvonne")
    made.presenter.give_code(OTHER_CODE)
    says(desk)
    return made


def says(desk: SessionDesk, cents: int = 20_000, *held: FoundHold) -> None:
    """What headquarters has of the card: it holds for this counter, and so much for others."""
    tells(desk, cents)
    known, held_cents = desk.credits_elsewhere, sum(one.cents for one in held)
    known[CARD] = replace(known[CARD], hold_ms=HOLD_MS, held=held, held_cents=held_cents)


def parts(counter: Counter) -> Parts:
    assert counter.state.opened is not None
    return counter.state.opened.parts_now


@pytest.mark.parametrize(("held_cents", "pays_cents"), [(15_000, 5_000), (20_000, 0)])
async def test_the_second_counter_hears_where_and_until_when(
    counter: Counter, held_cents: int, pays_cents: int
) -> None:
    says(counter.desk, 20_000, FoundHold(held_cents, "Lyon Part-Dieu", "Réserve 2", UNTIL))
    await counter.presenter.scan(Credit(CARD))
    assert [part.cents for part in parts(counter).paid] == ([pays_cents] if pays_cents else [])
    until = clock_words(UNTIL, "Europe/Paris")
    if pays_cents:
        said = with_left(parts(counter).paid[0], "EUR", "Europe/Paris")
    else:
        refusal = parts(counter).said
        assert refusal is not None and refusal.code == "credit_held_elsewhere"
        said = refusal_words(refusal, "Europe/Paris")
    assert "held at Lyon Part-Dieu · Réserve 2" in said and f"until {until}" in said


async def test_who_stands_longer_asks_again_before_it_leaves(counter: Counter) -> None:
    await counter.presenter.scan(Credit(CARD))
    assert counter.desk.taking == [(CARD, 15_300)]
    counter.desk.clock.at = Instant(NOW + HOLD_MS)
    await counter.presenter.hand_over()
    assert counter.desk.taking == [(CARD, 15_300)] * 2
    [deed] = counter.desk.done
    assert deed.also_paid[0].cents == 15_300  # type: ignore[attr-defined]


async def test_while_it_is_held_nobody_is_asked_twice(counter: Counter) -> None:
    await counter.presenter.scan(Credit(CARD))
    counter.desk.clock.at = Instant(NOW + HOLD_MS - 1)
    await counter.presenter.hand_over()
    assert (len(counter.desk.taking), len(counter.desk.done)) == (1, 1)


@pytest.mark.parametrize(("left_cents", "pays_cents"), [(10_000, 10_000), (0, 0)])
async def test_what_another_one_took_meanwhile_is_seen_before_it_leaves(
    counter: Counter, left_cents: int, pays_cents: int
) -> None:
    await counter.presenter.scan(Credit(CARD))
    counter.desk.clock.at = Instant(NOW + HOLD_MS)
    says(counter.desk, left_cents)
    await counter.presenter.hand_over()
    assert counter.desk.done == [] and counter.face.sounds[-1] is False
    assert [part.cents for part in parts(counter).paid] == ([pays_cents] if pays_cents else [])
    said = parts(counter).said
    assert said is not None and said.code == ("credit_has_less_now" if pays_cents else "credit_used_up")
    opened = counter.state.opened
    assert opened is not None and opened.rest_cents == 15_300 - pays_cents, "and the rest is asked for"


@pytest.mark.parametrize("pays_anew", [False, True])
async def test_what_is_taken_back_while_it_is_asked_again_does_not_pay(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, pays_anew: bool
) -> None:
    await counter.presenter.scan(Credit(CARD))
    counter.desk.clock.at = Instant(NOW + HOLD_MS)
    answer = counter.desk.find_credit

    async def takes_back(number: str, takes_cents: int = 0) -> FoundCredit:
        counter.presenter.take_means_back()
        if pays_anew:
            counter.presenter.pay()
        return await answer(number, takes_cents)

    monkeypatch.setattr(counter.desk, "find_credit", takes_back)
    await counter.presenter.hand_over()
    assert counter.desk.done == [] and counter.face.sounds[-1] is False
    opened = counter.state.opened
    assert opened is not None and (opened.rest_cents, opened.is_paid) == (15_300, pays_anew)
    assert not opened.parts_now.is_looking and opened.parts_now.paid == ()
    assert counter.desk.let_go == [CARD, CARD], "once more, for it was asked for after it was let go"


async def test_what_is_answered_for_an_order_that_was_left_is_let_go(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = counter.desk.find_credit

    async def leaves(number: str, takes_cents: int = 0) -> FoundCredit:
        await counter.presenter.open("claire")
        return await answer(number, takes_cents)

    monkeypatch.setattr(counter.desk, "find_credit", leaves)
    await counter.presenter.scan(Credit(CARD))
    assert parts(counter) == Parts() and counter.desk.let_go == [CARD]


async def test_so_it_is_where_it_was_asked_again(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    await counter.presenter.scan(Credit(CARD))
    counter.desk.clock.at = Instant(NOW + HOLD_MS)
    answer = counter.desk.find_credit

    async def leaves(number: str, takes_cents: int = 0) -> FoundCredit:
        await counter.presenter.open("claire")
        return await answer(number, takes_cents)

    monkeypatch.setattr(counter.desk, "find_credit", leaves)
    await counter.presenter.hand_over()
    assert counter.desk.done == [] and counter.desk.let_go == [CARD, CARD]


async def test_with_the_line_cut_since_what_was_seen_counts(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await counter.presenter.scan(Credit(CARD))
    counter.desk.clock.at = Instant(NOW + HOLD_MS)

    async def unreachable(number: str, takes_cents: int = 0) -> None:
        raise Offline("offline", cause="unreachable")

    monkeypatch.setattr(counter.desk, "find_credit", unreachable)
    await counter.presenter.hand_over()
    assert len(counter.desk.done) == 1


async def test_what_is_taken_back_or_left_is_free_for_others(counter: Counter) -> None:
    await counter.presenter.scan(Credit(CARD))
    assert counter.desk.let_go == []
    counter.presenter.take_means_back()
    assert counter.desk.let_go == [CARD]
    await counter.presenter.scan(Credit(CARD))
    await counter.presenter.open("claire")
    assert counter.desk.let_go == [CARD, CARD], "another order stands there"


async def test_what_has_left_is_not_let_go_before_headquarters_has_heard_of_it(counter: Counter) -> None:
    await counter.presenter.scan(Credit(CARD))
    await counter.presenter.hand_over()
    assert len(counter.desk.done) == 1 and counter.state.opened is None
    await counter.presenter.refresh()
    await counter.presenter.open("claire")
    assert counter.desk.let_go == []


def test_a_refusal_without_an_hour_is_said_as_ever() -> None:
    said = refusal_words(Refused("credit_held_elsewhere", number=CARD, cents=500), "Europe/Paris")
    assert said.startswith("Another counter is about to take")
