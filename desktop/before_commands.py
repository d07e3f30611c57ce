"""Options that stand before a command: `coulisse --profile A doctor` looks at A.

Without this they would be the window's alone, and the command would take the usual folder without a word.
"""

from __future__ import annotations

from typing import Any, Final

import typer

HANDED_ON: Final = ("profile", "language", "look")
"""What means the same before a command and after it."""


def hand_on(context: typer.Context) -> None:
    """Give the command that follows what was typed before it; its own options go before that.

    Raises:
        typer.BadParameter: something was typed that this command does not know.
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
            raise typer.BadParameter(f"--{option} is not for `{name}`")
        handed[option] = [value] if known[option].multiple else value
    context.default_map = {name: handed}
