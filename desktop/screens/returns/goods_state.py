"""What is sold and what comes back of it: a sale, its lines, and what is said of each."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.rules.disposition import Disposition, dispositions
from core.rules.errors import Refused
from core.rules.grading import Question, condition_of, questions
from core.rules.order import SaleType
from core.rules.pieces import place_of_piece
from core.rules.refund import Part
from core.rules.refund_money import Sold, SoldLine, unit_cents
from core.rules.return_policy import Ground, Verdict
from core.rules.returns import Condition, ReturnReason
from core.rules.time import Instant


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the sale, or an article without one.

    Attributes:
        free: places of its units that nobody has brought back yet.
    """

    id: str
    article_id: int
    name: str
    size: str = ""
    colour: str = ""
    category: str = ""
    quantity: int = 1
    paid_cents: int = 0
    tax_rate_bp: int = 2_000
    sale_type: SaleType = SaleType.IN_STORE
    exclusion: str = ""
    serials: tuple[str, ...] = ()
    free: tuple[int, ...] = ()
    is_serialised: bool = False
    gtin: str = ""

    @property
    def is_of_pieces(self) -> bool:
        """Whether each of its units has a serial number, told by the till or not."""
        return self.is_serialised or bool(self.serials)

    @property
    def at_once(self) -> int:
        """How many units come back in one return: of pieces one, for each is looked at by its number."""
        return min(1, len(self.free)) if self.is_of_pieces else len(self.free)

    def place_of(self, serial: str) -> int | None:
        """Which of its units a piece is, as far as their numbers are known. None: it was not sold so, or came
        back before."""
        return place_of_piece(self.serials, self.free, serial)

    def doubt_of(self, serial: str) -> Refused | None:
        """Why a piece can be none of its units: it is not the one that was sold, or it came back before."""
        if not serial or not self.serials or self.place_of(serial) is not None:
            return None
        if serial in self.serials:
            return Refused("unit_claimed", unit=serial)
        return Refused("piece_not_sold", name=self.name, serial=serial)


class Sale(msgspec.Struct, frozen=True, kw_only=True):
    """A sale as it is known here.

    Attributes:
        is_whole: whether all of it is known; of a sale of the region it is units and amounts alone.
        claimed: its units that a refund has; `refunded` what has gone back of it, `fees_kept_cents` what was
            kept of it as a fee, `unsigned_cents` what went back on nobody's word.
    """

    id: str
    code: str
    kind: str
    channel: str
    place: str
    sold_at: Instant
    delivered_at: Instant | None = None
    customer: str = ""
    card_last4: str = ""
    tier: str = ""
    currency: str = "EUR"
    is_own: bool = True
    is_whole: bool = True
    lines: tuple[Line, ...] = ()
    sold: Sold
    claimed: frozenset[str] = frozenset()
    refunded: tuple[Part, ...] = ()
    fees_kept_cents: int = 0
    unsigned_cents: int = 0


class Lack(StrEnum):
    """What a return waits for."""

    PIECE = "piece"
    REASON = "reason"
    CONDITION = "condition"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What is brought back of a line: which units, why, what it is like, with a small JPEG, where it goes."""

    line: Line
    places: tuple[int, ...]
    reason: ReturnReason | None = None
    answers: dict[str, bool] = {}
    sent_to: Disposition | None = None
    serial: str = ""
    photo: bytes = b""
    verdict: Verdict | None = None

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions of its guided grading."""
        return questions(self.line.category, is_serialised=self.line.is_serialised)

    @property
    def condition(self) -> Condition | None:
        """What it is like; None while a question is open."""
        return condition_of(self.asked, self.answers)

    @property
    def question(self) -> Question | None:
        """What is to be answered next."""
        if self.condition is not None:
            return None
        return next((one for one in self.asked if one.code not in self.answers), None)

    @property
    def dispositions(self) -> tuple[Disposition, ...]:
        """Where it may go, the advised first."""
        return dispositions(self.condition, self.line.exclusion) if self.condition is not None else ()

    @property
    def disposition(self) -> Disposition | None:
        """Where it goes: what was chosen, else what is advised."""
        if self.sent_to in self.dispositions:
            return self.sent_to
        return next(iter(self.dispositions), None)

    @property
    def is_covered(self) -> bool:
        """Whether policy or law takes it back."""
        return self.verdict is not None and self.verdict.ground is not Ground.NONE

    @property
    def doubt(self) -> Refused | None:
        """Why the piece cannot be the one that was sold."""
        return self.line.doubt_of(self.serial)

    @property
    def worth_cents(self) -> int:
        """What was paid for its units."""
        line = self.line
        cents = unit_cents(SoldLine(line.id, line.quantity, line.paid_cents, line.tax_rate_bp))
        return sum(cents[place] for place in self.places)

    @property
    def is_complete(self) -> bool:
        """Whether all is said of it."""
        return not self.lacks

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is still to be said of it, in the order in which it is asked."""
        open_ones = {
            Lack.PIECE: self.line.is_serialised and not self.serial,
            Lack.REASON: self.reason is None,
            Lack.CONDITION: self.condition is None,
        }
        return tuple(lack for lack, is_open in open_ones.items() if is_open)
