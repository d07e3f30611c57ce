"""The folder that a core lives in: its database or where that is, its key, its pieces, its port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from core.feed.publisher import Publisher
from core.folder_lock import FolderLock
from core.orchestration import Core, initialise, make_engine, migrate
from core.orchestration.identity import EXAMPLE_GS1_PREFIX
from core.ports import Clock, Randomness, SystemClock, SystemRandomness
from core.rules.errors import BadInput, Conflict
from core.service.settings import signing_key
from core.service.whole_files import write_private


class FolderConfig(msgspec.Struct, frozen=True):
    """What `core.json` says: the database's URL, where it is not the folder's own SQLite file."""

    url: str = ""


class CoreFolder:
    """Names of what is in the folder, and the core opened on it.

    Attributes:
        path: the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.config_file = path / "core.json"
        self.port_file = path / "core.port"
        self.lock_file = path / "core.lock"
        self.restoring_file = path / "restoring"
        self.demo_file = path / "demo.json"
        self.demo_begun_file = path / "demo-begun.json"
        self.admin_token_file = path / "admin.token"
        self.pieces = path / "pieces"
        self._announced = b""

    @property
    def is_made(self) -> bool:
        """Whether a core was made here."""
        return self.config_file.exists()

    def make(self, url: str = "", gs1_prefix: str = EXAMPLE_GS1_PREFIX) -> None:
        """Make the folder, the database with its tables, and the signing key. What is there already stays.

        Raises:
            BadInput: `other_database`: the folder belongs to a core on another database; `bad_database_url`.
            Conflict: `restore_unfinished`.
        """
        self._be_whole()
        _check_url(url)
        self.path.mkdir(parents=True, exist_ok=True)
        if self.is_made and url and url != self._config().url:
            raise BadInput("other_database", path=str(self.path))
        is_new = not self.is_made
        if is_new:
            write_private(self.config_file, msgspec.json.encode(FolderConfig(url)))
        try:
            with self.core() as core:
                initialise(core, gs1_prefix)
        except Exception:
            # A database that does not answer must not be the folder's for ever.
            if is_new:
                self.config_file.unlink()
            raise
        signing_key(self.path, SystemRandomness())

    def _be_whole(self) -> None:
        """What was put back in part is neither the old core nor the new one: nobody may work on it."""
        if self.restoring_file.exists():
            raise Conflict("restore_unfinished", path=str(self.path))

    def _config(self) -> FolderConfig:
        try:
            return msgspec.json.decode(self.config_file.read_bytes(), type=FolderConfig)
        except FileNotFoundError as error:
            raise BadInput("no_core_here", path=str(self.path)) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadInput("bad_core_config", path=str(self.config_file)) from error

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self._config().url or self.own_database_url

    @property
    def own_database_url(self) -> str:
        """Where the folder's own SQLite file is, or would be."""
        return f"sqlite:///{(self.path / 'core.db').absolute().as_posix()}"

    @property
    def _is_one_s(self) -> bool:
        """Whether one process at most serves it: a SQLite file."""
        return make_url(self.database_url).get_backend_name() == "sqlite"

    @contextmanager
    def core(self, clock: Clock | None = None, randomness: Randomness | None = None) -> Iterator[Core]:
        """The core on the folder's database, brought to this program's version.

        Raises:
            BadInput: `no_core_here`, `bad_core_config`.
            Conflict: `restore_unfinished`.
        """
        self._be_whole()
        engine = make_engine(self.database_url)
        try:
            migrate(engine)
            yield Core(engine, clock or SystemClock(), randomness or SystemRandomness())
        finally:
            engine.dispose()

    def publisher(self, core: Core) -> Publisher:
        """The publisher of the folder's pieces, with the folder's key."""
        key = signing_key(self.path, core.randomness)
        return Publisher(core, self.pieces, core.clock, key, is_shared=not self._is_one_s)

    @contextmanager
    def served(self) -> Iterator[None]:
        """The right to serve this folder, for one process at a time where the database is its SQLite file.

        PostgreSQL may be served by several.

        Raises:
            Conflict: `core_already_running`, `restore_unfinished`.
            BadInput: `no_core_here`, `bad_core_config`.
        """
        self._be_whole()
        lock = FolderLock(self.lock_file)
        if self._is_one_s and not lock.take():
            raise Conflict("core_already_running", path=str(self.path))
        try:
            yield
        finally:
            lock.release()

    def announce(self, port: int) -> None:
        """Write down the port: whoever waits for the file finds a core that answers."""
        self._announced = str(port).encode()
        write_private(self.port_file, self._announced)

    def retract(self) -> None:
        """This process does not answer here any more; another one may have announced itself since."""
        with suppress(FileNotFoundError):
            if self.port_file.read_bytes() == self._announced:
                self.port_file.unlink()


def _check_url(url: str) -> None:
    """Not said back: it may hold a password."""
    try:
        is_known = not url or make_url(url).get_backend_name() in ("sqlite", "postgresql")
    except ArgumentError as error:
        raise BadInput("bad_database_url") from error
    if not is_known:
        raise BadInput("bad_database_url")
