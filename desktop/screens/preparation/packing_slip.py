"""What lies on top of the goods that are sent to a customer: what is in which parcel, on a page."""

from __future__ import annotations

from typing import Final

from core.rules.fulfilment import FulfilmentKind
from desktop.screens.fulfilments import Head
from desktop.shell.amounts import variant_words
from sync.workstation import Print

PACKING_SLIP: Final = "packing_slip"
MOST_ADDRESS: Final = 120


def packing_slips(head: Head, store: str, sender: str, printed: str, language: str) -> list[Print]:
    """One for the order, with its parcels as they were just packed; none where nothing is sent to a customer.

    Args:
        sender: the store's name and address; `printed` is when, by whom.
    """
    if head.kind != FulfilmentKind.SHIPMENT:
        return []
    rows = [
        {
            "quantity": str(units),
            "name": line.name,
            "variant": variant_words(line.size, line.colour),
            "gtin": line.gtin,
            "parcel": str(place) if len(head.parcels) > 1 else "",
        }
        for place, parcel in enumerate(head.parcels, 1)
        for line in head.lines
        if (units := parcel.contents.get(line.id, 0))
    ]
    name, _, address = head.destination.partition(", ")
    fields = {
        "order_number": head.number,
        "store_name": store,
        "store_address": sender.removeprefix(f"{store}, ")[:MOST_ADDRESS],
        "printed": printed,
        "customer_name": name or head.customer,
        "customer_address": address[:MOST_ADDRESS],
        "parcels": str(len(head.parcels)),
    }
    return [Print(PACKING_SLIP, {**fields, "rows": rows}, language)]
