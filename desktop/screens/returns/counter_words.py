"""An open return in words: what came back, what became of the money, what is to be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.rules.errors import Refused
from core.rules.exceptions import EXCHANGE_CANCELLED
from core.rules.refund import UNDECIDED, Means, RefundKind, RefundState
from core.rules.time import Instant
from desktop.screens.refund_look import refund_look
from desktop.screens.returns import exchange_words, refused_words
from desktop.screens.returns.counter_state import Due, Good, Opened, Sent
from desktop.screens.returns.exchange_state import Instead
from desktop.screens.returns.money_said import deed_words, means_words, signed_words
from desktop.screens.returns.money_state import Again
from desktop.screens.returns.state import ReturnsState
from desktop.shell.amounts import day_words, money_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.widgets import Cell, Group, Row
from desktop.shell.widgets.chips import Chip

_PAID_WITH: Mapping[Means, str] = {
    Means.CARD: QT_TRANSLATE_NOOP("Returns", "By card"),
    Means.CASH: QT_TRANSLATE_NOOP("Returns", "In cash"),
}
_KINDS: Mapping[RefundKind, str] = {
    RefundKind.RETURN: QT_TRANSLATE_NOOP("Returns", "Money back"),
    RefundKind.GOODWILL: QT_TRANSLATE_NOOP("Returns", "Goodwill"),
    RefundKind.LOSS: QT_TRANSLATE_NOOP("Returns", "Cash lost"),
}


def opened_hint(opened: Opened, now: Instant, timezone: str) -> str:
    """ "Amélie Roux · W-77120 · Sun 22 Nov"."""
    day = day_words(opened.declared_at, timezone, now=now)
    return " · ".join(part for part in (opened.customer, opened.sale_code, day) if part)


def opened_groups(opened: Opened, instead: Sequence[Instead] = ()) -> list[Group]:
    """What came back, what is held instead, or is chosen now, and the money."""
    groups = [Group(_goods(opened.goods, "back"), translate("Returns", "Brought back"))]
    chosen = tuple(Good(one.quantity, one.name, one.variant, one.cents) for one in instead)
    if opened.instead or chosen:
        goods = enumerate((*opened.instead, *chosen))
        held = tuple(_held(place, good, opened.currency) for place, good in goods)
        groups.append(Group(held, translate("Returns", "Taken instead")))
    if opened.money:
        groups.append(Group(_money(opened), translate("Returns", "The money")))
    return groups


def _goods(goods: tuple[Good, ...], key: str) -> tuple[Row, ...]:
    return tuple(
        Row(f"{key}{place}", (Cell(str(good.quantity)), Cell(good.name, good.variant), Cell()))
        for place, good in enumerate(goods)
    )


def _held(place: int, good: Good, currency: str) -> Row:
    amount = money_words(good.cents, currency)
    return Row(f"held{place}", (Cell(str(good.quantity)), Cell(good.name, good.variant), Cell(amount)))


def _money(opened: Opened) -> tuple[Row, ...]:
    rows = []
    for one in opened.money:
        kind = translate("Returns", _KINDS[one.kind])
        means = means_words(one.parts, "", opened.currency)
        amount = money_words(one.total_cents, opened.currency)
        look = refund_look(one.state)
        rows.append(Row(one.id, (Cell(icon=look.icon), Cell(kind, means), Cell(amount, look.word))))
    return tuple(rows)


def due_title(state: ReturnsState) -> str:
    """What is to be done now."""
    opened = state.opened
    if opened is None:
        return ""
    if state.gesture is not None:
        return translate("Returns", "Goodwill, as store credit")
    if state.again is not None:
        return _again_title(state.again)
    if opened.takes_now:
        return _taken_title(state, opened)
    if state.due is Due.CASH:
        return translate("Returns", "To be paid out in cash")
    if state.due is Due.OPEN and opened.sent is not None and opened.sent.failed:
        if opened.sent.failed == EXCHANGE_CANCELLED:
            return translate("Returns", "The new article was cancelled")
        return translate("Returns", "The new article is free nowhere any more")
    if state.due is Due.OPEN:
        return translate("Returns", "Its money is still to be given")
    if state.may_give_back:
        return refused_words.refused_title(opened)
    return _waiting_title(state, opened)


def barred_by(state: ReturnsState) -> Refused | None:
    """Why what is to be done first cannot be done now."""
    if state.opened is None:
        return None
    barred = {Due.CASH: state.opened.barred, Due.TAKE: state.opened.held_back}
    return barred.get(state.due)


def due_amount(state: ReturnsState) -> str:
    """How much of it; nothing where no money is due."""
    opened, again = state.opened, state.again
    if opened is None:
        return ""
    if again is not None and state.due is Due.AGAIN:
        return money_words(again.money.to_pay_cents or again.money.total_cents, opened.currency)
    due = {
        Due.TAKE: state.rest_cents,
        Due.CASH: opened.cash_cents,
        Due.OPEN: opened.open_cents,
        Due.OVERRIDE: sum(one.cents for one in opened.to_override),
    }
    cents = due.get(state.due, 0)
    return money_words(cents, opened.currency) if cents else ""


def _taken_title(state: ReturnsState, opened: Opened) -> str:
    """What is taken instead can leave now."""
    if state.rest_cents and state.parts.cents:
        amount = money_words(opened.to_pay_cents, opened.currency)
        return translate("Returns", "Still to be paid, of {amount}").format(amount=amount)
    if state.rest_cents:
        return translate("Returns", "The customer pays for the exchange")
    if opened.sent is None:
        return translate("Returns", "The new article is the customer’s")
    return _sent_title(opened.sent, is_connected=state.is_connected)


def _waiting_title(state: ReturnsState, opened: Opened) -> str:
    """Nothing is to be done here; for what the customer still waits, if for anything."""
    if any(one.state is RefundState.FAILED for one in opened.money):
        return translate("Returns", "Its money came back: it is settled under Approve")
    if opened.instead and opened.sent is not None and opened.sent.is_agreed:
        return _sent_title(opened.sent, is_connected=state.is_connected)
    if opened.instead:
        return translate("Returns", "The new article waits for a manager’s word")
    if any(one.state in UNDECIDED for one in opened.money):
        return translate("Returns", "Its money waits for a manager’s word")
    return translate("Returns", "Nothing more to do here")


def _sent_title(sent: Sent, *, is_connected: bool) -> str:
    """How far what was ordered has come."""
    if sent.is_out:
        return translate("Returns", "The new article is on its way to the customer")
    if sent.order_number:
        return translate("Returns", "The new article is held for the customer")
    if is_connected:
        return translate("Returns", "Headquarters is asked for the new article")
    return translate("Returns", "The new article waits for the line")


def _again_title(again: Again) -> str:
    if again.money.to_pay_cents:
        return translate("Returns", "The customer pays for the exchange")
    if again.money.total_cents:
        return translate("Returns", "The rest goes back")
    return translate("Returns", "One for the other")


def sent_hint(state: ReturnsState) -> str:
    """Of what was ordered: for whom, by when, under which number; of what never came, what to do."""
    opened = state.opened
    if opened is None or state.gesture is not None or state.is_choosing:
        return ""
    if opened.never_came and opened.open_units:
        return translate("Returns", "It was ordered in exchange and never came: another article, or money.")
    if opened.costs_less and opened.open_units:
        return translate(
            "Returns", "A substitute was taken that costs less: the difference is the customer’s."
        )
    if opened.sent is None:
        return refused_words.why_uncovered(opened, state.now, state.timezone)
    said = exchange_words.sent_words(opened.sent, state.now, state.timezone)
    if opened.waits:
        cash = translate("Returns", "{amount} in cash are paid out once it is held.")
        return f"{said} {cash.format(amount=money_words(opened.cash_cents, opened.currency))}"
    if opened.open_units:
        choice = translate("Returns", "None of its money has moved: choose another article, or give it back.")
        return f"{said} {choice}"
    return said


def gesture_hint(state: ReturnsState) -> str:
    """How much may be given."""
    limits, currency = state.policy.limits, state.opened.currency if state.opened is not None else "EUR"
    return translate("Returns", "{amount} at most, {day} a day; a manager gives it.").format(
        amount=money_words(limits.goodwill_cents, currency),
        day=money_words(limits.goodwill_day_cents, currency),
    )


def next_words(state: ReturnsState) -> str:
    """What Enter does, with the exact amount."""
    opened = state.opened
    if opened is None:
        return translate("Returns", "Next customer")
    if state.gesture is not None and state.gesture.cents:
        amount = money_words(state.gesture.cents, opened.currency)
        if state.beside is not None and state.beside.name:
            return translate("Returns", "{name} gives {amount}").format(name=state.beside.name, amount=amount)
        return translate("Returns", "Give {amount}").format(amount=amount)
    if state.gesture is not None:
        return translate("Returns", "Give it")
    return _due_words(state, opened)


def _due_words(state: ReturnsState, opened: Opened) -> str:
    due, currency = state.due, opened.currency
    if due is Due.AGAIN and state.again is not None:
        return deed_words(state, state.again.money, currency, needs_hand=state.due_needs_hand)
    if due is Due.TAKE:
        return _taken_words(opened, is_in_parts=bool(state.parts.cents))
    if due is Due.CASH:
        amount = money_words(opened.cash_cents, currency)
        return translate("Returns", "Pay out {amount}").format(amount=amount)
    if due is Due.OPEN and state.due_needs_hand:
        return signed_words(state, opened.open_cents, currency)
    if due is Due.OPEN:
        amount = money_words(opened.open_cents, currency)
        return translate("Returns", "Give {amount} back").format(amount=amount)
    if due is Due.OVERRIDE:
        return translate("Returns", "Take it back all the same")
    if due is Due.GIVE_BACK:
        return refused_words.give_back_words(opened)
    return translate("Returns", "Next customer")


def _taken_words(opened: Opened, *, is_in_parts: bool) -> str:
    """What Enter does with what is taken instead; what several means pay is told as their sum."""
    if not opened.to_pay_cents:
        return translate("Returns", "Handed out")
    if opened.sent is not None:
        said = translate("Returns", "{amount} paid, send it on its way")
        in_all = translate("Returns", "{amount} paid in all, send it on its way")
    else:
        said = translate("Returns", "{amount} paid, handed out")
        in_all = translate("Returns", "{amount} paid in all, handed out")
    return (in_all if is_in_parts else said).format(amount=money_words(opened.to_pay_cents, opened.currency))


def paid_chips() -> list[Chip]:
    """What the rest of an exchange is paid with, each with its digit."""
    return [
        Chip(means.value, translate("Returns", said), str(place))
        for place, (means, said) in enumerate(_PAID_WITH.items(), 1)
    ]


def printed_words(state: ReturnsState) -> str:
    """What was just printed again."""
    is_printed = state.opened is not None and state.opened.id == state.printed_again
    return translate("Returns", "The receipt is being printed again.") if is_printed else ""
