"""What every command of `coulisse-core` shares: where the core lives, and how it speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.service.terminal_french import FRENCH
from core.spoken import spoken

Data = Annotated[
    Path, typer.Option("--data", envvar="COULISSE_CORE_DATA", help="The folder that the core lives in.")
]


class Tongue:
    """The language that this run speaks.

    Attributes:
        chosen: `fr` or `en`, as the command line says; empty for the system's.
    """

    def __init__(self) -> None:
        self.chosen = ""

    @property
    def code(self) -> str:
        """`fr` or `en`."""
        return spoken(self.chosen)


tongue = Tongue()


def in_words(sentence: str, /, **values: object) -> str:
    """The sentence in the person's language; `values` are what its braces name."""
    if tongue.code == "fr":
        sentence = FRENCH.get(sentence, sentence)
    return sentence.format(**values)


def in_digits(number: float, form: str = ",") -> str:
    """A number as it is written in the person's language."""
    digits = format(number, form)
    return digits.replace(",", "\u202f").replace(".", ",") if tongue.code == "fr" else digits


def say(sentence: str, /, **values: object) -> None:
    """A word to the person, beside what a program would read."""
    typer.echo(in_words(sentence, **values), err=False)


def complain(sentence: str, /, **values: object) -> None:
    """A word that does not belong to the output."""
    typer.echo(in_words(sentence, **values), err=True)
