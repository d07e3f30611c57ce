"""Where articles are free, before what a channel's rules keep back; and what is known of these places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from core.model import Location, Position
from core.model.row_access import RowAccess
from core.orchestration.foreseen import ArticleAt


class Free(NamedTuple):
    """An article at a location, with the columns that deciding on sources asks for."""

    article_id: int
    location_id: int
    sellable: int
    allocated: int
    soft_held: int
    safety: int
    latitude: float
    longitude: float
    kind: str
    is_open: bool
    capacity_per_hour: int


_OF_POSITION: Final = Free._fields[:6]
_IS_OPEN: Final = Free._fields.index("is_open")
_IS_FREE = Position.sellable - Position.allocated - Position.soft_held - Position.safety > 0
_EVERYWHERE = select(
    *(getattr(Position if name in _OF_POSITION else Location, name) for name in Free._fields)
).join(Location, Location.id == Position.location_id)
_STOCK = _EVERYWHERE.where(Position.article_id.in_(bindparam("articles", expanding=True))).order_by(
    Position.article_id, Position.location_id
)
_FREE = _STOCK.where(_IS_FREE)
"""Made once: to put a statement together costs as much as to run it."""
_FREE_IN_WORDS: Final = str(_EVERYWHERE.where(_IS_FREE).compile(compile_kwargs={"literal_binds": True}))


def free_somewhere(
    session: Session, articles: Collection[int], returned: Mapping[ArticleAt, int] = {}
) -> Sequence[Any]:
    """Where some of the articles are free; and where some return."""
    if not returned:
        return session.execute(_FREE, {"articles": list(articles)}).all()
    at = {location_id for _, location_id in returned}
    return session.execute(
        _STOCK.where(_IS_FREE | Position.location_id.in_(at)), {"articles": list(articles)}
    ).all()


def free_on(access: RowAccess, articles: Collection[int]) -> list[Free]:
    """Where some of the articles are free, by a prepared statement."""
    condition, values = access.among("position.article_id", articles)
    words = f"{_FREE_IN_WORDS} AND {condition} ORDER BY position.article_id, position.location_id"
    # SQLite has no truth values.
    return [Free(*row)._replace(is_open=bool(row[_IS_OPEN])) for row in access.fetch(words, values)]
