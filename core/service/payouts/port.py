"""The port that money leaves by."""

from __future__ import annotations

from typing import Protocol

from core.orchestration.refund_execution import PayOrder
from core.rules.refund_part import Answer


class ServiceDown(Exception):
    """Nothing can be paid now. Others need not be tried."""


class PaymentService(Protocol):
    """Whoever pays by one means."""

    def refund(self, order: PayOrder) -> Answer:
        """Pay it back, once for its key however often it is asked.

        What is not known (no answer, half of one) is `Heard.NOTHING`: it is asked again under the same key.

        Raises:
            ServiceDown: it was not reached at all.
        """

    def close(self) -> None:
        """Let go of what is open; it opens again when it is needed."""
