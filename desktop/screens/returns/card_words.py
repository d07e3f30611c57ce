"""A store credit or gift card in words."""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.refund import Means
from core.rules.time import Instant
from desktop.screens.returns.card_state import Card
from desktop.shell.amounts import day_words, moment_words, money_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row

_KINDS: Mapping[Means, str] = {
    Means.STORE_CREDIT: QT_TRANSLATE_NOOP("Returns", "Store credit"),
    Means.GIFT_CARD: QT_TRANSLATE_NOOP("Returns", "Gift card"),
}
_ENTRIES: Mapping[str, tuple[str, str]] = {
    "issued": (QT_TRANSLATE_NOOP("Returns", "Issued"), "plus"),
    "spent": (QT_TRANSLATE_NOOP("Returns", "Spent"), "minus"),
    "restored": (QT_TRANSLATE_NOOP("Returns", "Given back"), "undo"),
    "expired": (QT_TRANSLATE_NOOP("Returns", "Expired"), "clock"),
}
_TAKES = ("spent", "expired")


def card_title(card: Card) -> str:
    """ "Gift card GC77120042"."""
    return f"{translate('Returns', _KINDS[card.kind])} {card.number}"


def card_look(card: Card, now: Instant, timezone: str) -> PillLook:
    """Whether it can be spent, and until when."""
    day = day_words(card.expires_at, timezone, now=now)
    if card.expires_at <= now:
        return PillLook(translate("Returns", "expired {day}").format(day=day), Tone.BAD, "alert")
    if not card.balance_cents:
        return PillLook(translate("Returns", "used up"), Tone.NEUTRAL, "check")
    return PillLook(translate("Returns", "valid until {day}").format(day=day), Tone.OK, "check")


def card_notice(card: Card) -> str:
    """How far to trust it."""
    if card.is_asking:
        return translate("Returns", "Headquarters is asked…")
    if not card.is_fresh:
        return translate("Returns", "Offline: what this store knew last. It may have been spent elsewhere.")
    return ""


def card_groups(card: Card, now: Instant, timezone: str) -> list[Group]:
    """What happened to it."""
    rows = []
    for place, one in enumerate(card.entries):
        word, icon = _ENTRIES.get(one.kind, (one.kind, "info"))
        sign = "−" if one.kind in _TAKES else "+"
        amount = f"{sign}\u00a0{money_words(one.cents, card.currency)}"
        when = moment_words(one.at, now, timezone)
        rows.append(Row(str(place), (Cell(icon=icon), Cell(translate("Returns", word), when), Cell(amount))))
    return [Group(tuple(rows), translate("Returns", "What happened to it"))] if rows else []
