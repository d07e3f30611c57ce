"""What an HTTP answer says: the core's own word, or one of our errors for what stood in its place."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import Any, Final, TypeVar

import httpx
import msgspec

from core.rules.errors import BadInput, Conflict, CoulisseError, NotAuthentic, Offline, Refused
from sync.connection import Cause

T = TypeVar("T")

LONGEST_RETRY_AFTER_S: Final = 300.0


async def gathered(chunks: AsyncIterable[bytes], most_bytes: int) -> bytes:
    """All that is answered.

    Raises:
        Offline: it is more than the core would say.
    """
    content = bytearray()
    async for chunk in chunks:
        content += chunk
        if len(content) > most_bytes:
            raise Offline("offline", cause=Cause.NOT_THE_CORE, most_bytes=most_bytes)
    return bytes(content)


def is_the_core_s(response: httpx.Response) -> bool:
    """Whether it is a success, and not some page that another machine shows in the core's place."""
    is_page = str(response.headers.get("content-type", "")).startswith("text/html")
    return response.is_success and not is_page


def raise_for(response: httpx.Response, content: bytes) -> None:
    """Raise what an answer that is not a success stands for. A page or a redirect is not the core's.

    Raises:
        Offline, NotAuthentic, Conflict, BadInput, Refused: see `sync.client.CoreClient`.
    """
    if is_the_core_s(response):
        return
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise Offline("offline", cause=Cause.BUSY, retry_after_s=_retry_after_s(response))
    if response.status_code == httpx.codes.NETWORK_AUTHENTICATION_REQUIRED:
        # RFC 6585, section 6: a captive portal that says so.
        raise Offline("offline", cause=Cause.NOT_THE_CORE, status=response.status_code)
    if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        wait_s = _retry_after_s(response)
        raise Offline("offline", cause=Cause.SERVER_ERROR, status=response.status_code, retry_after_s=wait_s)
    if response.status_code == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
        raise Offline("offline", cause=Cause.PROXY_SIGN_IN)
    problem = _problem(response, content)
    if problem is None:
        raise Offline("offline", cause=Cause.NOT_THE_CORE, status=response.status_code)
    raise _our_error(response.status_code, problem)


def _our_error(status: int, problem: dict[str, Any]) -> CoulisseError:
    code = str(problem["code"])
    data = {key: value for key, value in problem.items() if key.isidentifier() and key not in _FIXED_MEMBERS}
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        why = {"why": data["reason"]} if "reason" in data else {}
        return NotAuthentic("token_refused", reason=code, **why)
    if status == httpx.codes.CONFLICT:
        return Conflict(code, **data)
    if status == httpx.codes.BAD_REQUEST:
        return BadInput(code, **data)
    return Refused(code, **data)


_FIXED_MEMBERS = frozenset({"type", "title", "status", "detail", "instance", "code"})


def _problem(response: httpx.Response, content: bytes) -> dict[str, Any] | None:
    if not str(response.headers.get("content-type", "")).startswith("application/problem+json"):
        return None
    try:
        problem = msgspec.json.decode(content)
    except msgspec.MsgspecError:
        return None
    return problem if isinstance(problem, dict) and "code" in problem else None


def _retry_after_s(response: httpx.Response) -> float:
    text = str(response.headers.get("retry-after", ""))
    is_seconds = text.isascii() and text.isdigit()
    return min(float(text), LONGEST_RETRY_AFTER_S) if is_seconds else 0.0


def core_address(base_url: str) -> httpx.URL:
    """Where a core is.

    Raises:
        BadInput: `bad_core_url`.
    """
    try:
        url = httpx.URL(base_url)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadInput("bad_core_url", url=base_url) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise BadInput("bad_core_url", url=base_url)
    return url


def read_as(content: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as error:
        raise Offline("offline", cause=Cause.NOT_THE_CORE) from error
