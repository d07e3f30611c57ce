"""What is read of articles that may be taken in exchange: sizes and colours, free units, the price now, how
the customer gets what is free elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from core.commands.refund_figures import figures, open_units
from core.commands.return_reading import price_at
from core.model import Article, Return
from core.rules.availability import available_to_promise
from core.rules.errors import Refused
from core.rules.exchange_sending import Hours, Way, here_by, leaves_by
from core.rules.stock import Bucket
from core.rules.time import Instant
from desktop.screens.returns.exchange_state import Choice, Instead, Offer
from desktop.screens.returns.state import Again, Money
from desktop.shell.amounts import variant_words
from sync.article import about, in_style
from sync.overlay import ReplicaLedger
from sync.places import Showing, Sorting, Whereabouts, everywhere, places_of
from sync.reading import Reader

MAX_CHOICES = 60
MOST_PLACES = 20
"""As many places are looked at, the nearest that have some first."""


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
    return tuple(
        Offer(way=way, at=at, place=source.name, km=source.km, free=_free_at(source))
        for way, at in by.items()
    )


def offers_here(reader: Reader, article_id: int, now: Instant) -> tuple[Offer, ...]:
    """How the customer gets an article that is here: along, or home from here."""
    found = places_of(reader, article_id, Sorting.NEAREST_WITH_STOCK, Showing.WITH_STOCK, 0, MOST_PLACES)
    here = next((one for one in found if one.is_here and _free_at(one)), None)
    if here is None:
        return ()
    leaves_at = leaves_by(now, Hours(here.opening, here.timezone))
    return tuple(
        Offer(way=way, at=at, place="", km=0.0, free=_free_at(here))
        for way, at in ((None, now), (Way.HOME, leaves_at))
    )


def offers_of_all(reader: Reader, article_ids: Sequence[int], now: Instant) -> tuple[Offer, ...]:
    """How the customer gets several articles, all together: once the last of them is there."""
    found = [offers(reader, article_id, now) for article_id in article_ids]
    if not all(found):
        return ()
    each = [one for some in found for one in some]
    return tuple(max((one for one in each if one.way is way), key=lambda one: one.at) for way in Way)


def _free_at(place: Whereabouts) -> int:
    return available_to_promise(place.stock).quantity if place.is_open else 0


def instead(reader: Reader, article_id: int, now: Instant, serial: str = "") -> Instead:
    """One unit of an article, to be taken; of single pieces the very one that was scanned.

    Raises:
        Refused: `exchange_needs_piece`, `exchange_piece_not_here`, `exchange_price_unknown`,
            `exchange_free_nowhere`.
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
    if not free:
        raise Refused("exchange_free_nowhere", article_id=article_id)
    if serial and not _is_here(reader, article_id, serial):
        raise Refused("exchange_piece_not_here", serial=serial)
    variant = variant_words(article.size, article.colour)
    return Instead(
        article_id=article_id,
        name=article.name,
        variant=" · ".join(part for part in (variant, serial) if part),
        price_cents=price,
        quantity=1,
        free=1 if serial else free,
        serial=serial,
        is_here=bool(here),
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
