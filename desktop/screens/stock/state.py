"""What the screen Stock shows."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.rules.availability import Term
from core.rules.stock import Bucket
from core.rules.time import Instant
from core.rules.transfer import MAX_TRANSFER_LINES
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from sync.history import Dated, Happened, Serial
from sync.places import Everywhere, Showing, Sorting
from sync.search import ArticleMatch


class VariantStock(msgspec.Struct, frozen=True):
    """A variant of the style, and how many of it can be promised here."""

    article_id: int
    size: str
    colour: str
    available: int


class PlaceStock(msgspec.Struct, frozen=True, kw_only=True):
    """What one place has.

    Attributes:
        km: how far it is from this store, as the crow flies.
        is_open: whether the chain sells from it; `opens_at` is when its doors open next,
            0 while they are open.
        can_collect: whether a customer may have it put aside there.
        on_hand: everything that stands there, also what is damaged or on display.
        heard_at: the last word of its till, 0 for none.
    """

    location_id: int
    name: str
    kind: str
    km: float
    is_here: bool
    is_open: bool
    opens_at: Instant
    can_collect: bool
    available: int
    on_hand: int
    in_transit: int
    on_display: int
    heard_at: Instant


class Part(StrEnum):
    """What stands beside the article."""

    PLACES = "places"
    MOVEMENTS = "movements"
    PIECES = "pieces"
    PRICES = "prices"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside the article, as far as it has been read.

    Attributes:
        total: the sums over the whole network, also of the places that are not read yet.
        movements: here, the latest first; `history` is those of the piece `serial`.
        is_whole: whether there is nothing more to read of what `part` shows.
    """

    part: Part = Part.PLACES
    order: Sorting = Sorting.NEAREST_WITH_STOCK
    which: Showing = Showing.ALL
    total: Everywhere = Everywhere()
    places: tuple[PlaceStock, ...] = ()
    movements: tuple[Happened, ...] = ()
    pieces: tuple[Serial, ...] = ()
    serial: str = ""
    history: tuple[Happened, ...] = ()
    prices: tuple[Dated, ...] = ()
    is_whole: bool = True


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """Why so many can be promised here.

    Attributes:
        terms: they add up to the number.
        beside: what is here and cannot be promised, by where it stands.
        held_for: numbers of the orders that hold some, the first of them.
        unconfirmed: movements made here that count already and that the core has not taken in.
        is_in_doubt: nobody here can say whether the network's copy contains some of them: the files of this
            machine are not of the same moment, and the lower number is shown until the next pull.
        counted_at, heard_at: the last count, and the last word of the till; 0 for never.
        last: the newest movement here, None where none is known.
    """

    available: int = 0
    terms: tuple[tuple[Term, int], ...] = ()
    beside: tuple[tuple[Bucket, int], ...] = ()
    held_for: tuple[str, ...] = ()
    unconfirmed: int = 0
    is_in_doubt: bool = False
    counted_at: Instant = Instant(0)
    heard_at: Instant = Instant(0)
    last: Happened | None = None


class PieceFound(msgspec.Struct, frozen=True):
    """The piece that was asked for: where it is, no place for one that the network does not have; and the
    order that it is picked for here."""

    serial: str
    place: str = ""
    bucket: str = ""
    is_here: bool = False
    order_number: str = ""


class ArticlePage(msgspec.Struct, frozen=True, kw_only=True):
    """An article, in this store and in the whole network.

    Attributes:
        was_cents: the regular price, where the present one is a markdown; else None.
        zone, aisle, shelf: where it stands here; empty where nobody has said.
        on_the_way: units in transit to this store.
    """

    article_id: int
    name: str
    brand: str
    category: str
    size: str
    colour: str
    colour_hex: str
    sku: str
    gtin: str
    price_cents: int | None
    was_cents: int | None
    currency: str
    zone: str
    aisle: str
    shelf: str
    variants: tuple[VariantStock, ...]
    why: Why
    is_serialised: bool
    on_the_way: int
    piece: PieceFound | None


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """A request to another location that is being made; `location_id` is 0 where nobody has any."""

    article_id: int
    article: str = ""
    location_id: int = 0
    name: str = ""
    available: int = 0
    quantity: int = 0


class Wanted(msgspec.Struct, frozen=True):
    """So many units of an article, on the list of what one store is asked for."""

    article_id: int
    name: str
    quantity: int


class WantedList(msgspec.Struct, frozen=True, kw_only=True):
    """What one store is asked for together; of nobody while it is empty."""

    location_id: int = 0
    place: str = ""
    lines: tuple[Wanted, ...] = ()

    @property
    def units(self) -> dict[int, int]:
        """Units by article."""
        return {line.article_id: line.quantity for line in self.lines}

    @property
    def is_full(self) -> bool:
        """Whether no other article goes on it."""
        return len(self.lines) >= MAX_TRANSFER_LINES

    def with_line(self, asking: Asking) -> WantedList:
        """The list with what is being asked for on it; asked for again, its number is the newer one."""
        line = Wanted(asking.article_id, asking.article, asking.quantity)
        others = [one for one in self.lines if one.article_id != line.article_id]
        return WantedList(location_id=asking.location_id, place=asking.name, lines=(*others, line))


class StockState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen. While `page` is None the list stands there.

    Attributes:
        matches: what was found, or without a text what was looked at lately.
        is_capped: there may be more matches than are shown.
        side: what stands beside the page.
        chosen: id of the row that Enter opens.
        unknown_barcode: the last scan, when no article has it.
        data_at: when the core last said that what we know of the network is the newest; 0 for never.
        has_network: whether a copy of the network has come.
        asking: a request to another store, until it is sent; listed: what is asked of it together with that.
    """

    wanted: str = ""
    matches: tuple[ArticleMatch, ...] = ()
    is_capped: bool = False
    chosen: int = 0
    page: ArticlePage | None = None
    side: Side = Side()
    unknown_barcode: str = ""
    timezone: str = FALLBACK_TIMEZONE
    now: Instant = Instant(0)
    data_at: Instant = Instant(0)
    has_network: bool = True
    asking: Asking | None = None
    listed: WantedList = WantedList()
    may_ask: bool = False
