"""Who can sign at this window: a manager who works here, or one who signs beside the associate and goes on.

PINs are verified and keys opened off the GUI's thread. A key that is open lives in memory alone: until the
window is locked, or for one signature.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from core.rules.errors import CoulisseError, Offline, Refused
from core.rules.permissions import Permission
from desktop.desk import Hand, Me
from desktop.shell.tasks import Tasks
from sync import Workstation
from sync.approval_keys import change_pin, ensure_key

BESIDE = "pin_shown"
HAND = "hand"
"""The kind of change by which screens hear that who can sign here is another."""

log = structlog.get_logger(__name__)


class Signing:
    """Opens keys with PINs that were just shown.

    Attributes:
        own: the hand of who is signed in, once their key is open; None for who has none, or none yet.
        is_opening: whether their key is being opened, or made, right now.
    """

    def __init__(self, workstation: Workstation, tasks: Tasks, on_change: Callable[[], None]) -> None:
        """`on_change` is called when `own` is another, or will not come."""
        self._workstation = workstation
        self._tasks = tasks
        self._on_change = on_change
        self._turn = 0
        self.own: Hand | None = None
        self.is_opening = False

    async def begin(self, me: Me, pin: str) -> None:
        """Somebody has signed in: open their key, made and registered if need be. Without the line, and
        without a key, they go on all the same: they sign later."""
        self.forget()
        turn = self._turn
        if not me.may(Permission.APPROVE_REFUND):
            return
        self.is_opening = True
        hand: Hand | None = None
        try:
            hand = await self._open(me.staff_id, me.name, pin)
        except CoulisseError as error:
            log.info("signing.no_key", code=error.code)
        finally:
            if turn == self._turn:
                self.own, self.is_opening = hand, False
                self._on_change()

    def forget(self) -> None:
        """Nobody is here any more: the open key is let go."""
        self._turn += 1
        self.is_opening = False
        had, self.own = self.own, None
        if had is not None:
            self._on_change()

    async def beside(self, staff_id: str, pin: str) -> Hand:
        """The hand of somebody who signs beside who works here, whose session stays.

        Raises:
            Refused: as `Workstation.sign_in`; `not_permitted`; `no_approval_key`: none here, and no line.
        """
        person = await self._tasks.run(self._workstation.sign_in, staff_id, pin, BESIDE)
        try:
            return await self._open(person.id, person.name, pin)
        except Offline as error:
            raise Refused("no_approval_key", name=person.name) from error

    async def change_pin(self, me: Me, pin: str, new_pin: str) -> None:
        """Change the PIN of who is signed in; an open key stays open.

        Raises:
            Offline, Refused: see `sync.approval_keys.change_pin`.
        """
        await self._tasks.apart(lambda: change_pin(self._workstation, me.staff_id, pin, new_pin))

    async def _open(self, staff_id: str, name: str, pin: str) -> Hand:
        key = await self._tasks.apart(lambda: ensure_key(self._workstation, staff_id, pin))
        if key is None:
            raise Refused("not_permitted", permission=Permission.APPROVE_REFUND.value)
        return Hand(staff_id, name, key)
