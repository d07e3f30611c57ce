"""A manager's word on a refund, signed over exactly what is shown."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.commands import ApproveRefund, PartDraft
from core.rules.refund import Part
from core.wire import approval
from desktop.desk import Desk, Hand, Prints


class ToSign(msgspec.Struct, frozen=True):
    """What an approval is about: the amounts and units as they are on the screen."""

    return_id: str
    refund_id: str
    parts: tuple[Part, ...]
    units: tuple[str, ...]
    proposer: str


async def approve(desk: Desk, what: ToSign, hand: Hand, prints: Prints | None = None) -> None:
    """Sign it with this hand, and let it take effect. The session of who works here stays.

    Raises:
        Refused: the rules say no.
    """
    at = desk.clock.now()
    given = approval(
        what.return_id,
        what.refund_id,
        parts=what.parts,
        units=what.units,
        proposer=what.proposer,
        manager=hand.staff_id,
        device_id=desk.me.device_id,
        at=at,
    )
    command = ApproveRefund(
        return_id=what.return_id,
        refund_id=what.refund_id,
        units=list(what.units),
        parts=drafts(what.parts),
        proposer=what.proposer,
        signed_at=at,
        signature=(await desk.sign(given, hand)).hex(),
        is_offline=not desk.is_connected,
    )
    await desk.do(command, prints, author=hand.staff_id)


def drafts(parts: Sequence[Part]) -> list[PartDraft]:
    """The parts as a command carries them."""
    return [PartDraft(part.means, part.cents) for part in parts]
