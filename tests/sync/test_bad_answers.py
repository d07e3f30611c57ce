"""Bad input over real HTTP, from what answers a workstation: each has its stable code, is recorded, is shown
where a person must act, and holds up nothing else. The other way: `test_bad_exchange.py`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs

import msgspec
import pytest
from arranged import arrange
from litestar import Litestar
from live_back_room import Back
from sqlalchemy import select
from structlog.testing import capture_logs
from sync_world import ASSOCIATE

from core.commands import PickLine
from core.model import Article
from core.orchestration import UnitOfWork
from core.service.app import create_app
from core.service.settings import ServiceSettings
from core.wire import (
    PROOF,
    Manifest,
    SigningKey,
    prove_answer,
    sign_manifest,
)
from core.wire.manifest import open_manifest
from desktop.shell.sentences import has_sentence
from desktop.shell.wording import cause_words
from desktop.tour.line import Line
from sync import Cause, ConnectionKind
from sync import engine as engine_module
from tests.support.live_core import CORE_KEY, QUICK, LiveCore, running_core, serving

STRANGER = SigningKey(bytes(range(9, 41)))


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    # What is served for a test publishes: one publisher at a time.
    rarely = ServiceSettings(publish_interval_s=3_600)
    with running_core(tmp_path_factory.mktemp("core"), arrange, settings=rarely) as made:
        yield made


class Tampered:
    """The core's application, with other answers, which it vouches for as for its own."""

    def __init__(self, app: Litestar) -> None:
        self._app = app
        self.state = app.state
        self.changes: dict[str, Callable[[bytes], bytes]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        change = next(
            (one for part, one in self.changes.items() if str(scope.get("path", "")).startswith(part)), None
        )
        if change is None:
            await self._app(scope, receive, send)
            return
        start: dict[str, Any] = {}
        content = bytearray()

        async def keep(message: dict[str, Any]) -> None:
            start.update(message if message["type"] == "http.response.start" else {})
            content.extend(message.get("body", b""))
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                body = change(bytes(content))
                headers = dict(start["headers"]) | {b"content-length": str(len(body)).encode()}
                if PROOF.lower().encode() in headers:
                    mark = parse_qs(scope["query_string"].decode())["mark"][0]
                    headers[PROOF.lower().encode()] = prove_answer(mark, body, CORE_KEY).encode()
                await send({**start, "headers": list(headers.items())})
                await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, cast(Any, keep))


@contextmanager
def tampering(live: LiveCore) -> Iterator[tuple[Tampered, str]]:
    tampered = Tampered(create_app(live.core, live.publisher, QUICK))
    with serving(cast(Litestar, tampered)) as url:
        yield tampered, url


def spoilt(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def signed_by_another(content: bytes) -> bytes:
    return sign_manifest(open_manifest(content, CORE_KEY.public), STRANGER)


def of_another_chain(content: bytes) -> bytes:
    return remade(content, lambda manifest: msgspec.structs.replace(manifest, core_id="another"))


def gone_back(content: bytes) -> bytes:
    """As it was yesterday, when the network had fewer versions."""

    def older(manifest: Manifest) -> Manifest:
        network = msgspec.structs.replace(manifest.streams["network"], version=1, deltas=[])
        return msgspec.structs.replace(manifest, made_at=1, streams={"network": network})

    return remade(content, older)


def remade(content: bytes, change: Callable[[Manifest], Manifest]) -> bytes:
    return sign_manifest(change(open_manifest(content, CORE_KEY.public)), CORE_KEY)


MANIFEST, PIECES = "/v1/feed/manifest", "/v1/feed/pieces"


DOWN: dict[str, tuple[str, Callable[[bytes], bytes], ConnectionKind, Cause, str]] = {
    "piece with a wrong hash": (PIECES, spoilt, ConnectionKind.CONNECTED, Cause.NONE, "piece_damaged"),
    "manifest by the wrong key": (
        MANIFEST, signed_by_another, ConnectionKind.OFFLINE, Cause.NOT_THE_CORE, "",
    ),
    "manifest with a changed byte": (MANIFEST, spoilt, ConnectionKind.OFFLINE, Cause.NOT_THE_CORE, ""),
    "manifest of another chain": (
        MANIFEST, of_another_chain, ConnectionKind.OFFLINE, Cause.NOT_THE_CORE, "",
    ),
    "versions going backwards": (
        MANIFEST, gone_back, ConnectionKind.CONNECTED, Cause.NONE, "manifest_is_old",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", DOWN)
async def test_bad_input_of_what_answers(
    live: LiveCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path, change, stands, cause, fault = DOWN[kind]
    for name in ("FIRST_RETRY_S", "LONGEST_RETRY_S", "FIRST_RESTART_S", "LONGEST_RESTART_S"):
        monkeypatch.setattr(engine_module, name, 0.02)
    monkeypatch.setattr(engine_module, "POLL_S", 0.05)
    with tampering(live) as (tampered, url):
        line = Line(url)
        await line.mend()
        back = Back(tmp_path / "back", line)
        await back.enrol(live.enrolment_code("S1"))
        back.start()
        await back.until(lambda: 0 < version(back) == live.publisher.version)
        before = version(back)

        tampered.changes[path] = change
        live.core.transact(rename)
        with capture_logs() as logs:
            await until_state(back, stands, cause, fault)
        failed = [line for line in logs if line["event"] == "sync.failed"]
        assert any(line["code"] == fault if fault else line["cause"] == cause for line in failed), "recorded"
        assert has_sentence(fault) if fault else cause_words(cause)
        assert version(back) == before

        # What is done here is kept, and goes up as soon as it is the core that answers.
        head = back.heads()[2]
        back.workstation.execute(PickLine(fulfilment_id=head, line_id=back.line_of(head)), ASSOCIATE)
        if stands is ConnectionKind.CONNECTED:
            await back.until(lambda: back.workstation.waiting() == 0)
        tampered.changes.clear()
        await until_state(back, ConnectionKind.CONNECTED, Cause.NONE, "")
        await back.until(lambda: version(back) > before)
        await back.until(lambda: back.workstation.waiting() == 0)
        await back.stop()
        await line.cut()


def version(back: Back) -> int:
    return back.workstation.read(lambda reader: reader.network_version)


def rename(unit: UnitOfWork) -> None:
    scarf = unit.session.scalars(select(Article).where(Article.sku == "SCARF")).one()
    scarf.name = f"Scarf of {unit.at}"


def until_state(back: Back, kind: ConnectionKind, cause: Cause, fault: str) -> Awaitable[None]:
    def is_so() -> bool:
        assert back.engine is not None
        state = back.engine.state
        return (state.kind, state.cause, state.fault) == (kind, cause, fault)

    return back.until(is_so)
