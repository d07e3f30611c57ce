"""A device's batch among other requests that are done together."""

from __future__ import annotations

from collections.abc import Sequence

from core import wire
from core.commands import read_command
from core.model import Device
from core.orchestration.command_decision import NotInOneGo, React, decide_in_one_go
from core.orchestration.command_intake import IN_ONE_GO, numbered, receive, take_in_all
from core.orchestration.company_gathering import Needs
from core.orchestration.envelope_intake import Opened, open_from
from core.orchestration.unit import Core, UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.time import Instant
from core.wire import CommandsAnswer, SignedEnvelope


class TakeIn:
    """A device's batch as an errand, where it goes through as a whole (`core.orchestration.company`)."""

    def __init__(
        self,
        core: Core,
        device_id: str,
        batch: Sequence[SignedEnvelope],
        react: React,
        device_now: Instant | None,
    ) -> None:
        self._core, self._device_id, self._batch = core, device_id, batch
        self._react, self._device_now = react, device_now
        self._opened: list[Opened] = []
        self._device: Device | None = None
        self._goes_through = True
        self.name = f"commands {device_id}"
        self.weight, self.orders = len(batch), 0

    def foresee(self, needs: Needs) -> None:
        """What the envelopes say; whether they are the device's is seen when its key is known."""
        if not 0 < len(self._batch) <= IN_ONE_GO:
            raise NotInOneGo("none, or too many")
        read = [wire.read_own(signed.body) for signed in self._batch]
        needs.envelopes += [(envelope, read_command(envelope)) for envelope in read]

    def look(self, unit: UnitOfWork) -> None:
        """They are the device's."""
        self._device = unit.session.get(Device, self._device_id)
        if self._device is None or self._device.held_reason:
            raise NotInOneGo("no device, or one that is held")
        self._opened = [open_from(self._device, signed) for signed in self._batch]

    def act(self, unit: UnitOfWork) -> CommandsAnswer:
        """Take them in; all go through, or none."""
        assert self._device is not None, "it has looked"
        try:
            answers = take_in_all(
                unit, self._device, self._opened, self._react, self._device_now, decide_in_one_go
            )
        except (NotInOneGo, Refused, BadInput):
            self._goes_through = False
            raise
        if answers[-1].obstacle is not None:
            raise answers[-1].obstacle
        self._answers = answers
        return CommandsAnswer([], self._device.last_sequence)

    def told(self, result: CommandsAnswer, versions: dict[str, int]) -> CommandsAnswer:
        """The outcomes with the versions of the commit."""
        assert self._device is not None, "it has looked"
        outcomes = [numbered(answer, self._device, versions).outcome for answer in self._answers]
        return CommandsAnswer([one for one in outcomes if one is not None], result.accepted_through)

    def alone(self) -> CommandsAnswer:
        """As `receive` does; what one of them stopped before is not tried in one go again."""
        return receive(
            self._core,
            self._device_id,
            self._batch,
            self._react,
            self._device_now,
            in_one_go=self._goes_through,
        )
