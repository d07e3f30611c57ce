"""What `coulisse-core` says of a file's lines, and of work that was stopped within it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from core.service.__main__ import INTERRUPTED
from core.service.cli_words import complain, tongue
from core.service.line_faults import sentence_of
from core.service.problem_sentences import detail
from core.service.record_files import LineError


def why_left_out(error: LineError) -> str:
    """Why a line is not in, to a person first; in brackets what a program or its maker reads."""
    if error.fault is not None:
        return f"{sentence_of(error.fault, tongue.code)} [{error.code}]"
    return f"{detail(error.code, 400, tongue.code)} [{f'{error.code} {error.detail}'.strip()}]"


@contextmanager
def going_on_later() -> Iterator[None]:
    """Of work that the same command goes on with: Ctrl-C ends it with a sentence that says so."""
    try:
        yield
    except KeyboardInterrupt:
        complain("Interrupted. What is in stays; the same command goes on with the rest.")
        raise typer.Exit(INTERRUPTED) from None
