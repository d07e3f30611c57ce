"""Envelopes back into commands, in today's form, on a workstation as on the core."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.commands.definitions import BY_NAME, Command, SettleException, decode
from core.rules.errors import BadInput
from core.rules.exceptions import Resolution
from core.wire import Envelope, Upcasters, unpack_arguments
from core.wire.upcast import Arguments, Step


def _closes(arguments: Arguments) -> Arguments:
    """Settled in the days when settling could only close."""
    return {**arguments, "resolution": Resolution.CLOSE.value}


def _as_it_is(arguments: Arguments) -> Arguments:
    """Said in the days when there were fewer words."""
    return arguments


STEPS: Mapping[tuple[str, int], Step] = MappingProxyType(
    {(SettleException.NAME, 1): _closes, (SettleException.NAME, 2): _as_it_is}
)
"""For each (name, version) what leads to the version after it."""

UPCASTERS: Final = Upcasters({name: command.VERSION for name, command in BY_NAME.items()}, STEPS)


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
