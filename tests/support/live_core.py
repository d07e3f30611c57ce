"""A core over real HTTP on loopback, in a thread: for whoever talks to one."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from litestar import Litestar

from core.feed.publisher import Publisher
from core.orchestration import Core, UnitOfWork, make_engine
from core.orchestration.enrolment import enrol, make_code
from core.ports import Clock, SeededRandomness, SystemClock
from core.service.app import create_app
from core.service.auth import Scope, issue_token, new_token, token_digest
from core.service.serving import CoreServer
from core.service.settings import ServiceSettings
from core.wire import SigningKey, prove_enrolment
from tests.support.core_databases import fresh_database
from tests.support.plain_python import no_looking
from tests.support.shared_signatures import share_signatures

STARTS_WITHIN_S = 60
CORE_KEY = SigningKey(bytes(range(32)))
QUICK = ServiceSettings(publish_interval_s=0.02, caller_age_s=0.0)

share_signatures()


@dataclass(frozen=True)
class LiveCore:
    """A core that answers.

    Attributes:
        base_url: such as ``http://127.0.0.1:40123``.
        core, publisher: the same core from within, to arrange a world and to look.
        admin_token, shop_token: for its doors.
    """

    base_url: str
    core: Core
    publisher: Publisher
    admin_token: str
    shop_token: str

    def device_token(self, location_code: str, key: SigningKey) -> str:
        """The token of a workstation that is enrolled here and now."""
        code, token = self.enrolment_code(location_code), new_token(self.core.randomness)
        self.core.transact(lambda unit: enrol(unit, code, "Back room", key.public, token_digest(token)))
        return token

    def enrolment_code(self, location_code: str) -> str:
        """A code that enrols one workstation."""
        return self.core.transact(lambda unit: make_code(unit, location_code)).code


def enrolment_body(code: str, name: str, key: SigningKey) -> dict[str, str]:
    """What a workstation posts to be enrolled."""
    proof = base64.b64encode(prove_enrolment(code, name, key)).decode()
    return {"code": code, "name": name, "public_key": base64.b64encode(key.public).decode(), "proof": proof}


@contextmanager
def running_core(
    folder: Path,
    arrange: Callable[[UnitOfWork], object] | None = None,
    *,
    kind: str = "sqlite",
    clock: Clock | None = None,
    settings: ServiceSettings = QUICK,
    has_snapshot: bool = True,
) -> Iterator[LiveCore]:
    """A core on a fresh database, with what `arrange` puts there, and by default its first snapshot."""
    with fresh_database(kind, folder) as url, _core_on(url, clock or SystemClock()) as core:
        if arrange is not None:
            core.transact(arrange)
        admin = core.transact(lambda unit: issue_token(unit, "Administrator", Scope.ADMIN))
        shop = core.transact(lambda unit: issue_token(unit, "Web shop", Scope.SHOP))
        publisher = Publisher(core, folder / "pieces", core.clock, CORE_KEY)
        if has_snapshot:
            publisher.publish_snapshot()
        # A third of what making it takes were young looks at all its handlers, of which none goes.
        with no_looking():
            app = create_app(core, publisher, settings)
        with serving(app) as base_url:
            yield LiveCore(base_url, core, publisher, admin, shop)


@contextmanager
def _core_on(url: str, clock: Clock) -> Iterator[Core]:
    engine = make_engine(url)
    try:
        yield Core(engine, clock, SeededRandomness(7))
    finally:
        engine.dispose()


@contextmanager
def serving(app: Litestar) -> Iterator[str]:
    """The application on a port of its own; gives its address."""
    is_up, told = threading.Event(), []

    def on_started(base_url: str) -> None:
        told.append(base_url)
        is_up.set()

    server = CoreServer(app, on_started=on_started)
    thread = threading.Thread(target=server.run, name="live-core", daemon=True)
    thread.start()
    try:
        assert is_up.wait(STARTS_WITHIN_S), "the core did not start"
        yield told[0]
    finally:
        server.stop()
        thread.join(STARTS_WITHIN_S)
        assert not thread.is_alive(), "the core did not stop"
