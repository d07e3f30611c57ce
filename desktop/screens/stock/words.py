"""Stock in words: what was found, the terms of a number, the places of the network."""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.availability import Term as TermKind
from core.rules.money import EUR
from core.rules.stock import Bucket
from desktop.screens.stock.beside_words import last_words, piece_state
from desktop.screens.stock.state import ArticlePage, PieceFound, StockState, Why
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
    price = money_words(match.price_cents, EUR) if match.price_cents is not None else ""
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
    return words.format(serial=piece.serial, where=where, state=piece_state(piece.bucket, piece.order_number))


def why_terms(why: Why, state: StockState) -> list[Term]:
    """The sum in words."""
    return [
        Term(_term(kind, why, state), number, signed=kind is not TermKind.SELLABLE)
        for kind, number in why.terms
    ]


def _term(kind: TermKind, why: Why, state: StockState) -> str:
    words = term_words(kind)
    if kind is TermKind.SELLABLE and why.counted_at:
        day = day_words(why.counted_at, state.timezone, now=state.now)
        return translate("Stock", "{words}, counted {day}").format(words=words, day=day)
    if kind is TermKind.ALLOCATED and why.held_for:
        return translate("Stock", "{words}: {orders}").format(words=words, orders=", ".join(why.held_for))
    return words


def why_notes(why: Why, on_the_way: int, state: StockState) -> str:
    """What stands beside the sum: what is here besides or on its way, what waits, how old it is."""
    notes = [beside_words(why.beside)]
    if on_the_way:
        notes.append(translate("Stock", "On the way here: {units}.").format(units=on_the_way))
    if why.unconfirmed:
        notes.append(counts.unconfirmed_movements(why.unconfirmed))
    if why.is_in_doubt:
        notes.append(
            translate(
                "Stock",
                "This computer has lost its latest exchanges: the number is kept low until the next one.",
            )
        )
    if why.heard_at:
        notes.append(translate("Stock", "Till heard {ago}.").format(ago=ago_words(state.now - why.heard_at)))
    if why.last is not None:
        notes.append(last_words(why.last, state))
    if state.data_at:
        ago = ago_words(state.now - state.data_at)
        notes.append(translate("Stock", "Headquarters’ number as of {ago}.").format(ago=ago))
    return "\n".join(note for note in notes if note)


def beside_words(beside: Sequence[tuple[Bucket, int]]) -> str:
    """ "Besides: 1 on display, 2 damaged."; empty for nothing."""
    if not beside:
        return ""
    parts = ", ".join(f"{units} {bucket_words(bucket)}" for bucket, units in beside)
    return translate("Stock", "Besides, not to be promised: {parts}.").format(parts=parts)
