"""An open return in words: what came back, what became of the money, what is to be done now."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.refund import Means, RefundKind
from desktop.screens.refund_look import refund_look
from desktop.screens.returns.counter_state import Good, Opened
from desktop.screens.returns.money_said import means_words
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
    if state.rest_cents:
        return translate("Returns", "The customer pays for the exchange")
    if opened.takes_now:
        return translate("Returns", "The new article is the customer's")
    if opened.instead:
        return translate("Returns", "The new article waits for a manager's word")
    if opened.cash_cents:
        return translate("Returns", "To be paid out in cash")
    return translate("Returns", "Nothing more is to be done here")


def due_amount(state: ReturnsState) -> str:
    """How much of it; nothing where no money is due."""
    opened = state.opened
    if opened is None or state.gesture is not None:
        return ""
    cents = state.rest_cents if opened.takes_now else 0 if opened.instead else opened.cash_cents
    return money_words(cents, opened.currency) if cents else ""


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
    if opened.takes_now and opened.to_pay_cents:
        amount = money_words(opened.to_pay_cents, opened.currency)
        return translate("Returns", "{amount} paid, handed out").format(amount=amount)
    if opened.takes_now:
        return translate("Returns", "Handed out")
    if opened.cash_cents:
        amount = money_words(opened.cash_cents, opened.currency)
        return translate("Returns", "Pay out {amount}").format(amount=amount)
    return translate("Returns", "Next customer")


def paid_chips() -> list[Chip]:
    """What the rest of an exchange is paid with, each with its digit."""
    return [
        Chip(means.value, translate("Returns", said), str(place))
        for place, (means, said) in enumerate(_PAID_WITH.items(), 1)
    ]
