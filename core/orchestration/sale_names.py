"""By whose name a sale is looked for, when somebody of another store has no number of it.

Only the whole name finds: who types a part of it would see what others have bought.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Sale, SaleName
from core.orchestration.unit import UnitOfWork
from core.rules.words import name_words

LEAST_WORDS: Final = 2
"""First name and name: one of them alone is somebody else's as well."""


def note_name(unit: UnitOfWork, sale: Sale) -> None:
    """A new sale can be found by its customer's name, where it has one."""
    words = name_words(sale.customer_name)
    if words:
        unit.session.add(SaleName(sale_id=sale.id, words=words, sold_at=sale.sold_at))


def sales_of(session: Session, name: str, most: int) -> Sequence[str]:
    """The sales of whoever has exactly this name, the newest first; none of half a name."""
    words = name_words(name)
    if len(words.split()) < LEAST_WORDS:
        return []
    query = select(SaleName.sale_id).where(SaleName.words == words)
    return session.scalars(query.order_by(SaleName.sold_at.desc(), SaleName.sale_id).limit(most)).all()
