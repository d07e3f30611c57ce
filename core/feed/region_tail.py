"""What is new of a region's sales, for a workstation of a store of that region and for no other."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.settings import Setting, setting
from core.feed.span import last_values, read_span
from core.feed.streams import sales_stream
from core.feed.tail import Whose
from core.model import StoreRegion
from core.wire import RegionTail

MAX_REGION_ROWS: Final = 2_000
"""Logged rows in one answer; what is left comes with the next."""


def read_region_tail(
    session: Session,
    device: Whose,
    stream: str,
    epoch: str,
    version: int,
    floor: int,
    oldest: int,
    most_rows: int = MAX_REGION_ROWS,
) -> RegionTail:
    """What has changed since, from the start where that does not lead on: the rows say themselves what they
    are, and what is too old goes by its age.

    Args:
        stream, epoch, version: what the workstation has, and `floor` as the page that began told it.
        oldest: sales from before are not told any more.
    """
    row = session.get(StoreRegion, device.location_id)
    own = sales_stream(row.region) if row is not None and row.region else ""
    now, known_floor = version_of(session, own) if own else (0, 0)
    known_epoch = setting(session, Setting.EPOCH)
    is_behind = 0 < version < known_floor and floor != known_floor
    leads_on = (stream, epoch) == (own, known_epoch) and version <= now and not is_behind
    start = version if leads_on else 0
    span = read_span(session, own, start, now, most_rows) if start < now else None
    return RegionTail(
        stream=own,
        epoch=known_epoch,
        start=start,
        to=span.to if span is not None else start,
        floor=known_floor,
        more=span is not None and span.more,
        oldest=oldest,
        tables=last_values(span.rows) if span is not None else [],
    )
