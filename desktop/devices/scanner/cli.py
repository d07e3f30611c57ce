"""``coulisse scan``: what the program makes of a barcode's text, without a scanner or a display."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from desktop.devices.scanner.parse import GROUP_SEPARATOR, Unknown, parse

app = typer.Typer(no_args_is_help=True, help="Read barcodes.")


@app.callback()
def scan() -> None:
    """Read barcodes."""


@app.command("parse")
def parse_command(
    text: Annotated[str, typer.Argument(help="What the scanner sends; write <GS> for the FNC1 separator.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say what a barcode's text means. The exit code is 1 where it means nothing here."""
    scanned = parse(text.replace("<GS>", GROUP_SEPARATOR))
    if as_json:
        typer.echo(msgspec.json.encode(scanned))
    else:
        for name, value in msgspec.to_builtins(scanned).items():
            if value is not None:
                typer.echo(f"{'kind' if name == 'type' else name}: {value}")
    if isinstance(scanned, Unknown):
        raise typer.Exit(1)
