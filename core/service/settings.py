"""What a service may be told, with what is right for one machine; and the key that signs its manifests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from core.ports import Randomness
from core.wire import SEED_BYTES, SigningKey

KEY_FILE: Final = "signing.key"


class ServiceSettings(msgspec.Struct, frozen=True):
    """Bounds and rhythms of the service.

    Attributes:
        publish_interval_s: at most one delta of the network stream in this time.
        chores_interval_s: how often the timers are looked at.
        notices_interval_s: how often what customers are to be told is sent.
        payouts_interval_s: how often approved money is let go.
        most_requests: requests going on at a time that are none of these:
        most_manifests: workstations that ask what is new of the network; it costs next to nothing.
        most_asking: workstations that ask for what is new of their own.
        most_commands: batches of commands being taken in.
        most_pieces: downloads of pieces.
        most_listeners: workstations that listen to pokes.
        request_threads, asking_threads, command_threads, free_threads: how many of those that go on are
            worked on at a time; together with what has threads elsewhere fewer than the connections that
            `core.orchestration.database` keeps.
        caller_age_s: a token that was withdrawn is refused after this time at the latest.
    """

    publish_interval_s: float = 1.0
    chores_interval_s: float = 30.0
    notices_interval_s: float = 5.0
    payouts_interval_s: float = 2.0
    most_requests: int = 64
    most_manifests: int = 1_024
    most_asking: int = 64
    most_commands: int = 16
    most_pieces: int = 1_024
    most_listeners: int = 4_000
    request_threads: int = 8
    asking_threads: int = 6
    command_threads: int = 6
    free_threads: int = 2
    caller_age_s: float = 60.0

    @property
    def most_connections(self) -> int:
        """All that may be going on at a time."""
        short = self.most_requests + self.most_manifests + self.most_asking + self.most_commands
        return short + self.most_pieces + self.most_listeners


def signing_key(folder: Path, randomness: Randomness) -> SigningKey:
    """The core's key, made at the first start, readable by its owner alone."""
    path = folder / KEY_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(randomness.secret(SEED_BYTES))
    return SigningKey(path.read_bytes())
