"""A workstation's day over real HTTP: enrol, fetch, send, hear."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from sqlalchemy import select

from core.commands import ClaimFulfilment, PickLine
from core.model import Device, NumberBlock
from core.orchestration import UnitOfWork
from core.service import piece_reads
from core.wire import (
    MARK_BYTES,
    SignedEnvelope,
    Tail,
    check_answer,
    decode_answer,
    decode_delta,
    decode_tail,
    encode_batch,
    open_manifest,
)
from tests.core.builders import make_location
from tests.core.service.conftest import DEVICE_KEY, OTHER_KEY, EnrolledDevice, enrolled
from tests.support.live_core import CORE_KEY, LiveCore, enrolment_body


@pytest.fixture(scope="module")
def reader(shared_live_core: LiveCore) -> Iterator[EnrolledDevice]:
    """A workstation that asks, and leaves its core as it is."""
    with enrolled(shared_live_core) as device:
        yield device


@pytest.fixture(scope="module")
def anybody(shared_live_core: LiveCore) -> Iterator[httpx.Client]:
    """A client of the same core, without a token."""
    with httpx.Client(base_url=shared_live_core.base_url, timeout=30) as client:
        yield client


def test_enrolment_tells_the_device_who_it_is(live_core: LiveCore, http: httpx.Client) -> None:
    code = live_core.enrolment_code("S1").lower()
    body = enrolment_body(code, "Back room", DEVICE_KEY)
    answer = http.post("/v1/devices/enrol", json=body)
    told = answer.json()
    assert (answer.status_code, told["location_code"], told["location_name"]) == (201, "S1", "Store S1")
    assert told["core_public_key"] == CORE_KEY.public.hex()
    assert http.post("/v1/devices/enrol", json=body).json() == told, "an answer that was lost is given again"
    refused = http.post("/v1/devices/enrol", json=enrolment_body(code, "Back room", OTHER_KEY))
    assert (refused.status_code, refused.json()["code"]) == (401, "enrolment_code_refused")


def test_a_key_that_is_none_does_not_use_up_the_code(
    shared_live_core: LiveCore, anybody: httpx.Client
) -> None:
    body = enrolment_body(shared_live_core.enrolment_code("S1"), "Back room", DEVICE_KEY)
    refused = anybody.post("/v1/devices/enrol", json=body | {"public_key": "not base64!"})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_public_key")
    assert anybody.post("/v1/devices/enrol", json=body).status_code == 201


@pytest.mark.parametrize(
    "changed",
    [
        lambda body: {name: text for name, text in body.items() if name != "proof"},
        lambda body: body | {"proof": "not base64!"},
        lambda body: body | {"name": "Another"},
        lambda body: body | {"proof": enrolment_body(body["code"], body["name"], OTHER_KEY)["proof"]},
        lambda body: body | {"public_key": base64.b64encode(OTHER_KEY.public).decode()},
    ],
    ids=["of an older program", "not base64", "of another name", "by another key", "a key of another's"],
)
def test_a_key_that_is_not_proved_does_not_use_up_the_code(
    shared_live_core: LiveCore, anybody: httpx.Client, changed: Callable[[dict[str, str]], dict[str, str]]
) -> None:
    body = enrolment_body(shared_live_core.enrolment_code("S1"), "Back room", DEVICE_KEY)
    refused = anybody.post("/v1/devices/enrol", json=changed(body))
    assert (refused.status_code, refused.json()["code"]) == (400, "enrolment_unproven")
    assert anybody.post("/v1/devices/enrol", json=body).status_code == 201


def test_an_administrator_makes_codes_for_known_locations(
    shared_live_core: LiveCore, anybody: httpx.Client
) -> None:
    headers = {"Authorization": f"Bearer {shared_live_core.admin_token}"}
    made = anybody.post("/v1/devices/codes", json={"location": "S1"}, headers=headers)
    assert (made.status_code, len(made.json()["code"])) == (201, 19)
    unknown = anybody.post("/v1/devices/codes", json={"location": "S9"}, headers=headers)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_location")


def test_the_first_numbers_come_with_the_devices_stream_and_more_can_be_leased(
    live_core: LiveCore, device: EnrolledDevice
) -> None:
    leased = device.http.post("/v1/devices/blocks", json={"kind": "sscc"})
    assert leased.json()["first"] == 1_001
    tail = _tail(device)
    [blocks] = [table for table in tail.tables if table.name == "number_block"]
    kind, first = blocks.columns.index("kind"), blocks.columns.index("first")
    assert [row[first] for row in blocks.rows() if row[kind] == "sscc"] == [1, 1_001]
    kept = live_core.core.read(lambda s: s.scalars(select(NumberBlock)).all())
    assert {block.device_id for block in kept} == {device.id}
    other = device.http.post("/v1/devices/blocks", json={"kind": "tickets"})
    assert (other.status_code, other.json()["code"]) == (400, "unknown_number_kind")


def test_the_manifest_leads_to_pieces_and_is_not_cached(
    anybody: httpx.Client, reader: EnrolledDevice
) -> None:
    answer = reader.http.get("/v1/feed/manifest")
    assert answer.headers["cache-control"] == "no-store"
    # Whoever works with a clock that is wrong is to hear of it.
    assert abs(int(answer.headers["Coulisse-Core-Time"]) - time.time() * 1000) < 60_000
    stream = open_manifest(answer.content, CORE_KEY.public).streams["network"]
    assert stream.snapshot is not None
    shard = stream.snapshot.shards[0]
    piece = reader.http.get(f"/v1/feed/pieces/{shard.name}")
    shard.check(piece.content)
    assert piece.headers["cache-control"] == "public, max-age=31536000, immutable"
    # A cache asks nobody for a token: the core gives everybody the same.
    without = anybody.get(f"/v1/feed/pieces/{shard.name}")
    assert without.content == piece.content
    assert {*without.headers.items()} - {*piece.headers.items()} <= {("date", without.headers["date"])}
    assert anybody.get("/v1/feed/manifest").status_code == 401
    known = {"have": stream.version, "epoch": open_manifest(answer.content, CORE_KEY.public).epoch}
    short = reader.http.get("/v1/feed/manifest", params=known).content
    told = open_manifest(short, CORE_KEY.public).streams["network"]
    assert (told.version, told.snapshot, told.deltas) == (stream.version, None, [])
    assert len(short) < len(answer.content)
    known = reader.http.get(f"/v1/feed/pieces/{shard.name}", headers={"If-None-Match": piece.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_a_manifest_is_proven_to_be_the_answer_to_a_question_with_a_mark(reader: EnrolledDevice) -> None:
    mark = "0f" * MARK_BYTES
    answer = reader.http.get("/v1/feed/manifest", params={"mark": mark})
    check_answer(mark, answer.content, CORE_KEY.public, answer.headers["Coulisse-Proof"])
    assert "Coulisse-Proof" not in reader.http.get("/v1/feed/manifest").headers
    for none in ("0F", "mark", "0" * 65):
        assert reader.http.get("/v1/feed/manifest", params={"mark": none}).status_code == 400


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=10-", slice(10, None)), ("bytes=3-9", slice(3, 10)), ("bytes=-5", slice(-5, None))],
)
def test_a_download_goes_on_where_it_was_cut(
    reader: EnrolledDevice, wanted: str, part: slice, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As a large piece is read: in chunks, and of these several.
    monkeypatch.setattr(piece_reads, "SMALL_BYTES", 0)
    monkeypatch.setattr(piece_reads, "CHUNK_BYTES", 1_000)
    name = _snapshot_name(reader)
    whole = reader.http.get(f"/v1/feed/pieces/{name}").content
    answer = reader.http.get(f"/v1/feed/pieces/{name}", headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (206, whole[part])
    assert answer.headers["content-range"].endswith(f"/{len(whole)}")


def test_a_range_past_the_end_cannot_be_served(reader: EnrolledDevice) -> None:
    answer = reader.http.get(
        f"/v1/feed/pieces/{_snapshot_name(reader)}", headers={"Range": "bytes=99999999-"}
    )
    assert (answer.status_code, answer.json()["code"]) == (416, "range_impossible")


@pytest.mark.parametrize(
    "name",
    ["..%2F..%2Fetc%2Fpasswd", "network/0/0-0-1-00000000.delta", "published.msgpack", "network/0"],
)
def test_nothing_but_pieces_is_served(reader: EnrolledDevice, name: str) -> None:
    answer = reader.http.get(f"/v1/feed/pieces/{name}")
    assert answer.status_code == 404
    assert answer.json()["code"] in ("bad_piece_name", "unknown_piece")


def test_commands_are_taken_in_and_their_effects_come_with_the_tail(device: EnrolledDevice) -> None:
    batch = [
        device.sender.seal(ClaimFulfilment(fulfilment_id=device.fulfilment_id)),
        device.sender.seal(PickLine(fulfilment_id=device.fulfilment_id, line_id=device.line_id)),
    ]
    answer = decode_answer(_send(device, batch).content)
    assert [outcome.status for outcome in answer.outcomes] == ["applied", "applied"]
    tail = _tail(device)
    assert tail.outcomes == answer.outcomes
    [head] = [table for table in tail.tables if table.name == "fulfilment"]
    assert [row[head.columns.index("state")] for row in head.rows()] == ["picking"]


def test_a_gap_is_a_conflict_that_says_from_where(device: EnrolledDevice) -> None:
    claim = ClaimFulfilment(fulfilment_id=device.fulfilment_id)
    device.sender.seal(claim)
    answer = _send(device, [device.sender.seal(claim)])
    assert (answer.status_code, answer.json()["code"], answer.json()["expected"]) == (409, "sequence_gap", 1)


def test_the_devices_clock_may_be_told(live_core: LiveCore, device: EnrolledDevice) -> None:
    envelope = device.sender.seal(ClaimFulfilment(fulfilment_id=device.fulfilment_id))
    _send(device, [envelope], {"Coulisse-Device-Time": "1000000"})
    offset = live_core.core.read(lambda s: s.scalars(select(Device.clock_offset_ms)).one())
    assert offset < -1_000_000


def test_a_revoked_device_may_still_say_what_happened_and_nothing_else(
    live_core: LiveCore, device: EnrolledDevice
) -> None:
    def revoke(unit: UnitOfWork) -> None:
        unit.session.get_one(Device, device.id).revoked_at = unit.at

    live_core.core.transact(revoke)
    pick = PickLine(fulfilment_id=device.fulfilment_id, line_id=device.line_id)
    [outcome] = decode_answer(_send(device, [device.sender.seal(pick)]).content).outcomes
    assert (outcome.status, outcome.code) == ("quarantined", "device_revoked")
    tail = device.http.get("/v1/feed/tail", params={"store_from": 0, "device_from": 0})
    assert (tail.status_code, tail.json()["code"]) == (403, "device_revoked")


def test_a_version_of_another_history_must_start_again(reader: EnrolledDevice) -> None:
    answer = reader.http.get("/v1/feed/tail", params={"store_from": 999, "device_from": 0})
    assert (answer.status_code, answer.json()["code"]) == (409, "stream_restarted")


def test_pokes_tell_of_now_and_of_each_change(live_core: LiveCore, device: EnrolledDevice) -> None:
    with device.http.stream("GET", "/v1/feed/pokes") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        pokes = _pokes(answer)
        assert next(pokes) == {"network": 1, "store:1": 1, f"device:{device.id}": 1}
        claim = ClaimFulfilment(fulfilment_id=device.fulfilment_id)
        _send(device, [device.sender.seal(claim)])
        assert next(pokes) == {"store:1": 2, f"device:{device.id}": 2}


def test_the_network_is_poked_once_its_delta_is_published(
    live_core: LiveCore, device: EnrolledDevice
) -> None:
    with device.http.stream("GET", "/v1/feed/pokes") as answer:
        pokes = _pokes(answer)
        next(pokes)
        live_core.core.transact(lambda unit: make_location(unit, "S2"))
        assert next(pokes) == {"network": 2}
    manifest = open_manifest(device.http.get("/v1/feed/manifest").content, CORE_KEY.public)
    [piece] = manifest.streams["network"].deltas
    delta = decode_delta(device.http.get(f"/v1/feed/pieces/{piece.name}").content)
    assert [table.name for table in delta.tables] == ["location"]


def test_another_stores_changes_do_not_poke(live_core: LiveCore, device: EnrolledDevice) -> None:
    with device.http.stream("GET", "/v1/feed/pokes") as answer:
        pokes = _pokes(answer)
        next(pokes)
        for streams in ({"store:2": 1}, {"store:1": 7}):
            for listener in tuple(live_core.core._listeners):
                listener(streams)
        assert next(pokes) == {"store:1": 7}


def _send(
    device: EnrolledDevice, batch: list[SignedEnvelope], headers: dict[str, str] | None = None
) -> httpx.Response:
    return device.http.post("/v1/commands", content=encode_batch(batch), headers=headers)


def _tail(device: EnrolledDevice) -> Tail:
    answer = device.http.get("/v1/feed/tail", params={"store_from": 0, "device_from": 0})
    assert answer.headers["cache-control"] == "no-store"
    return decode_tail(answer.content)


def _snapshot_name(device: EnrolledDevice) -> str:
    manifest = open_manifest(device.http.get("/v1/feed/manifest").content, CORE_KEY.public)
    snapshot = manifest.streams["network"].snapshot
    assert snapshot is not None
    return snapshot.shards[0].name


def _pokes(answer: httpx.Response) -> Iterator[dict[str, int]]:
    for line in answer.iter_lines():
        if line.startswith("data:"):
            yield json.loads(line.removeprefix("data:"))["streams"]
