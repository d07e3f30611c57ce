"""Every error as a problem document (RFC 9457) with a stable code; a bug tells of itself in the log alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.orchestration.database import is_damaged, is_in_the_way, is_passing
from core.rules.errors import (
    BadInput,
    Conflict,
    CoulisseError,
    Damaged,
    DeviceError,
    NotAuthentic,
    Offline,
    Refused,
    StorageFull,
    TooNew,
)
from core.service.admission import COMMANDS, LANE
from core.service.problem_sentences import detail, language_of, title

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:coulisse:problem:"
RETRY_AFTER_S: Final = 2

_STATUS_OF_KIND: Mapping[type[CoulisseError], int] = MappingProxyType(
    {
        BadInput: 400,
        TooNew: 400,
        NotAuthentic: 401,
        Conflict: 409,
        Refused: 422,
        StorageFull: 507,
        Offline: 503,
        Damaged: 500,
        DeviceError: 500,
    }
)
_STATUS_OF_CODE: Mapping[str, int] = MappingProxyType(
    {"scope_missing": 403, "device_revoked": 403, "busy": 429, "bad_piece_name": 404, "range_impossible": 416}
)
_CODE_OF_STATUS: Mapping[int, str] = MappingProxyType(
    {
        400: "bad_request",
        404: "unknown_route",
        405: "method_not_allowed",
        413: "body_too_large",
        415: "unsupported_media_type",
    }
)
_FIXED_MEMBERS = frozenset({"type", "title", "status", "detail", "instance", "code"})

log = structlog.get_logger(__name__)


def status_of(error: CoulisseError) -> int:
    """The status that an error of ours answers with. What is unknown by its name is not found."""
    if error.code in _STATUS_OF_CODE:
        return _STATUS_OF_CODE[error.code]
    if isinstance(error, Refused) and error.code.startswith("unknown_"):
        return 404
    return next((status for kind, status in _STATUS_OF_KIND.items() if isinstance(error, kind)), 500)


def problem(
    request: Request[Any, Any, Any],
    code: str,
    status: int,
    data: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """The document. `data` are its extension members."""
    language = language_of(request.headers.get("accept-language", ""))
    members = {key: value for key, value in (data or {}).items() if key not in _FIXED_MEMBERS}
    document = {
        "type": TYPE_PREFIX + code,
        "title": title(status, language),
        "status": status,
        "detail": detail(code, status, language),
        "code": code,
        **members,
    }
    return Response(
        content=msgspec.json.encode(document, enc_hook=str),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={"Content-Language": language, "Cache-Control": "no-store", **(headers or {})},
    )


def _on_own_error(request: Request[Any, Any, Any], error: CoulisseError) -> Response[bytes]:
    status = status_of(error)
    _record_refusal(request, error.code, status)
    headers: dict[str, str] = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if status in (429, 503):
        headers["Retry-After"] = str(error.data.get("retry_after_s", RETRY_AFTER_S))
    return problem(request, error.code, status, error.data, headers)


def _record_refusal(request: Request[Any, Any, Any], code: str, status: int) -> None:
    """What a workstation sent and the core did not take in is in the log, by device; the busy come back."""
    lane = getattr(request.scope.get("route_handler"), "opt", {}).get(LANE)
    if lane == COMMANDS and status not in (429, 503):
        caller = request.scope.get("user")
        log.warning("commands.refused", device_id=getattr(caller, "id", ""), code=code)


def _on_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    status = error.status_code
    if status >= 500:
        return _on_bug(request, error)
    data = {"errors": error.extra} if isinstance(error, ValidationException) else {}
    code = _CODE_OF_STATUS.get(status, "bad_request")
    _record_refusal(request, code, status)
    return problem(request, code, status, data, error.headers)


def _on_database_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    if isinstance(error, PoolTimeout) or (isinstance(error, DBAPIError) and is_passing(error)):
        log.warning("service.database_busy", path=request.url.path)
        return problem(request, "busy", 503, headers={"Retry-After": str(RETRY_AFTER_S)})
    if isinstance(error, DBAPIError) and is_damaged(error):
        # Who comes back later finds it as it is: a backup is to be restored.
        log.error("service.database_damaged", path=request.url.path, exc_info=error)
        return problem(request, "internal_error", 500)
    if isinstance(error, DBAPIError) and is_in_the_way(error):
        # It was stopped, or its disk is full: for a person, and no bug of this program.
        reason = str(error.orig).strip()
        log.error("service.database_unavailable", path=request.url.path, reason=reason)
        return problem(request, "database_unavailable", 503, headers={"Retry-After": str(RETRY_AFTER_S)})
    return _on_bug(request, error)


def _on_nesting(request: Request[Any, Any, Any], _error: RecursionError) -> Response[bytes]:
    return problem(request, "bad_json", 400, {"reason": "nested too deep"})


def _on_bug(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    log.error("service.bug", method=request.method, path=request.url.path, exc_info=error)
    return problem(request, "internal_error", 500)


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    CoulisseError: _on_own_error,
    HTTPException: _on_http_error,
    PoolTimeout: _on_database_error,
    DBAPIError: _on_database_error,
    RecursionError: _on_nesting,
    Exception: _on_bug,
}
