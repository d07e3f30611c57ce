"""What the screen Hand over shows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from core.commands import Proof
from core.rules.fulfilment import FulfilmentKind
from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE, Head
from desktop.screens.handover.loading import Carrier, Loading
from desktop.screens.handover.opened import TO_CUSTOMERS, Opened
from desktop.screens.part_payments import PartPaid


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
    NO_AMOUNT = "no_amount"
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
    CREDIT_UNHEARD = "credit_unheard"


class Said(msgspec.Struct, frozen=True):
    """A trouble with what its sentence names: another order, what was typed or scanned, an amount."""

    trouble: Trouble
    about: Head | None = None
    text: str = ""
    cents: int = 0


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
    parts: tuple[PartPaid, ...] = ()
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
    and which carriers call. `return_numbers`: of what was ordered in exchange, by order."""

    timezone: str = FALLBACK_TIMEZONE
    address: str = ""
    carriers: tuple[Carrier, ...] = ()
    ready: tuple[Head, ...] = ()
    not_ready: tuple[Head, ...] = ()
    ended: tuple[Head, ...] = ()
    return_numbers: Mapping[str, str] = msgspec.field(default_factory=dict)

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
    def number_in_sight(self) -> str:
        """The number of the order in front, or of the selected one; "" for none, or none that is known."""
        head = self._head_in_sight
        return head.number if head is not None and head.kind is not FulfilmentKind.TRANSFER else ""

    @property
    def _head_in_sight(self) -> Head | None:
        if self.done is not None:
            return None if self.done.manifest else self.done.head
        if self.opened is not None:
            return self.opened.head
        if self.loading is not None:
            return next((one for one in self.loading.heads if one.id == self.loading.chosen), None)
        return self.chosen_head

    @property
    def chosen_head(self) -> Head | None:
        """The row that Enter opens."""
        return next((head for head in self.ready + self.not_ready if head.id == self.chosen), None)
