"""The OpenAPI document: what the surface is, which tokens open it, and what its errors look like."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Schema,
    SecurityScheme,
)

from core.service.problems import MEDIA_TYPE
from core.version import VERSION

DESCRIPTION: Final = """
The orchestration core of a retail chain: orders, availability, stock, and the exchange with the workstations
in the stores' back rooms.

Instants are milliseconds since the epoch (UTC), money is integer cents with tax included. Errors are problem
documents (RFC 9457) with a stable `code`; their sentences follow `Accept-Language` (en, fr). When there is
too much to do the answer is 429 or 503 with `Retry-After`.
""".strip()

_TEXT: Final = Schema(type=OpenAPIType.STRING)
_PROBLEM: Final = Schema(
    type=OpenAPIType.OBJECT,
    title="Problem",
    description="RFC 9457. Programs read `code`; other members are what a sentence about it needs.",
    properties={
        "type": _TEXT,
        "title": _TEXT,
        "status": Schema(type=OpenAPIType.INTEGER),
        "detail": _TEXT,
        "code": _TEXT,
    },
    required=["type", "title", "status", "detail", "code"],
)
VERBS: Final = ("get", "post", "put", "delete", "patch")
_RANGES: Final = {"4XX": "Not as asked: see `code`.", "5XX": "Not now, or a bug: try again later."}


def openapi_config() -> OpenAPIConfig:
    """The document's head; it is served at ``/schema/openapi.json``."""
    scheme = SecurityScheme(
        type="http", scheme="bearer", description="A shop's, an administrator's or a device's token."
    )
    return OpenAPIConfig(
        title="Coulisse core",
        version=VERSION,
        description=DESCRIPTION,
        use_handler_docstrings=True,
        components=Components(security_schemes={"token": scheme}),
        security=[{"token": []}],
        render_plugins=[_WithProblems()],
    )


class _WithProblems(JsonRenderPlugin):
    """Made when somebody asks for it: making it takes a third of a core's start."""

    def __init__(self) -> None:
        super().__init__()
        self._is_described = False

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        if not self._is_described:
            _describe_problems(openapi_schema)
            _describe_lists(openapi_schema)
            self._is_described = True
        return super().render(request, openapi_schema)


def _describe_problems(document: dict[str, Any]) -> None:
    """Say of each operation that its errors are problem documents."""
    for path in document.get("paths", {}).values():
        for verb in VERBS:
            if verb in path:
                _describe(path[verb])


def _describe_lists(part: Any) -> None:
    """Say of each list of a bounded length what it holds, and that alone.

    Litestar takes the dots of ``tuple[X, ...]`` for a second kind of item, about which it knows nothing
    (2.25: `for_collection_constrained_field`). ``oneOf`` X and anything excludes X.
    """
    if isinstance(part, list):
        for one in part:
            _describe_lists(one)
    elif isinstance(part, dict):
        match part:
            case {"type": "array", "items": {"oneOf": [item, unknown]}} if unknown == {}:
                part["items"] = item
        for one in part.values():
            _describe_lists(one)


def _describe(operation: dict[str, Any]) -> None:
    kept = {
        status: answer
        for status, answer in operation.get("responses", {}).items()
        if str(status)[0] not in "45"
    }
    for statuses, sentence in _RANGES.items():
        content = {MEDIA_TYPE: OpenAPIMediaType(schema=_PROBLEM)}
        kept[statuses] = OpenAPIResponse(description=sentence, content=content).to_schema()
    operation["responses"] = kept
