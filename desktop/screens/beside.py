"""Somebody signs beside the person who works here: who may, their PIN, and why it did not work."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from core.model import Staff, StaffPermission
from core.rules.approval import Need
from core.rules.errors import Refused
from core.rules.permissions import Permission, Role, may
from desktop.desk import Desk, Hand
from sync.reading import Reader


class Signer(msgspec.Struct, frozen=True):
    """Somebody who may approve here: staff id, name, and role."""

    id: str
    name: str
    role: str


class Beside(msgspec.Struct, frozen=True):
    """Somebody is asked to sign: who may, who was chosen, and why it did not work; `may_wait`: else it is
    signed on Approvals."""

    signers: tuple[Signer, ...]
    chosen: str = ""
    may_wait: bool = True
    is_checking: bool = False
    trouble: Refused | None = None

    @property
    def name(self) -> str:
        """Who was chosen."""
        return next((one.name for one in self.signers if one.id == self.chosen), "")

    @property
    def role(self) -> str:
        """Theirs."""
        return next((one.role for one in self.signers if one.id == self.chosen), "")


def signers(
    reader: Reader,
    besides: str,
    permission: Permission = Permission.APPROVE_REFUND,
    need: str = Need.MANAGER,
) -> tuple[Signer, ...]:
    """Who may approve here, has this `permission` and is who is needed, by name; without whoever proposed it,
    who never approves. Who may not approve has no key to sign with."""
    needed = {Permission.APPROVE_REFUND, permission}
    rows = reader.session.scalars(select(Staff).where(Staff.is_revoked.is_(False)).order_by(Staff.name)).all()
    grants: dict[str, dict[Permission, bool]] = {}
    for grant in reader.session.scalars(
        select(StaffPermission).where(StaffPermission.permission.in_([one.value for one in needed]))
    ):
        grants.setdefault(grant.staff_id, {})[Permission(grant.permission)] = grant.is_granted
    return tuple(
        Signer(row.id, row.name, row.role)
        for row in rows
        if row.id != besides
        and all(_may(row, one, grants.get(row.id)) for one in needed)
        and (need != Need.REGIONAL_MANAGER or row.role == Role.REGIONAL_MANAGER)
    )


def _may(row: Staff, permission: Permission, own: dict[Permission, bool] | None) -> bool:
    return row.role in set(Role) and may(Role(row.role), permission, own)


class AskBeside:
    """Asks for somebody's PIN, beside whoever works here.

    Attributes:
        state: what is asked now; None while nobody is.
    """

    def __init__(self, desk: Desk, show: Callable[[Beside | None], None]) -> None:
        self._desk = desk
        self._show = show
        self.state: Beside | None = None

    async def begin(
        self,
        proposer: str,
        permission: Permission = Permission.APPROVE_REFUND,
        need: str = Need.MANAGER,
    ) -> None:
        """Ask who signs what needs this `permission`, and the word of a regional manager where that is the
        `need`; with only one who may, that one is asked for their PIN at once."""
        found = await self._desk.read(lambda reader: signers(reader, proposer, permission, need))
        may_wait = permission is Permission.APPROVE_REFUND
        self._set(Beside(found, found[0].id if len(found) == 1 else "", may_wait=may_wait))

    def choose(self, staff_id: str) -> None:
        """This one signs."""
        if self.state is not None and any(one.id == staff_id for one in self.state.signers):
            self._set(replace(self.state, chosen=staff_id, is_checking=False, trouble=None))

    def end(self) -> None:
        """Nobody is asked any more."""
        self._set(None)

    async def check(self, pin: str) -> Hand | None:
        """The hand of who was chosen, if the PIN is theirs; otherwise it is said why not. None as well where
        nobody is asked any more, or somebody else, once the PIN is checked."""
        asked = self.state
        if asked is None or not asked.chosen or asked.is_checking:
            return None
        checking = replace(asked, is_checking=True, trouble=None)
        self._set(checking)
        hand, trouble = None, None
        try:
            hand = await self._desk.beside(asked.chosen, pin)
        except Refused as refusal:
            trouble = refusal
        if self.state is not checking:
            return None
        self._set(replace(asked, trouble=trouble))
        return hand

    def _set(self, state: Beside | None) -> None:
        self.state = state
        self._show(state)
