"""What a chain says about what its channels may promise: thresholds, pools, what is shut.

A rule is for a channel, a location and an article; each may stand for all. Where several fit, the most
particular one holds: the article's before the location's before the channel's. A channel's pool is kept from
all the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from core.rules.availability import Terms

EVERYWHERE: Final = 0
EVERY_ARTICLE: Final = 0
EVERY_CHANNEL: Final = ""


class Rule(msgspec.Struct, frozen=True):
    """What a channel may sell of an article at a location: all but `threshold` units and the others' pools,
    and nothing unless `is_open`. `pool` units are kept for it."""

    channel: str = EVERY_CHANNEL
    location_id: int = EVERYWHERE
    article_id: int = EVERY_ARTICLE
    threshold: int = 0
    pool: int = 0
    is_open: bool = True

    @property
    def weight(self) -> int:
        """How particular it is."""
        return 4 * bool(self.article_id) + 2 * bool(self.location_id) + bool(self.channel)


class ChannelPolicy:
    """Rules, found by what they are for."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules: dict[tuple[int, int], list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault((rule.location_id, rule.article_id), []).append(rule)

    def terms(
        self,
        channel: str,
        location_id: int,
        article_id: int,
        *,
        is_location_open: bool = True,
        arriving: int = 0,
    ) -> Terms:
        """What enters into an article's availability there, besides its position."""
        fitting = self._fitting(location_id, article_id) if self._rules else ()
        own = _of(channel, fitting)
        return Terms(
            channel_threshold=own.threshold,
            kept_for_others=self._kept_for_others(channel, fitting),
            arriving_in_time=arriving,
            is_location_open=is_location_open,
            is_channel_open=own.is_open,
        )

    def _fitting(self, location_id: int, article_id: int) -> Sequence[Rule]:
        places = {(at, of) for at in (EVERYWHERE, location_id) for of in (EVERY_ARTICLE, article_id)}
        return [rule for place in places for rule in self._rules.get(place, ())]

    @staticmethod
    def _kept_for_others(channel: str, fitting: Sequence[Rule]) -> int:
        others = {rule.channel for rule in fitting} - {channel, EVERY_CHANNEL}
        return sum(
            max((rule for rule in fitting if rule.channel == other), key=lambda rule: rule.weight).pool
            for other in others
        )


def _of(channel: str, fitting: Sequence[Rule]) -> Rule:
    own = [rule for rule in fitting if rule.channel in (channel, EVERY_CHANNEL)]
    return max(own, key=lambda rule: rule.weight, default=Rule())


ALL_OPEN: Final = ChannelPolicy()
"""A chain that has said nothing."""
