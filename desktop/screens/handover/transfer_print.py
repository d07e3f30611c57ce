"""The list that goes along with a transfer: what is in each of its parcels, checked and signed at both ends.

The carrier's own manifest says how many parcels it has taken; the store that asked for the goods wants to
know what is in them. Its barcode is the transfer's number, which leads to it on the receiving store's screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import QLocale

from core.rules.fulfilment import FulfilmentKind
from desktop.screens.fulfilments import Head, Packed
from desktop.screens.handover.loading import Loading
from desktop.screens.handover.loading_words import carrier_name
from desktop.shell.amounts import variant_words, weight_words
from desktop.shell.language import LOCALES
from sync.workstation import Print

TRANSFER_TEMPLATE: Final = "transfer_manifest"
_MOST = {"content": 60, "to_address": 120, "note": 120, "carrier": 40, "departure": 24}
"""Letters that the template takes."""


def transfer_prints(
    head: Head, loading: Loading, place: Mapping[str, str], when: str, lang: str
) -> list[Print]:
    """What is printed when this fulfilment leaves with a carrier; nothing for a parcel to a customer.

    Args:
        place: `store_name`, `store_address` and `printed`: when, by whom.
        when: the departure, in words.
    """
    if head.kind != FulfilmentKind.TRANSFER:
        return []
    locale = LOCALES.get(lang, QLocale())
    lines = [line for parcel in head.parcels for line in _lines(head, parcel, locale)]
    fields = {
        **place,
        "manifest_number": head.number,
        "from_name": place["store_name"],
        "from_address": place["store_address"],
        "to_name": head.customer,
        "to_address": head.destination.removeprefix(f"{head.customer}, "),
        "carrier": ", ".join(part for part in (carrier_name(loading), loading.driver.strip()) if part),
        "departure": when,
        "note": head.note,
        "parcels": str(len(head.parcels)),
        "units": str(sum(int(line["quantity"]) for line in lines)),
    }
    cut = {name: text[: _MOST.get(name, len(text))] for name, text in fields.items()}
    return [Print(TRANSFER_TEMPLATE, {**cut, "rows": lines}, lang)]


def _lines(head: Head, parcel: Packed, locale: QLocale) -> Iterator[dict[str, str]]:
    """One a line of the parcel; its weight stands beside the first."""
    weight = weight_words(parcel.weight_g, locale) if parcel.weight_g else ""
    by_id = {line.id: line for line in head.lines}
    for line_id, units in parcel.contents.items():
        line = by_id.get(line_id)
        named = (line.name, variant_words(line.size, line.colour)) if line is not None else ()
        content = " · ".join(part for part in named if part)
        yield {
            "number": parcel.number,
            "content": content[: _MOST["content"]],
            "quantity": str(units),
            "weight": weight,
        }
        weight = ""
