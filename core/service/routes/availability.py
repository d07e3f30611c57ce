"""What can be promised, where, and why."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.routing import NETWORK
from core.orchestration.availability import MAX_ARTICLES, ArticleAvailability, availability
from core.rules.order import Channel
from core.rules.time import Instant
from core.service.auth import EVERYBODY
from core.service.exchange import TheCore
from core.service.routes.parameters import CodeList, Word

SkuList = Annotated[
    list[Word],
    QueryParameter(min_items=1, max_items=MAX_ARTICLES, description="Articles by SKU; several may be given."),
]


OfChannel = Annotated[Channel, QueryParameter(description="Where it would be sold.")]


class AvailabilityAnswer(msgspec.Struct, frozen=True):
    """What can be promised at `network_version`, in units. Each quantity is the sum of its terms."""

    channel: Channel
    network_version: int
    as_of: Instant
    articles: list[ArticleAvailability]


@get("/availability", guards=[EVERYBODY], sync_to_thread=True, tags=["stock"])
def get_availability(
    core: TheCore, sku: SkuList, location: CodeList = None, channel: OfChannel = Channel.WEB
) -> AvailabilityAnswer:
    """What can be promised of articles, at every location that has them or at those named.

    Problems: `unknown_article`, `unknown_location`, `too_many`.
    """
    as_of = core.clock.now()

    def read(session: Session) -> AvailabilityAnswer:
        version, _ = version_of(session, NETWORK)
        return AvailabilityAnswer(channel, version, as_of, availability(session, sku, location or ()))

    return core.read(read)
