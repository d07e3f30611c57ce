"""How answers of the exchange are labelled."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MSGPACK: Final = "application/vnd.msgpack"
PIECE: Final = "application/octet-stream"
NO_STORE: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-store"})
FOR_EVER: Final = "public, max-age=31536000, immutable"
"""A piece's name never holds other bytes, and whoever knows it may have it: a shared cache may keep it."""
