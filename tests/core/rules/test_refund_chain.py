"""A sale, what is taken in exchange for parts of it, and for parts of that: paid by several means, a gift
card and cash added on the way, and all of it brought back in the end.

At every moment no unit, no line and no means has given back more than came in for it; once everything is
back, it is as much.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.errors import Refused
from core.rules.refund import Means, Part
from core.rules.refund_money import (
    Sold,
    SoldLine,
    allocate,
    check_parts,
    due,
    exchange,
    fee_due,
    spread,
    summed,
    unit_id,
    worth_of,
)

EXAMPLES = 1_000 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 60
MOST_EXCHANGES = 3
ADDED = (Means.CARD, Means.GIFT_CARD, Means.CASH)


class Purse:
    """All that a customer has paid and got back, over every sale of the chain.

    Attributes:
        came_in: cents by means; `gone` what has gone back to each, `as_credit` what went as store credit in
            place of another; `fees` what the chain has kept.
        sales: with what was claimed of each, by its units, and what has gone back of it by means.
    """

    def __init__(self, draw: st.DataObject) -> None:
        self._draw = draw
        self.came_in, self.gone = Counter[Means](), Counter[Means]()
        self.as_credit = self.fees = 0
        self.sales: list[tuple[Sold, dict[str, int], list[Part], list[int]]] = []

    def buy(self, name: str, paid: list[Part], lines: list[tuple[int, int]]) -> None:
        """A sale of these lines, for all of what was paid; promotions are spread."""
        cents = spread(sum(part.cents for part in paid), [listed for _, listed in lines])
        sold_lines = tuple(
            SoldLine(f"{name}{place}", units, share)
            for place, ((units, _), share) in enumerate(zip(lines, cents, strict=True))
        )
        self.sales.append((Sold(name, sold_lines, tuple(paid)), {}, [], []))

    def bring_back(self, place: int, *, all_of_it: bool) -> None:
        """Some units of a sale, against money, or other articles while there are few exchanges."""
        sold, claimed, refunded, kept_fees = self.sales[place]
        open_units = sorted(set(worth_of(sold)) - set(claimed))
        if not open_units:
            return
        chosen = (
            open_units if all_of_it else self._draw.draw(st.lists(st.sampled_from(open_units), unique=True))
        )
        if not chosen:
            return
        found = due(sold, chosen, claimed)
        fee = fee_due([self._draw.draw(st.sampled_from([0, 250]))], sum(kept_fees), sum(found.values()))
        may_exchange = not all_of_it and len(self.sales) <= MOST_EXCHANGES
        new_cents = self._draw.draw(st.sampled_from([0, 700, 4_000, 30_000])) if may_exchange else 0
        net = exchange(sum(found.values()) - fee, new_cents)
        parts = self._parts(sold, net.back_cents, refunded)
        kept = allocate(sum(found.values()) - fee - net.back_cents, sold.paid, [*refunded, *parts])
        claimed.update(found)
        refunded += [*parts, *kept]
        kept_fees.append(fee)
        self.fees += fee
        self._settle(sold, parts)
        if new_cents:
            self._take(list(kept), net.to_pay_cents, new_cents)

    def _parts(self, sold: Sold, cents: int, refunded: list[Part]) -> tuple[Part, ...]:
        parts = allocate(cents, sold.paid, refunded)
        if cents and self._draw.draw(st.booleans()):
            parts = (Part(Means.STORE_CREDIT, cents),)
        check_parts(parts, cents, sold.paid, refunded)
        return parts

    def _settle(self, sold: Sold, parts: tuple[Part, ...]) -> None:
        for means, cents in summed(parts).items():
            if means is Means.STORE_CREDIT:
                self.as_credit += cents
            else:
                self.gone[means] += cents

    def _take(self, kept: list[Part], to_pay_cents: int, new_cents: int) -> None:
        """New articles for what was kept and what is added: a sale of its own."""
        weights = [self._draw.draw(st.integers(0, 2)) for _ in ADDED]
        shares = spread(to_pay_cents, weights if any(weights) else [1, 0, 0])
        added = [Part(means, cents) for means, cents in zip(ADDED, shares, strict=True) if cents]
        for part in added:
            self.came_in[part.means] += part.cents
        paid = [Part(means, cents) for means, cents in summed([*kept, *added]).items()]
        units = self._draw.draw(st.integers(1, 3))
        self.buy(f"x{len(self.sales)}-", paid, [(units, new_cents), (1, self._draw.draw(st.integers(0, 99)))])

    def check(self) -> None:
        """Nothing has given more than came in."""
        for sold, claimed, refunded, _fees in self.sales:
            worth = worth_of(sold)
            assert all(cents == worth[unit] for unit, cents in claimed.items()), "a unit has its own price"
            for line in sold.lines:
                units = [unit_id(line.id, place) for place in range(line.quantity)]
                assert sum(claimed.get(unit, 0) for unit in units) <= line.paid_cents
            assert sum(part.cents for part in refunded) <= sold.paid_cents
            for means, cents in summed(refunded).items():
                assert means is Means.STORE_CREDIT or cents <= summed(sold.paid)[means]
        for means, cents in self.gone.items():
            assert cents <= self.came_in[means], f"{means}: more than came in by it, over the whole chain"
        assert self.gone.total() + self.as_credit + self.fees <= self.came_in.total()


@pytest.mark.simulate
@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 30_000)), min_size=1, max_size=3),
    st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any),
    st.data(),
)
def test_over_a_chain_of_exchanges_what_goes_back_is_what_came_in(
    lines: list[tuple[int, int]], weights: list[int], data: st.DataObject
) -> None:
    purse = Purse(data)
    shares = spread(sum(cents for _, cents in lines), weights)
    first = [Part(means, cents) for means, cents in zip(ADDED, shares, strict=True) if cents]
    for part in first:
        purse.came_in[part.means] += part.cents
    purse.buy("s", first, lines)
    for _ in range(data.draw(st.integers(0, 4))):
        purse.bring_back(data.draw(st.integers(0, len(purse.sales) - 1)), all_of_it=False)
        purse.check()
    for place in range(len(purse.sales)):
        purse.bring_back(place, all_of_it=True)
        purse.check()
    assert purse.gone.total() + purse.as_credit + purse.fees == purse.came_in.total()
    if not purse.as_credit and not purse.fees:
        assert purse.gone == +purse.came_in, "each means has what it paid"
    for sold, claimed, _refunded, _fees in purse.sales:
        with pytest.raises(Refused, match="unit_claimed"):
            due(sold, [next(iter(claimed))], claimed)
