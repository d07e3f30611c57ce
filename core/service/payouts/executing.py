"""Lets approved money go: after the commit, once, by whoever pays by its means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import structlog
from sqlalchemy.orm import Session

from core.orchestration import Core
from core.orchestration.refund_execution import come_back, due_parts, take
from core.orchestration.refund_words import note
from core.rules.refund import Means
from core.rules.refund_part import WAITS_FOR_SERVICE_MS, Answer, Heard
from core.rules.time import Instant
from core.service.payouts.port import PaymentService, ServiceDown
from core.service.turns import KeepGoing

DOWN: Final = "service_down"

log = structlog.get_logger(__name__)


class Payer:
    """Pays what is due.

    A part is taken in one transaction, paid, and noted in another. Whoever dies in between leaves it to be
    asked about again under the same key; several processes may pay, each part is one's at a time.
    """

    def __init__(self, core: Core, services: Mapping[Means, PaymentService]) -> None:
        self._core = core
        self._services = services

    def turn(self, keep_going: KeepGoing = lambda: True) -> int:
        """Pay what is due, a page of it; returns how many parts were answered."""
        answered, down = 0, set[Means]()
        due, in_vain = self._core.read(self._due)
        for part_id in due:
            if not keep_going():
                break
            answered += self._try(part_id, down)
        for service in set(self._services.values()):
            service.close()
        return answered + sum(self._come_back(part_id) for part_id in in_vain)

    def _due(self, session: Session) -> tuple[Sequence[str], Sequence[str]]:
        """What is to be paid, and what waits in vain: a core that nobody has told of a payment service keeps
        no refund to itself for ever."""
        now = self._core.clock.now()
        unserved = [means for means in Means if means not in self._services]
        in_vain = due_parts(session, Instant(now - WAITS_FOR_SERVICE_MS), unserved)
        return due_parts(session, now, self._services), in_vain

    def _come_back(self, part_id: str) -> bool:
        return self._core.transact(lambda unit: come_back(unit, part_id))

    def _try(self, part_id: str, down: set[Means]) -> bool:
        try:
            return self._pay(part_id, down)
        except Exception:
            # A bug in one must not keep the others waiting; it is tried again when its turn comes.
            log.exception("payouts.failed", part=part_id)
            return False

    def _pay(self, part_id: str, down: set[Means]) -> bool:
        order = self._core.transact(lambda unit: take(unit, part_id))
        if order is None:
            return False
        if order.means in down:
            answer = Answer(Heard.NOTHING, reason=DOWN, was_reached=False)
        else:
            try:
                answer = self._services[order.means].refund(order)
            except ServiceDown as error:
                log.warning("payouts.down", means=order.means.value, reason=str(error))
                down.add(order.means)
                answer = Answer(Heard.NOTHING, reason=DOWN, was_reached=False)
        self._core.transact(lambda unit: note(unit, part_id, answer, f"answer:{order.key}"))
        return answer.heard is not Heard.NOTHING
