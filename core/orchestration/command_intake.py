"""Takes in what workstations send: many envelopes in one transaction, each with its effects and outcome.

Most go through, so they are first tried in one go, with what they look at read in advance. If one of them
does not go through, a few share a transaction, each with a savepoint. One that cannot be taken in at all must
not take others with it: then each has a transaction of its own.
Bytes that are not authentic are refused. An authentic envelope is always kept, and answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
import structlog
from sqlalchemy import Select, select
from sqlalchemy.exc import DBAPIError

from core import wire
from core.commands import OutcomeStatus
from core.feed.streams import NETWORK, store_stream
from core.model import Device
from core.model.gathered import gathering
from core.model.kept_statements import kept
from core.orchestration.command_decision import NotInOneGo, React, decide, decide_in_one_go
from core.orchestration.database import is_passing
from core.orchestration.envelope_intake import Answer, Decide, Opened, open_from, take_in
from core.orchestration.intake_gathering import gather
from core.orchestration.unit import MAX_ATTEMPTS, Core, UnitOfWork
from core.rules.errors import BadInput, Conflict, CoulisseError, NotAuthentic
from core.rules.time import Instant
from core.wire import CommandsAnswer, SignedEnvelope

log = structlog.get_logger(__name__)

IN_ONE_GO: Final = 100
"""Envelopes in one transaction where all go through: enough to share the cost of statements and a commit, few
enough to hold locks for a tenth of a second."""
TOGETHER: Final = 25
"""Envelopes in one transaction where each has its savepoint: these take four times as long."""


def receive(
    core: Core,
    device_id: str,
    batch: Sequence[SignedEnvelope],
    react: React,
    device_now: Instant | None = None,
    *,
    in_one_go: bool = True,
) -> CommandsAnswer:
    """Take in a batch of one device's envelopes, in their order, as far as they go.

    Args:
        device_now: the device's clock when it sent them, if it said so; its offset is recorded.
        in_one_go: whether that is worth a try; what is known not to go through is decided with care at once.

    Raises:
        Conflict: `sequence_gap` with the sequence `expected`; `forked` and `device_held`, until a person has
            looked at the device. Only if not one envelope could be taken in: otherwise the answer tells how
            far it went, and sending the rest meets the same obstacle.
        NotAuthentic, BadInput: the same, for bytes that are not the device's or not an envelope.
        Exception: the same, for what the database or a bug puts in the way of the first.
    """
    device = core.read(lambda session: session.get(Device, device_id))
    if device is None:
        raise NotAuthentic("unknown_device")
    if device.held_reason:
        raise Conflict("device_held", reason=device.held_reason)
    outcomes: list[wire.OutcomeRow] = []
    reached = 0
    for start in range(0, len(batch), IN_ONE_GO):
        some = batch[start : start + IN_ONE_GO]
        answers = _several(core, device, some, react, device_now, in_one_go)
        outcomes += [answer.outcome for answer in answers if answer.outcome is not None]
        reached = max([reached, *(answer.sequence for answer in answers)])
        obstacle = answers[-1].obstacle
        if obstacle is not None:
            if not reached:
                raise obstacle
            # No further than it was answered: behind a fork, what the core has there is another's.
            return CommandsAnswer(outcomes, reached)
    [last] = core.read(lambda s: _last_sequence(s, device_id))
    return CommandsAnswer(outcomes, last)


@kept
def _last_sequence(device_id: str) -> Select[int]:
    return select(Device.last_sequence).where(Device.id == device_id)


def _several(
    core: Core,
    device: Device,
    batch: Sequence[SignedEnvelope],
    react: React,
    device_now: Instant | None,
    in_one_go: bool,
) -> list[Answer]:
    """What came of each, in order, up to the first obstacle."""
    opened: list[Opened] = []
    obstacle: CoulisseError | None = None
    for signed in batch:
        try:
            opened.append(open_from(device, signed))
        except (NotAuthentic, BadInput) as error:
            log.warning("intake.not_an_envelope", device_id=device.id, code=error.code)
            obstacle = error
            break
    answers = _in_one_go(core, device, opened, react, device_now) if in_one_go else None
    if answers is None:
        answers = _with_care(core, device, opened, react, device_now)
    if obstacle is not None and (not answers or answers[-1].obstacle is None):
        answers.append(Answer(obstacle=obstacle))
    return answers


def _in_one_go(
    core: Core, device: Device, opened: Sequence[Opened], react: React, device_now: Instant | None
) -> list[Answer] | None:
    """What came of them if all go through; None, with nothing done, if one does not."""

    def work(unit: UnitOfWork) -> list[Answer]:
        unit.lock(Device, device.id)
        with gathering(unit.session) as gathered:
            gather(unit, gathered, device.id, [one.envelope for one in opened])
            answers = take_in_all(unit, device, opened, react, device_now, decide_in_one_go)
            unit.session.flush()
        return answers

    try:
        return _committed(core, device, work, attempts=1) if opened else []
    except Exception as error:
        reason = error.args[0] if isinstance(error, NotInOneGo) else repr(error)
        log.info("intake.not_in_one_go", device_id=device.id, envelopes=len(opened), reason=reason)
        return None


def _with_care(
    core: Core, device: Device, opened: Sequence[Opened], react: React, device_now: Instant | None
) -> list[Answer]:
    """What came of each, in order, up to the first obstacle; a few in a transaction."""
    answers: list[Answer] = []
    for start in range(0, len(opened), TOGETHER):
        answers += _a_few(core, device, opened[start : start + TOGETHER], react, device_now)
        if answers[-1].obstacle is not None:
            break
    return answers


def _a_few(
    core: Core, device: Device, opened: Sequence[Opened], react: React, device_now: Instant | None
) -> list[Answer]:
    try:
        return _together(core, device, opened, react, device_now)
    except Exception as error:
        if len(opened) == 1:
            log.exception("intake.failed", device_id=device.id, sequence=opened[0].envelope.sequence)
            return [Answer(obstacle=error)]
        _tell_why_not_together(device, len(opened), error)
        return _one_by_one(core, device, opened, react, device_now)


def _tell_why_not_together(device: Device, count: int, error: Exception) -> None:
    if isinstance(error, DBAPIError) and is_passing(error):
        log.info("intake.together_turned_back", device_id=device.id, envelopes=count, reason=str(error.orig))
    else:
        log.exception("intake.together_failed", device_id=device.id, envelopes=count, exc_info=error)


def _one_by_one(
    core: Core, device: Device, opened: Sequence[Opened], react: React, device_now: Instant | None
) -> list[Answer]:
    """What came of each, in order, up to the first obstacle: that one's failure hides none before it."""
    answers: list[Answer] = []
    for one in opened:
        try:
            answers += _together(core, device, [one], react, device_now)
        except Exception as error:
            log.exception("intake.failed", device_id=device.id, sequence=one.envelope.sequence)
            answers.append(Answer(obstacle=error))
        if answers[-1].obstacle is not None:
            break
    return answers


def _together(
    core: Core, device: Device, opened: Sequence[Opened], react: React, device_now: Instant | None
) -> list[Answer]:
    def work(unit: UnitOfWork) -> list[Answer]:
        return take_in_all(unit, device, opened, react, device_now, decide)

    # Several that met another's locks are not run again as they are: one by one they hold fewer.
    return _committed(core, device, work, attempts=1 if len(opened) > 1 else MAX_ATTEMPTS)


def take_in_all(
    unit: UnitOfWork,
    device: Device,
    opened: Sequence[Opened],
    react: React,
    device_now: Instant | None,
    decide_: Decide,
) -> list[Answer]:
    """What came of each in one transaction, up to the first obstacle."""
    answers: list[Answer] = []
    for one in opened:
        answers.append(take_in(unit, device.id, one, react, device_now, decide_))
        if answers[-1].obstacle is not None:
            break
    return answers


def _committed(
    core: Core, device: Device, work: Callable[[UnitOfWork], list[Answer]], attempts: int
) -> list[Answer]:
    """The answers of a transaction, with the versions that its commit made."""
    units: list[UnitOfWork] = []

    def noting(unit: UnitOfWork) -> list[Answer]:
        units.append(unit)
        return work(unit)

    answers = core.transact(noting, attempts)
    return [numbered(answer, device, units[-1].versions) for answer in answers]


def numbered(answer: Answer, device: Device, made: dict[str, int]) -> Answer:
    """Only the commit gave the versions of what was decided just now."""
    if answer.outcome is None or not answer.is_new or answer.outcome.status is OutcomeStatus.REFUSED:
        return answer
    known = {
        "store_version": made.get(store_stream(device.location_id), answer.outcome.store_version),
        "network_version": made.get(NETWORK, answer.outcome.network_version),
    }
    return Answer(msgspec.structs.replace(answer.outcome, **known), answer.sequence)
