"""How answers are labelled."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from litestar import Response

from core.service.idempotency import Answer

MSGPACK: Final = "application/vnd.msgpack"
PIECE: Final = "application/octet-stream"
NO_STORE: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-store"})
FOR_EVER: Final = "public, max-age=31536000, immutable"
"""A piece's name never holds other bytes, and whoever knows it may have it: a shared cache may keep it."""
REPEATED_HEADER: Final = "Idempotency-Repeated"


def answered(answer: Answer) -> Response[Any]:
    """An answer that is remembered for its key; it says so where it was given before."""
    headers = {REPEATED_HEADER: "true"} if answer.is_repeated else {}
    return Response(answer.body, status_code=answer.status, media_type="application/json", headers=headers)
