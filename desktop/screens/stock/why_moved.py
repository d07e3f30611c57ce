"""Why a movement was, in words."""

from __future__ import annotations

from core.commands.picking import UNDONE
from core.rules.disposition import Disposition
from core.rules.exceptions import CHOICES
from core.rules.stock import DRIFT, TOLD, ShortReason
from desktop.screens.returns.goods_words import DISPOSITIONS
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import case_title
from desktop.shell.wording import short_reason_words

_WENT = frozenset(one.value for one in Disposition)
_SHORT = frozenset(reason.value for reason in ShortReason)
_WHYS = {
    TOLD: QT_TRANSLATE_NOOP("Stock", "as another system told it"),
    DRIFT: QT_TRANSLATE_NOOP("Stock", "another system counts otherwise"),
    "arrived": QT_TRANSLATE_NOOP("Stock", "a customer’s parcel arrived"),
    "refused": QT_TRANSLATE_NOOP("Stock", "refused at the counter"),
    "cancelled": QT_TRANSLATE_NOOP("Stock", "the order was cancelled"),
    "taken_off": QT_TRANSLATE_NOOP("Stock", "taken off the receipt again"),
    "taken_back": QT_TRANSLATE_NOOP("Stock", "the sender took it back"),
    "came_back": QT_TRANSLATE_NOOP("Stock", "its carton came back"),
    "went_on": QT_TRANSLATE_NOOP("Stock", "its carton was received after all where it was to go"),
    "same_box": QT_TRANSLATE_NOOP("Stock", "its carton came under another number"),
    "not_left": QT_TRANSLATE_NOOP("Stock", "told as sent, and still here"),
    "missing": QT_TRANSLATE_NOOP("Stock", "missing on receipt"),
    "sent_on": QT_TRANSLATE_NOOP("Stock", "for a transfer"),
    "given_back": QT_TRANSLATE_NOOP("Stock", "refused, given back to its customer"),
    "sent_back": QT_TRANSLATE_NOOP("Stock", "sent back"),
    "written_off": QT_TRANSLATE_NOOP("Stock", "written off"),
    "damaged_on_receipt": QT_TRANSLATE_NOOP("Stock", "damaged on receipt"),
    "exchange": QT_TRANSLATE_NOOP("Stock", "for an exchange"),
    "substitute": QT_TRANSLATE_NOOP("Stock", "offered in place of another"),
    "agreed": QT_TRANSLATE_NOOP("Stock", "the customer agreed to another article"),
    "withdrawn": QT_TRANSLATE_NOOP("Stock", "nobody answered about another article"),
    "declined": QT_TRANSLATE_NOOP("Stock", "the customer declined another article"),
}
"""Why a movement was, where its kind does not tell."""
_SAID_BY_ITS_KIND = frozenset({"left", "counted", "returned", "settled"})
_TAKEN_BACK = QT_TRANSLATE_NOOP("Stock", "told short by mistake")


def why_moved(reason: str) -> str:
    """Why, in words where the reason is one of the house's; else as it was written."""
    if reason in _SHORT:
        return short_reason_words(reason)
    if reason in _WENT:
        return translate("Returns", DISPOSITIONS[Disposition(reason)])
    if reason.startswith(UNDONE):
        return translate("Stock", _TAKEN_BACK)
    if reason in _WHYS:
        return translate("Stock", _WHYS[reason])
    if reason in CHOICES:
        return case_title(reason)
    return "" if reason in _SAID_BY_ITS_KIND else reason
