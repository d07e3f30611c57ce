"""Deltas of the network stream: last values and deletions between two versions."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.settings import Setting, setting
from core.feed.span import last_values, read_span
from core.feed.streams import NETWORK
from core.wire import Delta

MAX_DELTA_CHANGES: Final = 200_000
"""Logged rows read for one delta; a longer way takes several."""


def build_delta(
    session: Session, after: int, to: int | None = None, most_changes: int = MAX_DELTA_CHANGES
) -> Delta:
    """All that changed in the network after a version, up to `to` (or the newest) or the bound."""
    top = version_of(session, NETWORK)[0] if to is None else to
    span = read_span(session, NETWORK, after, top, most_changes)
    return Delta(
        stream=NETWORK,
        epoch=setting(session, Setting.EPOCH),
        from_version=after,
        to_version=span.to,
        tables=last_values(span.rows),
    )
