"""A device that sends: it seals commands into its chain of envelopes, as a workstation does."""

from __future__ import annotations

from typing import Any

from core.commands import Command, arguments_of
from core.rules.ids import derive
from core.rules.time import Instant
from core.wire import NOTHING_BEFORE, Envelope, SignedEnvelope, SigningKey, body_hash, pack_arguments, seal


class Sender:
    """One device's chain.

    Attributes:
        device_id: the device.
        sequence: of the last envelope sealed.
    """

    def __init__(self, device_id: str, key: SigningKey, author: str, at: Instant) -> None:
        self.device_id = device_id
        self.sequence = 0
        self._key = key
        self._author = author
        self._at = at
        self._previous = NOTHING_BEFORE

    def seal(self, command: Command, **changes: Any) -> SignedEnvelope:
        """The next envelope, with this command; `changes` are fields of the envelope."""
        fields = {
            "aggregate": command.aggregate,
            "name": command.NAME,
            "version": command.VERSION,
            "arguments": pack_arguments(arguments_of(command)),
        }
        return self.seal_raw(**(fields | changes))

    def seal_raw(self, **fields: Any) -> SignedEnvelope:
        """The next envelope, with what it says."""
        self.sequence += 1
        usual = {
            "id": derive(self.device_id, "command", self.sequence),
            "device_id": self.device_id,
            "sequence": self.sequence,
            "previous": self._previous,
            "base_version": 0,
            "author": self._author,
            "at": self._at,
        }
        sealed = seal(Envelope(**(usual | fields)), self._key)
        self._previous = body_hash(sealed.body)
        return sealed
