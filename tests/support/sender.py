"""A device that sends: it seals commands into its chain of envelopes, as a workstation does."""

from __future__ import annotations

from typing import Any

from core.commands import Command, SealedChain, envelope_fields
from core.rules.ids import derive
from core.rules.time import Instant
from core.wire import SignedEnvelope, SigningKey


class Sender:
    """One device's chain.

    Attributes:
        device_id: the device.
        sequence: of the last envelope sealed.
    """

    def __init__(self, device_id: str, key: SigningKey, author: str, at: Instant) -> None:
        self._key = key
        self._chain = SealedChain(device_id, key)
        self._author = author
        self._at = at

    @property
    def device_id(self) -> str:
        return self._chain.device_id

    @property
    def sequence(self) -> int:
        return self._chain.sequence

    def begin_anew(self) -> None:
        """Seal the next one as the first: nothing of before has reached anybody."""
        self._chain = SealedChain(self.device_id, self._key)

    def seal(self, command: Command, **changes: Any) -> SignedEnvelope:
        """The next envelope, with this command; `changes` are fields of the envelope."""
        return self.seal_raw(**(envelope_fields(command) | changes))

    def seal_raw(self, **fields: Any) -> SignedEnvelope:
        """The next envelope, with what it says."""
        command_id = derive(self.device_id, "command", self.sequence + 1)
        usual = {"id": command_id, "author": self._author, "at": self._at}
        return self._chain.seal_fields(**(usual | fields))
