"""Sends what customers are to be told: after the commit, at least once, and not for ever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog
from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from core.model import ExceptionCase, Notification, Order
from core.orchestration import Core, UnitOfWork
from core.orchestration.notices import READY, REMINDER, SENT, SUBSTITUTE, UNCOLLECTED
from core.orchestration.payments import CENTRE
from core.rules.ids import derive
from core.rules.time import HOUR_MS, MINUTE_MS, Instant
from core.service.notices.letters import letter_of
from core.service.notices.port import Letter, NotTaken, Post, PostDown
from core.service.turns import KeepGoing

PAGE: Final = 100
LEASE_MS: Final = 10 * MINUTE_MS
"""Whoever has taken a notice sends it within this time, or somebody else does."""
FIRST_WAIT_MS: Final = MINUTE_MS
LONGEST_WAIT_MS: Final = HOUR_MS
MOST_TRIES: Final = 50
TOLD_WITHIN_MS: Final = 48 * HOUR_MS
"""A word that comes later than that does more harm than good."""
GOES_AHEAD: Final = (READY, REMINDER, SENT, SUBSTITUTE)
"""What is of use at once, or never: it waits for an earlier word that was put off only so long."""
HELD_MS: Final = 15 * MINUTE_MS
NOT_TOLD: Final = "customer_not_told"
"""The case of a customer who could not be told."""
QUIET: Final = frozenset({"no_address", "no_words"})
"""Nobody has to do anything about these: there is no way to tell this customer, or nothing to say."""

INTERNAL_ERROR: Final = "internal_error"
MESSAGE_REFUSED: Final = "message_refused"
"""What a notice fails by for its own sake: another one of its order need not wait for it."""

log = structlog.get_logger(__name__)


class Sender:
    """Sends what is due.

    A notice is taken in one transaction, sent, and noted as sent in another. Whoever dies in between leaves
    it to be sent again, under the same name. Several processes may send: each notice is one's at a time.
    """

    def __init__(self, core: Core, post: Post, language: str) -> None:
        self._core = core
        self._post = post
        self._language = language

    def turn(self, keep_going: KeepGoing = lambda: True) -> int:
        """Send what is due, a page of it; returns how many were sent."""
        sent = 0
        try:
            for one in self._core.read(lambda session: due(session, self._core.clock.now())):
                if not keep_going():
                    break
                sent += self._try(one)
        except PostDown as error:
            log.warning("notices.post_down", reason=str(error))
        finally:
            self._post.close()
        return sent

    def _try(self, notification_id: str) -> bool:
        try:
            return self._send(notification_id)
        except PostDown:
            raise
        except Exception:
            # A bug in one must not keep the others waiting; it is tried again when its turn comes.
            log.exception("notices.not_sent", id=notification_id)
            self._core.transact(lambda unit: put_aside(unit, notification_id))
            return False

    def _send(self, notification_id: str) -> bool:
        letter = self._core.transact(lambda unit: take(unit, notification_id, self._language))
        if letter is None:
            return False
        try:
            self._post.send(letter)
        except NotTaken as error:
            refusal = error
            self._core.transact(
                lambda unit: put_off(unit, letter.id, refusal.reason, is_final=refusal.is_final)
            )
            return False
        except PostDown:
            self._core.transact(lambda unit: put_off(unit, letter.id, "post_down", is_final=False))
            raise
        self._core.transact(lambda unit: note_sent(unit, letter.id))
        return True


def due(session: Session, now: Instant) -> Sequence[str]:
    """Notices to be sent now: what was tried the least first, so that one over which the post falls down each
    time does not end each turn before the others; then in the order in which they were written. Of one order
    none before an earlier one that was put off, as long as it is held back: those that wait for it would fill
    the page."""
    earlier = aliased(Notification)
    is_put_off = or_(earlier.due_at > now, earlier.tries > Notification.tries)
    waits = or_(
        Notification.kind.not_in(GOES_AHEAD),
        Notification.created_at > now - HELD_MS,
        earlier.kind == UNCOLLECTED,
    )
    query = select(Notification.id).where(
        Notification.due_at <= now, ~exists().where(*_holds(earlier, Notification), is_put_off, waits)
    )
    by_turn = query.order_by(Notification.tries, Notification.created_at, Notification.id)
    return session.scalars(by_turn.limit(PAGE)).all()


def _holds(
    earlier: type[Notification], row: type[Notification] | Notification
) -> tuple[ColumnElement[bool], ...]:
    """That an earlier notice keeps a later one of its order back: it is not over, and not for a fault of its
    own, which would be no reason for the others to wait."""
    return (
        earlier.order_id == row.order_id,
        earlier.due_at.is_not(None),
        earlier.failure != INTERNAL_ERROR,
        ~earlier.failure.startswith(MESSAGE_REFUSED),
        or_(
            earlier.created_at < row.created_at,
            and_(earlier.created_at == row.created_at, earlier.id < row.id),
        ),
    )


def _is_held(session: Session, row: Notification, now: Instant) -> bool:
    """Whether what was written before it of its order has yet to be sent: a customer does not hear that
    something is taken back before they heard of it. That their parcel is ready, or what they are asked, they
    hear after a while all the same, but where what they have not heard yet is that its time was over."""
    query = select(Notification.id).where(*_holds(Notification, row))
    if row.kind in GOES_AHEAD and row.created_at <= now - HELD_MS:
        query = query.where(Notification.kind == UNCOLLECTED)
    return bool(session.scalars(query.limit(1)).all())


def take(unit: UnitOfWork, notification_id: str, language: str) -> Letter | None:
    """Take a notice to be sent; None if it is not due any more, waits for an earlier one of its order, or
    cannot be sent at all."""
    row = unit.lock(Notification, notification_id)
    if row is None or row.due_at is None or row.due_at > unit.at:
        return None
    if unit.at - row.created_at > TOLD_WITHIN_MS or row.tries >= MOST_TRIES:
        _give_up(unit, row, row.failure or "too_old")
        return None
    if _is_held(unit.session, row, unit.at):
        return None
    row.tries += 1
    row.due_at = unit.at + LEASE_MS
    try:
        return letter_of(unit.session, row, language)
    except NotTaken as error:
        _give_up(unit, row, error.reason)
        return None


def note_sent(unit: UnitOfWork, notification_id: str) -> None:
    """It has left."""
    row = unit.lock(Notification, notification_id)
    if row is not None and row.failed_at is None:
        row.sent_at, row.due_at, row.failure = unit.at, None, ""


def put_off(unit: UnitOfWork, notification_id: str, reason: str, *, is_final: bool) -> None:
    """It was not taken: later, twice as long as the last time, or never."""
    row = unit.lock(Notification, notification_id)
    if row is None or row.due_at is None:
        return
    if is_final:
        _give_up(unit, row, reason)
        return
    row.failure = reason
    wait_ms = min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** min(row.tries - 1, 10))
    row.due_at = unit.at + wait_ms


def put_aside(unit: UnitOfWork, notification_id: str) -> None:
    """It could not even be tried."""
    row = unit.lock(Notification, notification_id)
    if row is not None:
        row.tries += 1
        put_off(unit, notification_id, INTERNAL_ERROR, is_final=False)


def _give_up(unit: UnitOfWork, row: Notification, reason: str) -> None:
    """For good; somebody else has to tell the customer (`GET /v1/orders/attention`). What was never tried is
    from a time when nobody sent: nobody has waited for it."""
    row.failed_at, row.due_at, row.failure = unit.at, None, reason
    log.warning("notices.given_up", id=row.id, kind=row.kind, reason=reason)
    if reason in QUIET or not row.tries:
        return
    order = unit.session.get_one(Order, row.order_id)
    unit.session.add(
        ExceptionCase(
            id=derive(row.id, NOT_TOLD),
            location_id=order.pickup_location_id or CENTRE,
            kind=NOT_TOLD,
            aggregate=f"order:{order.id}",
            data={"order_number": order.number, "kind": row.kind, "reason": reason},
            raised_at=unit.at,
        )
    )
