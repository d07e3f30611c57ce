"""``coulisse scan``: what the program makes of a barcode's text, without a scanner or a display."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import msgspec
import typer

from desktop.devices.scanner.elements import reading_of
from desktop.devices.scanner.meanings import Unknown, Why
from desktop.devices.scanner.parse import GROUP_SEPARATOR, parse
from desktop.gs1 import Fault, companions_fault
from desktop.shell.language import sayer, spoken_on_the_command_line
from desktop.shell.saying import QT_TRANSLATE_NOOP

EXIT_FAULT = 2
SENTENCES = {
    Why.EMPTY: QT_TRANSLATE_NOOP("ScanProblems", "There is nothing in it."),
    Why.TOO_LONG: QT_TRANSLATE_NOOP("ScanProblems", "It is too long for any barcode that Coulisse reads."),
    Why.BAD_CHECK_DIGIT: QT_TRANSLATE_NOOP("ScanProblems", "Its check digit is wrong."),
    Why.BAD_PARCEL_LABEL: QT_TRANSLATE_NOOP(
        "ScanProblems", "It begins like a parcel’s label of Coulisse and is not a whole one."
    ),
    Why.BAD_ELEMENT_STRING: QT_TRANSLATE_NOOP("ScanProblems", "It is GS1 data that cannot be read."),
    Why.NO_ARTICLE: QT_TRANSLATE_NOOP(
        "ScanProblems", "It is GS1 data that names neither an article nor a parcel."
    ),
    Why.NOT_OURS: QT_TRANSLATE_NOOP("ScanProblems", "It is no barcode that Coulisse knows."),
}

FAULTS = {
    "illegal_day": QT_TRANSLATE_NOOP("ScanProblems", "names a day that does not exist."),
    "illegal_month": QT_TRANSLATE_NOOP("ScanProblems", "names a month that does not exist."),
    "incorrect_check_digit": QT_TRANSLATE_NOOP("ScanProblems", "has a wrong check digit."),
    "value_too_long": QT_TRANSLATE_NOOP("ScanProblems", "is too long."),
    "value_too_short": QT_TRANSLATE_NOOP("ScanProblems", "is too short."),
}
"""What is wrong with an element, said after its identifier; the JSON of a text that means something has the
fault's code."""
OTHER_FAULT = QT_TRANSLATE_NOOP("ScanProblems", "is not as GS1 wants it.")

app = typer.Typer(no_args_is_help=True, help="Read barcodes.")


_says: list[Callable[[str, str], str]] = []


@app.callback()
def scan(
    messages: Annotated[
        str, typer.Option(help="Language of what is said: fr or en; else the machine's.")
    ] = "",
) -> None:
    """Read barcodes."""
    _says[:] = [sayer(messages or spoken_on_the_command_line())]


@app.command("parse")
def parse_command(
    text: Annotated[str, typer.Argument(help="What the scanner sends; write <GS> for the FNC1 separator.")],
    as_json: Annotated[  # noqa: ARG001
        bool, typer.Option("--json", help="Said anyway; kept for older scripts.")
    ] = True,
) -> None:
    """Say in one JSON object what a text means; exit status 2, with a sentence, if it means nothing.

    GS1 data come with their `elements`, and a `fault` where something in them is wrong.
    """
    sent = text.replace("<GS>", GROUP_SEPARATOR)
    scanned = parse(sent)
    said = msgspec.to_builtins(scanned)
    reading = reading_of(sent)
    if reading is not None and (reading.is_whole or not isinstance(scanned, Unknown)):
        said["elements"] = msgspec.to_builtins(reading.elements)
        fault = reading.fault or companions_fault(reading.elements)
        if fault is not None:
            said["fault"] = msgspec.to_builtins(fault)
    typer.echo(msgspec.json.encode({name: value for name, value in said.items() if value is not None}))
    if isinstance(scanned, Unknown):
        typer.echo(sentence(scanned, reading.fault if reading is not None else None), err=True)
        raise typer.Exit(EXIT_FAULT)


def sentence(scanned: Unknown, fault: Fault | None) -> str:
    """Why a text means nothing."""
    is_gs1 = scanned.why in (Why.BAD_ELEMENT_STRING, Why.NO_ARTICLE)
    say = _says[0]
    detail = ""
    if is_gs1 and fault and fault.identifier:
        wrong = say("ScanProblems", FAULTS.get(fault.code, OTHER_FAULT))
        detail = f" ({fault.identifier}) {wrong}"
    words = say("ScanProblems", QT_TRANSLATE_NOOP("ScanProblems", "“{text}” is not understood."))
    return f"{words.format(text=scanned.text)} {say('ScanProblems', SENTENCES[scanned.why])}{detail}"
