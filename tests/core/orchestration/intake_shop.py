"""A store with an order to prepare and a device that sends, for the tests of the intake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from core.commands import ClaimFulfilment, Command, Outcome, PickLine
from core.model import Device, ExceptionCase, Fulfilment, FulfilmentLine, Staff
from core.orchestration import Core, UnitOfWork
from core.orchestration.command_intake import receive
from core.wire import CommandsAnswer, SignedEnvelope, SigningKey
from tests.core.builders import (
    make_article,
    make_device,
    make_fulfilment,
    make_location,
    make_position,
    make_staff,
)
from tests.support.sender import Sender

KEY = SigningKey(bytes(range(32)))


class Shop:
    """A store with an order to prepare and a device to do it on."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.reactions: list[str] = []
        self.fulfilment_id, self.line_id = core.transact(self._set_up)
        self.device, self.staff = core.read(
            lambda s: (s.scalars(select(Device)).one(), s.scalars(select(Staff)).one())
        )
        self.sender = Sender(self.device.id, KEY, self.staff.id, core.clock.now())

    def _set_up(self, unit: UnitOfWork) -> tuple[str, str]:
        location, article = make_location(unit), make_article(unit)
        make_position(unit, article, location, 10)
        make_staff(unit, location)
        make_device(unit, location, KEY)
        head = make_fulfilment(unit, location, [(article, 2)])
        unit.session.flush()
        return head.id, unit.session.scalars(select(FulfilmentLine.id)).one()

    def react(self, _unit: UnitOfWork, command: Command, _command_id: str, outcome: Outcome) -> None:
        self.reactions.append(f"{command.NAME} {outcome.status}")

    def send(
        self, *batch: SignedEnvelope, react: Callable[..., None] | None = None, **more: Any
    ) -> CommandsAnswer:
        return receive(self.core, self.device.id, batch, react or self.react, **more)

    def claim(self, **changes: Any) -> SignedEnvelope:
        return self.sender.seal(ClaimFulfilment(fulfilment_id=self.fulfilment_id), **changes)

    def pick(self, quantity: int = 1, **changes: Any) -> SignedEnvelope:
        command = PickLine(fulfilment_id=self.fulfilment_id, line_id=self.line_id, quantity=quantity)
        return self.sender.seal(command, **changes)

    def change(self, work: Callable[[UnitOfWork], None]) -> None:
        self.core.transact(work)

    def state(self) -> str:
        return self.core.read(lambda s: s.scalars(select(Fulfilment.state)).one())

    def cases(self) -> list[ExceptionCase]:
        return list(self.core.read(lambda s: s.scalars(select(ExceptionCase)).all()))
