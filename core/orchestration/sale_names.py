"""By whose name a sale is looked for, when somebody of another store has no number of it.

Only the whole name finds: who types a part of it would see what others have bought. Where several customers
have it, the day of the purchase is asked for as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Sale, SaleName
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.words import name_words

LEAST_WORDS: Final = 2
"""First name and name: one of them alone is somebody else's as well."""


def note_name(unit: UnitOfWork, sale: Sale) -> None:
    """A new sale can be found by its customer's name, where it has one."""
    words = name_words(sale.customer_name)
    if words:
        unit.session.add(SaleName(sale_id=sale.id, words=words, sold_at=sale.sold_at))


def sales_of(session: Session, name: str, most: int, day: tuple[int, int] | None = None) -> Sequence[str]:
    """The sales of whoever has exactly this name, the newest first; none of half a name.

    Args:
        day: from when until when they were sold. Without it all of them must be one customer's: a customer
            whom no shop knows by a number is another one for each sale.

    Raises:
        Refused: `name_of_several`.
    """
    words = name_words(name)
    if len(words.split()) < LEAST_WORDS:
        return []
    query = select(Sale.id, Sale.customer_id).join(SaleName, SaleName.sale_id == Sale.id)
    query = query.where(SaleName.words == words)
    if day is not None:
        query = query.where(SaleName.sold_at.between(*day))
    found = session.execute(query.order_by(SaleName.sold_at.desc(), SaleName.sale_id).limit(most)).all()
    if day is None and len({row.customer_id or row.id for row in found}) > 1:
        raise Refused("name_of_several")
    return [row.id for row in found]
