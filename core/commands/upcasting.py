"""Commands as an envelope carries them, whatever their version, as the commands of today."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.commands.definitions import BY_NAME, Command, Resolution, SettleException, decode
from core.wire import Envelope, Upcasters, unpack_arguments
from core.wire.upcast import Arguments, Step


def _closes(arguments: Arguments) -> Arguments:
    """Settled in the days when settling could only close."""
    return {**arguments, "resolution": Resolution.CLOSE.value}


STEPS: Mapping[tuple[str, int], Step] = MappingProxyType({(SettleException.NAME, 1): _closes})
"""For each (name, version) what leads to the version after it."""

UPCASTERS: Final = Upcasters({name: command.VERSION for name, command in BY_NAME.items()}, STEPS)


def command_in(envelope: Envelope) -> Command:
    """The command that an envelope carries.

    Raises:
        BadInput: `unknown_command`, `newer_command`, `bad_arguments`.
    """
    arguments = unpack_arguments(envelope.arguments)
    return decode(envelope.name, UPCASTERS.upcast(envelope.name, envelope.version, arguments))
