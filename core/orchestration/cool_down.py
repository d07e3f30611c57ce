"""Orders of one window are decided together once it is over: better than one by one, and never by surprise.

Each order is sourced alone when it is placed, and its promise is real from then on. When the window is over,
what no store has begun is decided anew, together, out of what is free and what these orders hold themselves.
A fulfilment that somebody has claimed stays where it is, and no order gets later than its customer was told.

What is decided is computed on a read, with nobody waiting, and applied in one transaction that checks all of
it on locked rows. A window is one row: whoever finds it there has nothing to do. Killed anywhere, it is done
again from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import msgspec
import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.model import CoolDown, Order, SourcingDecision
from core.orchestration.chain_settings import ChainSetting, value_of
from core.orchestration.cool_down_moves import Changed, Move, apply_moves
from core.orchestration.cool_down_reading import Movable, read_movables
from core.orchestration.large_windows import solved_together
from core.orchestration.location_figures import LocationFigures
from core.orchestration.unit import Core, UnitOfWork
from core.rules.ids import derive
from core.rules.sourcing import Share, decide
from core.rules.sourcing_case import Case, Source
from core.rules.sourcing_together import Place, Taken, Worth, together, worth_of
from core.rules.time import MINUTE_MS, SECOND_MS, Instant

MOST_TOGETHER: Final = 200
"""Orders of a window that are decided together, the oldest of them."""
WINDOWS_BACK: Final = 3
"""A core that was away takes up as many; what is older has been begun."""
SETTLING_MS: Final = 5 * SECOND_MS
"""What was decided at the window's end is committed by then."""
MOST_ATTEMPTS: Final = 3

log = structlog.get_logger(__name__)


class Window(msgspec.Struct, frozen=True):
    """The orders of a channel that were decided in a span of time."""

    channel: str
    from_at: Instant
    until_at: Instant

    @property
    def id(self) -> str:
        """Of the row that says it is done."""
        return derive("cool_down", self.channel, self.from_at, self.until_at)


class Look(msgspec.Struct):
    """What a read looks for sources with."""

    session: Session
    figures: LocationFigures
    at: Instant


class Joint(msgspec.Struct, frozen=True):
    """What a window came to: the moves, and the row that tells of it."""

    moves: Sequence[Move]
    outcome: Mapping[str, object]


def cool_down(core: Core, keep_going: Callable[[], bool] = lambda: True) -> int:
    """Decide together what is due; returns how many orders were moved."""
    minutes = core.read(lambda session: value_of(session, ChainSetting.COOL_DOWN_MINUTES))
    if not minutes:
        return 0
    length_ms = minutes * MINUTE_MS
    last = (core.clock.now() - SETTLING_MS) // length_ms
    moved = 0
    for number in range(last - WINDOWS_BACK, last):
        from_at, until_at = Instant(number * length_ms), Instant((number + 1) * length_ms)
        for channel in core.read(lambda session, a=from_at, b=until_at: _open_channels(session, a, b)):  # type: ignore[misc]
            if keep_going():
                moved += _close(core, Window(channel, from_at, until_at))
    return moved


def _open_channels(session: Session, from_at: Instant, until_at: Instant) -> list[str]:
    """Channels with orders in the window, and no row yet."""
    channels = session.scalars(
        select(Order.channel)
        .join(SourcingDecision, SourcingDecision.order_id == Order.id)
        .where(SourcingDecision.at >= from_at, SourcingDecision.at < until_at)
        .distinct()
        .order_by(Order.channel)
    ).all()
    return [one for one in channels if session.get(CoolDown, Window(one, from_at, until_at).id) is None]


def _close(core: Core, window: Window) -> int:
    for _ in range(MOST_ATTEMPTS):
        joint = core.read(lambda session: _decided(Look(session, core.figures, core.clock.now()), window))
        try:
            core.transact(lambda unit, joint=joint: _apply(unit, window, joint))  # type: ignore[misc]
        except Changed:
            # Somebody has begun one, or taken the stock: decided again with what is so now.
            continue
        except IntegrityError:
            # Another process has closed it at the same moment.
            return 0
        log.info("cool_down.closed", channel=window.channel, **joint.outcome)
        return len(joint.moves)
    # Stores are at work on them: the window stays as it was decided one by one.
    core.transact(lambda unit: _apply(unit, window, Joint((), _outcome((), "kept", 0, 0, 0))))
    return 0


def _decided(look: Look, window: Window) -> Joint:
    """What is best for the window's orders together."""
    ids = look.session.scalars(
        select(SourcingDecision.order_id)
        .join(Order, Order.id == SourcingDecision.order_id)
        .where(
            SourcingDecision.at >= window.from_at,
            SourcingDecision.at < window.until_at,
            Order.channel == window.channel,
        )
        .distinct()
        .order_by(SourcingDecision.order_id)
        .limit(MOST_TOGETHER)
    ).all()
    movables, worths = _comparable(look, ids)
    if len(movables) < 2:
        return Joint((), _outcome(movables, "kept", 0, 0, 0))
    cases, now = [one.case for one in movables], [one.taken for one in movables]
    stock = _stock(cases)
    before = _sum(worths)
    found = together(cases, stock)
    assert found is not None, "each is exact, or it would have no worth"
    taken, method = found.taken, "exact"
    if taken is None:
        taken, method = solved_together(cases, now, stock), "solver"
    if taken is None or not _is_better(cases, taken, before):
        cost = before[-1]
        bound = cost if method == "exact" else min(cost, found.bound[-1])
        return Joint((), _outcome(movables, method if method == "exact" else "kept", cost, cost, bound))
    moves, after = _moves(movables, taken)
    bound = found.bound[-1] if found.bound[:-1] == after[:-1] else after[-1]
    told = _outcome(movables, method, before[-1], after[-1], min(bound, after[-1]), moves)
    return Joint(moves, told)


def _comparable(look: Look, ids: Sequence[str]) -> tuple[list[Movable], list[Worth]]:
    """Those whose present sources can be told in their own case; the others keep what they have."""
    movables = read_movables(look, ids)
    worths = [worth_of(one.case, one.taken) for one in movables]
    if None in worths:
        left = [one.order_id for one, worth in zip(movables, worths, strict=True) if worth is not None]
        movables = read_movables(look, left)
        worths = [worth_of(one.case, one.taken) for one in movables]
    return movables, [worth for worth in worths if worth is not None]


def _stock(cases: Iterable[Case]) -> dict[Place, int]:
    """What there is for all of them: each case has all of it."""
    return {
        (article_id, source.location_id): units
        for case in cases
        for source in case.sources
        for article_id, units in source.free.items()
    }


def _sum(worths: Iterable[Worth]) -> Worth:
    return tuple(map(sum, zip(*worths, strict=True)))


def _is_better(cases: Sequence[Case], taken: Sequence[Taken], before: Worth) -> bool:
    worths = [worth_of(case, one) for case, one in zip(cases, taken, strict=True)]
    return None not in worths and _sum(worth for worth in worths if worth is not None) < before


def _moves(movables: Sequence[Movable], taken: Sequence[Taken]) -> tuple[list[Move], Worth]:
    """Each order's own decision with what the others are to have held back: the same or as good."""
    chosen = list(taken)
    moves, worths = [], []
    for number, one in enumerate(movables):
        others: dict[Place, int] = {}
        for place, units in ((p, u) for n, part in enumerate(chosen) if n != number for p, u in part.items()):
            others[place] = others.get(place, 0) + units
        case = _held_back(one.case, others)
        if dict(chosen[number]) == dict(one.taken):
            worths.append(worth_of(one.case, one.taken))
            continue
        decision = decide(case)
        chosen[number] = _taken(case, decision.plan.shares)
        worths.append(worth_of(one.case, chosen[number]))
        if dict(chosen[number]) != dict(one.taken):
            moves.append(Move(one, case, decision))
    return moves, _sum(worth for worth in worths if worth is not None)


def _held_back(case: Case, others: Mapping[Place, int]) -> Case:
    def without(source: Source) -> Source:
        held = {
            article_id: others[(article_id, source.location_id)]
            for article_id in source.free
            if (article_id, source.location_id) in others
        }
        return msgspec.structs.replace(source, held_back=held) if held else source

    return msgspec.structs.replace(case, sources=tuple(without(source) for source in case.sources))


def _taken(case: Case, shares: Iterable[Share]) -> Taken:
    article_of = {line.key: line.article_id for line in case.wanted}
    found: dict[Place, int] = {}
    for share in shares:
        for key, units in share.units.items():
            place = (article_of[key], share.location_id)
            found[place] = found.get(place, 0) + units
    return found


def _outcome(
    movables: Sequence[Movable],
    method: str,
    before_mc: int,
    after_mc: int,
    bound_mc: int,
    moves: Sequence[Move] = (),
) -> dict[str, object]:
    """The row's columns. A parcel's split is counted for each parcel after an order's first."""
    first_mc = sum(one.case.policy.costs.split_mc for one in movables) if before_mc else 0
    parcels = sum(len(one.heads) for one in movables)
    gone = sum(len(move.movable.heads) for move in moves)
    come = sum(len(move.decision.plan.shares) for move in moves)
    return {
        "orders": len(movables),
        "moved": len(moves),
        "method": method,
        "parcels_before": parcels,
        "parcels_after": parcels - gone + come,
        "cost_mc_before": before_mc - first_mc,
        "cost_mc_after": after_mc - first_mc,
        "bound_mc": bound_mc - first_mc,
    }


def _apply(unit: UnitOfWork, window: Window, joint: Joint) -> None:
    if unit.session.get(CoolDown, window.id) is not None:
        return
    apply_moves(unit, window.id, joint.moves)
    unit.session.add(
        CoolDown(
            id=window.id,
            channel=window.channel,
            from_at=window.from_at,
            until_at=window.until_at,
            at=unit.at,
            **joint.outcome,
        )
    )
