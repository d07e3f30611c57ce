"""Recent sales are told to the stores of their region: units and amounts, and no names.

A row is written beside the sale, in its transaction, and anew with what changes it: a claim, a return. It
goes once it is older than the chain says. A store that is given a region, or another one, has its recent
sales told some at a time; so has one that leaves its region, and what it told there goes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.commands.refund_figures import fees_kept, without_a_word
from core.commands.region_reading import RegionBody, RegionLine, line_id_of, receipt_hash
from core.commands.return_reading import claims_on, refunded_of, sale_lines, units_elsewhere
from core.feed.streams import sales_stream
from core.model import Location, RegionSale, Sale, SaleLine, StoreRegion
from core.model.kept_statements import kept
from core.model.regions import NOTHING_TOLD
from core.orchestration.chain_settings import ChainSetting, value_of
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.refund_money import summed
from core.rules.time import DAY_MS, Instant

AT_ONCE: Final = 100
"""Sales of a store that are told to its region in one transaction."""
MAX_REGION_CHARS: Final = 64 - len(sales_stream(""))
"""As long as a region's name may be: its stream is named after it."""


def set_region(unit: UnitOfWork, codes: Collection[str], region: str) -> None:
    """From now on these stores are of a region, which hears of their recent sales; of none where it is "".

    Raises:
        Refused: `unknown_location`; `region_name_too_long`, with the most there may be.
    """
    if len(region) > MAX_REGION_CHARS:
        raise Refused("region_name_too_long", most=MAX_REGION_CHARS)
    rows = unit.session.execute(select(Location.code, Location.id).where(Location.code.in_(sorted(codes))))
    found = {row.code: row.id for row in rows}
    for code in sorted(set(codes) - found.keys()):
        raise Refused("unknown_location", code=code)
    for location_id in sorted(found.values()):
        _set_region(unit, location_id, region)


def _set_region(unit: UnitOfWork, location_id: int, region: str) -> None:
    row = unit.lock(StoreRegion, location_id)
    if row is not None and row.region == region:
        return
    if row is None:
        row = StoreRegion(location_id=location_id, region="", filled_from=0)
        unit.session.add(row)
    # What it knows of the region of before, it lets go of with that stream; what it told there leaves it as
    # it is told anew, some at a time.
    row.region, row.filled_from = region, NOTHING_TOLD


def region_of(session: Session, location_id: int) -> str:
    """The region that a location is of; "" where it is of none."""
    row = session.get(StoreRegion, location_id)
    return row.region if row is not None else ""


def stores_by_region(session: Session) -> dict[str, list[str]]:
    """The stores of each region, by code."""
    query = select(StoreRegion.region, Location.code).join(Location, Location.id == StoreRegion.location_id)
    found: dict[str, list[str]] = {}
    for region, code in session.execute(query.order_by(StoreRegion.region, Location.code)):
        if region:
            found.setdefault(region, []).append(code)
    return found


def tell_region(unit: UnitOfWork, sale: Sale, lines: Sequence[SaleLine] | None = None) -> None:
    """Tell a sale to its region as it stands now. Doing it again changes nothing.

    Args:
        lines: of a sale that is new: nobody has claimed any of it.
    """
    session, region = unit.session, region_of(unit.session, sale.location_id)
    if not region or sale.sold_at <= _oldest(unit):
        return
    is_new = lines is not None
    row = None if is_new else session.get(RegionSale, sale.id)
    body = _body(sale, lines) if lines is not None else _with_what_went(session, sale)
    values: dict[str, Any] = {
        "region": region,
        "location_id": sale.location_id,
        "receipt_hash": receipt_hash(sale.receipt_code),
        "sold_at": sale.sold_at,
        "body": msgspec.to_builtins(body),
    }
    if row is None:
        session.add(RegionSale(id=sale.id, **values))
        return
    for name, value in values.items():
        setattr(row, name, value)


def tell_region_again(unit: UnitOfWork, sale_id: str) -> None:
    """A claim or a return has changed what is left of a sale."""
    sale = unit.session.get(Sale, sale_id) if sale_id else None
    if sale is not None:
        unit.session.flush()
        tell_region(unit, sale)


def _oldest(unit: UnitOfWork) -> int:
    return unit.at - value_of(unit.session, ChainSetting.REGION_SALES_DAYS) * DAY_MS


def _body(sale: Sale, lines: Sequence[SaleLine]) -> RegionBody:
    return RegionBody(
        kind=sale.kind,
        channel=sale.channel,
        delivered_at=sale.delivered_at,
        tier=sale.tier or "",
        currency=sale.currency or "EUR",
        delivery_cents=sale.delivery_cents or 0,
        means=tuple((means, cents) for means, cents in sale.means),
        lines=tuple(_line(line) for line in lines),
    )


def _line(line: SaleLine) -> RegionLine:
    return RegionLine(
        id="" if line.id == line_id_of(line.sale_id, line.line_no) else line.id,
        line_no=line.line_no,
        article_id=line.article_id,
        quantity=line.quantity,
        list_cents=line.list_cents,
        paid_cents=line.paid_cents,
        tax_rate_bp=line.tax_rate_bp,
        sale_type=line.sale_type,
        exclusion=line.exclusion or "",
        serials=tuple(line.serials or ()),
    )


def _with_what_went(session: Session, sale: Sale) -> RegionBody:
    lines = sale_lines(session, sale.id)
    named = units_elsewhere(session, sale.id, [line.id for line in lines], "")
    back = summed(refunded_of(session, sale.id))
    return msgspec.structs.replace(
        _body(sale, lines),
        claimed=tuple(sorted(claims_on(session, sale.id))),
        named={line_id: tuple(sorted(places)) for line_id, places in sorted(named.items())},
        back=tuple((means.value, cents) for means, cents in back.items()),
        fee_cents=fees_kept(session, sale.id),
        unsigned_cents=without_a_word(session, sale.id),
    )


def due_regions(session: Session, after: str, most: int) -> Sequence[str]:
    """Stores of which recent sales are to be told still, after a given one."""
    return [name for name in sorted(f"{one:012}" for one in _to_tell(session)) if name > after][:most]


@kept
def _to_tell() -> Select[int]:
    return select(StoreRegion.location_id).where(StoreRegion.filled_from > 0)


def fill_region(unit: UnitOfWork, location: str) -> bool:
    """Tell some more of a store's recent sales, the newest first, or have some more that it told forgotten
    where it is of no region; returns whether there was any to do."""
    row = unit.lock(StoreRegion, int(location))
    if row is None or not row.filled_from:
        return False
    if not row.region:
        told = unit.session.scalars(
            select(RegionSale).where(RegionSale.location_id == row.location_id).limit(AT_ONCE)
        ).all()
        for one in told:
            unit.session.delete(one)
        row.filled_from = NOTHING_TOLD if len(told) == AT_ONCE else 0
        return True
    query = select(Sale).where(
        Sale.location_id == row.location_id, Sale.sold_at < row.filled_from, Sale.sold_at > _oldest(unit)
    )
    # Those of the millisecond at which a page ends go with it: the next page begins before it.
    some = unit.session.scalars(query.order_by(Sale.sold_at.desc(), Sale.id).limit(AT_ONCE)).all()
    last = some[-1].sold_at if len(some) == AT_ONCE else 0
    alike = unit.session.scalars(query.where(Sale.sold_at == last)).all() if last else []
    for sale in {sale.id: sale for sale in (*some, *alike)}.values():
        tell_region(unit, sale)
    row.filled_from = last
    return True


@kept
def old_region_sales(before: Instant, after: str, most: int) -> Select[str]:
    """What was told of sales that are older than `before`, by identifier after a given one."""
    query = select(RegionSale.id).where(RegionSale.sold_at <= before, RegionSale.id > after)
    return query.order_by(RegionSale.id).limit(most)


def forget_region_sales(unit: UnitOfWork, ids: Collection[str]) -> Sequence[str]:
    """The region does not know these any more; returns which it did."""
    rows = unit.session.scalars(select(RegionSale).where(RegionSale.id.in_(sorted(ids)))).all()
    for row in rows:
        unit.session.delete(row)
    return [row.id for row in rows]
