"""`coulisse-core labels`: the chain's own label templates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from core.commands.labelling import write_template
from core.model import LabelTemplateRow
from core.orchestration import UnitOfWork
from core.orchestration.label_turns import take_turn
from core.rules.errors import BadInput
from core.rules.time import Instant, to_iso
from core.service.cli_words import Data, in_words, say
from core.service.folder import CoreFolder

labels = typer.Typer(help="The chain's own label templates.", no_args_is_help=True)


@labels.callback()
def _labels() -> None:
    """The chain's own label templates."""


@labels.command("list")
def list_(data: Data) -> None:
    """The templates that the chain has published: name, version, when, by whom."""
    with CoreFolder(data).core() as core:
        rows = core.read(lambda s: list(s.scalars(select(LabelTemplateRow).order_by(LabelTemplateRow.name))))
    for row in rows:
        state = "" if row.text else "  " + in_words("given up: the one that ships is printed")
        author = row.set_by or "coulisse-core"
        typer.echo(f"{row.name}  version {row.version}  {to_iso(Instant(row.set_at))}  {author}{state}")


@labels.command()
def show(data: Data, name: Annotated[str, typer.Argument(help="The template's name.")]) -> None:
    """Write a template's text to the output."""
    with CoreFolder(data).core() as core:
        row = core.read(lambda s: s.get(LabelTemplateRow, name))
    if row is None or not row.text:
        raise BadInput("label_template_unknown", name=name)
    typer.echo(row.text, nl=False)


@labels.command()
def publish(data: Data, file: Annotated[Path, typer.Argument(help="NAME.toml")]) -> None:
    """Have every store print by this file. Try it first with `coulisse labels validate FILE`: a workstation
    that finds that it does not print well keeps the one that it has, and says so."""
    name = file.stem
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("label_template_missing", path=str(file), reason=str(error)) from error
    with CoreFolder(data).core() as core:
        row = core.transact(lambda unit: _write(unit, name, text))
    say("Every store prints {name} by {file}, version {version}.", name=name, file=file, version=row.version)


@labels.command()
def withdraw(data: Data, name: Annotated[str, typer.Argument(help="The template's name.")]) -> None:
    """Go back to the template that ships."""
    with CoreFolder(data).core() as core:
        if core.read(lambda s: s.get(LabelTemplateRow, name)) is None:
            raise BadInput("label_template_unknown", name=name)
        core.transact(lambda unit: _write(unit, name, ""))
    say("Every store prints {name} as it ships.", name=name)


def _write(unit: UnitOfWork, name: str, text: str) -> LabelTemplateRow:
    """The last word counts here, and makes a version of its own."""
    take_turn(unit, name)
    return write_template(unit.session, name, text, unit.at)
