"""Stock in words: what was found, the terms of a number, the places of the network."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale

from core.rules.availability import Term as TermKind
from core.rules.stock import Bucket
from desktop.screens.stock.state import ArticlePage, PieceFound, PlaceStock, StockState, Why
from desktop.shell.ages import ago_words
from desktop.shell.amounts import barcode_parts, day_words, money_words
from desktop.shell.counts import counts
from desktop.shell.marking import (
    Marked,
    besides,
    grouped,
    guess_words,
    joined,
    marked,
    reason_words,
    serial_words,
)
from desktop.shell.saying import translate
from desktop.shell.widgets import Cell, Group, Row, Term
from desktop.shell.widgets.variant_grid import FEW
from desktop.shell.wording import bucket_words, term_words
from sync.search import ArticleMatch

NO_COLOUR = "#8A8794"
"""Stands for an article that has no colour: a book."""
ON_THE_WAY = "on_the_way"
_SMALL_KM = 10


def size_and_colour(size: str, colour: str) -> str:
    """ "38 · Marine"; empty for an article that comes in one kind only."""
    return " · ".join(part for part in (size, colour) if part)


def groups(state: StockState) -> list[Group]:
    """The rows of the list under their title."""
    rows = tuple(_found(match) for match in state.matches)
    if not state.wanted.strip():
        return [Group(rows, translate("Stock", "Looked at lately"))]
    title = counts.articles(len(rows))
    guess = guess_words(state.matches, state.wanted)
    if state.is_capped:
        title = counts.best(len(rows))
        guess = guess or translate("Stock", "there are more: type another word")
    return [Group(rows, title, guess)]


def _found(match: ArticleMatch) -> Row:
    name, marks = marked(match, "name")
    kind, kind_marks = joined(
        [
            marked(match, "size"),
            marked(match, "colour"),
            *besides(match, ("name", "size", "colour"), ("brand", "category")),
        ]
    )
    number, below = _numbers(match)
    price = money_words(match.price_cents, "EUR") if match.price_cents is not None else ""
    is_nowhere = match.available == 0
    return Row(
        str(match.id),
        (
            Cell(
                name,
                kind,
                strong=True,
                swatch=match.colour_hex or NO_COLOUR,
                icon=match.category,
                marks=marks,
                hint_marks=kind_marks,
            ),
            Cell(number[0], below[0], small=True, colour="ink2", marks=number[1], hint_marks=below[1]),
            Cell(price),
            number_cell(match.available_here, translate("Stock", "here")),
            Cell(
                str(match.available_elsewhere or "–"),
                translate("Stock", "elsewhere"),
                colour="ink" if match.available_elsewhere else "ink3",
            ),
        ),
        is_muted=is_nowhere,
        reason=reason_words(match),
    )


def _numbers(match: ArticleMatch) -> tuple[Marked, Marked]:
    """The barcode in groups over the article's number; for a piece that was asked for, its own first."""
    barcode = grouped(marked(match, "gtin"), " ".join(filter(None, barcode_parts(match.gtin))))
    return (serial_words(match), barcode) if match.serial else (barcode, marked(match, "sku"))


def number_cell(available: int, hint: str = "") -> Cell:
    """How many can be promised, in the colour of plenty, few or none."""
    colour = "ink3" if available <= 0 else "warn" if available <= FEW else "ok"
    return Cell(str(available) if available > 0 else "–", hint, strong=True, colour=colour)


def price_words(page: ArticlePage) -> str:
    """ "99,00 €, was 129,00 €"."""
    if page.price_cents is None:
        return translate("Stock", "no price yet")
    now = money_words(page.price_cents, page.currency)
    if page.was_cents is None:
        return now
    was = money_words(page.was_cents, page.currency)
    return translate("Stock", "{now}, was {was}").format(now=now, was=was)


def place_words(page: ArticlePage) -> str:
    """ "Zone B · Aisle 4 · Shelf 2"; empty where nobody has said."""
    parts = (
        translate("Stock", "Zone {0}").format(page.zone) if page.zone else "",
        translate("Stock", "Aisle {0}").format(page.aisle) if page.aisle else "",
        translate("Stock", "Shelf {0}").format(page.shelf) if page.shelf else "",
    )
    return " · ".join(part for part in parts if part)


def piece_words(piece: PieceFound) -> str:
    """Where the piece is that was asked for."""
    if not piece.place:
        return translate("Stock", "The network has no piece with the number {serial}.").format(
            serial=piece.serial
        )
    where = translate("Stock", "here") if piece.is_here else piece.place
    words = translate("Stock", "Piece {serial}: {where}, {state}.")
    return words.format(serial=piece.serial, where=where, state=bucket_words(piece.bucket))


def why_terms(why: Why, timezone: str) -> list[Term]:
    """The sum in words."""
    return [
        Term(_term(kind, why, timezone), number, signed=kind is not TermKind.SELLABLE)
        for kind, number in why.terms
    ]


def _term(kind: TermKind, why: Why, timezone: str) -> str:
    words = term_words(kind)
    if kind is TermKind.SELLABLE and why.counted_at:
        return translate("Stock", "{words}, counted {day}").format(
            words=words, day=day_words(why.counted_at, timezone)
        )
    if kind is TermKind.ALLOCATED and why.held_for:
        return translate("Stock", "{words}: {orders}").format(words=words, orders=", ".join(why.held_for))
    return words


def why_notes(why: Why, now: int) -> str:
    """What stands beside the sum: what is here besides, what waits, when the till was heard."""
    notes = [beside_words(why.beside)]
    if why.unconfirmed:
        notes.append(counts.unconfirmed_movements(why.unconfirmed))
    if why.heard_at:
        notes.append(translate("Stock", "Till heard {ago}.").format(ago=ago_words(now - why.heard_at)))
    return "\n".join(note for note in notes if note)


def beside_words(beside: Sequence[tuple[Bucket, int]]) -> str:
    """ "Besides: 1 on display, 2 damaged."; empty for nothing."""
    if not beside:
        return ""
    parts = ", ".join(f"{units} {bucket_words(bucket)}" for bucket, units in beside)
    return translate("Stock", "Besides, not to be promised: {parts}.").format(parts=parts)


def network_hint(page: ArticlePage) -> str:
    """ "41 in 17 places"."""
    if not page.in_network:
        return translate("Stock", "none anywhere")
    return counts.places(page.stocked_places, page.in_network)


def network_rows(page: ArticlePage, state: StockState) -> list[Row]:
    """Every place that has some, this store first, then the nearest."""
    age = ago_words(state.now - state.data_at) if state.data_at else ""
    rows = [_place(place, age) for place in page.places]
    if page.on_the_way:
        moving, soon = translate("Stock", "On the way here"), translate("Stock", "in transit")
        number = Cell(str(page.on_the_way), strong=True, colour="info")
        rows.insert(1, Row(ON_THE_WAY, (Cell(moving), Cell(), number, Cell(soon, small=True, colour="info"))))
    return rows


def _place(place: PlaceStock, age: str) -> Row:
    far = translate("Stock", "here") if place.is_here else km_words(place.km)
    state, colour = _standing(place, age)
    return Row(
        str(place.location_id),
        (
            Cell(place.name, strong=place.is_here),
            Cell(far, small=True, colour="ink3"),
            number_cell(place.available) if place.is_here else _plain_number(place.available),
            Cell(state, small=True, colour=colour),
        ),
        is_muted=not place.is_open,
    )


def _plain_number(available: int) -> Cell:
    return Cell(str(available) if available else "–", strong=True, colour="ink" if available else "ink3")


def _standing(place: PlaceStock, age: str) -> tuple[str, str]:
    """What else is to be said of a place, and in which colour."""
    if not place.is_open:
        return translate("Stock", "shut"), "warn"
    if not place.available and place.on_display:
        return translate("Stock", "display only"), "warn"
    if place.is_here:
        return translate("Stock", "live"), "ok"
    if place.kind == "partner":
        return " · ".join(part for part in (translate("Stock", "partner"), age) if part), "ink3"
    return age, "ink3"


def km_words(km: float, locale: QLocale | None = None) -> str:
    """A distance: "3.4 km", "51 km"."""
    number = (locale or QLocale()).toString(km, "f", 1 if km < _SMALL_KM else 0)
    return translate("Stock", "{0} km").format(number)
