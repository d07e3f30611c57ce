"""Parameters that several routes share, with their bounds."""

from __future__ import annotations

from typing import Annotated, Final

from litestar.params import Parameter

TEXT_PATTERN: Final = r"^[^\x00-\x1f]+$"
MAX_PAGE: Final = 500
DEFAULT_PAGE: Final = 100

Key = Annotated[str, Parameter(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z._:-]+$")]
"""An identifier in a path."""
CodeFilter = Annotated[str | None, Parameter(min_length=1, max_length=64, pattern=TEXT_PATTERN)]
CodeList = Annotated[
    list[Annotated[str, Parameter(min_length=1, max_length=64, pattern=TEXT_PATTERN)]] | None,
    Parameter(max_items=200),
]
Limit = Annotated[int, Parameter(ge=1, le=MAX_PAGE, description="Most rows of an answer.")]
Cursor = Annotated[
    str | None,
    Parameter(
        min_length=1,
        max_length=160,
        pattern=r"^[0-9A-Za-z._:-]+$",
        description="What the answer before gave as `next`.",
    ),
]
