"""What shops ask most often, as errands that are done in company: an order is placed, and it is paid."""

from __future__ import annotations

from functools import partial
from typing import Any

from core.model import IdempotentAnswer, Order
from core.model.desk import NotGathered
from core.model.gathered import rows_of
from core.orchestration import Core, UnitOfWork
from core.orchestration.company_gathering import Needs
from core.orchestration.orders import Looked, look, place_as_looked
from core.orchestration.payments import has_to_be_confirmed
from core.rules.order import PaymentWord
from core.service.idempotency import Answer, digest_of, once
from core.service.order_intake import CREATED, accept, draft_of, keep_money_of
from core.service.order_records import OrderRecord
from core.service.order_views import placed_answer
from core.service.payment_intake import hear_of


class PlaceOrder:
    """An order to be placed once for a key."""

    def __init__(self, core: Core, owner: str, key: str, record: OrderRecord) -> None:
        self._core, self._owner, self._key, self._record = core, owner, key, record
        self._draft = draft_of(record)
        self._looked: Looked | None = None
        self.name = f"place {owner} {key}"
        self.weight, self.orders = 1, 0

    def foresee(self, needs: Needs) -> None:
        """The answer that was given, if one was; and what the order is of."""
        needs.answers.append((self._owner, self._key))
        needs.drafts.append(self._draft)

    def look(self, unit: UnitOfWork) -> None:
        """Where it comes from; whoever asks again is told as then."""
        refuse_repeated(unit, self._owner, self._key)
        self._looked = look(unit, self._draft)
        self.orders = 1

    def act(self, unit: UnitOfWork) -> Answer:
        """Place it."""
        return once(unit, self._owner, self._key, digest_of(self._record), self._place)

    def _place(self, unit: UnitOfWork) -> tuple[int, Any]:
        assert self._looked is not None, "it has looked"
        placed = place_as_looked(unit, self._draft, self._looked)
        keep_money_of(unit, placed.order_id, self._record)
        return CREATED, placed_answer(placed)

    def told(self, result: Answer, _versions: dict[str, int]) -> Answer:
        """The answer names no versions."""
        return result

    def alone(self) -> Answer:
        """In a transaction of its own."""
        return accept(self._core, self._owner, self._key, self._record)


class HearOfPayment:
    """A word on an order's payment, heard once for a key. `order` is its number or identifier."""

    def __init__(self, core: Core, owner: str, key: str, order: str, word: PaymentWord, digest: str) -> None:
        self._core, self._owner, self._order, self._word, self._digest = core, owner, order, word, digest
        self._key = f"payment {order} {key}"
        self._work = partial(hear_of, number=order, word=word, cause=(owner, key))
        self.name = f"{owner} {self._key}"
        self.weight, self.orders = 1, 0

    def foresee(self, needs: Needs) -> None:
        """The answer that was given, if one was; and the order."""
        needs.answers.append((self._owner, self._key))
        needs.orders.append(self._order)

    def look(self, unit: UnitOfWork) -> None:
        """In company an order is confirmed that waits for it."""
        refuse_repeated(unit, self._owner, self._key)
        found = rows_of(unit.session, Order, Order.number, [self._order])
        if self._word is not PaymentWord.CONFIRMED or not found or not has_to_be_confirmed(unit, found[0]):
            raise NotGathered("another word")

    def act(self, unit: UnitOfWork) -> Answer:
        """Hear it."""
        return once(unit, self._owner, self._key, self._digest, self._work)

    def told(self, result: Answer, _versions: dict[str, int]) -> Answer:
        """The answer names no versions."""
        return result

    def alone(self) -> Answer:
        """In a transaction of its own."""
        return self._core.transact(lambda unit: once(unit, self._owner, self._key, self._digest, self._work))


def refuse_repeated(unit: UnitOfWork, owner: str, key: str) -> None:
    """In company everything is done for the first time.

    Raises:
        NotGathered: it was asked before.
    """
    if unit.session.get(IdempotentAnswer, (owner, key)) is not None:
        raise NotGathered("asked before")
