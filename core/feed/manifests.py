"""Manifests of what is published, signed for replicas at one version or another."""

from __future__ import annotations

from typing import Final, NamedTuple

from core.feed.publication import Published
from core.feed.streams import NETWORK
from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.ports import Clock
from core.rules.time import Instant
from core.wire import Manifest, SigningKey, for_replica_at, sign_manifest

MANIFEST_AGE_MS: Final = 1_000
"""A manifest is signed once, not for each of a thousand who ask for it; it tells a time at most so old."""
MOST_SIGNED: Final = 64
"""For so many versions that replicas have. Those that follow have one of the newest few."""


class _Signed(NamedTuple):
    """Manifests of one moment, by the version of the replicas that they are for; 0 for any."""

    published: Published
    at: Instant
    by_version: dict[int, bytes]


class Manifests:
    """Signs the manifests of one core, and knows those of the newest moment."""

    def __init__(self, core_id: str, clock: Clock, key: SigningKey) -> None:
        self._core_id = core_id
        self._clock = clock
        self._key = key
        self._signed = _Signed(Published(""), Instant(0), {})

    def of(self, published: Published, epoch: str, have_version: int) -> bytes:
        """The signed manifest of what is published, at most `MANIFEST_AGE_MS` old.

        Args:
            epoch, have_version: what the replica has; 0 for none.
        """
        now, signed = self._clock.now(), self._signed
        if signed.published is not published or not 0 <= now - signed.at < MANIFEST_AGE_MS:
            self._signed = signed = _Signed(published, now, {})
        have = have_version if epoch == published.epoch else 0
        told = signed.by_version.get(have)
        if told is None:
            if len(signed.by_version) >= MOST_SIGNED:
                signed.by_version.clear()
            told = signed.by_version[have] = self._sign(published, now, have)
        return told

    def _sign(self, published: Published, now: Instant, have_version: int) -> bytes:
        stream = published.manifest()
        made = Manifest(
            core_id=self._core_id,
            epoch=published.epoch,
            made_at=now,
            schema_version=NETWORK_SCHEMA_VERSION,
            streams={NETWORK: for_replica_at(stream, have_version) if have_version else stream},
        )
        return sign_manifest(made, self._key)
