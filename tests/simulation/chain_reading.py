"""What people have proposed to give for what came back, and said of it at the tills: of the envelopes that
the core has kept, for what it makes of them itself is what is held against that."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from told import Proposed
from work_reading import arguments, plain

from core.commands import HandOutExchange, PayOutCash, ProposeRefund
from core.rules.exceptions import EXCHANGE_PAID_IN_VAIN
from core.rules.ids import derive
from core.rules.refund import EXCHANGE_SALE

_SAID = f"""
    SELECT command_id, name, body FROM envelope JOIN outcome ON outcome.id = envelope.command_id
    WHERE name IN ('{ProposeRefund.NAME}', '{HandOutExchange.NAME}', '{PayOutCash.NAME}')
    AND outcome.status IN ('applied', 'adjusted', 'recorded')"""
_ASKED = f"""
    SELECT id, kind, data FROM exception_case WHERE kind IN
    ('cash_beyond_refund', 'exchange_left_unpaid', 'exchange_not_held', '{EXCHANGE_PAID_IN_VAIN}')"""
_SOLD = f"""
    SELECT sale_line.id, sale_id, quantity, paid_cents, sale.kind = '{EXCHANGE_SALE}'
    FROM sale_line JOIN sale ON sale.id = sale_line.sale_id WHERE quantity > 0"""
MOST_CASES = 3
"""Which one command of money leaves people with."""
_body = lru_cache(maxsize=4_096)(arguments)


class Said:
    """What people said, by what they did.

    Attributes:
        added_by_sale: cents that were paid for what was taken in exchange, by the sale that it makes.
        by_name: cents of it, by the payment service's name for it.
        sold, sale_of_line: as of `told.Money`.
    """

    def __init__(self, raw: Any) -> None:
        self._told: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        for command, name, body in raw.execute(_SAID).fetchall():
            self._told[name].append((command, _body(bytes(body))))
        cases = raw.execute(_ASKED).fetchall() if self._told else ()
        self._asked = {id_: (kind, plain(data)) for id_, kind, data in cases}
        sold = raw.execute(_SOLD).fetchall() if self._told else ()
        self.sale_of_line = {line: sale for line, sale, *_ in sold}
        self.sold = {
            line: -(-cents // units) for line, _, units, cents, is_exchange in sold if not is_exchange
        }
        self._listen()

    def _listen(self) -> None:
        """Who hands out is taken at their word, but where the core says that nothing was held: what was paid
        then in vain is a sale of its own."""
        self.added_by_sale, self._added, self._cash = Counter[str](), Counter[str](), Counter[str]()
        self.by_name: dict[str, int] = {}
        self._taken: set[str] = set()
        for command, told in self._told[HandOutExchange.NAME]:
            refund, cents = told["refund_id"], told.get("paid_cents", 0)
            if told.get("paid_reference"):
                self.by_name[told["paid_reference"]] = cents
            in_vain = self._case(command, [EXCHANGE_PAID_IN_VAIN])
            if in_vain is not None:
                sale = derive(in_vain, "sale")
                self.added_by_sale[sale] += cents
                self.sold[derive(sale, "line", 0)] = cents
            elif self._case(command, ["exchange_not_held"]) is None:
                self._taken.add(refund)
                self.added_by_sale[sale_taken_with(refund)] += cents
                self._added[refund] += cents + self._cents(command, "exchange_left_unpaid")
        for command, told in self._told[PayOutCash.NAME]:
            self._cash[told["refund_id"]] += told["cents"] - self._cents(command, "cash_beyond_refund")

    def _case(self, command: str, kinds: Iterable[str]) -> str | None:
        names = [derive(command, "exception", place) for place in range(MOST_CASES)]
        return next((name for name in names if self._asked.get(name, ("",))[0] in kinds), None)

    def _cents(self, command: str, kind: str) -> int:
        case = self._case(command, [kind])
        return int(self._asked[case][1]["cents"]) if case is not None else 0

    def cash(self) -> dict[str, int]:
        """Cents that left a till, by the command that told so."""
        return {command: told["cents"] for command, told in self._told[PayOutCash.NAME]}

    def proposed(self) -> dict[str, Proposed]:
        """By id, what was proposed."""
        return {told["refund_id"]: self._proposed(told) for _command, told in self._told[ProposeRefund.NAME]}

    def _proposed(self, told: Any) -> Proposed:
        refund = told["refund_id"]
        sale = sale_taken_with(refund)
        return Proposed(
            units=tuple(told["units"]),
            said_cents=sum(part["cents"] for part in told.get("parts", ())),
            taken=tuple(
                (derive(sale, "line", place), one["quantity"], one["price_cents"])
                for place, one in enumerate(told.get("exchange", ()))
            ),
            makes=sale,
            is_taken=refund in self._taken,
            added_cents=self._added[refund],
            cash_cents=self._cash[refund],
        )


def sale_taken_with(refund: str) -> str:
    """The sale that what is taken with a refund makes."""
    return derive(refund, "exchange_sale")
