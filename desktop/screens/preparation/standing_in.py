"""Another article in the place of one that is not there: proposed to the customer, and what they answer."""

from __future__ import annotations

import msgspec

from core.commands import AnswerSubstitute, ProposeSubstitute, WithdrawSubstitute
from core.rules.ids import derive
from core.rules.rounds import shorts_by_share
from core.rules.stock import ShortReason
from core.rules.substitutes import Look, price_of_substitute, proposed
from core.rules.time import Instant
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.gestures import Done
from desktop.screens.preparation.reading import last_command
from desktop.screens.preparation.state import WITH_SUBSTITUTE, Offer
from desktop.screens.preparation.walk import RoundLine
from sync.reading import Reader
from sync.substitutes import looks_here


def offers(reader: Reader, line: RoundLine, units: int, at: Instant) -> tuple[Offer, ...]:
    """The best substitutes for so many units of a line, the best first, at what the customer would pay."""
    missing, here = looks_here(reader, line.article_id, at)
    agreed = msgspec.structs.replace(missing, price_cents=line.price_cents)
    return tuple(_offer(one, here[one.article_id][0], line) for one in proposed(agreed, units, _looks(here)))


def _looks(here: dict[int, tuple[str, Look]]) -> list[Look]:
    return [look for _, look in here.values()]


def _offer(look: Look, name: str, line: RoundLine) -> Offer:
    return Offer(
        article_id=look.article_id,
        name=name,
        size=look.size,
        colour=look.colour,
        free=look.free,
        shelf_cents=look.price_cents,
        price_cents=price_of_substitute(line.price_cents, look.price_cents),
    )


class StandingIn:
    """The substitutes of the orders in hand."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    async def look(self) -> None:
        """See what could stand in for the article that is asked about."""
        bench, line = self._bench, self._bench.state.current_line
        units, now = bench.state.short_units, bench.desk.clock.now()
        if line is not None and units and not line.agreement:
            bench.show(offers=await bench.desk.read(lambda reader: offers(reader, line, units, now)))

    def want(self, article_id: int) -> None:
        """This article is to be asked about, once it is said why the other is short; a second time, not."""
        bench = self._bench
        bench.show(offer=0 if bench.state.offer == article_id else article_id)

    async def propose(self, reason: ShortReason) -> Done | None:
        """Ask the customers of the current line whether another article will do; what takes it back."""
        bench, line = self._bench, self._bench.state.current_line
        units, offer = bench.state.short_units, bench.state.offer_wanted
        if line is None or offer is None or reason not in WITH_SUBSTITUTE:
            return None
        bench.show(short_units=0, offers=(), offer=0, others=(), shorts_others=False, current="")
        shorts = shorts_by_share(units, [share.line.left_to_pick for share in line.shares])
        undo: list[WithdrawSubstitute] = []
        told, is_refused = 0, False
        for share, short in zip(line.shares, shorts, strict=True):
            if not short:
                continue
            command = ProposeSubstitute(
                fulfilment_id=share.fulfilment_id,
                line_id=share.line.id,
                article_id=offer.article_id,
                quantity=short,
                reason=reason,
                price_cents=offer.shelf_cents,
            )
            if await bench.do(command) is None:
                is_refused = True
                break
            undo.append(await self._undoing(command))
            told += short
        if not undo:
            return None
        if not is_refused:
            code = "substitute_asked" if bench.desk.is_connected else "substitute_asked_later"
            bench.good(code, name=offer.name, size=offer.size, colour=offer.colour)
        return Done("substitute", line.id, line.name, told, tuple(undo))

    async def _undoing(self, command: ProposeSubstitute) -> WithdrawSubstitute:
        aggregate = command.aggregate
        made = await self._bench.desk.read(
            lambda reader: last_command(reader, aggregate, ProposeSubstitute.NAME)
        )
        return WithdrawSubstitute(
            fulfilment_id=command.fulfilment_id, line_id=derive(made, "line"), undoes=made
        )

    async def answer(self, line_id: str, *, is_agreed: bool) -> None:
        """Take down what the customer of this line says about the substitute that is waited for; a key that
        was pressed twice says nothing about the next one."""
        bench, line = self._bench, self._bench.state.current_line
        if line is None or line.id != line_id or not line.is_awaited:
            return
        share = line.shares[0]
        command = AnswerSubstitute(
            fulfilment_id=share.fulfilment_id, line_id=share.line.id, is_agreed=is_agreed
        )
        outcome = await bench.do(command)
        if outcome is not None and not bench.concern(outcome):
            code = "substitute_agreed" if is_agreed else "substitute_declined"
            bench.good(code, name=line.name, size=line.size, colour=line.colour)
