"""What a screen's query gets: one consistent read of the replica."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, ArticlePrice
from core.rules.availability import Stock
from core.rules.time import Instant
from sync.containment import raw_of
from sync.overlay import network_version, stock_at
from sync.schema import ReplicaState


class Reader:
    """A read of the replica. Good only inside the query that it is given to.

    Attributes:
        session: over `store.db` with the network's copy attached; do not write.
        location_id: this store.
    """

    def __init__(self, session: Session, location_id: int) -> None:
        self.session = session
        self.location_id = location_id

    @property
    def raw(self) -> Any:
        """The connection below the session's: small reads cost ten times more above it than in SQLite."""
        return raw_of(self.session)

    @property
    def location_name(self) -> str:
        """What this store is called."""
        return self.session.get_one(ReplicaState, 1).location_name

    @property
    def is_here_open(self) -> bool:
        """Whether this store sells; also while the network does not know it yet."""
        row = self.raw.execute("SELECT is_open FROM location WHERE id = ?", (self.location_id,)).fetchone()
        return row is None or bool(row[0])

    @property
    def network_version(self) -> int:
        """The version of the network's copy; 0 while none has arrived."""
        return network_version(self.session)

    @property
    def heard_at(self) -> Instant:
        """When the core last said that this is the newest; 0 for never."""
        (heard_at,) = self.raw.execute("SELECT heard_at FROM replica_state WHERE id = 1").fetchone()
        return Instant(heard_at)

    @property
    def network_made_at(self) -> Instant:
        """When the core made the network's copy, by the core's clock."""
        (made_at,) = self.raw.execute("SELECT made_at FROM network_state").fetchone()
        return Instant(made_at)

    def stock_here(self, article_ids: Iterable[int]) -> dict[int, Stock]:
        """This store's stock by article id."""
        return stock_at(self.session, self.location_id, article_ids)

    def price_cents(self, article_id: int, at: Instant) -> int | None:
        """The price of an article at an instant, tax included, or None if none has begun."""
        return self.session.scalars(
            select(ArticlePrice.price_cents)
            .where(ArticlePrice.article_id == article_id, ArticlePrice.valid_from <= at)
            .order_by(ArticlePrice.valid_from.desc())
            .limit(1)
        ).one_or_none()

    def article_by_gtin(self, gtin: str) -> Article | None:
        """The article with this GTIN; leading zeros do not matter (GS1 General Specifications 7.1)."""
        bare = gtin.lstrip("0")
        wanted = {bare.zfill(length) for length in (8, 12, 13, 14) if length >= len(bare)}
        return self.session.scalars(select(Article).where(Article.gtin.in_(wanted)).limit(1)).one_or_none()
