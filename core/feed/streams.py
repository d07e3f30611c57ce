"""What the streams are called."""

from __future__ import annotations

NETWORK = "network"


def store_stream(location_id: int) -> str:
    """The private stream of one location."""
    return f"store:{location_id}"


def sales_stream(region: str) -> str:
    """What the stores of a region know of each other's sales."""
    return f"sales:{region}"


def device_stream(device_id: str) -> str:
    """The private stream of one device."""
    return f"device:{device_id}"
