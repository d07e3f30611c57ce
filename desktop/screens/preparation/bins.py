"""The bins of this store: which there are, which are free, and whose parcels stand in the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from core.model import Bin, Fulfilment, Parcel
from core.rules.fulfilment import OPEN_STATES
from core.rules.walking import natural_key
from desktop.shell.amounts import BIN_PREFIX
from sync.reading import Reader


def free_bins(reader: Reader, fulfilment_id: str) -> tuple[str, ...]:
    """Codes of the bins that hold no other order, in the order in which they stand."""
    taken = set(bin_holders(reader, fulfilment_id))
    codes = known_bins(reader)
    return tuple(sorted((code for code in codes if code not in taken), key=natural_key))


def known_bins(reader: Reader) -> Sequence[str]:
    """Codes of all bins of this store."""
    return reader.session.scalars(select(Bin.code).where(Bin.location_id == reader.location_id)).all()


def bin_holders(reader: Reader, fulfilment_id: str) -> dict[str, str]:
    """Numbers of the orders whose parcels stand in a bin now, by the bin's code; without this one's own."""
    rows = reader.session.execute(
        select(Parcel.bin, Fulfilment.order_number)
        .join(Fulfilment, Fulfilment.id == Parcel.fulfilment_id)
        .where(
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state.in_(sorted(OPEN_STATES)),
            Fulfilment.id != fulfilment_id,
            Parcel.bin != "",
        )
    )
    return {row.bin: row.order_number for row in rows}


def bin_code(scanned: str, known: Collection[str]) -> str:
    """The code of a bin that was scanned or typed ("14"), "" if this store has no such bin.

    Where no bins are known yet, what the label says is believed.
    """
    if not scanned:
        return ""
    candidates = (scanned.upper(), f"{BIN_PREFIX}{scanned.upper()}")
    found = next((code for code in candidates if code in known), "")
    return found or (candidates[1] if not known else "")
