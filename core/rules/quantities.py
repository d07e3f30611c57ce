"""What became of each line of a fulfilment, in units and in money."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class LineQuantities(msgspec.Struct, frozen=True):
    """A fulfilment line's quantities, in units: what was asked for and what became of it."""

    quantity: int
    picked: int = 0
    short: int = 0
    handed_over: int = 0
    put_back: int = 0

    @property
    def left_here(self) -> int:
        """Units in parcels that have neither left nor gone back to the shelf; those of a line that nobody
        told as picked are what was asked for of it."""
        return max(0, (self.picked or self.quantity - self.short) - self.handed_over - self.put_back)

    @property
    def left_to_pick(self) -> int:
        """Units that are neither picked nor short."""
        return max(0, self.quantity - self.picked - self.short)

    @property
    def claimed(self) -> int:
        """Units of stock that the line holds, as long as its fulfilment holds any (`WITHOUT_CLAIM`)."""
        return max(0, self.quantity - self.short - self.handed_over)


def left_to_pay(to_pay_cents: int, prices_and_shorts: Sequence[tuple[int, int]]) -> int:
    """What the customer pays at the counter: what was to be paid, less the price of each unit told short."""
    return max(0, to_pay_cents - sum(price_cents * short for price_cents, short in prices_and_shorts))


def due_for(due_cents: int, worth_cents: int) -> int:
    """What is to be paid for a part of an order: its worth, and never more than is due for the whole."""
    return min(due_cents, max(0, worth_cents))


def is_fully_worked(lines: Sequence[LineQuantities]) -> bool:
    """Whether each unit of each line has been picked or told short."""
    return all(line.left_to_pick == 0 for line in lines)
