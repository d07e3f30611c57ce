"""The barcode scanner: a keyboard wedge told from typing, and what a scanned text says.

No Qt here, so that the command line reads scans without a display; the window's half is in
`desktop.devices.scanner.qt_wedge`.
"""

from desktop.devices.scanner.meanings import (
    Article,
    Badge,
    Credit,
    Manifest,
    OrderNumber,
    Parcel,
    PickupCode,
    Piece,
    ReturnSlip,
    Scanned,
    Shelf,
    StagingBin,
    Tote,
    Unknown,
    Why,
)
from desktop.devices.scanner.parse import normal_gtin, parse, read
from desktop.devices.scanner.wedge import Scan, WedgeSettings

__all__ = [
    "Article",
    "Badge",
    "Credit",
    "Manifest",
    "OrderNumber",
    "Parcel",
    "PickupCode",
    "Piece",
    "ReturnSlip",
    "Scan",
    "Scanned",
    "Shelf",
    "StagingBin",
    "Tote",
    "Unknown",
    "WedgeSettings",
    "Why",
    "normal_gtin",
    "parse",
    "read",
]
