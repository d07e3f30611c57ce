"""Serves a piece as a file: cacheable for ever, whole or from where a download was cut (RFC 9110, 14)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from litestar import Request, Response
from litestar.response import Stream

from core.rules.errors import BadInput
from core.service.piece_reads import PieceReads
from core.service.routes.answers import FOR_EVER, PIECE

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


async def piece_response(request: Request[Any, Any, Any], path: Path, reads: PieceReads) -> Response[Any]:
    """The file, a part of it, or word that the cache's copy is the one.

    Raises:
        Refused: `unknown_piece`.
        BadInput: `range_impossible`.
    """
    etag = f'"{path.stem}"'
    wanted = request.headers.get("range", "") if request.headers.get("if-range", etag) == etag else ""
    found = _RANGE.fullmatch(wanted)
    begun = await reads.begin(path, int(found[1] or 0) if found else 0)
    headers = {"Cache-Control": FOR_EVER, "ETag": etag, "Accept-Ranges": "bytes"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    first, last = _span(found, begun.size_bytes)
    headers["Content-Length"] = str(last - first + 1)
    if found:
        headers["Content-Range"] = f"bytes {first}-{last}/{begun.size_bytes}"
    status = 206 if found else 200
    part = begun.part(first, last)
    if len(part) > last - first:
        return Response(part, status_code=status, media_type=PIECE, headers=headers)
    return Stream(reads.rest(path, begun, first, last), status_code=status, media_type=PIECE, headers=headers)


def _span(found: re.Match[str] | None, size_bytes: int) -> tuple[int, int]:
    """First and last byte. Several ranges, or what is not a range of bytes, are answered with the whole."""
    if found is None:
        return 0, size_bytes - 1
    first_text, last_text = found.groups()
    if first_text:
        first = int(first_text)
        last = min(int(last_text), size_bytes - 1) if last_text else size_bytes - 1
    else:
        first, last = max(0, size_bytes - int(last_text or 0)), size_bytes - 1
    if first > last:
        raise BadInput("range_impossible", size_bytes=size_bytes)
    return first, last
