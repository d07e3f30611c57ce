"""An order that is open at the counter: what was checked, what is taken, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from core.commands import Proof
from core.rules.fulfilment import FULFILMENT, FulfilmentKind, FulfilmentState, FulfilmentVerb
from core.rules.quantities import due_for
from core.rules.refund import Means
from desktop.screens.fulfilments import Head, Line
from desktop.screens.handover.shelves import Label, Shelf, shelves_of
from desktop.screens.part_payments import Parts

HANDABLE: Final = frozenset(s for s in FulfilmentState if FULFILMENT.allows(s, FulfilmentVerb.HAND_OVER))
"""What may leave, as far as this workstation knows."""
UNPACKED: Final = frozenset(
    {FulfilmentState.PROPOSED, FulfilmentState.CLAIMED, FulfilmentState.PICKING, FulfilmentState.PICKED}
)
"""In no parcel yet, as far as this workstation knows; a parcel's label in the hand knows better."""
LEAST_NAME_CHARS: Final = 2
TO_CUSTOMERS: Final = frozenset({FulfilmentKind.PICKUP, FulfilmentKind.RESERVATION})


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """The order at the counter, and how far its check has come.

    Attributes:
        labels: parcels that were scanned, as their labels describe them.
        proof: what is being shown; `code` is the right one, once it was given.
        paid_cents: the amount that was confirmed, None while none was; `paid_with` by which means,
            `paid_reference` what the card slip calls it; `parts` what other means pay of it.
        not_read: what was typed in place of an amount and is none, "" for nothing.
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
    not_read: str = ""
    paid_reference: str = ""
    signature: str = ""
    parts: Parts = Parts()
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
    def parts_now(self) -> Parts:
        """What other means pay of it; nothing once more than is due now."""
        return self.parts if self.parts.cents <= self.due_cents else Parts()

    @property
    def rest_cents(self) -> int:
        """What is to be paid besides."""
        return self.due_cents - self.parts_now.cents

    @property
    def paid_now_cents(self) -> int:
        """What is paid of the rest now."""
        if self.is_unheard and not self.says_due:
            return self.paid_cents or 0
        return self.rest_cents if self.paid_cents == self.rest_cents else 0

    @property
    def paid_in_all_cents(self) -> int:
        """What is paid now, by all means."""
        return self.parts_now.cents + self.paid_now_cents

    @property
    def asks_means(self) -> bool:
        """Whether another means is being typed: Enter is about that."""
        return self.parts_now.is_asked and self.may_add_means

    @property
    def may_add_means(self) -> bool:
        """Whether another means may pay a part of it."""
        return self.is_for_a_customer and not self.is_unheard and bool(self.rest_cents)

    @property
    def says_due(self) -> bool:
        """Whether its labels say what is to be paid, where nothing else does."""
        return any(label.due_cents is not None for label in self.labels)

    @property
    def asks_amount(self) -> bool:
        """Whether what was paid is to be typed: nothing that is known says what was to be."""
        return self.is_unheard and not self.says_due

    @property
    def is_by_card(self) -> bool:
        """Whether a card pays now: its slip has a name for it."""
        return bool(self.paid_now_cents) and self.paid_with is Means.CARD

    @property
    def reference_now(self) -> str:
        """What the slip of the card that pays now calls it."""
        return self.paid_reference.strip() if self.is_by_card else ""

    @property
    def may_leave(self) -> bool:
        """Whether nothing is missing any more."""
        if self.parts_now.is_looking:
            return False
        if self.is_unheard:
            has_all = self.is_proved and len(self.labels) >= self.parcels_told
            return has_all and (self.is_paid if self.says_due else not self.not_read)
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
    def wants_why(self) -> bool:
        """Whether it is asked why it may leave unpaid: not any more once it is paid."""
        return self.asks_why and not self.is_paid

    @property
    def is_paid(self) -> bool:
        """Whether nothing is left to pay: what was confirmed is what is due now, or it may leave without."""
        return not self.rest_cents or self.paid_cents == self.rest_cents or self.is_lifted

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
