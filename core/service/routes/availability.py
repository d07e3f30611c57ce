"""What can be promised, where, and why."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody, QueryParameter
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.streams import NETWORK
from core.orchestration import Core
from core.orchestration.availability import (
    MAX_ARTICLES,
    MAX_SUMS,
    ArticleAvailability,
    Question,
    availability,
)
from core.rules.order import Channel
from core.rules.time import Instant
from core.service.auth import EVERYBODY
from core.service.exchange import TheCore
from core.service.record_types import InstantMs
from core.service.routes.parameters import MAX_NAMED, CodeList, Word

SkuList = Annotated[
    list[Word],
    QueryParameter(min_items=1, max_items=MAX_ARTICLES, description="Articles by SKU; several may be given."),
]


By = Annotated[
    int | None,
    QueryParameter(
        ge=0, le=4_102_444_800_000, description="What is on its way and due by this instant counts too."
    ),
]
OfChannel = Annotated[Channel, QueryParameter(description="Where it would be sold.")]


class AvailabilityAnswer(msgspec.Struct, frozen=True):
    """What can be promised at `network_version`, in units. Each quantity is the sum of its terms."""

    channel: Channel
    network_version: int
    as_of: Instant
    articles: list[ArticleAvailability]


class AvailabilityQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Many articles at once. With `has_locations` each location's part is told, for as few as one may ask
    for by GET; else the sums alone."""

    skus: Annotated[list[Word], msgspec.Meta(min_length=1, max_length=MAX_SUMS)]
    locations: Annotated[list[Word], msgspec.Meta(max_length=MAX_NAMED)] = []
    channel: Channel = Channel.WEB
    by: InstantMs | None = None
    has_locations: bool = False


@get("/availability", guards=[EVERYBODY], sync_to_thread=True, tags=["stock"])
def get_availability(
    core: TheCore,
    sku: SkuList,
    location: CodeList = None,
    channel: OfChannel = Channel.WEB,
    by: By = None,
) -> AvailabilityAnswer:
    """What can be promised of articles, at every location that has them or at those named.

    Each quantity is the sum of its terms. Problems: `unknown_article`, `unknown_location`, `too_many`.
    """
    return _answer(core, Question(sku, location or (), channel.value, None if by is None else Instant(by)))


@post("/availability/query", guards=[EVERYBODY], status_code=200, sync_to_thread=True, tags=["stock"])
def post_availability(core: TheCore, data: JSONBody[AvailabilityQuery]) -> AvailabilityAnswer:
    """The same for thousands of articles: what can be promised of each in the whole network.

    Problems: `unknown_article`, `unknown_location`, `too_many`.
    """
    by = None if data.by is None else Instant(data.by)
    return _answer(core, Question(data.skus, data.locations, data.channel.value, by, data.has_locations))


def _answer(core: Core, asked: Question) -> AvailabilityAnswer:
    as_of = core.clock.now()

    def read(session: Session) -> AvailabilityAnswer:
        version, _ = version_of(session, NETWORK)
        return AvailabilityAnswer(Channel(asked.channel), version, as_of, availability(session, asked, as_of))

    return core.read(read)
