"""What differs between what was announced and what has come, and what happens about it: pure."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from desktop.screens.receive.state import Boxed, Expected, Truck


class Difference(StrEnum):
    """In which way it differs."""

    CARTON_MISSING = "carton_missing"
    CARTON_UNKNOWN = "carton_unknown"
    MISSING = "missing"
    EXTRA = "extra"
    DAMAGED = "damaged"
    UNANNOUNCED = "unannounced"


class Differs(msgspec.Struct, frozen=True):
    """One difference: of a carton, of a line, or of the whole delivery; so many units."""

    kind: Difference
    units: int
    carton: Boxed | None = None
    line: Expected | None = None

    @property
    def key(self) -> str:
        """What its row is called."""
        about = self.carton.id if self.carton else self.line.id if self.line else ""
        return f"{self.kind}:{about}"


def differences(truck: Truck) -> list[Differs]:
    """All differences, as finishing the receipt now would tell them."""
    missing = [box for box in truck.cartons if not box.is_here]
    absent = {box.id for box in missing}
    found = [
        Differs(
            Difference.CARTON_MISSING,
            sum(line.units.left for line in truck.lines if line.carton_id == box.id),
            carton=box,
        )
        for box in missing
    ]
    if truck.is_unannounced:
        found.append(Differs(Difference.UNANNOUNCED, truck.received))
    else:
        strangers = [box for box in truck.cartons if not box.is_announced]
        found += [Differs(Difference.CARTON_UNKNOWN, 0, carton=box) for box in strangers]
    for line in truck.lines:
        units = line.units
        if units.left and line.carton_id not in absent:
            found.append(Differs(Difference.MISSING, units.left, line=line))
        if units.extra and not truck.is_unannounced:
            found.append(Differs(Difference.EXTRA, units.extra, line=line))
        if units.damaged:
            found.append(Differs(Difference.DAMAGED, units.damaged, line=line))
    return found
