"""What carriers say of parcels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import JSONBody

from core.orchestration.parcels_followed import Word as Carrier
from core.orchestration.parcels_told import ToldDraft, tell
from core.orchestration.stock_intake import LineAnswer
from core.rules.time import Instant
from core.service.auth import SHOPS
from core.service.exchange import TheCore
from core.service.record_types import InstantMs
from core.service.routes.parameters import Word

MAX_PARCELS = 500


class DeliveredParcel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A parcel's number (its SSCC), and when its customer got it; `carrier` is its carrier's code, where
    another's parcel may have that number, and `event` what the carrier calls this word, if it names them: of
    two parcels with one number each has its own."""

    number: Word
    delivered_at: InstantMs
    carrier: Word | None = None
    event: Word | None = None


class DeliveredBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parcels, some at a time."""

    parcels: Annotated[list[DeliveredParcel], msgspec.Meta(min_length=1, max_length=MAX_PARCELS)]


class LostParcel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A parcel's number (its SSCC), and when its carrier found it to be lost; `carrier` and `event` as for
    one that was delivered."""

    number: Word
    lost_at: InstantMs
    carrier: Word | None = None
    event: Word | None = None


class LostBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parcels, some at a time."""

    parcels: Annotated[list[LostParcel], msgspec.Meta(min_length=1, max_length=MAX_PARCELS)]


class ToldAnswer(msgspec.Struct, frozen=True):
    """What came of each, in the order in which they were sent."""

    parcels: list[LineAnswer]


@post("/parcels/delivered", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["fulfilments"])
def post_delivered(core: TheCore, data: JSONBody[DeliveredBody]) -> ToldAnswer:
    """Tell that parcels have reached their customers, as their carrier says: with the last one of a shipment
    the 14 days to withdraw begin.

    Each counts once. One that is refused says why (`unknown_parcel`, `parcel_not_for_a_customer`,
    `from_the_future`, `from_long_ago`) and does not hold back the others.
    """
    return _take_in(
        core,
        Carrier.DELIVERED,
        [
            ToldDraft(one.number, Instant(one.delivered_at), one.carrier or "", one.event or "")
            for one in data.parcels
        ],
    )


@post("/parcels/lost", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["fulfilments"])
def post_lost(core: TheCore, data: JSONBody[LostBody]) -> ToldAnswer:
    """Tell that parcels are lost on their way to their customers, as their carrier says: what was in them is
    found elsewhere, or refunded where it is free nowhere, and the customer is told.

    Each counts once; a parcel that comes after all is told as delivered. One that is refused says why
    (`parcel_delivered`, `unknown_parcel`, `parcel_not_for_a_customer`, `from_the_future`, `from_long_ago`)
    and does not hold back the others.
    """
    return _take_in(
        core,
        Carrier.LOST,
        [
            ToldDraft(one.number, Instant(one.lost_at), one.carrier or "", one.event or "")
            for one in data.parcels
        ],
    )


def _take_in(core: TheCore, word: Carrier, drafts: Sequence[ToldDraft]) -> ToldAnswer:
    return ToldAnswer(core.transact(lambda unit: tell(unit, word, drafts)))
