"""A workstation that takes goods back and pays for them, with the line as it is."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

from core.commands import (
    ApproveRefund,
    Command,
    DeclareReturn,
    PartDraft,
    PayOutCash,
    ProposeRefund,
    ReceivedLine,
    ReceiveReturn,
    ReturnLineDraft,
)
from core.commands.definitions import parts_of
from core.model import ApprovalKey
from core.orchestration import Core, UnitOfWork
from core.orchestration.command_intake import receive
from core.orchestration.leasing import lease_all
from core.orchestration.reactions import after
from core.rules.errors import CoulisseError
from core.rules.ids import derive
from core.rules.refund import Means, Part
from core.rules.returns import ReturnReason, number_text
from core.wire import SignedEnvelope, SigningKey, approval, make_approval
from tests.core.builders import make_device
from tests.support.sender import Sender


class Shop(Protocol):
    """What a workstation knows of its world."""

    core: Core
    location: Any
    associate: str
    manager: str
    articles: Mapping[str, int]
    line_ids: Mapping[str, str]
    sale_id: str

    def due_for(self, units: Sequence[str]) -> Sequence[Part]:
        """How these units go back to the means paid with."""


class Desk:
    """A workstation with what it has sealed and how far it knows to have been heard.

    Attributes:
        keeps_time: it says when each thing was done; else all of it was done when it was enrolled.
        on_propose: is told of each proposal: the refund and its units.
    """

    def __init__(self, core: Core, world: Shop, name: str, number: int) -> None:
        self.name, self._world = name, world
        self.key, self.manager_key = SigningKey(name.encode() * 32), SigningKey(name.upper().encode() * 32)
        self.device_id = f"device-{name}"
        core.transact(lambda unit: self._enrol(unit, number))
        self.sender = Sender(self.device_id, self.key, world.associate, core.clock.now())
        self.sealed: list[SignedEnvelope] = []
        self.heard = 0
        self.keeps_time = False
        self.on_propose: Callable[[str, Sequence[str]], None] = lambda _refund_id, _units: None

    def _enrol(self, unit: UnitOfWork, number: int) -> None:
        make_device(unit, self._world.location, self.key, id=self.device_id)
        lease_all(unit, self.device_id)
        unit.session.add(
            ApprovalKey(
                id=f"key-{self.name}",
                staff_id=self._world.manager,
                device_id=self.device_id,
                location_id=self._world.location.id,
                public_key=self.manager_key.public.hex(),
                registered_at=unit.at,
                revoked_at=None,
            )
        )
        self.number = number_text("R", 1 + 1_000 * number)
        self.credit_number = number_text("A", 1 + 1_000 * number)

    def seal(self, command: Command, author: str = "") -> str:
        """Do it here: it waits to be sent. Returns the command's id."""
        changes: dict[str, Any] = {"author": author} if author else {}
        if self.keeps_time:
            changes["at"] = self._world.core.clock.now()
        self.sealed.append(self.sender.seal(command, **changes))
        return derive(self.device_id, "command", self.sender.sequence)

    def bring_back(self, return_id: str, units: Sequence[str]) -> None:
        """Declare and receive these units."""
        world = self._world
        drafts = [
            ReturnLineDraft(
                article_id=world.articles[name],
                quantity=len(places),
                reason=ReturnReason.CHANGED_MIND,
                sale_line_id=world.line_ids[name],
                units=places,
            )
            for name in world.line_ids
            if (places := [int(u.split(":")[1]) for u in units if u.startswith(world.line_ids[name])])
        ]
        declare = DeclareReturn(return_id=return_id, number=self.number, sale_id=world.sale_id, lines=drafts)
        command_id = self.seal(declare)
        told = [
            ReceivedLine(derive(command_id, "line", place), draft.quantity)
            for place, draft in enumerate(drafts)
        ]
        self.seal(ReceiveReturn(return_id=return_id, lines=told))

    def pay_back(self, return_id: str, refund_id: str, units: Sequence[str]) -> None:
        """Propose it, and the manager signs; cash leaves at once."""
        parts = self.propose(return_id, refund_id, units)
        self.approve(return_id, refund_id, units, parts)
        self.pay_out(return_id, refund_id, parts)

    def propose(self, return_id: str, refund_id: str, units: Sequence[str]) -> list[PartDraft]:
        """Returns how it is to go back."""
        self.on_propose(refund_id, units)
        parts = [PartDraft(part.means, part.cents) for part in self._world.due_for(units)]
        self.seal(
            ProposeRefund(
                return_id=return_id,
                refund_id=refund_id,
                units=list(units),
                parts=parts,
                credit_number=self.credit_number,
                is_offline=True,
            )
        )
        return parts

    def approve(
        self, return_id: str, refund_id: str, units: Sequence[str], parts: Sequence[PartDraft]
    ) -> None:
        """The manager signs, over what the associate has proposed here or elsewhere."""
        world = self._world
        at = world.core.clock.now()
        given = approval(
            return_id,
            refund_id,
            parts=parts_of(parts),
            units=units,
            proposer=world.associate,
            manager=world.manager,
            device_id=self.device_id,
            at=at,
        )
        signature = make_approval(self.manager_key, given).hex()
        self.seal(
            ApproveRefund(
                return_id=return_id,
                refund_id=refund_id,
                units=list(units),
                parts=list(parts),
                proposer=world.associate,
                signed_at=at,
                signature=signature,
            ),
            author=world.manager,
        )

    def pay_out(self, return_id: str, refund_id: str, parts: Sequence[PartDraft]) -> None:
        """What of it is cash leaves the till."""
        cents = sum(part.cents for part in parts if part.means is Means.CASH)
        if cents:
            self.seal(PayOutCash(return_id=return_id, refund_id=refund_id, cents=cents, is_offline=True))

    def send(self, most: int, *, is_heard: bool) -> None:
        """Send what the core is not known to have; perhaps its answer is lost."""
        batch = self.sealed[self.heard : self.heard + most]
        if not batch:
            return
        with suppress(CoulisseError):
            answer = receive(self._world.core, self.device_id, batch, after)
            if is_heard:
                self.heard = max(self.heard, answer.accepted_through)

    def repeat(self, chance: random.Random) -> None:
        """Send something of before again."""
        if self.heard:
            start = chance.randrange(self.heard)
            with suppress(CoulisseError):
                receive(self._world.core, self.device_id, self.sealed[start : start + 2], after)
