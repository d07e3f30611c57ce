"""What every command of `coulisse-core` shares: where the core lives, and how it speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path, typer.Option("--data", envvar="COULISSE_CORE_DATA", help="The folder that the core lives in.")
]


def say(sentence: str) -> None:
    """A word to the person, beside what a program would read."""
    typer.echo(sentence, err=False)


def complain(sentence: str) -> None:
    """A word that does not belong to the output."""
    typer.echo(sentence, err=True)
