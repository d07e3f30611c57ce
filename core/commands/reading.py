"""Envelopes back into commands, in today's form, on a workstation as on the core."""

from __future__ import annotations

from typing import Final

from core.commands.definitions import BY_NAME, Command, decode
from core.rules.errors import BadInput
from core.wire import Envelope, Upcasters, unpack_arguments

UPCASTERS: Final = Upcasters({name: command.VERSION for name, command in BY_NAME.items()})
"""The steps from each older version of a command to the one after it."""


def read_command(envelope: Envelope) -> Command:
    """The command that an envelope carries, raised to today's version; the envelope stays as it was signed.

    Raises:
        UnknownCommand: a command, or a version of it, that this program does not know.
        BadInput: `bad_arguments`.
    """
    arguments = UPCASTERS.upcast(envelope.name, envelope.version, unpack_arguments(envelope.arguments))
    command = decode(envelope.name, arguments)
    if command.aggregate != envelope.aggregate:
        raise BadInput("bad_arguments", name=envelope.name, reason="other aggregate")
    return command
