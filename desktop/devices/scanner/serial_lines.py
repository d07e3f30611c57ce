"""Bytes from a serial line cut into scans. No port and no clock: who reads says when the line was quiet."""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 1_024
"""What comes after it without an end is dropped: nothing that we read is as long."""
_ENDS: Final = frozenset(b"\r\n\t\x03")
"""Enter, Tab, and the end of text that some scanners send after a barcode."""
_BEGINS: Final = b"\x02"


class SerialLines:
    """Collects what comes. A scan ends with one of ``_ENDS``, or with the quiet after it."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def is_holding(self) -> bool:
        """Whether something came that has not ended."""
        return bool(self._held)

    def feed(self, received: bytes) -> list[str]:
        """Take in bytes; returns the scans that they end."""
        found: list[str] = []
        for byte in received:
            if byte in _ENDS:
                found += self.quiet()
            elif len(self._held) < MOST_BYTES:
                self._held.append(byte)
        return found

    def quiet(self) -> list[str]:
        """Nothing more came: what is held is a scan."""
        text = _decoded(bytes(self._held).lstrip(_BEGINS))
        self._held.clear()
        return [text] if text.strip() else []


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")
