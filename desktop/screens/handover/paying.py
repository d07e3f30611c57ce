"""What an order is paid with at the till: asked one after the other by the same key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.rules.refund import Means
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate

PAID_WITH: Final = (Means.CARD, Means.CASH, Means.GIFT_CARD)
"""In the order in which they are asked."""
_PAID: Mapping[Means, str] = {
    Means.CARD: QT_TRANSLATE_NOOP("HandOver", "paid at the till, by card"),
    Means.CASH: QT_TRANSLATE_NOOP("HandOver", "paid at the till, in cash"),
    Means.GIFT_CARD: QT_TRANSLATE_NOOP("HandOver", "paid at the till, by gift card"),
}
_INSTEAD: Mapping[Means, str] = {
    Means.CARD: QT_TRANSLATE_NOOP("HandOver", "No, by card"),
    Means.CASH: QT_TRANSLATE_NOOP("HandOver", "No, in cash"),
    Means.GIFT_CARD: QT_TRANSLATE_NOOP("HandOver", "No, by gift card"),
}


def next_means(means: Means) -> Means | None:
    """What is asked after this one; None after the last."""
    return next(iter(PAID_WITH[PAID_WITH.index(means) + 1 :]), None)


def paid_words(means: Means) -> str:
    """That it is paid, and by what."""
    return translate("HandOver", _PAID[means])


def instead_words(means: Means) -> str:
    """That it was paid so, and not as was said before."""
    return translate("HandOver", _INSTEAD[means])
