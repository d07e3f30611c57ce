"""Serves a piece as a file: cacheable for ever, whole or from where a download was cut (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

import anyio
from anyio import to_thread
from litestar import Request, Response
from litestar.response import Stream

from core.rules.errors import BadInput, Refused
from core.service.routes.answers import FOR_EVER, PIECE

CHUNK_BYTES: Final = 256 * 1024

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


async def piece_response(
    request: Request[Any, Any, Any], path: Path, limiter: anyio.CapacityLimiter
) -> Response[Any]:
    """The file, a part of it, or word that the cache's copy is the one.

    Args:
        limiter: of the threads that read files.

    Raises:
        Refused: `unknown_piece`.
        BadInput: `range_impossible`.
    """
    size_bytes = await to_thread.run_sync(_size, path, limiter=limiter)
    etag = f'"{path.stem}"'
    headers = {"Cache-Control": FOR_EVER, "ETag": etag, "Accept-Ranges": "bytes"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    wanted = request.headers.get("range", "") if request.headers.get("if-range", etag) == etag else ""
    first, last = _span(wanted, size_bytes)
    headers["Content-Length"] = str(last - first + 1)
    is_part = bool(_RANGE.fullmatch(wanted))
    if is_part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size_bytes}"
    status = 206 if is_part else 200
    if last - first < CHUNK_BYTES:
        # A delta, mostly: a thousand are asked for in a second.
        content = await to_thread.run_sync(_read_from, path, first, last - first + 1, limiter=limiter)
        return Response(content, status_code=status, media_type=PIECE, headers=headers)
    chunks = _chunks(path, first, last, limiter)
    return Stream(chunks, status_code=status, media_type=PIECE, headers=headers)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise Refused("unknown_piece", name=path.name) from error


def _span(wanted: str, size_bytes: int) -> tuple[int, int]:
    """First and last byte. Several ranges, or what is not a range of bytes, are answered with the whole."""
    found = _RANGE.fullmatch(wanted)
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


async def _chunks(path: Path, first: int, last: int, limiter: anyio.CapacityLimiter) -> AsyncIterator[bytes]:
    at, end = first, last + 1
    with await to_thread.run_sync(partial(_open, path), limiter=limiter) as file:
        while at < end:
            chunk = await to_thread.run_sync(_read, file, at, min(CHUNK_BYTES, end - at), limiter=limiter)
            if not chunk:
                return
            at += len(chunk)
            yield chunk


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _read_from(path: Path, at: int, most_bytes: int) -> bytes:
    with path.open("rb") as file:
        return _read(file, at, most_bytes)


def _read(file: BinaryIO, at: int, most_bytes: int) -> bytes:
    file.seek(at)
    return file.read(most_bytes)
