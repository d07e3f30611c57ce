"""An open return in words: what came back, what became of the money, what is to be done now."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.exceptions import EXCHANGE_CANCELLED
from core.rules.refund import Means, RefundKind
from desktop.screens.refund_look import refund_look
from desktop.screens.returns import exchange_words
from desktop.screens.returns.counter_state import Good, Opened, Sent
from desktop.screens.returns.money_said import means_words
from desktop.screens.returns.state import Again, ReturnsState
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


def opened_hint(opened: Opened, timezone: str) -> str:
    """ "Amélie Roux · W-77120 · Sun 22 Nov"."""
    day = day_words(opened.declared_at, timezone)
    return " · ".join(part for part in (opened.customer, opened.sale_code, day) if part)


def opened_groups(opened: Opened) -> list[Group]:
    """What came back, what is held instead, and the money."""
    groups = [Group(_goods(opened.goods, "back"), translate("Returns", "Brought back"))]
    if opened.instead:
        held = tuple(_held(place, good, opened.currency) for place, good in enumerate(opened.instead))
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
    said = _exchange_title(state, opened)
    if said:
        return said
    if opened.cash_cents:
        return translate("Returns", "To be paid out in cash")
    if opened.sent is not None and opened.open_units:
        if opened.sent.failed == EXCHANGE_CANCELLED:
            return translate("Returns", "The new article was cancelled")
        return translate("Returns", "The new article is free nowhere any more")
    if opened.open_units:
        return translate("Returns", "Its money is still to be given")
    return translate("Returns", "Nothing more is to be done here")


def due_amount(state: ReturnsState) -> str:
    """How much of it; nothing where no money is due."""
    opened = state.opened
    if opened is None or state.gesture is not None:
        return ""
    if state.again is not None:
        money = state.again.money
        return money_words(money.to_pay_cents or money.total_cents, opened.currency)
    if opened.open_units and not opened.instead:
        return money_words(opened.open_cents, opened.currency)
    # What is ordered and out leaves the cash of its exchange to be paid.
    is_held = bool(opened.instead) and (opened.sent is None or not opened.sent.is_out)
    cents = state.rest_cents if opened.takes_now else 0 if is_held else opened.cash_cents
    return money_words(cents, opened.currency) if cents else ""


def _exchange_title(state: ReturnsState, opened: Opened) -> str:
    """What is to be done about what is taken instead; nothing where nothing is."""
    if state.again is not None:
        return _again_title(state.again)
    if state.rest_cents:
        return translate("Returns", "The customer pays for the exchange")
    if opened.takes_now and opened.sent is None:
        return translate("Returns", "The new article is the customer’s")
    if opened.instead and opened.sent is not None and opened.sent.is_agreed:
        return _sent_title(opened.sent, is_connected=state.is_connected)
    if opened.instead:
        return translate("Returns", "The new article waits for a manager’s word")
    return ""


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
        return ""
    said = exchange_words.sent_words(opened.sent, state.timezone)
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
    said = _exchange_next(state, opened)
    if said:
        return said
    if opened.cash_cents:
        amount = money_words(opened.cash_cents, opened.currency)
        return translate("Returns", "Pay out {amount}").format(amount=amount)
    if opened.open_units:
        amount = money_words(opened.open_cents, opened.currency)
        return translate("Returns", "Give {amount} back").format(amount=amount)
    return translate("Returns", "Next customer")


def _exchange_next(state: ReturnsState, opened: Opened) -> str:
    """What Enter does about what is taken instead; nothing where that is nothing."""
    if state.again is not None:
        return _again_words(state.again, opened.currency)
    if opened.takes_now and opened.to_pay_cents:
        amount = money_words(opened.to_pay_cents, opened.currency)
        if opened.sent is not None:
            return translate("Returns", "{amount} paid, send it on its way").format(amount=amount)
        return translate("Returns", "{amount} paid, handed out").format(amount=amount)
    if opened.takes_now:
        return translate("Returns", "Handed out")
    return ""


def _again_words(again: Again, currency: str) -> str:
    if again.money.to_pay_cents:
        to_pay = money_words(again.money.to_pay_cents, currency)
        return translate("Returns", "Exchange, {amount} to pay").format(amount=to_pay)
    if again.money.total_cents:
        amount = money_words(again.money.total_cents, currency)
        return translate("Returns", "Exchange and refund {amount}").format(amount=amount)
    return translate("Returns", "Exchange")


def paid_chips() -> list[Chip]:
    """What the rest of an exchange is paid with, each with its digit."""
    return [
        Chip(means.value, translate("Returns", said), str(place))
        for place, (means, said) in enumerate(_PAID_WITH.items(), 1)
    ]
