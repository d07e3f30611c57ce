"""Commands whose modules are loaded when they are named: the window does not wait for what prints labels."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from typer.core import TyperGroup
from typer.main import get_group

LATE = {"labels": "desktop.labels.cli", "scan": "desktop.devices.scanner.cli"}
"""Modules with an `app`, by the name of their command."""


class LateCommands(TyperGroup):
    """The program's commands, and those of `LATE`."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *LATE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in LATE:
            return super().get_command(ctx, cmd_name)
        command = get_group(import_module(LATE[cmd_name]).app)
        command.name = cmd_name
        return command
