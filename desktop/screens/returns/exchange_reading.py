"""What is read of articles that may be taken in exchange: sizes and colours, free units, the price now, how
the customer gets what is free elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from core.commands.refund_figures import figures, open_units
from core.commands.return_reading import price_at
from core.model import Article, Return
from core.rules.availability import available_to_promise
from core.rules.carbon import UNKNOWN_WEIGHT_G, parcel_carbon_g
from core.rules.errors import Refused
from core.rules.exchange_sending import Hours, Way, here_by, leaves_by
from core.rules.shipping import arrives_by, chosen_service, leaves_at
from core.rules.stock import Bucket
from core.rules.time import Instant
from desktop.screens.calling import services_calling
from desktop.screens.returns.exchange_state import Choice, Instead, Offer
from desktop.screens.returns.money_state import Again, Money
from desktop.shell.amounts import variant_words
from sync.article import about, in_style
from sync.overlay import ReplicaLedger
from sync.places import Showing, Sorting, Whereabouts, everywhere, places_of
from sync.reading import Reader

MAX_CHOICES = 60
MOST_PLACES = 20
"""As many places are looked at, the nearest that have some first."""
MOST_UNSEEN = 20
"""Units of what no store has that are asked of headquarters at once."""
METRES_A_KM = 1_000


def choices(reader: Reader, article_id: int) -> tuple[Choice, ...]:
    """The sizes and colours of an article's style."""
    article = about(reader, article_id)
    if article is None:
        return ()
    return tuple(
        Choice(one.id, one.size, one.colour, free, max(0, _anywhere(reader, one.id) - free))
        for one in in_style(reader, article, MAX_CHOICES)
        for free in (max(0, one.stock.sellable - one.stock.allocated),)
    )


def _anywhere(reader: Reader, article_id: int) -> int:
    return everywhere(reader, article_id, Showing.WITH_STOCK).available


def offers(reader: Reader, article_id: int, now: Instant) -> tuple[Offer, ...]:
    """How the customer gets an article that is not here: the nearest place that has some is looked at, from
    which it is most likely sent; the core decides."""
    found = places_of(reader, article_id, Sorting.NEAREST_WITH_STOCK, Showing.WITH_STOCK, 0, MOST_PLACES)
    here = next((one for one in found if one.is_here), None)
    source = next((one for one in found if not one.is_here and _free_at(one)), None)
    if here is None or source is None:
        return ()
    hours, own = Hours(source.opening, source.timezone), Hours(here.opening, here.timezone)
    by = {Way.PICKUP: here_by(now, hours, own), Way.HOME: leaves_by(now, hours)}
    carbon_g = parcel_carbon_g(round(source.km * METRES_A_KM), _weight_g(reader, article_id))
    return tuple(
        Offer(way=way, at=at, place=source.name, km=source.km, free=_free_at(source), carbon_g=carbon_g)
        for way, at in by.items()
    )


def offers_here(reader: Reader, wanted: Sequence[tuple[int, int]], now: Instant) -> tuple[Offer, ...]:
    """How the customer gets what is here, so many units of each article: along, or home in one parcel."""
    first, weight_g = wanted[0][0], sum(units * _weight_g(reader, key) for key, units in wanted)
    found = places_of(reader, first, Sorting.NEAREST_WITH_STOCK, Showing.WITH_STOCK, 0, MOST_PLACES)
    here = next((one for one in found if one.is_here and _free_at(one)), None)
    if here is None:
        return ()
    along = Offer(way=None, at=now, place="", km=0.0, free=_free_at(here))
    return along, _home_from_here(reader, weight_g, along, here, now)


def _home_from_here(reader: Reader, weight_g: int, along: Offer, here: Whereabouts, now: Instant) -> Offer:
    """Once it is prepared, with the carrier that takes such a parcel from here, as its store will choose."""
    ready_at = leaves_by(now, Hours(here.opening, here.timezone))
    home = replace(along, way=Way.HOME, at=ready_at, carbon_g=parcel_carbon_g(0, weight_g))
    offered = {row.offered(): row for row in services_calling(reader)}
    chosen = chosen_service(list(offered), weight_g)
    if chosen is None:
        return home
    row = offered[chosen]
    leaves = leaves_at(ready_at, row.closes_min, here.opening, here.timezone)
    days = row.delivers_days
    arrives = arrives_by(leaves, days, here.timezone) if days else Instant(0)
    name = " ".join(part for part in (row.carrier_name, row.service_name) if part)
    return replace(home, at=leaves, carrier=name, arrives_at=arrives)


def _weight_g(reader: Reader, article_id: int) -> int:
    article = reader.session.get(Article, article_id)
    return (article.weight_g if article is not None else 0) or UNKNOWN_WEIGHT_G


def offers_of_all(reader: Reader, article_ids: Sequence[int], now: Instant) -> tuple[Offer, ...]:
    """How the customer gets several articles, all together: once the last of them is there."""
    found = [offers(reader, article_id, now) for article_id in article_ids]
    if not all(found):
        return ()
    each = [one for some in found for one in some]
    ways = {way: [one for one in each if one.way is way] for way in Way}
    return tuple(
        replace(max(some, key=lambda one: one.at), carbon_g=sum(one.carbon_g for one in some))
        for some in ways.values()
    )


def _free_at(place: Whereabouts) -> int:
    return available_to_promise(place.stock).quantity if place.is_open else 0


def instead(
    reader: Reader, article_id: int, now: Instant, serial: str = "", *, is_connected: bool = True
) -> Instead:
    """One unit of an article, to be taken; of single pieces the very one that was scanned. What no store is
    known to have, headquarters may sell all the same, for the day on which more comes: who orders asks it.

    Raises:
        Refused: `exchange_needs_piece`, `exchange_piece_not_here`, `exchange_price_unknown`;
            `exchange_unseen`: no store is known to have any, and headquarters cannot be asked.
    """
    article = reader.session.get(Article, article_id)
    price = price_at(reader.session, article_id, now)
    if article is None or price is None:
        raise Refused("exchange_price_unknown", article_id=article_id)
    stock = reader.stock_here([article_id]).get(article_id)
    here = max(0, stock.sellable - stock.allocated) if stock is not None else 0
    if here and article.is_serialised and not serial:
        raise Refused("exchange_needs_piece", name=article.name)
    free = here or _anywhere(reader, article_id)
    if not free and not is_connected:
        raise Refused("exchange_unseen", name=article.name)
    if serial and not _is_here(reader, article_id, serial):
        raise Refused("exchange_piece_not_here", serial=serial)
    variant = variant_words(article.size, article.colour)
    return Instead(
        article_id=article_id,
        name=article.name,
        variant=" · ".join(part for part in (variant, serial) if part),
        price_cents=price,
        quantity=1,
        free=1 if serial else free or MOST_UNSEEN,
        serial=serial,
        is_here=bool(here),
        is_unseen=not free,
    )


def again(reader: Reader, return_id: str, new_cents: int) -> Again | None:
    """What is due of an open return's units when something else is taken for them."""
    head = reader.session.get(Return, return_id)
    units = open_units(reader.session, head) if head is not None else []
    if head is None or not units:
        return None
    due = figures(reader.session, head, units, new_cents)
    money = Money(
        total_cents=due.total_cents,
        fee_cents=due.fee_cents,
        new_cents=new_cents,
        to_pay_cents=due.to_pay_cents,
        parts=due.parts,
        need=due.need.value,
    )
    return Again(units=tuple(due.units), money=money)


def _is_here(reader: Reader, article_id: int, serial: str) -> bool:
    piece = ReplicaLedger(reader.session).piece(article_id, serial)
    return piece is not None and piece.location_id == reader.location_id and piece.bucket == Bucket.SELLABLE
