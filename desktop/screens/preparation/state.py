"""What the screen Prepare shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from core.rules.availability import Stock
from core.rules.stock import ShortReason
from core.rules.time import Instant
from desktop.devices.scanner import Shelf
from desktop.screens.fulfilments import FALLBACK_TIMEZONE, Head, Holder
from desktop.screens.preparation.leaving import Leaving
from desktop.screens.preparation.walk import RoundLine


class Phase(StrEnum):
    """Where the work on an order stands; `QUEUE` while none is in hand."""

    QUEUE = "queue"
    PICK = "pick"
    NOTHING = "nothing"
    PACK = "pack"
    STAGE = "stage"
    DONE = "done"


REPRINTABLE = (Phase.STAGE, Phase.DONE)
"""When the label that came out may come out once more."""


class ReprintReason(StrEnum):
    """Why a label is printed again."""

    UNREADABLE = "unreadable"
    LOST = "lost"
    NEVER_CAME = "never_came"


class Said(msgspec.Struct, frozen=True):
    """What came of the last gesture, as a code with its data."""

    is_good: bool
    code: str
    data: dict[str, Any] = msgspec.field(default_factory=dict)


ABSENT = frozenset({ShortReason.NOT_FOUND, ShortReason.MISMATCH, ShortReason.DAMAGED})
"""Reasons that hold for whoever wants the article."""
WITH_SUBSTITUTE = tuple(reason for reason in ShortReason if reason is not ShortReason.PICK_LATER)
"""Reasons for which another article is asked about: what is picked later needs none."""


class Draft(msgspec.Struct, frozen=True):
    """A parcel that is being packed: units by line, grams (0 for not weighed)."""

    contents: dict[str, int]
    weight_g: int = 0


class Other(msgspec.Struct, frozen=True):
    """An open order, in nobody's hands, that wants the article which is short: `left` units of it."""

    fulfilment_id: str
    line_id: str
    number: str
    left: int


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """An article that could stand in for the one that is short: `free` units of it are here. It costs
    `shelf_cents` here (None where that is not known), and its customer would pay `price_cents`."""

    article_id: int
    name: str
    size: str
    colour: str
    free: int
    shelf_cents: int | None
    price_cents: int


class PreparationState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        heads: the orders in hand together, in the order of their totes; one of them, `head`, is packed or put
            in a bin now, or it is the one whose unit comes next.
        lines: in the order of the walk, summed over the orders, what is left for later at the end; when it is
            packed, the one order's.
        current: the line to pick now.
        stock: this store's, by article.
        wants_serial: the current line's article was scanned, its serial number was not.
        short_units: how many are told short when a reason is given; 0 while nobody asks.
        others: open orders beside those in hand that want the article which is asked about; `shorts_others`
            says whether they are told short with it.
        offers: what could stand in for it, the best first; `offer` is the article that its customer is to be
            asked about once a reason is given, 0 for none.
        undoes: what Ctrl+Z would take back: "pick", "short", "substitute", "place" or "".
        proposed_bin: a free one, or the one that the label says.
        bins: by parcel number, where parcels were put that are not told yet.
        in_hand: number of the parcel that is put in a bin next.
        label: its label as a PDF.
        asks_reprint: why the labels are wanted again is being asked.
        queue: what can be begun, the most urgent first; `taken` is what colleagues have.
        shelf: where one stands, by its label: the article that is scanned next is kept there.
        is_scan_forced: nothing is picked here without a scan.
        leaving: with whom the order in focus leaves, and when.
        waiting: how many orders can be begun; the queue itself is as it was when it was seen last.
        chosen: which of the queue are to be picked in one round.
    """

    phase: Phase = Phase.QUEUE
    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    head: Head | None = None
    heads: tuple[Head, ...] = ()
    minutes_left: int = 0
    lines: tuple[RoundLine, ...] = ()
    current: str = ""
    stock: dict[int, Stock] = msgspec.field(default_factory=dict)
    said: Said | None = None
    wants_serial: bool = False
    short_units: int = 0
    others: tuple[Other, ...] = ()
    shorts_others: bool = False
    offers: tuple[Offer, ...] = ()
    offer: int = 0
    undoes: str = ""
    drafts: tuple[Draft, ...] = ()
    proposed_bin: str = ""
    bins: dict[str, str] = msgspec.field(default_factory=dict)
    in_hand: str = ""
    label: bytes = b""
    asks_reprint: bool = False
    queue: tuple[Head, ...] = ()
    taken: tuple[Head, ...] = ()
    waiting: int = 0
    chosen: tuple[str, ...] = ()
    shelf: Shelf | None = None
    is_scan_forced: bool = False
    leaving: Leaving | None = None
    is_read: bool = False

    @property
    def is_round(self) -> bool:
        """Whether several orders are in hand: then totes are told."""
        return len(self.heads) > 1

    def line(self, line_id: str) -> RoundLine | None:
        """A line of what is in hand."""
        return next((line for line in self.lines if line.id == line_id), None)

    @property
    def next_head(self) -> Head | None:
        """What to begin next: what this workstation has begun comes before what nobody has."""
        ready = [head for head in self.queue if not head.is_awaited]
        begun = [head for head in ready if head.holder is Holder.THIS_DEVICE]
        return next(iter(begun or ready or self.queue), None)

    @property
    def offer_wanted(self) -> Offer | None:
        """What its customer is to be asked about once a reason is given."""
        wanted = [one for one in self.offers if one.article_id == self.offer and self.short_units]
        return next(iter(wanted), None)

    @property
    def is_awaited(self) -> bool:
        """Whether the current line waits for its customer's answer."""
        line = self.current_line
        return line is not None and line.is_awaited

    @property
    def current_line(self) -> RoundLine | None:
        """The line to pick now."""
        return self.line(self.current)

    @property
    def line_after(self) -> RoundLine | None:
        """The line to which the walk goes once the current one is done; None where nothing is left."""
        left = [line for line in self.lines if line.left_to_pick and line.id != self.current]
        return next((line for line in left if not line.is_awaited), next(iter(left), None))
