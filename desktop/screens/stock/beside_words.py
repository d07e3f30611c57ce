"""What stands beside an article, in words: places, movements, pieces, prices."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from core.rules.stock import MovementKind
from core.rules.time import Instant
from desktop.screens.stock.state import Part, PlaceStock, Side, StockState
from desktop.screens.stock.why_moved import why_moved
from desktop.shell.ages import ago_words
from desktop.shell.amounts import day_words, local_time, midnight_before, moment_words, money_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row
from desktop.shell.widgets.variant_grid import FEW
from desktop.shell.wording import bucket_words, movement_words
from sync.history import Dated, Happened, Serial
from sync.places import Showing, Sorting

OLD_MS = 15 * 60_000
"""From this age on it is said above the numbers of other places that they are old."""
CORE = "core"
_SMALL_KM = 10
_MINUS = frozenset(
    {
        MovementKind.HANDED_OVER,
        MovementKind.DISPATCHED,
        MovementKind.SOLD,
        MovementKind.TRANSFERRED_OUT,
    }
)
_PLUS = frozenset({MovementKind.RECEIVED, MovementKind.RETURNED, MovementKind.TRANSFERRED_IN})

_ORDERS = {
    Sorting.NEAREST_WITH_STOCK: QT_TRANSLATE_NOOP("Stock", "Sorted: nearest with stock"),
    Sorting.NEAREST: QT_TRANSLATE_NOOP("Stock", "Sorted: nearest"),
    Sorting.MOST: QT_TRANSLATE_NOOP("Stock", "Sorted: most available"),
    Sorting.NAME: QT_TRANSLATE_NOOP("Stock", "Sorted: by name"),
}
_SHOWINGS = {
    Showing.ALL: QT_TRANSLATE_NOOP("Stock", "Shown: every place"),
    Showing.WITH_STOCK: QT_TRANSLATE_NOOP("Stock", "Shown: with stock"),
    Showing.STORES: QT_TRANSLATE_NOOP("Stock", "Shown: collect there"),
}
_PRICE_KINDS = {
    "regular": QT_TRANSLATE_NOOP("Stock", "Regular price"),
    "markdown": QT_TRANSLATE_NOOP("Stock", "Markdown"),
}


def order_words(order: Sorting) -> str:
    """In which order the places stand."""
    return translate("Stock", _ORDERS[order])


def showing_words(which: Showing) -> str:
    """Which places are shown."""
    return translate("Stock", _SHOWINGS[which])


def place_heads() -> tuple[str, ...]:
    """Names of the columns of the places."""
    return (
        "",
        translate("Stock", "Available"),
        translate("Stock", "On hand"),
        translate("Stock", "In transit"),
        translate("Stock", "As of"),
    )


def network_hint(side: Side) -> str:
    """ "41 in 17 places"."""
    if not side.total.available:
        return translate("Stock", "none anywhere")
    return counts.places(side.total.stocked, side.total.available)


def old_words(state: StockState) -> str:
    """That the numbers of other places are old; empty while they are not."""
    if not state.has_network or state.now - state.data_at < OLD_MS:
        return ""
    if not state.data_at:
        return translate(
            "Stock", "The other places’ numbers are as old as the download; this store’s are live."
        )
    words = translate("Stock", "The other places’ numbers are from {ago}; this store’s are live.")
    return words.format(ago=ago_words(state.now - state.data_at))


def groups(state: StockState) -> list[Group]:
    """The rows of the part that is shown."""
    side = state.side
    if side.part is Part.PLACES:
        rows = tuple(_place(place, state) for place in side.places)
        return [Group(rows, network_hint(side))]
    if side.part is Part.MOVEMENTS:
        return [Group(tuple(happened_row(one, state) for one in side.movements))]
    if side.part is Part.PIECES:
        return [Group(tuple(_piece(piece, state) for piece in side.pieces))]
    now = next((price.valid_from for price in side.prices if price.valid_from <= state.now), None)
    return [Group(tuple(_price(price, now, state) for price in side.prices))]


def nothing_words(state: StockState) -> tuple[str, str]:
    """What to say where there is nothing to show."""
    if state.side.part is Part.MOVEMENTS:
        return (
            translate("Stock", "Nothing has moved here lately"),
            translate("Stock", "Movements of the last 30 days of this store stand here."),
        )
    if state.side.part is Part.PIECES:
        return (
            translate("Stock", "No piece is known"),
            translate("Stock", "Pieces come with their serial number when they are received."),
        )
    if state.side.part is Part.PRICES:
        return (
            translate("Stock", "No price yet"),
            translate("Stock", "Headquarters sets prices; they come here by themselves."),
        )
    return (
        translate("Stock", "The network is still arriving"),
        translate("Stock", "Orders can be prepared meanwhile. Sync says how far it has come."),
    )


def history_words(side: Side) -> str:
    """The title over a piece's history."""
    return translate("Stock", "Piece {serial} in this store").format(serial=side.serial)


def number_cell(available: int) -> Cell:
    """How many can be promised, in the colour of plenty, few or none."""
    colour = "ink3" if available <= 0 else "warn" if available <= FEW else "ok"
    return Cell(_number(available), strong=True, colour=colour)


def _number(units: int) -> str:
    return str(units) if units else "–"


def _place(place: PlaceStock, state: StockState) -> Row:
    far = translate("Stock", "here") if place.is_here else km_words(place.km)
    standing, colour = _standing(place, state)
    age, age_colour = _age(place, state)
    return Row(
        str(place.location_id),
        (
            Cell(place.name, f"{far} · {standing}", strong=place.is_here, hint_colour=colour),
            number_cell(place.available),
            Cell(_number(place.on_hand), colour="ink2" if place.on_hand else "ink3"),
            Cell(_number(place.in_transit), colour="info" if place.in_transit else "ink3"),
            Cell(age, small=True, colour=age_colour),
        ),
        is_muted=not place.is_open,
    )


def _standing(place: PlaceStock, state: StockState) -> tuple[str, str]:
    """What a customer can do there, and in which colour it is said."""
    if not place.is_open:
        return translate("Stock", "shut"), "warn"
    if place.kind == "warehouse":
        return translate("Stock", "warehouse"), "ink3"
    if place.kind == "corner":
        return translate("Stock", "corner"), "ink3"
    if place.kind == "marketplace":
        return translate("Stock", "marketplace"), "ink3"
    if not place.can_collect:
        return translate("Stock", "partner"), "ink3"
    if not place.available and place.on_display:
        return translate("Stock", "display only"), "warn"
    if place.opens_at > state.now:
        opens = moment_words(place.opens_at, state.now, state.timezone)
        return translate("Stock", "opens {time}").format(time=opens), "ink3"
    if place.available and not place.is_here:
        return translate("Stock", "collect possible"), "ink3"
    return translate("Stock", "open"), "ink3"


def _age(place: PlaceStock, state: StockState) -> tuple[str, str]:
    """How old a place's number is: the till's last word where there is one, else the network's copy."""
    if place.is_here:
        return translate("Stock", "live"), "ok"
    heard = max(place.heard_at, state.data_at)
    if not heard:
        return "", "ink3"
    age = state.now - heard
    return ago_words(age), "warn" if age >= OLD_MS else "ink3"


def happened_row(one: Happened, state: StockState) -> Row:
    """A movement: when, what, who and why, how many, and whether headquarters knows."""
    serial = one.serial if state.side.part is Part.MOVEMENTS else ""
    parts = (who_words(one), one.order_number, why_moved(one.reason), _where(one), serial)
    hint = " · ".join(part for part in parts if part)
    waits = PillLook(translate("Stock", "not sent yet"), Tone.WARN, "waiting")
    return Row(
        one.id,
        (
            Cell(moment_words(one.at, state.now, state.timezone), small=True, colour="ink2"),
            Cell(movement_words(one.kind), hint),
            Cell() if one.is_sent else Cell(pill=waits),
            Cell(_signed(one), strong=True, colour="ink"),
        ),
    )


def last_words(one: Happened, state: StockState) -> str:
    """ "Last movement: picked 1, Inès Martin, 10:31."."""
    words = translate("Stock", "Last movement: {what}, {who}, {time}.")
    what = f"{movement_words(one.kind).lower()} {_signed(one)}"
    return words.format(what=what, who=who_words(one), time=moment_words(one.at, state.now, state.timezone))


def who_words(one: Happened) -> str:
    """Who did it."""
    if one.actor in (CORE, ""):
        return translate("Stock", "Headquarters")
    return one.actor_name or translate("Stock", "Somebody who has left")


def _where(one: Happened) -> str:
    if one.to_bucket:
        return f"{bucket_words(one.bucket)} → {bucket_words(one.to_bucket)}"
    return bucket_words(one.bucket) if one.bucket != "sellable" else ""


def _signed(one: Happened) -> str:
    if one.kind in _MINUS or one.quantity < 0:
        return f"− {abs(one.quantity)}"
    return (
        f"+ {one.quantity}" if one.kind in _PLUS or one.kind == MovementKind.ADJUSTED else str(one.quantity)
    )


def piece_state(bucket: str, order_number: str) -> str:
    """What a piece is free for: one that is picked stands on hand, and is another's already."""
    if order_number:
        return translate("Stock", "picked for {order}").format(order=order_number)
    return bucket_words(bucket)


def _piece(piece: Serial, state: StockState) -> Row:
    if piece.place:
        where, colour = (translate("Stock", "here"), "ok") if piece.is_here else (piece.place, "ink2")
        how = piece_state(piece.bucket, piece.order_number)
    else:
        where, colour = translate("Stock", "has left"), "ink3"
        how = ""
        if piece.sold_at:
            day = day_words(piece.sold_at, state.timezone, now=state.now)
            how = translate("Stock", "sold {day}").format(day=day)
    return Row(
        piece.serial,
        (Cell(piece.serial, how, strong=True), Cell(where, small=True, colour=colour)),
        is_muted=not piece.place,
    )


def _price(price: Dated, now: int | None, state: StockState) -> Row:
    kind = _PRICE_KINDS.get(price.kind)
    pill = None
    if price.valid_from == now:
        pill = PillLook(translate("Stock", "now"), Tone.OK, "check")
    elif price.valid_from > state.now:
        pill = PillLook(translate("Stock", "to come"), Tone.INFO, "clock")
    return Row(
        str(price.valid_from),
        (
            Cell(translate("Stock", kind) if kind else price.kind, price_since(price.valid_from, state)),
            Cell(pill=pill) if pill else Cell(),
            Cell(money_words(price.price_cents, price.currency), strong=bool(pill)),
        ),
        is_muted=pill is None,
    )


def price_since(at: Instant, state: StockState) -> str:
    """From when on a price is valid; by its day alone where that is when the day begins, as most do."""
    if not at:
        return translate("Stock", "from the start")
    is_whole_day = local_time(at, state.timezone) == midnight_before(at, state.timezone)
    said = day_words if is_whole_day else moment_words
    time = said(at, now=state.now, timezone=state.timezone)
    words = translate("Stock", "from {time}") if at > state.now else translate("Stock", "since {time}")
    return words.format(time=time)


def km_words(km: float, locale: QLocale | None = None) -> str:
    """A distance: "3.4 km", "51 km"."""
    number = (locale or QLocale()).toString(km, "f", 1 if km < _SMALL_KM else 0)
    return translate("Stock", "{0} km").format(number)
