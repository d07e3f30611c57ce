"""Parameters that several routes share, with their bounds."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from litestar.params import HeaderParameter, PathParameter, QueryParameter

from core.service.idempotency import MAX_KEY_LENGTH

TEXT_PATTERN: Final = r"^[^\x00-\x1f]+$"
MAX_PAGE: Final = 500
DEFAULT_PAGE: Final = 100
MAX_NAMED: Final = 200
"""Codes named in one question."""

Key = Annotated[str, PathParameter(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z._:-]+$")]
"""An identifier in a path."""
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=TEXT_PATTERN)]
CodeFilter = Annotated[str | None, QueryParameter(min_length=1, max_length=64, pattern=TEXT_PATTERN)]
CodeList = Annotated[list[Word] | None, QueryParameter(max_items=MAX_NAMED)]
Limit = Annotated[int, QueryParameter(ge=1, le=MAX_PAGE, description="Most rows of an answer.")]
Cursor = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=160,
        pattern=r"^[0-9A-Za-z._:-]+$",
        description="What the answer before gave as `next`.",
    ),
]
KEY_HEADER: Final = "Idempotency-Key"
IdempotencyKey = Annotated[
    str,
    HeaderParameter(
        name=KEY_HEADER,
        min_length=1,
        max_length=MAX_KEY_LENGTH,
        pattern=r"^[\x21-\x7e]+$",
        description="The sender's own key for this request; sent again, it is answered as before.",
    ),
]
OptionalKey = Annotated[
    str | None,
    HeaderParameter(name=KEY_HEADER, min_length=1, max_length=MAX_KEY_LENGTH, pattern=r"^[\x21-\x7e]+$"),
]
