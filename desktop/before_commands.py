"""Options that stand before a command: `coulisse --profile A doctor` looks at A.

Without this they would be the window's alone, and the command would take the usual folder without a word.
"""

from __future__ import annotations

from typing import Any, Final

import typer

from desktop.terminal_words import word

HANDED_ON: Final = ("profile", "language", "look")
"""What means the same before a command and after it."""


def hand_on(context: typer.Context) -> None:
    """Give the command that follows what was typed before it; its own options go before that.

    Raises:
        typer.Exit: with 2, after saying so: something was typed that this command does not know.
    """
    name = str(context.invoked_subcommand)
    command: Any = context.command
    known = {param.name: param for param in command.get_command(context, name).params}
    handed: dict[str, Any] = {}
    for option, value in context.params.items():
        # By its name: typer has a click of its own.
        source = context.get_parameter_source(option)
        if source is None or source.name != "COMMANDLINE":
            continue
        if option not in HANDED_ON or option not in known:
            language = str(context.params.get("language") or "")
            typer.echo(word("not_for_command", language, option=f"--{option}", command=name), err=True)
            raise typer.Exit(2)
        handed[option] = [value] if known[option].multiple else value
    context.default_map = {name: handed}
