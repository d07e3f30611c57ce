"""A credit's side of Returns: what is left of one that somebody shows."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import select

from core.model import StoreCredit
from core.rules.errors import Offline, Refused
from core.rules.refund import Means
from core.rules.time import Instant
from desktop.screens.returns.card_state import Card, CardEntry
from desktop.screens.returns.side import NOTHING_TAKEN, Side
from desktop.screens.returns.state import Sight
from sync.answers import FoundCredit
from sync.reading import Reader


class CardSide(Side):
    """Shows a store credit or a gift card: at once what is known here, then what headquarters says."""

    async def open_credit(self, number: str) -> None:
        """Show it; one that nobody knows says so."""
        known = await self._desk.read(lambda reader: _known(reader, number))
        is_connected = self._desk.is_connected
        shown = replace(known or Card(number=number), is_asking=is_connected)
        if known is None and not is_connected:
            self._face.heard(False)
            self._show(card=None, said=Refused("credit_not_here", number=number))
            return
        self._ask.end()
        self._show(card=shown, opened=None, gesture=None, done=None, said=None, **NOTHING_TAKEN)
        refused = Refused("credit_not_here", number=number)
        try:
            found: Card | None = _found(await self._desk.find_credit(number)) if is_connected else known
        except Offline:
            found = known
        except Refused as refusal:
            found, refused = None, refusal
        card = self.state.card
        if self.state.sight is not Sight.CARD or card is None or card.number != number:
            # Something else is in front meanwhile: what headquarters says is not about that.
            return
        self._face.heard(found is not None)
        if found is None:
            self._show(card=None, said=refused)
        else:
            self._show(card=replace(found, is_asking=False))


def _known(reader: Reader, number: str) -> Card | None:
    query = select(StoreCredit).where(StoreCredit.number == number).limit(1)
    row = reader.session.scalars(query).first()
    if row is None:
        return None
    return Card(
        number=row.number,
        kind=_kind(row.kind),
        balance_cents=row.balance_cents,
        currency=row.currency,
        issued_at=Instant(row.issued_at),
        expires_at=Instant(row.expires_at),
    )


def _found(found: FoundCredit) -> Card:
    return Card(
        number=found.number,
        kind=_kind(found.kind),
        balance_cents=found.balance_cents,
        currency=found.currency,
        issued_at=Instant(found.issued_at),
        expires_at=Instant(found.expires_at),
        entries=tuple(CardEntry(one.kind, one.cents, Instant(one.at)) for one in found.entries),
        is_fresh=True,
    )


def _kind(kind: str) -> Means:
    return Means.GIFT_CARD if kind == Means.GIFT_CARD else Means.STORE_CREDIT
