"""The barcode scanner: a keyboard wedge told from typing, and what a scanned text says.

No Qt here, so that the command line reads scans without a display; the window's half is in
`desktop.devices.scanner.qt_wedge`.
"""

from desktop.devices.scanner.parse import (
    Article,
    Badge,
    OrderNumber,
    Parcel,
    PickupCode,
    Piece,
    Scanned,
    Shelf,
    StagingBin,
    Unknown,
    Why,
    normal_gtin,
    parse,
    read,
)
from desktop.devices.scanner.wedge import Scan, WedgeSettings

__all__ = [
    "Article",
    "Badge",
    "OrderNumber",
    "Parcel",
    "PickupCode",
    "Piece",
    "Scan",
    "Scanned",
    "Shelf",
    "StagingBin",
    "Unknown",
    "WedgeSettings",
    "Why",
    "normal_gtin",
    "parse",
    "read",
]
