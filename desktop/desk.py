"""What a presenter is given: reading, acting, word of what changed. No Qt, so that presenters test alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

import msgspec

from core.commands import Command, Outcome
from core.ports import Clock
from core.rules.permissions import Permission, Role, may
from core.wire import Approval, SigningKey
from sync.answers import FoundCredit, FoundStory
from sync.asking import AskedSale
from sync.reading import Reader
from sync.workstation import Print

T = TypeVar("T")
Kinds = frozenset[str]
Prints = Callable[[Reader], Iterable[Print]]


class Me(msgspec.Struct, frozen=True):
    """Who is signed in, and where. `grants` are the person's own permissions beside the role's."""

    staff_id: str
    name: str
    role: Role
    location_id: int
    location_name: str
    device_id: str
    grants: Mapping[Permission, bool] = msgspec.field(default_factory=dict)

    def may(self, permission: Permission) -> bool:
        """Whether the role and the person's own grants allow it; the handler has the last word."""
        return may(self.role, permission, self.grants)


class Hand(msgspec.Struct, frozen=True):
    """Somebody whose PIN was shown, with their key of this device, open."""

    staff_id: str
    name: str
    key: SigningKey


class Desk(Protocol):
    """A workstation with somebody at it.

    Attributes:
        me: who.
        clock: the machine's.
    """

    me: Me
    clock: Clock

    @property
    def hand(self) -> Hand | None:
        """What `me` signs with; None for who signs nothing, or cannot yet."""
        ...

    @property
    def is_hand_opening(self) -> bool:
        """Whether that is being made ready right now, as just after signing in."""
        ...

    @property
    def is_connected(self) -> bool:
        """Whether headquarters is reached now."""
        ...

    @property
    def changes(self) -> int:
        """How many changes were told of until now; what is read from now on has seen them all."""
        ...

    def new_id(self) -> str:
        """An identifier for something that is begun here."""
        ...

    def new_secret(self, size_bytes: int) -> str:
        """So much chance that nobody else knows, in hexadecimal."""
        ...

    async def change_pin(self, pin: str, new_pin: str) -> None:
        """Change the PIN of `me`.

        Raises:
            Offline: headquarters is not reached. Refused: the PIN is wrong, or the new one is no good.
        """
        ...

    async def beside(self, staff_id: str, pin: str) -> Hand:
        """What somebody signs with who has just shown their PIN beside `me`, who stays signed in.

        Raises:
            Refused: the PIN is wrong, or this person cannot sign here.
        """
        ...

    async def read(self, query: Callable[[Reader], T]) -> T:
        """Run a query off the GUI's thread, in one consistent read of the replica."""
        ...

    async def sign(self, given: Approval, hand: Hand) -> bytes:
        """The signature of this hand over an approval."""
        ...

    async def find_sales(self, asked: AskedSale) -> tuple[str, ...]:
        """Ask headquarters for a sale that is not known here; ids of those it has. They come by themselves.

        Raises:
            Offline: it does not answer. Refused: it does not know what to look for.
        """
        ...

    async def find_credit(self, number: str, takes_cents: int = 0) -> FoundCredit:
        """A store credit or gift card as headquarters has it now; `takes_cents` are about to be taken of it
        here, and held so long.

        Raises:
            Offline: it does not answer. Refused: `unknown_credit`.
        """
        ...

    def let_credit_go(self, number: str) -> None:
        """What is held of a credit is not taken here. Nobody waits for it: a hold ends by itself, too."""
        ...

    async def find_story(self, number: str, language: str) -> FoundStory:
        """What became of an order, as headquarters tells it.

        Raises:
            Offline: it does not answer. Refused: `unknown_order`.
        """
        ...

    async def do(self, command: Command, prints: Prints | None = None, author: str = "") -> Outcome:
        """Do it, durably, off the GUI's thread.

        Args:
            author: who does it, where that is somebody beside `me`.

        Raises:
            Refused, StorageFull, Damaged: nothing was written; the error's code has a sentence.
        """
        ...

    async def print_again(self, jobs: Iterable[Print], aggregate: str, reason: str) -> None:
        """Print what was printed before, on the same numbers; who, when and why is written down.

        Raises:
            StorageFull, Damaged: nothing was written.
        """
        ...

    async def keep(self, name: str, value: str) -> None:
        """Keep at this workstation what is typed and not done yet, over its end.

        Raises:
            StorageFull, Damaged: nothing was written.
        """
        ...

    async def draw_sscc(self) -> str:
        """The next parcel number. Raises `Refused("numbers_used_up")`."""
        ...

    async def draw_number(self, kind: str) -> int:
        """The next number of this kind from the device's block. Raises `Refused("numbers_used_up")`."""
        ...

    def on_change(self, listener: Callable[[Kinds], None]) -> Callable[[], None]:
        """Call `listener` on the GUI's thread with the kinds of thing that changed; returns a function that
        ends it."""
        ...
