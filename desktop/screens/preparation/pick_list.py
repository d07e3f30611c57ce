"""The pick list on paper: for each order in hand what to fetch, in the order of the walk."""

from __future__ import annotations

from desktop.screens.fulfilments import Head
from desktop.shell.amounts import clock_words, variant_words, weekday_words
from desktop.shell.wording import kind_words
from sync.workstation import Print

PICK_LIST = "pick_list"
NO_PLACE = "–"


def pick_list(head: Head, store: str, printed: str, timezone: str, language: str) -> Print | None:
    """The list of one order; None where nothing is left to pick."""
    rows = [
        {
            "place": " · ".join(part for part in (line.zone, line.aisle, line.shelf) if part) or NO_PLACE,
            "quantity": str(line.left_to_pick),
            "name": line.name,
            "variant": variant_words(line.size, line.colour),
            "gtin": line.gtin,
        }
        for line in head.lines
        if line.left_to_pick and not line.is_awaited
    ]
    if not rows:
        return None
    promised = f"{weekday_words(head.promised_at, timezone)}, {clock_words(head.promised_at, timezone)}"
    fields = {
        "order_number": head.number,
        "customer_name": head.customer,
        "promised": promised,
        "kind": kind_words(head.kind),
        "store_name": store,
        "note": head.note,
        "printed": printed,
    }
    return Print(PICK_LIST, {**fields, "rows": rows}, language)
