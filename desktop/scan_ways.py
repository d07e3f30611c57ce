"""Where a scan leads that the screen in front does not take: to the article, order, parcel or return."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import select

from core.model import Article as Article_
from core.model import Delivery, Fulfilment, Parcel, Return, Transfer
from core.rules.fulfilment import OPEN_STATES, TO_HAND_OVER, FulfilmentState
from desktop.devices.scanner import (
    Article,
    Credit,
    Manifest,
    OrderNumber,
    PickupCode,
    Piece,
    ReturnSlip,
    Scanned,
    Shelf,
    StagingBin,
    Tote,
    Unknown,
    Why,
)
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.screens.receive.state import TRANSFER_KEY
from desktop.screens.screen import Section
from sync.reading import Reader

AT_THE_COUNTER = TO_HAND_OVER | {FulfilmentState.ARRIVED, FulfilmentState.UNCOLLECTED}
"""What a customer may come for."""


_TAKEN = {
    PickupCode: Section.HAND_OVER,
    StagingBin: Section.HAND_OVER,
    Tote: Section.PREPARE,
    Shelf: Section.PREPARE,
    Credit: Section.RETURNS,
}
"""Whose screen takes the scan itself."""


class Way(msgspec.Struct, frozen=True):
    """A section, what it is to open, and whether it takes the scan itself once it is in front."""

    section: Section
    key: str = ""
    takes_scan: bool = False


def ways(reader: Reader, scan: Scanned) -> list[Way]:
    """Where a scan may lead; several where only a person knows which is meant; none for nowhere."""
    if isinstance(scan, Article | Piece):
        article = reader.article_by_gtin(scan.gtin)
        if article is not None and isinstance(scan, Article):
            return [Way(Section.STOCK, str(article.id))]
        return [Way(Section.STOCK, takes_scan=True)]
    if type(scan) in _TAKEN:
        return [Way(_TAKEN[type(scan)], takes_scan=True)]
    if isinstance(scan, ReturnSlip):
        found = reader.session.scalars(select(Return.id).where(Return.number == scan.number))
        return [Way(Section.RETURNS, key) for key in found]
    if isinstance(scan, OrderNumber):
        return _with_any_number(reader, scan.number)
    if isinstance(scan, Manifest):
        return [Way(Section.HAND_OVER)]
    if isinstance(scan, Unknown) and scan.why is Why.NOT_OURS:
        return _with_any_number(reader, scan.text)
    if isinstance(scan, ScannedParcel):
        # A parcel that nobody here knows may stand on a truck's list.
        return _of_fulfilments(_with_parcel(reader, scan)) or [Way(Section.RECEIVE, takes_scan=True)]
    return []


def _with_any_number(reader: Reader, number: str) -> list[Way]:
    """Whatever this store knows by a number that is printed as it is: an order, a transfer, a truck's list,
    an article without a GTIN."""
    session, here = reader.session, reader.location_id
    orders = _of_fulfilments(_with_number(reader, number))
    trucks = session.scalars(
        select(Delivery.id).where(Delivery.location_id == here, Delivery.number == number)
    )
    asked = session.scalars(
        select(Transfer.id).where(Transfer.location_id == here, Transfer.number == number)
    )
    articles = session.scalars(select(Article_.id).where(Article_.sku == number))
    return [
        *orders,
        *(Way(Section.RECEIVE, key) for key in trucks),
        *(Way(Section.RECEIVE, TRANSFER_KEY + key) for key in asked),
        *(Way(Section.STOCK, str(key)) for key in articles),
    ]


def _with_number(reader: Reader, number: str) -> Iterable[tuple[str, str]]:
    here = select(Fulfilment.id, Fulfilment.state).where(Fulfilment.location_id == reader.location_id)
    return [
        (key, state) for key, state in reader.session.execute(here.where(Fulfilment.order_number == number))
    ]


def _with_parcel(reader: Reader, scan: ScannedParcel) -> Iterable[tuple[str, str]]:
    of_parcel = select(Fulfilment.id, Fulfilment.state).where(
        Fulfilment.location_id == reader.location_id,
        Fulfilment.id.in_(select(Parcel.fulfilment_id).where(Parcel.number == scan.sscc)),
    )
    return [(key, state) for key, state in reader.session.execute(of_parcel)]


def _of_fulfilments(found: Iterable[tuple[str, str]]) -> list[Way]:
    """To the counter, to the bench, or to where goods are taken back; each way once."""
    return list(dict.fromkeys(_way(key, state) for key, state in found))


def _way(key: str, state: str) -> Way:
    if state in AT_THE_COUNTER:
        return Way(Section.HAND_OVER, key)
    if state in OPEN_STATES:
        return Way(Section.PREPARE, key)
    return Way(Section.RETURNS, takes_scan=True)
