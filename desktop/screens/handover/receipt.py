"""What a customer takes along who has collected an order: what it was, who has it, what was paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QLocale

from desktop.screens.handover.state import Done
from desktop.screens.part_payments_view import with_left
from desktop.shell.amounts import money_words, variant_words
from desktop.shell.language import LOCALES
from desktop.shell.wording import proof_words
from sync.workstation import Print

RECEIPT_TEMPLATE: Final = "handover_receipt"
MOST_HANDED_TO: Final = 80
MOST_NOTED: Final = 200


def receipt_print(done: Done, place: Mapping[str, str], lang: str, timezone: str) -> Print:
    """The receipt of what has just left; on a roll of 80 mm where this workstation has one.

    Args:
        place: `store_name`, `store_address` and `printed`: when, by whom.
        timezone: the store's, for the days until which credits last.
    """
    locale = LOCALES.get(lang, QLocale())
    handed_to = ", ".join(part for part in (proof_words(done.proof), done.proxy_name) if part)
    fields = {
        **place,
        "order_number": done.head.number,
        "customer_name": done.head.customer,
        "handed_to": handed_to[:MOST_HANDED_TO],
        "paid": money_words(done.paid_cents, done.head.currency, locale) if done.paid_cents else "",
        "note": " ; ".join(with_left(part, done.head.currency, timezone) for part in done.parts)[:MOST_NOTED],
    }
    rows = [
        {"quantity": str(units), "name": line.name, "variant": variant_words(line.size, line.colour)}
        for line in done.head.lines
        if (units := done.taken.get(line.id, 0))
    ]
    return Print(RECEIPT_TEMPLATE, {**fields, "rows": rows}, lang)
