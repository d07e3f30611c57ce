"""A device's chain of envelopes in memory: for whoever does what a workstation does and has no replica.

A workstation's own chain is in its replica, moved on in the transaction of each command (`sync.journal`).
"""

from __future__ import annotations

from typing import Any

from core.commands.definitions import Command
from core.rules.time import Instant
from core.wire import NOTHING_BEFORE, Envelope, SignedEnvelope, SigningKey, body_hash, pack_arguments, seal


class SealedChain:
    """Seals one command after another.

    Attributes:
        device_id: whose it is.
        sequence: of the last envelope; 0 before the first.
    """

    def __init__(self, device_id: str, key: SigningKey) -> None:
        self.device_id = device_id
        self.sequence = 0
        self._key = key
        self._previous = NOTHING_BEFORE

    def seal(self, command: Command, command_id: str, author: str, at: Instant) -> SignedEnvelope:
        """The next envelope, with this command.

        Raises:
            BadInput: see `core.wire.seal`; the chain stays as it was.
        """
        return self.seal_fields(id=command_id, author=author, at=at, **envelope_fields(command))

    def seal_fields(self, **fields: Any) -> SignedEnvelope:
        """The next envelope: all that the chain does not know, and what it is to say instead of what it does.

        Raises:
            BadInput: likewise.
        """
        usual: dict[str, Any] = {
            "device_id": self.device_id,
            "sequence": self.sequence + 1,
            "previous": self._previous,
            "base_version": 0,
        }
        sealed = seal(Envelope(**(usual | fields)), self._key)
        self.sequence += 1
        self._previous = body_hash(sealed.body)
        return sealed


def envelope_fields(command: Command) -> dict[str, Any]:
    """What an envelope says of its command."""
    return {
        "aggregate": command.aggregate,
        "name": command.NAME,
        "version": command.VERSION,
        "arguments": pack_arguments(command),
    }
