"""The bins of this store: which there are, which have room, and whose parcels stand in them."""

from __future__ import annotations

from collections.abc import Collection

from core.rules.fulfilment import OPEN_STATES
from core.rules.staging import BinState, bins_for
from core.rules.walking import natural_key
from desktop.screens.fulfilments import listed
from desktop.shell.amounts import BIN_PREFIX
from sync.reading import Reader

_HOLDERS = f"""SELECT p.bin, max(f.order_number),
        sum((SELECT coalesce(sum(value), 0) FROM json_each(coalesce(p.contents, '{{}}'))))
    FROM parcel p JOIN fulfilment f ON f.id = p.fulfilment_id
    WHERE f.location_id = ? AND f.state IN ({listed(OPEN_STATES)}) AND f.id <> ? AND p.bin <> ''
    GROUP BY p.bin"""


def bins_here(reader: Reader, fulfilment_id: str) -> list[BinState]:
    """All bins of this store in the order in which they stand, with what of other orders lies in them."""
    found = reader.raw.execute(_HOLDERS, (reader.location_id, fulfilment_id)).fetchall()
    held = {code: (number, units) for code, number, units in found}
    asked = "SELECT code, room FROM bin WHERE location_id = ?"
    rows = reader.raw.execute(asked, (reader.location_id,)).fetchall()
    bins = []
    for code, room in rows:
        holder, units = held.get(code, ("", 0))
        bins.append(BinState(code, room, units, holder))
    return sorted(bins, key=lambda one: natural_key(one.code))


def free_bins(reader: Reader, fulfilment_id: str, units: int) -> tuple[str, ...]:
    """Codes of the bins for so many articles, the best first."""
    return tuple(bins_for(bins_here(reader, fulfilment_id), units))


def bin_code(scanned: str, known: Collection[str]) -> str:
    """The code of a bin that was scanned or typed ("14"), "" if this store has no such bin.

    Where no bins are known yet, what the label says is believed.
    """
    if not scanned:
        return ""
    candidates = (scanned.upper(), f"{BIN_PREFIX}{scanned.upper()}")
    found = next((code for code in candidates if code in known), "")
    return found or (candidates[1] if not known else "")


def trouble_of(
    code: str, bins: Collection[BinState], units: int, proposed: str = ""
) -> tuple[str, dict[str, object]] | None:
    """Why one thinks twice before so many articles are put in a bin: its code, and what its sentence names;
    None for nothing. That it holds another order is no trouble where the bin was `proposed` for its room."""
    place = next((one for one in bins if one.code == code), None)
    if place is None:
        return None
    if place.lacks_room(units):
        return "bin_full", {"bin": code, "room": max(0, place.room - place.held), "units": units}
    is_meant_to_be_shared = code == proposed and place.room > 0
    if not place.holder or is_meant_to_be_shared:
        return None
    return "bin_in_use", {"bin": code, "number": place.holder}
