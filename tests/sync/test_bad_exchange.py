"""Bad input over real HTTP, both ways: each has its stable code, is recorded, is shown where a person must
act, and holds up nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs

import httpx
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import select
from structlog.testing import capture_logs
from sync_world import ASSOCIATE, arrange
from test_live_engine import Back

from core.commands import ClaimFulfilment, PickLine
from core.model import Article, ExceptionCase, Fulfilment, FulfilmentLine, KeptEnvelope, Location
from core.orchestration import UnitOfWork
from core.orchestration.device_care import retire
from core.service.app import create_app
from core.service.settings import ServiceSettings
from core.wire import (
    PROOF,
    Manifest,
    SignedEnvelope,
    SigningKey,
    decode_answer,
    encode_batch,
    prove_answer,
    sign_manifest,
)
from core.wire.manifest import open_manifest
from desktop.shell.sentences import case_sentence, code_sentence, has_sentence
from desktop.shell.wording import cause_words
from desktop.tour.line import Line
from sync import Cause, ConnectionKind
from sync import engine as engine_module
from tests.core.builders import make_fulfilment
from tests.support.live_core import CORE_KEY, QUICK, LiveCore, enrolment_body, running_core, serving
from tests.support.sender import Sender

STRANGER = SigningKey(bytes(range(9, 41)))
MANY_BYTES = 10 * 1024 * 1024


def arrange_more(unit: UnitOfWork) -> None:
    """The usual world, and an order at the other store."""
    arrange(unit)
    elsewhere = unit.session.scalars(select(Location).where(Location.code == "S2")).one()
    scarf = unit.session.scalars(select(Article).where(Article.sku == "SCARF")).one()
    make_fulfilment(unit, elsewhere, [(scarf, 1)], "W-2001")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    # What is served for a test publishes: one publisher at a time.
    rarely = ServiceSettings(publish_interval_s=3_600)
    with running_core(tmp_path_factory.mktemp("core"), arrange_more, settings=rarely) as made:
        yield made


# Up


class Machine:
    """A workstation that sends whatever a test wants over HTTP."""

    def __init__(self, live: LiveCore, seed: int) -> None:
        self.live = live
        self.key = SigningKey(seed.to_bytes(32, "big"))
        body = enrolment_body(live.enrolment_code("S1"), f"Machine {seed}", self.key)
        told = httpx.post(f"{live.base_url}/v1/devices/enrol", json=body).raise_for_status().json()
        self.id, self.headers = told["device_id"], {"Authorization": f"Bearer {told['token']}"}
        self.sender = Sender(self.id, self.key, ASSOCIATE, live.core.clock.now())
        heads = live.core.read(lambda s: s.scalars(select(Fulfilment)).all())
        self.heads = {head.order_number: head.id for head in heads}

    def claim(self, **changes: Any) -> SignedEnvelope:
        return self.sender.seal(ClaimFulfilment(fulfilment_id=self.heads["W-1002"]), **changes)

    def pick(self, number: str, **changes: Any) -> SignedEnvelope:
        head = self.heads[number]
        of_head = select(FulfilmentLine.id).where(FulfilmentLine.fulfilment_id == head)
        line = self.live.core.read(lambda s: s.scalars(of_head).first())
        return self.sender.seal(PickLine(fulfilment_id=head, line_id=line or ""), **changes)

    def post(self, content: bytes) -> httpx.Response:
        url = f"{self.live.base_url}/v1/commands"
        return httpx.post(url, content=content, headers=self.headers, timeout=60)

    def send(self, *envelopes: SignedEnvelope) -> str:
        """What came of the last of them: an outcome as `status code`, or a problem's code."""
        answer = self.post(encode_batch(list(envelopes)))
        if answer.status_code != 200:
            return f"{answer.status_code} {answer.json()['code']}"
        last = decode_answer(answer.content).outcomes[-1]
        return f"{last.status} {last.code}".strip()

    def cases(self) -> list[ExceptionCase]:
        found = self.live.core.read(lambda s: s.scalars(select(ExceptionCase)).all())
        own = [row for row in found if self.id in row.aggregate or row.data.get("command_id") in self.ids()]
        return [row for row in own if row.kind in ("quarantined", "device_forked")]

    def ids(self) -> set[str]:
        of_mine = select(KeptEnvelope.command_id).where(KeptEnvelope.device_id == self.id)
        return set(self.live.core.read(lambda s: s.scalars(of_mine).all()))


def unknown_name(machine: Machine) -> str:
    return machine.send(machine.claim(name="TeleportFulfilment"))


def of_another_store(machine: Machine) -> str:
    return machine.send(machine.pick("W-2001"))


def by_the_wrong_key(machine: Machine) -> str:
    own = machine.claim()
    machine.sender.begin_anew()
    return machine.send(SignedEnvelope(own.body, STRANGER.sign(b"coulisse envelope 1", own.body)))


def of_another_device(machine: Machine) -> str:
    other = Sender("another-device", machine.key, ASSOCIATE, machine.live.core.clock.now())
    return machine.send(other.seal(ClaimFulfilment(fulfilment_id=machine.heads["W-1002"])))


def with_a_gap(machine: Machine) -> str:
    missing = machine.claim()
    next_one = machine.claim()
    said = machine.send(next_one)
    machine.send(missing, next_one)
    return said


def ten_megabytes(machine: Machine) -> str:
    answer = machine.post(bytes(MANY_BYTES))
    return f"{answer.status_code} {answer.json()['code']}"


def no_batch(machine: Machine) -> str:
    answer = machine.post(b"\xc1 this is not a list")
    return f"{answer.status_code} {answer.json()['code']}"


def replayed(machine: Machine) -> str:
    sent = machine.claim()
    first, second = machine.send(sent), machine.send(sent)
    return "answered alike" if first == second else f"{first}, then {second}"


def forked(machine: Machine) -> str:
    machine.send(machine.claim())
    twin = Sender(machine.id, machine.key, ASSOCIATE, machine.live.core.clock.now())
    return machine.send(twin.seal(ClaimFulfilment(fulfilment_id=machine.heads["W-1003"])))


def from_a_revoked_device(machine: Machine) -> str:
    machine.live.core.transact(lambda unit: retire(unit, machine.id))
    return machine.send(machine.pick("W-1002"))


def unauthentic_from_a_revoked_device(machine: Machine) -> str:
    machine.live.core.transact(lambda unit: retire(unit, machine.id))
    return by_the_wrong_key(machine)


UP: dict[Callable[[Machine], str], tuple[str, str]] = {
    # What was sent: what is answered; and what is shown: a case to a manager, a line in the log, or nothing.
    unknown_name: ("quarantined unknown_command", "case"),
    of_another_store: ("quarantined other_location", "case"),
    by_the_wrong_key: ("401 bad_signature", "log"),
    of_another_device: ("401 other_device", "log"),
    with_a_gap: ("409 sequence_gap", ""),
    ten_megabytes: ("413 body_too_large", ""),
    no_batch: ("400 bad_batch", ""),
    replayed: ("answered alike", ""),
    forked: ("409 forked", "case"),
    from_a_revoked_device: ("quarantined device_revoked", "case"),
    unauthentic_from_a_revoked_device: ("401 bad_signature", "log"),
}
STOPPED = {forked, from_a_revoked_device, unauthentic_from_a_revoked_device}
"""After these a person must act before the device goes on."""


@pytest.mark.parametrize("bad", UP, ids=lambda bad: bad.__name__)
def test_bad_input_of_a_workstation(live: LiveCore, bad: Callable[[Machine], str]) -> None:
    expected, shown = UP[bad]
    machine = Machine(live, 100 + list(UP).index(bad))
    with capture_logs() as logs:
        assert bad(machine) == expected
    cases = machine.cases()
    assert bool(cases) is (shown == "case")
    for case in cases:
        said = case_sentence(case.kind, case.data)
        assert "…" not in said
        assert case.kind not in said
    told = [line for line in logs if line["event"] == "intake.not_an_envelope"]
    assert [(line["device_id"], line["code"]) for line in told] == (
        [(machine.id, expected.partition(" ")[2])] if shown == "log" else []
    )
    refused = [(line["device_id"], line["code"]) for line in logs if line["event"] == "commands.refused"]
    assert refused == ([(machine.id, expected[4:])] if expected[0] == "4" else []), "each is recorded"
    code = expected.rpartition(" ")[2]
    assert code == "alike" or expected.startswith("4") or has_sentence(code)
    # It holds up nothing else: what this device sends next, and all that others send.
    if bad not in STOPPED:
        assert machine.send(machine.claim()).split()[0] in ("applied", "refused")
    other = Machine(live, 200 + list(UP).index(bad))
    assert other.send(other.claim()).split()[0] in ("applied", "refused")


def test_each_refusal_of_the_exchange_has_a_sentence_at_the_workstation() -> None:
    codes = ("forked", "device_held", "sequence_gap", "bad_signature", "other_device", "bad_batch")
    assert [code for code in codes if not code_sentence(code)] == []
    assert {code: has_sentence(code) for code in codes} == dict.fromkeys(codes, True)


# Down


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
