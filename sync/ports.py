"""What the sync needs from the machine, as ports that a simulated world can replace.

The transport is httpx's own (`httpx.AsyncBaseTransport`): the network's, or an application's in a test.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Protocol
from urllib.request import getproxies, proxy_bypass

import httpx
import msgspec

from core.ports import Clock, Ids, Randomness, SystemClock, SystemRandomness, TimeOrderedIds
from sync.apart import Apart

CommitPoint = Callable[[str], None]
"""Called by name at each point around a commit; a test ends the process there."""


class Files(Protocol):
    """Files beside the databases: pieces on their way, the copies of the network, keys.

    The databases themselves are SQLite's to read and write, by their paths.
    """

    def make_folder(self, folder: Path) -> None: ...

    def read(self, path: Path) -> bytes | None:
        """All of a file, or None if there is none."""

    def write(self, path: Path, content: bytes) -> None:
        """Put a whole, durable file in place, which its owner alone can read."""

    def open_append(self, path: Path) -> IO[bytes]: ...

    def open_within(self, path: Path, size_bytes: int) -> IO[bytes]:
        """To write anywhere in a file of this size, made if there is none. From several threads at once."""

    def open_read(self, path: Path) -> IO[bytes]: ...

    def size(self, path: Path) -> int: ...

    def replace(self, source: Path, target: Path) -> None: ...

    def remove(self, path: Path) -> None: ...

    def list(self, folder: Path) -> list[Path]: ...

    def is_replaceable(self, path: Path) -> bool:
        """Whether nothing stands there, or a file: no device, pipe, folder, or link that leads to itself."""

    def target_of(self, path: Path) -> Path:
        """What a path leads to by whatever symbolic links: the path itself where it is none."""

    def is_folder(self, path: Path) -> bool: ...

    def free_bytes(self, folder: Path) -> int: ...

    def sync(self, handle: IO[bytes]) -> None: ...

    def begin_sync(self, handle: IO[bytes], start: int, size_bytes: int) -> None:
        """Let a part of the file be on its way to the disk, so that a `sync` later has less to wait for."""


class OsFiles:
    """The operating system's files."""

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    def read(self, path: Path) -> bytes | None:
        return path.read_bytes() if path.exists() else None

    def write(self, path: Path, content: bytes) -> None:
        draft = path.with_name(path.name + ".tmp")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            self.sync(out)
        draft.replace(path)

    def open_append(self, path: Path) -> IO[bytes]:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("ab")

    def open_within(self, path: Path, size_bytes: int) -> IO[bytes]:
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        # What is written comes in large pieces.
        out = os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0)
        out.truncate(size_bytes)
        return out

    def open_read(self, path: Path) -> IO[bytes]:
        return path.open("rb")

    def size(self, path: Path) -> int:
        return path.stat().st_size if path.exists() else 0

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def list(self, folder: Path) -> list[Path]:
        return sorted(folder.iterdir()) if folder.exists() else []

    def is_replaceable(self, path: Path) -> bool:
        return path.is_file() or not os.path.lexists(self.target_of(path))

    def target_of(self, path: Path) -> Path:
        # Only a link's own end: whatever else stands in the path is as it was asked for.
        return Path(os.path.realpath(path)) if path.is_symlink() else path

    def is_folder(self, path: Path) -> bool:
        return path.is_dir()

    def free_bytes(self, folder: Path) -> int:
        return shutil.disk_usage(folder).free

    def sync(self, handle: IO[bytes]) -> None:
        handle.flush()
        os.fsync(handle.fileno())

    def begin_sync(self, handle: IO[bytes], start: int, size_bytes: int) -> None:
        handle.flush()
        if sys.platform == "linux":
            # Pages that are not wanted any more are let go of once they are clean. These are not clean, and
            # stay: all that Linux does is to begin writing them (mm/fadvise.c).
            os.posix_fadvise(handle.fileno(), start, size_bytes, os.POSIX_FADV_DONTNEED)


SYSTEM_FILES: Final = OsFiles()


def nothing_at(_name: str) -> None:
    """The commit point of every day: go on."""


def nothing_to_end() -> None:
    """Nothing is done apart."""


def has_proxy(scheme: str, host: str) -> bool:
    """Whether this machine's settings put a proxy before a host."""
    proxies = getproxies()
    return not proxy_bypass(host) and bool(proxies.get(scheme) or proxies.get("all"))


def trusted() -> ssl.SSLContext:
    """The authorities whose certificates are trusted: the well-known ones, and those that whoever runs this
    machine has put into its own store."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


LOCAL_ADDRESSES_TOLD_BY: Final = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that nobody has (RFC 5737, RFC 3849): the way to them is the way to anybody."""
_DISCARD_PORT: Final = 9


def local_addresses() -> frozenset[str]:
    """The addresses from which this machine would speak to the world now; none while it is on no network.

    Nothing is sent: the system only looks up which way it would take, on Windows as on Linux.
    """
    found = set()
    for family, elsewhere in LOCAL_ADDRESSES_TOLD_BY:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as unsent:
            unsent.connect((elsewhere, _DISCARD_PORT))
            found.add(str(unsent.getsockname()[0]))
    return frozenset(found)


def the_same_addresses() -> frozenset[str]:
    """Of a machine whose network never changes."""
    return frozenset()


class World(msgspec.Struct, frozen=True):
    """The machine as the sync sees it.

    Attributes:
        run_apart: does work in a process of its own, and says whether it was done; None where none is.
        end_apart: ends that process. From any thread.
        addresses: those that this machine has on its network.
    """

    clock: Clock
    ids: Ids
    randomness: Randomness
    files: Files
    at: CommitPoint = nothing_at
    transport: httpx.AsyncBaseTransport | None = None
    run_apart: Callable[[Sequence[str]], bool] | None = None
    end_apart: Callable[[], None] = nothing_to_end
    addresses: Callable[[], frozenset[str]] = the_same_addresses

    @contextmanager
    def commit(self, name: str) -> Iterator[None]:
        """Name a commit: a test may end us at `name.before_commit` and at `name.after_commit`."""
        self.at(f"{name}.before_commit")
        yield
        self.at(f"{name}.after_commit")


def system_world(at: CommitPoint = nothing_at, program: Sequence[str] = ()) -> World:
    """The real machine. `program` starts this program once more, for work that is done apart."""
    clock, randomness = SystemClock(), SystemRandomness()
    ids = TimeOrderedIds(clock, randomness)
    world = World(clock, ids, randomness, SYSTEM_FILES, at, addresses=local_addresses)
    if not program:
        return world
    apart = Apart(program)
    return msgspec.structs.replace(world, run_apart=apart.run, end_apart=apart.end)
