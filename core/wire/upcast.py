"""Old commands in today's form: a step for each version, run one after the other.

Envelopes are kept for ever as they were signed; a workstation that slept a month sends
the commands of its day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from core.rules.errors import BadInput

Arguments = dict[str, Any]
Step = Callable[[Arguments], Arguments]


class UnknownCommand(BadInput):
    """A command by a name, or in a version, that this program does not know; the core quarantines it."""


class Upcasters:
    """The registry of commands' versions.

    Attributes:
        current: today's version of each command by name, from 1.
    """

    def __init__(
        self, current: Mapping[str, int], steps: Mapping[tuple[str, int], Step] | None = None
    ) -> None:
        """Take `current` and the `steps` that lead from (name, version) to the version after it.

        Raises:
            ValueError: a step is missing or leads nowhere: a bug in the program.
        """
        self.current = dict(current)
        self._steps = dict(steps or {})
        wanted = {(name, version) for name, now in self.current.items() for version in range(1, now)}
        if wanted != self._steps.keys():
            raise ValueError(f"upcasting steps do not match: {wanted ^ self._steps.keys()}")

    def upcast(self, name: str, version: int, arguments: Arguments) -> Arguments:
        """The arguments in today's form; the caller's own are left as they are.

        Raises:
            UnknownCommand: no such name, or a version newer than ours.
            BadInput: the arguments are not what that version promised.
        """
        now = self.current.get(name)
        if now is None:
            raise UnknownCommand("unknown_command", name=name, version=version)
        if not 1 <= version <= now:
            raise UnknownCommand("newer_command", name=name, version=version, known_version=now)
        raised = dict(arguments)
        for old in range(version, now):
            raised = self._step(name, old, raised)
        return raised

    def _step(self, name: str, version: int, arguments: Arguments) -> Arguments:
        try:
            return self._steps[(name, version)](arguments)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInput("bad_arguments", name=name, version=version, reason=str(error)) from error


def pack_arguments(command: msgspec.Struct | Arguments) -> bytes:
    """The bytes that an envelope carries for a command's arguments: a msgpack map."""
    return msgspec.msgpack.encode(command)


_arguments = msgspec.msgpack.Decoder(dict[str, Any])


def unpack_arguments(packed: bytes) -> Arguments:
    """Read what `pack_arguments` wrote.

    Raises:
        BadInput: not a msgpack map.
    """
    try:
        return _arguments.decode(packed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError) as error:
        raise BadInput("bad_arguments", reason=str(error)) from error
