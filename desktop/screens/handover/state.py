"""What the screen Hand over shows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec

from core.commands import Proof
from core.rules.fulfilment import FULFILMENT, FulfilmentKind, FulfilmentState, FulfilmentVerb
from core.rules.quantities import due_for
from core.rules.refund import Means
from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE, Head, Line
from desktop.screens.handover.loading import Carrier, Loading
from desktop.screens.handover.shelves import Label, Shelf, shelves_of

HANDABLE: Final = frozenset(s for s in FulfilmentState if FULFILMENT.allows(s, FulfilmentVerb.HAND_OVER))
"""What may leave, as far as this workstation knows."""
UNPACKED: Final = frozenset(
    {FulfilmentState.PROPOSED, FulfilmentState.CLAIMED, FulfilmentState.PICKING, FulfilmentState.PICKED}
)
"""In no parcel yet, as far as this workstation knows; a parcel's label in the hand knows better."""
LEAST_NAME_CHARS: Final = 2
TO_CUSTOMERS: Final = frozenset({FulfilmentKind.PICKUP, FulfilmentKind.RESERVATION})


class Sight(StrEnum):
    """What is in front."""

    ASKING = "asking"
    FOUND = "found"
    CHECKING = "checking"
    LOADING = "loading"
    DONE = "done"


class Trouble(StrEnum):
    """Why nothing was done."""

    WRONG_CODE = "wrong_code"
    CODE_OF_ANOTHER = "code_of_another"
    NO_SUCH_CODE = "no_such_code"
    NO_SUCH_ORDER = "no_such_order"
    UNKNOWN_ORDER = "unknown_order"
    UNKNOWN_PARCEL = "unknown_parcel"
    LONG_NUMBER_ALONE = "long_number_alone"
    PARCELS_MISSING = "parcels_missing"
    GONE_BY_LABEL = "gone_by_label"
    OTHER_PARCEL = "other_parcel"
    OTHER_CARRIER = "other_carrier"
    EMPTY_BIN = "empty_bin"
    NOT_READY = "not_ready"
    UNPROVED = "unproved"
    UNPAID = "unpaid"
    LIFTED_BY_ME = "lifted_by_me"
    NOTHING_TAKEN = "nothing_taken"
    NOT_IN_ORDER = "not_in_order"


class Said(msgspec.Struct, frozen=True):
    """A trouble with what its sentence names: another order, what was typed or scanned, an amount."""

    trouble: Trouble
    about: Head | None = None
    text: str = ""
    cents: int = 0


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """The order at the counter, and how far its check has come.

    Attributes:
        labels: parcels that were scanned, as their labels describe them.
        proof: what is being shown; `code` is the right one, once it was given.
        paid_cents: the amount that was confirmed, None while none was; `paid_with` by which means.
        signature: what was signed with (`core.rules.signature`), "" for nothing.
        is_unheard: this workstation has never heard of the order: its labels are all that is known of it.
        is_lifted: somebody else has said that it may leave unpaid.
        asks_why: why it may, is being typed.
        is_part: a part of it leaves; `stays` are units by line that do not, `pieces` the serial numbers by
            line that do, `is_counted` says that they were scanned, `is_rest_refused` that what stays is not
            wanted, `unwanted` of which lines alone it is not.
    """

    head: Head
    labels: tuple[Label, ...] = ()
    proof: Proof = Proof.CODE
    code: str = ""
    proxy_name: str = ""
    paid_cents: int | None = None
    paid_with: Means = Means.CARD
    signature: str = ""
    is_unheard: bool = False
    is_lifted: bool = False
    asks_why: bool = False
    is_part: bool = False
    stays: Mapping[str, int] = msgspec.field(default_factory=dict)
    pieces: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    is_counted: bool = False
    is_rest_refused: bool = False
    unwanted: frozenset[str] = frozenset()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of which something is left to hand over."""
        return tuple(line for line in self.head.lines if line.left_here)

    @property
    def taken(self) -> dict[str, int]:
        """Units by line that leave."""
        units = {line.id: line.left_here - self.stays.get(line.id, 0) for line in self.lines}
        return {key: number for key, number in units.items() if number > 0}

    @property
    def units_left(self) -> int:
        """Units that do not leave now."""
        return sum(line.left_here for line in self.lines) - sum(self.taken.values())

    @property
    def refused(self) -> dict[str, int]:
        """Units by line that are not wanted."""
        unwanted = [line for line in self.lines if self.is_rest_refused or line.id in self.unwanted]
        units = {line.id: line.left_here - self.taken.get(line.id, 0) for line in unwanted}
        return {key: number for key, number in units.items() if number > 0}

    @property
    def units_kept(self) -> int:
        """Units that wait on here."""
        return self.units_left - sum(self.refused.values())

    @property
    def is_whole(self) -> bool:
        """Whether all of it leaves."""
        return not self.units_left

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it leaves, and some is not wanted."""
        return not self.taken and bool(self.refused)

    @property
    def due_cents(self) -> int:
        """What is to be paid for what leaves."""
        if self.is_whole:
            return self.head.due_cents
        taken, refused = self.taken, {} if self.is_rest_refused else self.refused
        worth_cents = sum(line.price_cents * taken.get(line.id, 0) for line in self.lines)
        not_due_cents = sum(line.price_cents * refused.get(line.id, 0) for line in self.lines)
        return due_for(max(0, self.head.due_cents - not_due_cents), worth_cents)

    @property
    def paid_now_cents(self) -> int:
        """What is paid of it now."""
        if self.is_unheard:
            return self.paid_cents or 0
        return self.due_cents if self.paid_cents == self.due_cents else 0

    @property
    def may_leave(self) -> bool:
        """Whether nothing is missing any more."""
        if self.is_unheard:
            return self.is_proved and len(self.labels) >= self.parcels_told
        return self.is_refused or (bool(self.taken) and self.is_proved and self.is_paid)

    @property
    def is_proved(self) -> bool:
        """Whether the right to the parcels was shown."""
        if self.proof is Proof.CODE:
            return bool(self.code)
        return self.proof is Proof.IDENTITY or len(self.proxy_name.strip()) >= LEAST_NAME_CHARS

    @property
    def has_code(self) -> bool:
        """Whether a pickup code opens it, as far as is known."""
        return bool(self.head.code_digest) or self.is_unheard

    @property
    def code_is_enough(self) -> bool:
        """Whether the right code was given: nothing else need be shown."""
        return self.proof is Proof.CODE and bool(self.code)

    @property
    def is_paid(self) -> bool:
        """Whether nothing is left to pay: what was confirmed is what is due now, or it may leave without."""
        return not self.due_cents or self.paid_cents == self.due_cents or self.is_lifted

    @property
    def is_known_by_label(self) -> bool:
        """Whether only its label says that it is packed."""
        return self.head.state in UNPACKED

    @property
    def parcels_told(self) -> int:
        """How many parcels there are, as their labels say."""
        return max((label.count for label in self.labels), default=0) or len(self.labels)

    @property
    def is_for_a_customer(self) -> bool:
        """Whether it is collected, rather than taken along by a carrier."""
        return self.head.kind in TO_CUSTOMERS

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """The bins to take from, in the order of their numbers; what has none comes last."""
        return shelves_of(self.head.parcels, self.labels)

    @property
    def parcels(self) -> int:
        """How many parcels leave."""
        return sum(shelf.parcels for shelf in self.shelves)


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What has just left; `refused` units of it were not wanted, `left` wait on; `taken` units by line went
    along. With a carrier: on which `manifest`, of how many `orders`. Of what is `is_unheard` only the label
    is known."""

    head: Head
    units: int
    refused: int
    left: int
    parcels: int
    proof: Proof
    proxy_name: str
    paid_cents: int
    at: Instant
    manifest: str = ""
    carrier: str = ""
    orders: int = 1
    is_unheard: bool = False
    taken: dict[str, int] = msgspec.field(default_factory=dict)

    @property
    def has_paper(self) -> bool:
        """Whether there is something to print of it: a carrier's manifest, or a customer's receipt."""
        return bool(self.manifest or self.taken)

    @property
    def is_for_carrier(self) -> bool:
        """Whether a carrier took it along."""
        return self.head.kind not in TO_CUSTOMERS


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """The fulfilments of this store: what may leave, what is not ready, what has lately ended; where it is,
    and which carriers call."""

    timezone: str = FALLBACK_TIMEZONE
    address: str = ""
    carriers: tuple[Carrier, ...] = ()
    ready: tuple[Head, ...] = ()
    not_ready: tuple[Head, ...] = ()
    ended: tuple[Head, ...] = ()

    @property
    def known(self) -> tuple[Head, ...]:
        """All of them."""
        return self.ready + self.not_ready + self.ended


class HandOverState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        waiting, parcels, oldest: orders in their bins, their parcels, the one that waits longest.
        wanted: what is typed; `lists_all` shows all that waits without it.
        code: a pickup code that was typed or scanned and that several orders share.
        chosen: id of the row that Enter opens.
        may_lift: who is signed in may let an order leave unpaid.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    waiting: int = 0
    parcels: int = 0
    oldest: Head | None = None
    wanted: str = ""
    lists_all: bool = False
    code: str = ""
    ready: tuple[Head, ...] = ()
    not_ready: tuple[Head, ...] = ()
    chosen: str = ""
    opened: Opened | None = None
    loading: Loading | None = None
    done: Done | None = None
    said: Said | None = None
    is_read: bool = False
    may_lift: bool = False

    @property
    def sight(self) -> Sight:
        """What is in front."""
        if self.done is not None:
            return Sight.DONE
        if self.opened is not None:
            return Sight.CHECKING
        if self.loading is not None:
            return Sight.LOADING
        return Sight.FOUND if self.ready or self.not_ready else Sight.ASKING

    @property
    def chosen_head(self) -> Head | None:
        """The row that Enter opens."""
        return next((head for head in self.ready + self.not_ready if head.id == self.chosen), None)
