"""``coulisse labels list | render | validate``: for scripts; no display is needed.

A fault is one sentence on the error output and exit status 2, in French where the machine speaks French or
``--messages fr`` asks for it, else in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from core.rules.errors import BadInput, CoulisseError
from desktop.labels.content import LabelData, data_in, example_data
from desktop.labels.pdf import render_pdf
from desktop.labels.png import render_png
from desktop.labels.problem_sentences import Say, error_sentence, problem_sentence
from desktop.labels.template import Template
from desktop.labels.template_files import load, load_file, names
from desktop.labels.validation import validate
from desktop.labels.zpl import render_zpl
from desktop.shell.language import sayer, spoken_on_the_command_line
from desktop.shell.saying import QT_TRANSLATE_NOOP

EXIT_FAULT = 2
_FINE = QT_TRANSLATE_NOOP("LabelProblems", "{path} prints well.")

app = typer.Typer(help="Label templates: list them, render them, check them.", no_args_is_help=True)
_says: list[Say] = []


@app.callback()
def labels(
    messages: Annotated[
        str, typer.Option(help="Language of what is said: fr or en; else the machine's.")
    ] = "",
) -> None:
    """Label templates: list them, render them, check them."""
    _says[:] = [sayer(messages or spoken_on_the_command_line())]


class Format(StrEnum):
    """What ``render`` writes."""

    PDF = "pdf"
    ZPL = "zpl"
    PNG = "png"


@app.command("list")
def list_templates() -> None:
    """Name, size, outputs and title of each template that ships."""
    for name in names():
        template = load(name)
        outputs = ",".join(template.outputs)
        size = f"{template.width_mm:g}x{template.height_mm:g} mm"
        typer.echo(f"{name}\t{size}\t{outputs}\t{template.title.get('en', name)}")


@app.command()
def render(
    template: Annotated[str, typer.Option(help="Name of a template that ships, or a path to a TOML file.")],
    out: Annotated[Path, typer.Option(help="File to write; further PNG pages get -2, -3 in their names.")],
    data: Annotated[Path | None, typer.Option(help="JSON of the fields; without it, the examples.")] = None,
    format: Annotated[Format, typer.Option(help="What to write.")] = Format.PDF,
    dpi: Annotated[int, typer.Option(help="Dots an inch: 203 or 300 for ZPL, any for PNG.")] = 203,
    language: Annotated[str, typer.Option(help="Language of the label's own words.")] = "fr",
) -> None:
    """Render a label with real or example data."""
    with _faults():
        chosen = _template(template)
        values = example_data(chosen) if data is None else read_data(data)
        if format is Format.ZPL:
            outputs: tuple[bytes, ...] = (render_zpl(chosen, values, language, dpi),)
        else:
            pdf = render_pdf(chosen, values, language)
            outputs = (pdf,) if format is Format.PDF else render_png(pdf, dpi)
        for number, output in enumerate(outputs, start=1):
            _write(out if number == 1 else out.with_stem(f"{out.stem}-{number}"), output)


@app.command("validate")
def validate_file(
    file: Annotated[Path, typer.Argument(help="The template's TOML file.")],
) -> None:
    """Say in words what would not print well; exit status 2 when there is anything."""
    with _faults():
        problems = validate(load_file(file))
    say = _says[0]
    for problem in problems:
        typer.echo(problem_sentence(problem, say), err=True)
    if problems:
        raise typer.Exit(EXIT_FAULT)
    typer.echo(say("LabelProblems", _FINE).format(path=file))


def read_data(path: Path) -> LabelData:
    """The data of a label from JSON: an object of texts, and under ``rows`` a list of such objects.

    Raises:
        BadInput: ``label_data_unreadable``.
    """
    try:
        given = msgspec.json.decode(path.read_bytes(), type=dict[str, str | list[dict[str, str]]])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput("label_data_unreadable", path=str(path), reason=str(error)) from error
    return data_in(given)


def _template(name_or_path: str) -> Template:
    return load_file(Path(name_or_path)) if name_or_path.endswith(".toml") else load(name_or_path)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput("label_file_unwritable", path=str(path), reason=str(error)) from error


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except CoulisseError as error:
        typer.echo(error_sentence(error, _says[0]), err=True)
        raise typer.Exit(EXIT_FAULT) from error
