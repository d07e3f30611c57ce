"""The bins of this store: which there are, which are free, and whose parcels stand in the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.rules.fulfilment import OPEN_STATES
from core.rules.walking import natural_key
from desktop.screens.fulfilments import listed
from desktop.shell.amounts import BIN_PREFIX
from sync.reading import Reader

_HOLDERS = f"""SELECT p.bin, f.order_number FROM parcel p JOIN fulfilment f ON f.id = p.fulfilment_id
    WHERE f.location_id = ? AND f.state IN ({listed(OPEN_STATES)}) AND f.id <> ? AND p.bin <> ''"""


def free_bins(reader: Reader, fulfilment_id: str) -> tuple[str, ...]:
    """Codes of the bins that hold no other order, in the order in which they stand."""
    taken = set(bin_holders(reader, fulfilment_id))
    codes = known_bins(reader)
    return tuple(sorted((code for code in codes if code not in taken), key=natural_key))


def known_bins(reader: Reader) -> Sequence[str]:
    """Codes of all bins of this store."""
    asked = "SELECT code FROM bin WHERE location_id = ?"
    return [code for (code,) in reader.raw.execute(asked, (reader.location_id,)).fetchall()]


def bin_holders(reader: Reader, fulfilment_id: str) -> dict[str, str]:
    """Numbers of the orders whose parcels stand in a bin now, by the bin's code; without this one's own."""
    return dict(reader.raw.execute(_HOLDERS, (reader.location_id, fulfilment_id)).fetchall())


def bin_code(scanned: str, known: Collection[str]) -> str:
    """The code of a bin that was scanned or typed ("14"), "" if this store has no such bin.

    Where no bins are known yet, what the label says is believed.
    """
    if not scanned:
        return ""
    candidates = (scanned.upper(), f"{BIN_PREFIX}{scanned.upper()}")
    found = next((code for code in candidates if code in known), "")
    return found or (candidates[1] if not known else "")
