"""What came back is worth no more than was paid for it, however often it was swapped before. Written without
the product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from told import Broken, Money, Paid, Proposed


def nothing_beyond_its_units(money: Money, to_cards: Iterable[Paid]) -> None:
    """At any moment, of each refund that was proposed and not turned down as it was: what it says, together
    with what is taken in exchange, is no more than its units are worth; nor is what has gone, with what was
    taken less what was added."""
    chains = Chains(money, to_cards)
    for id_, one in money.proposed.items():
        worth_cents = chains.worth_of(one)
        if worth_cents is None:
            continue
        given_cents = chains.gone[id_] + (one.listed_cents - one.added_cents if one.is_taken else 0)
        if one.said_cents > max(0, worth_cents - one.listed_cents) or given_cents > worth_cents:
            told = f"{one.said_cents} beside {one.listed_cents} said and {given_cents} given"
            raise Broken("money is conserved", id_, f"{told} for {worth_cents} of {sorted(one.units)}")


def is_still_to_be_paid(money: Money, to_cards: Iterable[Paid], refund: str) -> bool:
    """Whether nobody has paid yet by what the new articles cost more than what came back for them."""
    one = money.proposed.get(refund)
    worth_cents = Chains(money, to_cards).worth_of(one) if one is not None else None
    return one is not None and not one.is_taken and one.listed_cents > (worth_cents or 0)


class Chains:
    """What each unit is worth: what a till was paid for it; or, where it was taken in exchange, its share of
    what came in for that: what had come back was worth, less the money that went with it, and what was added,
    up to the prices that people were told.

    Attributes:
        gone: cents by refund, that have left tills or went to cards.
    """

    def __init__(self, money: Money, to_cards: Iterable[Paid]) -> None:
        self._money = money
        self._makers = {one.makes: one for one in money.proposed.values() if one.taken}
        self._ids = {one.makes: id_ for id_, one in money.proposed.items()}
        self.gone = Counter({id_: one.cash_cents for id_, one in money.proposed.items()})
        for paid in to_cards:
            self.gone[paid.refund] += paid.cents

    def worth_of(self, one: Proposed) -> int | None:
        """Cents of all its units; None where one is of no sale that is known, nor of an exchange."""
        worth = [self._worth(unit) for unit in one.units]
        return None if None in worth else sum(cents or 0 for cents in worth)

    def _worth(self, unit: str) -> int | None:
        line, _colon, _place = unit.rpartition(":")
        sale = self._money.sale_of_line.get(line, "")
        if sale in self._makers:
            return self._taken(self._makers[sale], self._ids[sale], line)
        return self._money.sold.get(line)

    def _taken(self, maker: Proposed, refund: str, line: str) -> int:
        """Of what was ordered something else may have come; no unit of it is worth more than all together."""
        cents, before_cents = maker.listed_cents, self.worth_of(maker)
        if before_cents is not None:
            cents = max(0, min(cents, before_cents - self.gone[refund] + maker.added_cents))
        prices = {name: price for name, _units, price in maker.taken}
        if line not in prices or not maker.listed_cents:
            return cents
        return -(-cents * prices[line] // maker.listed_cents)
