"""What happens because time has passed: claims that nobody works on, orders that nobody begins or collects,
what is finished and closed, back-orders whose goods have come.

A timer finds what may be due in a read, a page at a time, which it shares with those before it that find
nothing, and decides each in a transaction of its own on locked rows. So two cores may run the same timers, a
core may end at any moment, and nothing is lost or done twice: what was not done is found again, what was done
is not due any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec
import structlog
from sqlalchemy.orm import Session

from core.model import Return, Sale
from core.orchestration import (
    due_deliveries,
    due_fulfilments,
    due_shipments,
    substitutions,
    transfers,
    unfillable,
)
from core.orchestration.backorders import due_backorders, retry_backorder
from core.orchestration.beyond_stock import due_promises, promise_again
from core.orchestration.chain_settings import Chain, read_chain
from core.orchestration.credits import due_credits
from core.orchestration.credits import expire as expire_credit
from core.orchestration.order_sales import due_sales, write_down
from core.orchestration.payments import due_payments, end_unpaid
from core.orchestration.putting_off import PuttingOff
from core.orchestration.region_sales import (
    due_regions,
    fill_region,
    forget_region_sales,
    old_region_sales,
)
from core.orchestration.reservations import due_holds, expire
from core.orchestration.return_photos import empty_envelope, forget_photo, old_envelopes, old_photos
from core.orchestration.sale_sharing import let_go, old_returns, old_sales
from core.orchestration.unit import Core, UnitOfWork
from core.rules.time import Instant

PAGE = 200
"""As many of each timer are looked at in one turn."""
TOGETHER = 25
"""As many are done in one transaction, where that goes: enough to share its cost, few enough to keep nobody
waiting for long."""

log = structlog.get_logger(__name__)


class Timer(msgspec.Struct, frozen=True):
    """One kind of thing that falls due.

    Attributes:
        due: identifiers after a given one, in their order: (session, chain, now, after, at most so many).
        act: does it if it is due still; returns whether it was: (unit, chain, identifier).
        together: does several in one transaction, where that is worth it; returns which were due.
    """

    name: str
    due: Callable[[Session, Chain, Instant, str, int], Sequence[str]]
    act: Callable[[UnitOfWork, Chain, str], bool]
    together: Callable[[UnitOfWork, Sequence[str]], Collection[str]] | None = None


class Timers:
    """The timers of one core, each going round its candidates.

    What is due and cannot be done yet must not stand in the way of the rest: each turn goes on where the last
    one ended, and what could not be done waits longer each time, up to an hour. Both are remembered in memory
    alone; a new process begins at the first.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._after: dict[str, str] = {}
        self._waiting = {timer.name: PuttingOff() for timer in TIMERS}

    def turn(self, keep_going: Callable[[], bool] = lambda: True) -> dict[str, int]:
        """One page of each timer; returns how much was done by the timer's name."""
        chain = self._core.read(read_chain)
        done = dict.fromkeys((timer.name for timer in TIMERS), 0)
        left = iter(TIMERS)
        while (found := self._core.read(lambda session: self._next_due(session, chain, left))) is not None:
            timer, ready = found
            done[timer.name] = self._page(timer, chain, ready, keep_going)
        return done

    @property
    def has_more(self) -> bool:
        """Whether some timer has not come round."""
        return any(self._after.values())

    def _next_due(
        self, session: Session, chain: Chain, left: Iterator[Timer]
    ) -> tuple[Timer, Sequence[str]] | None:
        """Of the timers that are left, the next with something to do, and what; None if there is none.

        So those that have nothing, which is nearly all of them nearly always, are asked in one transaction.
        """
        for timer in left:
            if ready := self._ready(session, timer, chain):
                return timer, ready
        return None

    def _ready(self, session: Session, timer: Timer, chain: Chain) -> Sequence[str]:
        """What may be due, and is not put off."""
        after = self._after.get(timer.name, "")
        found = timer.due(session, chain, self._core.clock.now(), after, PAGE)
        self._after[timer.name] = found[-1] if len(found) == PAGE else ""
        waiting, now_ms = self._waiting[timer.name], self._core.clock.monotonic_ms()
        waiting.forget_old(now_ms)
        return waiting.ready(found, now_ms)

    def _page(self, timer: Timer, chain: Chain, ready: Sequence[str], keep_going: Callable[[], bool]) -> int:
        if timer.together is None:
            return sum(self._act(timer, chain, one) for one in ready if keep_going())
        pieces = [ready[start : start + TOGETHER] for start in range(0, len(ready), TOGETHER)]
        return sum(self._act_together(timer, chain, some) for some in pieces if keep_going())

    def _act_together(self, timer: Timer, chain: Chain, some: Sequence[str]) -> int:
        """Several in one transaction; where one stands in the way, each in its own."""
        together = timer.together
        assert together is not None, "asked for by a timer that has it"
        try:
            done = self._core.transact(lambda unit: together(unit, some))
        except Exception as error:
            log.info("timer.parted", timer=timer.name, number=len(some), reason=repr(error))
            return sum(self._act(timer, chain, one) for one in some)
        for one in some:
            self._note(timer, one, done=one in done)
        if done:
            log.info("timer.done", timer=timer.name, number=len(done))
        return len(done)

    def _act(self, timer: Timer, chain: Chain, one: str) -> bool:
        done = self._try(timer, chain, one)
        self._note(timer, one, done=done)
        return done

    def _note(self, timer: Timer, one: str, *, done: bool) -> None:
        waiting = self._waiting[timer.name]
        if done:
            waiting.done(one)
        else:
            waiting.put_off(one, self._core.clock.monotonic_ms())

    def _try(self, timer: Timer, chain: Chain, one: str) -> bool:
        try:
            done = self._core.transact(lambda unit: timer.act(unit, chain, one))
        except Exception:
            # A bug in one case must not keep the others waiting; it is tried again when its turn comes.
            log.exception("timer.failed", timer=timer.name, id=one)
            return False
        if done:
            log.info("timer.done", timer=timer.name, id=one)
        return done


def _late_goods(session: Session, _chain: Chain, _now: Instant, after: str, most: int) -> Sequence[str]:
    return due_backorders(session, after, most)


def _retry(unit: UnitOfWork, _chain: Chain, order_id: str) -> bool:
    return retry_backorder(unit, order_id)


def _promised_goods(session: Session, _chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return due_promises(session, now, after, most)


def _promise_again(unit: UnitOfWork, _chain: Chain, order_id: str) -> bool:
    return promise_again(unit, order_id)


def _held_too_long(session: Session, _chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return due_holds(session, now, after, most)


def _end_hold(unit: UnitOfWork, _chain: Chain, holder: str) -> bool:
    return expire(unit, holder)


def _not_paid(session: Session, _chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return due_payments(session, now, after, most)


def _end_unpaid(unit: UnitOfWork, _chain: Chain, order_id: str) -> bool:
    return end_unpaid(unit, order_id)


def _delivered(session: Session, _chain: Chain, _now: Instant, after: str, most: int) -> Sequence[str]:
    return due_sales(session, after, most)


def _write_down(unit: UnitOfWork, _chain: Chain, command_id: str) -> bool:
    return bool(write_down(unit, [command_id]))


def _expired_credits(session: Session, _chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return due_credits(session, now, after, most)


def _expire_credit(unit: UnitOfWork, _chain: Chain, credit_id: str) -> bool:
    return expire_credit(unit, credit_id)


def _old_sales(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return old_sales(session, Instant(now - chain.sales_with_store_ms), after, most)


def _let_sale_go(unit: UnitOfWork, _chain: Chain, sale_id: str) -> bool:
    return let_go(unit, Sale, sale_id)


def _old_returns(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return old_returns(session, Instant(now - chain.sales_with_store_ms), after, most)


def _let_return_go(unit: UnitOfWork, _chain: Chain, return_id: str) -> bool:
    return let_go(unit, Return, return_id)


def _old_told(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return old_region_sales(session, Instant(now - chain.region_sales_ms), after, most)


def _forget_told(unit: UnitOfWork, _chain: Chain, sale_id: str) -> bool:
    return bool(forget_region_sales(unit, [sale_id]))


def _old_photos(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return old_photos(session, Instant(now - chain.photo_ms), after, most)


def _forget_photo(unit: UnitOfWork, _chain: Chain, photo_id: str) -> bool:
    return forget_photo(unit, photo_id)


def _old_envelopes(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return old_envelopes(session, Instant(now - chain.photo_ms), after, most)


def _empty_envelope(unit: UnitOfWork, _chain: Chain, place: str) -> bool:
    return empty_envelope(unit, place)


def _regions_to_fill(session: Session, _chain: Chain, _now: Instant, after: str, most: int) -> Sequence[str]:
    return due_regions(session, after, most)


def _fill_region(unit: UnitOfWork, _chain: Chain, location: str) -> bool:
    return fill_region(unit, location)


TIMERS: Sequence[Timer] = (
    Timer("free_claim", due_fulfilments.idle_claims, due_fulfilments.free),
    Timer("lapse", due_fulfilments.overdue, due_fulfilments.lapse),
    Timer("shut", due_fulfilments.at_shut_locations, due_fulfilments.leave),
    Timer("remind", due_fulfilments.to_remind, due_fulfilments.remind),
    Timer("uncollected", due_fulfilments.uncollected, due_fulfilments.expire),
    Timer("substitute", substitutions.due_answers, substitutions.lapse),
    Timer("hold", _held_too_long, _end_hold),
    Timer("unpaid", _not_paid, _end_unpaid),
    Timer("backorder", _late_goods, _retry),
    Timer("promise", _promised_goods, _promise_again),
    Timer("free_nowhere", unfillable.due_cases, unfillable.follow),
    Timer("sale", _delivered, _write_down, write_down),
    Timer("credit", _expired_credits, _expire_credit),
    Timer("old_sale", _old_sales, _let_sale_go),
    Timer("old_return", _old_returns, _let_return_go),
    Timer("old_photo", _old_photos, _forget_photo),
    Timer("old_photo_envelope", _old_envelopes, _empty_envelope),
    Timer("region", _regions_to_fill, _fill_region),
    Timer("old_region_sale", _old_told, _forget_told, forget_region_sales),
    Timer("close", due_fulfilments.finished, due_fulfilments.close, due_fulfilments.close_together),
    Timer("overdue_delivery", due_deliveries.overdue, due_deliveries.tell_overdue),
    Timer("overdue_parcel", due_deliveries.parcels_overdue, due_deliveries.tell_parcel_overdue),
    Timer("overdue_shipment", due_shipments.overdue, due_shipments.tell_overdue),
    Timer("close_delivery", due_deliveries.finished, due_deliveries.close),
    Timer("close_transfer", transfers.finished, transfers.close),
)
