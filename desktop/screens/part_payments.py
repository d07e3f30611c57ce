"""One amount by several means: gift cards and store credits by their code, a part in cash, and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Protocol

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from core.commands.crediting import may_spend_offline, used_here
from core.commands.definitions.payments import PaidPart
from core.model import StoreCredit
from core.rules.errors import Offline, Refused
from core.rules.refund import Means
from core.rules.time import Instant, after
from desktop.desk import Desk
from desktop.devices.scanner import Article, Unknown
from desktop.shell.amounts import cents_in
from sync.reading import Reader

_NUMBER: Final = re.compile(r"[0-9A-Z-]{6,64}")
"""Of a credit or gift card; amounts that large have a comma."""
MAX_TYPED: Final = 64


class PartPaid(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an amount. Of a credit its `number`, what is left on it after, until when, what of it is held
    at other counters (at `held_at`, until `held_until` at most), and whether headquarters has just said so.
    Until `holds_until` it is held for this one."""

    means: Means
    cents: int
    number: str = ""
    left_cents: int = 0
    expires_at: Instant = Instant(0)
    held_cents: int = 0
    held_at: str = ""
    held_until: Instant = Instant(0)
    holds_until: Instant = Instant(0)
    is_fresh: bool = False

    def told(self) -> PaidPart:
        """As the command tells it."""
        is_offline = bool(self.number) and not self.is_fresh
        return PaidPart(self.means, self.cents, self.number, is_offline)


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What of an amount is paid in parts; the rest is paid as usual.

    Attributes:
        is_asked: another means is being typed or scanned.
        looking_at: the number of the one of which it is asked what is left on it.
        said: why the last one pays nothing.
    """

    paid: tuple[PartPaid, ...] = ()
    is_asked: bool = False
    looking_at: str = ""
    said: Refused | None = None

    @property
    def is_looking(self) -> bool:
        """Whether it is not known yet what another means pays: so long nothing leaves."""
        return bool(self.looking_at)

    @property
    def cents(self) -> int:
        """What they pay together."""
        return sum(part.cents for part in self.paid)

    def turned(self) -> Parts:
        """Another means is asked for; a second time, not."""
        return replace(self, is_asked=not self.is_asked, said=None)

    def without_last(self) -> Parts:
        """The last of them does not pay."""
        return replace(self, paid=self.paid[:-1], said=None)


def told(parts: Sequence[PartPaid]) -> list[PaidPart]:
    """As the command tells them."""
    return [part.told() for part in parts]


class Page(Protocol):
    """What is paid in parts: an order at the counter, or an exchange."""

    @property
    def rest_cents(self) -> int:
        """What is to be paid besides them."""

    def parts(self) -> Parts | None:
        """As they are now; None once something else is in front."""

    def show(self, parts: Parts) -> None:
        """Show them anew."""


async def add_means(desk: Desk, page: Page, text: str, *, is_scanned: bool) -> bool:
    """Let another means pay of the rest: a credit or gift card by its number, or an amount in cash; nothing
    typed ends the asking. Returns whether it pays, or has ended.

    What was taken back, or begun anew, while headquarters was asked stays so.
    """
    parts = page.parts()
    if parts is None or parts.is_looking:
        return False
    number = text.strip().upper()
    if not number:
        page.show(replace(parts, is_asked=False, said=None))
        return True
    page.show(replace(parts, looking_at=number, said=None))
    said: Refused | None = None
    part: PartPaid | None = None
    try:
        part = await _part(desk, parts, text, page.rest_cents, is_scanned=is_scanned)
    except Refused as refusal:
        said = refusal
    finally:
        # Whatever stands in its way, nobody waits for it any more.
        now = page.parts()
        is_awaited = now is not None and now.looking_at == number
        if now is not None and is_awaited:
            page.show(
                replace(now, looking_at="", said=said) if part is None else Parts(paid=(*now.paid, part))
            )
        elif part is not None:
            let_go(desk, (part,), now.paid if now is not None else ())
    return is_awaited and part is not None


def scanned_number(scan: Unknown | Article) -> str:
    """The number of a card whose bars are not ours, or read as an EAN: as it is printed under them."""
    return scan.text if isinstance(scan, Unknown) else scan.gtin


async def _part(desk: Desk, parts: Parts, text: str, rest_cents: int, *, is_scanned: bool) -> PartPaid:
    """What this pays of the rest: a credit all of it, or what is left on it.

    Raises:
        Refused: `credit_counts_already`, `nothing_left_to_pay`, `not_an_amount`, `part_not_less`; and as
            `_credit`.
    """
    number = text.strip().upper()
    if is_scanned or _NUMBER.fullmatch(number):
        if any(part.number == number for part in parts.paid):
            raise Refused("credit_counts_already", number=number)
        if not rest_cents:
            raise Refused("nothing_left_to_pay")
        return await _credit(desk, number, rest_cents)
    cents = cents_in(text)
    if not cents:
        raise Refused("not_an_amount")
    if cents >= rest_cents:
        raise Refused("part_not_less", cents=rest_cents)
    return PartPaid(means=Means.CASH, cents=cents)


async def _credit(desk: Desk, number: str, rest_cents: int) -> PartPaid:
    """What it pays: as headquarters has it, less what was spent here and is not there yet; with the line cut
    as this store knows it, within the limit.

    Raises:
        Refused: `unknown_credit`, `credit_not_here`, `credit_expired`, `credit_used_up`,
            `credit_held_elsewhere` (with how much), `credit_beyond_offline_limit`.
    """
    now = desk.clock.now()
    known, used_cents = await desk.read(
        lambda reader: (_known(reader, number), used_here(reader.session, number))
    )
    if desk.is_connected:
        with suppress(Offline):
            known = await _asked(desk, number, rest_cents)
    if known is None:
        raise Refused("credit_not_here", number=number)
    part = _pays(known, used_cents, rest_cents, now)
    if not part.is_fresh:
        await desk.read(
            lambda reader: may_spend_offline(reader.session, reader.location_id, number, part.cents, now)
        )
    return part


async def _asked(desk: Desk, number: str, cents: int) -> PartPaid:
    """As headquarters has it, where so much of it is held for this counter from now on.

    Raises:
        Offline; Refused: `unknown_credit`.
    """
    found = await desk.find_credit(number, cents)
    first = found.held[0] if found.held else None
    return PartPaid(
        means=Means.GIFT_CARD if found.kind == Means.GIFT_CARD else Means.STORE_CREDIT,
        cents=0,
        number=number,
        left_cents=found.balance_cents,
        expires_at=Instant(found.expires_at),
        held_cents=found.held_cents,
        held_at=" · ".join(filter(None, (first.place, first.device))) if first is not None else "",
        held_until=Instant(first.until) if first is not None else Instant(0),
        holds_until=after(desk.clock.now(), found.hold_ms) if found.hold_ms else Instant(0),
        is_fresh=True,
    )


def _pays(known: PartPaid, used_cents: int, wanted_cents: int, now: Instant) -> PartPaid:
    """What is known to be on it pays so much of what is wanted.

    Raises:
        Refused: `credit_expired`, `credit_used_up`, `credit_held_elsewhere`.
    """
    if known.expires_at <= now:
        raise Refused("credit_expired", number=known.number)
    left_cents = known.left_cents - used_cents
    if left_cents <= 0:
        raise Refused("credit_used_up", number=known.number)
    left_cents -= known.held_cents
    if left_cents <= 0:
        about = {"place": known.held_at, "until": known.held_until} if known.held_at else {}
        raise Refused("credit_held_elsewhere", number=known.number, cents=known.held_cents, **about)
    cents = min(left_cents, wanted_cents)
    return replace(known, cents=cents, left_cents=left_cents - cents)


async def hold_again(desk: Desk, page: Page) -> bool:
    """Just before it leaves: what was held for this counter, and is not any more, is asked for once more.
    Returns whether all of it pays still, and nothing else does; else that is shown, and what does not pay is
    off.

    With the line cut since, nobody can say, and what was seen counts. What is taken back while headquarters
    is asked stays so.
    """
    parts = page.parts()
    if parts is None or not desk.is_connected:
        return True
    paid, rest_cents = _sums(parts), page.rest_cents
    for part in parts.paid:
        if not 0 < part.holds_until <= desk.clock.now():
            continue
        page.show(replace(parts, looking_at=part.number))
        said: Refused | None = None
        found: PartPaid | None = part
        try:
            with suppress(Offline):
                found = await _again(desk, part)
        except Refused as refusal:
            found, said = None, refusal
        now = page.parts()
        if found is not None:
            # Taken back or left meanwhile: the word about that may have come before this question.
            let_go(desk, (found,), now.paid if now is not None else ())
        if now is None:
            return False
        if found is not None and found.cents < part.cents:
            said = Refused("credit_has_less_now", number=part.number, cents=found.cents)
        renewed = (found if one.number == part.number else one for one in now.paid)
        parts = replace(now, looking_at="", paid=tuple(one for one in renewed if one is not None), said=said)
        page.show(parts)
        if said is not None:
            return False
    return (_sums(parts), page.rest_cents) == (paid, rest_cents)


def _sums(parts: Parts) -> list[tuple[str, int]]:
    return [(part.number, part.cents) for part in parts.paid]


async def _again(desk: Desk, part: PartPaid) -> PartPaid:
    asked = await _asked(desk, part.number, part.cents)
    used_cents = await desk.read(lambda reader: used_here(reader.session, part.number))
    return _pays(asked, used_cents, part.cents, desk.clock.now())


def let_go(desk: Desk, before: Sequence[PartPaid], now: Sequence[PartPaid]) -> None:
    """What paid before, and does not any more, is free for other counters."""
    kept = {part.number for part in now}
    for part in before:
        if part.holds_until and part.number not in kept:
            desk.let_credit_go(part.number)


def _known(reader: Reader, number: str) -> PartPaid | None:
    row = reader.session.scalars(select(StoreCredit).where(StoreCredit.number == number).limit(1)).first()
    if row is None:
        return None
    return PartPaid(
        means=Means.GIFT_CARD if row.kind == Means.GIFT_CARD else Means.STORE_CREDIT,
        cents=0,
        number=row.number,
        left_cents=row.balance_cents,
        expires_at=Instant(row.expires_at),
    )
