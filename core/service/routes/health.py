"""Whether the core is there, and how it stands."""

from __future__ import annotations

import msgspec
from litestar import get
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.settings import Setting, setting
from core.feed.streams import NETWORK
from core.rules.time import Instant, to_iso
from core.service.admission import FREE, LANE
from core.service.auth import NO_TOKEN_NEEDED
from core.service.exchange import TheExchange
from core.version import VERSION


class Health(msgspec.Struct, frozen=True):
    """`network_version` is the newest, `published_version` the one that replicas can reach."""

    status: str
    version: str
    core_id: str
    epoch: str
    network_version: int
    published_version: int
    now: Instant
    now_iso: str


@get("/health", opt={NO_TOKEN_NEEDED: True, LANE: FREE}, security=[{}], sync_to_thread=True, tags=["core"])
def get_health(exchange: TheExchange) -> Health:
    """Answers even when there is too much to do; asks the database, so an answer means that it is there."""
    now = exchange.core.clock.now()

    def read(session: Session) -> Health:
        return Health(
            status="ok",
            version=VERSION,
            core_id=setting(session, Setting.CORE_ID),
            epoch=setting(session, Setting.EPOCH),
            network_version=version_of(session, NETWORK)[0],
            published_version=exchange.publisher.version,
            now=now,
            now_iso=to_iso(now),
        )

    return exchange.core.read(read)
