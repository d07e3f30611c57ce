"""The label of what came back and goes on to a warehouse or its vendor: one for each unit, which waits in the
back room until its transfer is packed. Its code opens the return."""

from __future__ import annotations

from collections.abc import Iterable

from core.commands.sending_on import place_onward
from core.model import Location
from core.rules.disposition import Disposition
from desktop.screens.returns.goods_state import Taken
from desktop.shell.amounts import variant_words
from sync.reading import Reader
from sync.workstation import Print

TEMPLATE = "return_label"


def return_labels(
    reader: Reader, taken: Taken, disposition: Disposition, number: str, sale_code: str, language: str
) -> Iterable[Print]:
    """None where the chain has no place for it to go on to: there it stays aside."""
    there = place_onward(reader.session, reader.location_id, disposition)
    here = reader.session.get(Location, reader.location_id)
    if there is None or here is None:
        return []
    line = taken.line
    fields = {
        "return_number": number,
        "return_code": number,
        "order_number": sale_code,
        "sender_name": here.name,
        "sender_address": ", ".join(part for part in (here.street, _city(here)) if part),
        "to_name": there.name,
        "to_address": there.street,
        "to_city": _city(there),
        "note": " · ".join(part for part in (line.name, variant_words(line.size, line.colour)) if part),
    }
    return [Print(TEMPLATE, fields, language)] * len(taken.places)


def _city(place: Location) -> str:
    return f"{place.postcode} {place.city}".strip()
