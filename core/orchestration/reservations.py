"""Reservations: stock held for a basket before it is an order, for a while; and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.model import Article, Location, Order, Reservation
from core.model.kept_statements import kept
from core.orchestration import holds, sourcing
from core.orchestration.chain_settings import ChainSetting, value_of
from core.orchestration.claims import take
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.order import Channel
from core.rules.reservation import HOLDING, ReservationState, ReservationVerb
from core.rules.sourcing_case import Wanted
from core.rules.time import DAY_MS, MINUTE_MS, Instant, after

MOST_MINUTES: Final = 24 * 60
USUAL_MINUTES: Final = 15


class BasketLine(msgspec.Struct, frozen=True):
    """So many units of an article."""

    sku: str
    quantity: int


class Basket(msgspec.Struct, frozen=True):
    """What is to be held. `location` is the code of the store that comes first, if one does."""

    channel: Channel
    lines: Sequence[BasketLine]
    location: str | None = None
    minutes: int = USUAL_MINUTES


class Claim(msgspec.Struct, frozen=True):
    """Units of an article at a location, and what their claim is worth now."""

    sku: str
    location: str
    quantity: int
    state: ReservationState


class ReservationView(msgspec.Struct, frozen=True):
    """A reservation as it stands.

    Attributes:
        state: the strongest of its claims; of one that an order has taken up, of what it has got from it.
        missing: units by SKU that were free nowhere when it was made.
        order_id: the order that has taken it up.
    """

    id: str
    state: ReservationState
    expires_at: Instant | None
    claims: tuple[Claim, ...]
    missing: Mapping[str, int] = {}
    order_id: str | None = None


def reserve(unit: UnitOfWork, basket: Basket) -> ReservationView:
    """Hold what can be had of a basket, softly, for some minutes.

    Raises:
        BadInput: `unknown_article` (with the line), `unknown_location`.
        Refused: `nothing_free`: not one unit could be held.
    """
    articles = _articles(unit.session, basket)
    near = _near(unit.session, basket.location)
    wanted = [
        Wanted(str(number), articles[line.sku].id, line.quantity, articles[line.sku].weight_g)
        for number, line in enumerate(basket.lines, 1)
    ]
    plan = sourcing.source(unit, sourcing.Request(wanted, near, basket.channel.value)).plan
    sku_of = {str(number): line.sku for number, line in enumerate(basket.lines, 1)}
    missing: dict[str, int] = {}
    for key, units in plan.missing.items():
        missing[sku_of[key]] = missing.get(sku_of[key], 0) + units
    if not plan.shares:
        raise Refused("nothing_free", missing=missing)
    expires_at = after(unit.at, basket.minutes * MINUTE_MS)
    terms = holds.Terms(unit.ids.new(), ReservationState.SOFT, expires_at)
    article_of = {line.key: line.article_id for line in wanted}
    holds.hold(unit, terms, plan, article_of, is_order=False)
    unit.session.flush()
    return msgspec.structs.replace(view(unit.session, terms.holder), missing=missing)


def confirm(unit: UnitOfWork, reservation_id: str) -> ReservationView:
    """Hold it firmly, for days. Doing it twice changes nothing.

    Raises:
        Refused: `unknown_reservation`, `reservation_ended`.
    """
    rows = _live(unit, reservation_id)
    expires_at = after(unit.at, value_of(unit.session, ChainSetting.FIRM_HOLD_DAYS) * DAY_MS)
    for row in rows:
        if row.state == ReservationState.SOFT:
            take(row, ReservationVerb.CONFIRM)
            row.expires_at = expires_at
    unit.session.flush()
    return view(unit.session, reservation_id)


def release(unit: UnitOfWork, reservation_id: str) -> ReservationView:
    """Hold it no more. Doing it twice changes nothing.

    Raises:
        Refused: `unknown_reservation`; `reservation_ended`: an order has taken it up.
    """
    known = view(unit.session, reservation_id)
    if known.order_id is None and known.state in (ReservationState.RELEASED, ReservationState.EXPIRED):
        return known
    holds.let_go(unit, _live(unit, reservation_id), ReservationVerb.RELEASE)
    unit.session.flush()
    return view(unit.session, reservation_id)


@kept
def due_holds(now: Instant, after_holder: str, most: int) -> Select[str]:
    """Whose stock is held no longer, by name after a given one."""
    return (
        select(Reservation.holder)
        .where(Reservation.expires_at <= now, Reservation.holder > after_holder)
        .distinct()
        .order_by(Reservation.holder)
        .limit(most)
    )


def expire(unit: UnitOfWork, holder: str) -> bool:
    """End what of a reservation is due."""
    rows = [
        row
        for row in holds.holds_of(unit, holder)
        if row.expires_at is not None and row.expires_at <= unit.at
    ]
    holds.let_go(unit, rows, ReservationVerb.EXPIRE)
    return bool(rows)


def view(session: Session, reservation_id: str) -> ReservationView:
    """A reservation as it stands.

    Raises:
        Refused: `unknown_reservation`.
    """
    rows = session.execute(
        select(Reservation, Article.sku, Location.code)
        .join(Article, Article.id == Reservation.article_id)
        .join(Location, Location.id == Reservation.location_id)
        .where(Reservation.holder == reservation_id)
        .order_by(Reservation.id)
    ).all()
    if not rows or _is_order(session, reservation_id):
        raise Refused("unknown_reservation", reservation=reservation_id)
    order_id = next((row.taken_by for row, _, _ in rows if row.taken_by is not None), None)
    # What an order has got of it tells more than that its own claims have ended.
    told = [one for one in rows if one[0].taken_by is None] or rows
    claims = tuple(Claim(sku, code, row.quantity, ReservationState(row.state)) for row, sku, code in told)
    ends = [Instant(row.expires_at) for row, _, _ in rows if row.expires_at is not None]
    return ReservationView(
        reservation_id, _strongest(claims), min(ends, default=None), claims, order_id=order_id
    )


def _strongest(claims: Sequence[Claim]) -> ReservationState:
    order = list(ReservationState)
    live = [claim.state for claim in claims if claim.state in (*HOLDING, ReservationState.ALLOCATED)]
    return max(live or [claim.state for claim in claims], key=order.index)


def _is_order(session: Session, holder: str) -> bool:
    """What an unpaid order holds is the order's own, and no reservation that could be named."""
    return session.get(Order, holder) is not None


def _live(unit: UnitOfWork, reservation_id: str) -> list[Reservation]:
    if _is_order(unit.session, reservation_id):
        raise Refused("unknown_reservation", reservation=reservation_id)
    rows = holds.holds_of(unit, reservation_id)
    if not rows:
        known = view(unit.session, reservation_id)
        raise Refused("reservation_ended", reservation=reservation_id, state=known.state.value)
    return rows


def _articles(session: Session, basket: Basket) -> dict[str, Article]:
    wanted = {line.sku for line in basket.lines}
    found = {row.sku: row for row in session.scalars(select(Article).where(Article.sku.in_(wanted)))}
    for number, line in enumerate(basket.lines, 1):
        if line.sku not in found:
            raise BadInput("unknown_article", sku=line.sku, line=number)
    return found


def _near(session: Session, code: str | None) -> sourcing.Near:
    if code is None:
        return sourcing.Near()
    location = session.scalars(select(Location).where(Location.code == code)).one_or_none()
    if location is None:
        raise BadInput("unknown_location", location=code)
    return sourcing.near_location(location)
