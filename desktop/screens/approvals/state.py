"""What the screen Approvals shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from core.rules.refund import Part, RefundState
from core.rules.return_signals import Signal
from core.rules.time import Instant
from desktop.screens.approving import ToSign
from desktop.screens.beside import Beside
from desktop.screens.fulfilments import FALLBACK_TIMEZONE

MAX_WORDS: Final = 400


class Deed(StrEnum):
    """What is about to be said with words of one's own."""

    NONE = "none"
    REFUSE = "refuse"
    ASK = "ask"
    ANSWER = "answer"
    SETTLE = "settle"
    RETRY = "retry"


class Goods(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the return: what, why, how it is, on what ground."""

    name: str
    quantity: int
    reason: str
    condition: str
    ground: str
    why: str
    override_reason: str = ""
    override_by: str = ""


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    """Money that waits for a word, or that came back.

    Attributes:
        asked_by: the name of who proposed it; `is_mine` whether that is who is here.
        signals: what may be looked at twice.
        store: the name of the store that asks, where that is another one.
        is_given: what is taken in exchange is with the customer; it can only be approved.
        due_by: when the law wants it to be with the customer; None where it says nothing of it.
        is_unsigned: it failed, and nobody has approved it: it is signed, and not only tried again.
    """

    id: str
    return_id: str
    number: str
    state: RefundState
    total_cents: int
    currency: str
    parts: tuple[Part, ...]
    units: tuple[str, ...]
    need: str
    proposed_by: str
    asked_by: str
    is_mine: bool
    at: Instant
    customer: str = ""
    sale_code: str = ""
    goods: tuple[Goods, ...] = ()
    signals: tuple[Signal, ...] = ()
    note: str = ""
    question: str = ""
    answer: str = ""
    failure: str = ""
    is_offline: bool = False
    store: str = ""
    is_given: bool = False
    due_by: Instant | None = None
    is_unsigned: bool = False

    @property
    def is_failed(self) -> bool:
        """Whether its money did not go, or came back."""
        return self.state is RefundState.FAILED

    @property
    def to_sign(self) -> ToSign:
        """What an approval of it is about: exactly this."""
        return ToSign(self.return_id, self.id, self.parts, self.units, self.proposed_by)


class ApprovalsState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        may_decide: whether who is here decides on others' refunds; `has_key` with their own key, now
            or in a moment.
        photo: what the goods of the refund `photo_of` look like, as a small JPEG, if somebody has taken one.
        deed: what is being said in words; `is_armed` the next Enter signs.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    is_connected: bool = True
    refunds: tuple[Refund, ...] = ()
    selected: str = ""
    photo: bytes = b""
    photo_of: str = ""
    may_decide: bool = False
    has_key: bool = False
    deed: Deed = Deed.NONE
    is_armed: bool = False
    beside: Beside | None = None
    is_read: bool = False

    @property
    def refund(self) -> Refund | None:
        """The selected one."""
        return next((one for one in self.refunds if one.id == self.selected), None)

    @property
    def photo_shown(self) -> bytes:
        """The selected one's photo, once it is read."""
        return self.photo if self.photo_of == self.selected else b""
