"""What the core answers over HTTP is read, and known to be its own and of now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from client_calls import CALLS, NOW, PIECE, PROBLEM, cause_of, enrol, pokes
from small_server import Behaviour, SmallServer, answers
from sync_world import CORE_KEY, Pair

from core.commands import ClaimFulfilment
from core.rules.errors import Damaged, NotAuthentic, Offline
from core.rules.time import Instant
from core.wire import (
    CommandsAnswer,
    Manifest,
    SigningKey,
    decode_batch,
    encode_answer,
    encode_tail,
    prove_answer,
    sign_manifest,
)
from sync.answers import Enrolment, Greeting
from sync.client import CoreClient
from sync.connection import Cause

MANIFEST = Manifest(core_id="c", epoch="e1", made_at=NOW, schema_version="1", streams={})
STRANGER = SigningKey(bytes(32))


async def test_a_manifest_is_the_core_s_if_its_key_signed_it(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = shows(server, sign_manifest(MANIFEST, CORE_KEY))
    assert await client.manifest(CORE_KEY.public) == MANIFEST
    server.behaviour = shows(server, sign_manifest(MANIFEST, STRANGER))
    assert await cause_of(client.manifest(CORE_KEY.public)) == Cause.NOT_THE_CORE


def shows(server: SmallServer, content: bytes, key: SigningKey = CORE_KEY, mark: str = "") -> Behaviour:
    """A manifest with a proof: for the question that was asked, or for the one with this mark."""

    async def behaviour(writer: asyncio.StreamWriter) -> None:
        asked = parse_qs(urlsplit(server.heads[-1].split()[1]).query)["mark"][0]
        proof = prove_answer(mark or asked, content, key)
        await answers(200, content, Coulisse_Proof=proof)(writer)

    return behaviour


async def test_a_manifest_of_the_core_s_is_its_answer_only_if_it_was_made_for_this_question(
    server: SmallServer, client: CoreClient
) -> None:
    content = sign_manifest(MANIFEST, CORE_KEY)
    for repeated in (
        answers(200, content, Coulisse_Proof=""),
        answers(200, content, Coulisse_Proof="not hexadecimal"),
        shows(server, content, mark="00" * 16),
        shows(server, content, STRANGER),
    ):
        server.behaviour = repeated
        assert await cause_of(client.manifest(CORE_KEY.public)) == Cause.OLD_ANSWER
        assert not client.is_fresh


async def test_a_manifest_without_any_proof_counts_and_is_not_known_to_be_of_now(
    server: SmallServer, client: CoreClient
) -> None:
    content = sign_manifest(MANIFEST, CORE_KEY)
    for behaviour, is_fresh in ((shows(server, content), True), (answers(200, content), False)):
        server.behaviour = behaviour
        assert await client.manifest(CORE_KEY.public) == MANIFEST
        assert client.is_fresh is is_fresh


async def test_the_token_and_the_time_go_with_what_is_sent(
    server: SmallServer, client: CoreClient, pair: Pair
) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    batch = pair.workstation.unsent(10)
    server.behaviour = answers(200, encode_answer(CommandsAnswer([], 1)))
    answer = await client.push(batch, Instant(1_234))
    assert answer.accepted_through == 1
    [head] = server.heads
    assert "authorization: bearer secret" in head.lower()
    assert "coulisse-device-time: 1234" in head.lower()
    assert decode_batch(msgspec.msgpack.encode(batch)) == batch


async def test_a_tail_is_read(server: SmallServer, client: CoreClient, pair: Pair) -> None:
    tail = pair.tail()
    server.behaviour = answers(200, encode_tail(tail))
    assert await client.tail((3, 4)) == tail
    assert "store_from=3&device_from=4" in server.heads[0]


async def test_a_small_piece_is_whole_or_damaged(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = answers(200, b"test")
    assert await client.piece(PIECE) == b"test"
    assert "accept-encoding: identity" in server.heads[0].lower()
    for wrong in (b"tesu", b"tes", b"tests"):
        server.behaviour = answers(200, wrong)
        with pytest.raises(Damaged) as error:
            await client.piece(PIECE)
        assert error.value.code == "piece_damaged"


async def test_a_large_piece_goes_on_from_a_byte(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = answers(206, b"st")
    assert b"".join([chunk async for chunk in client.piece_from(PIECE, 2)]) == b"st"
    assert "range: bytes=2-" in server.heads[0].lower()
    server.behaviour = answers(200, b"test")
    with pytest.raises(Damaged) as error:
        await anext(client.piece_from(PIECE, 2))
    assert error.value.code == "range_not_served"


async def test_pokes_are_read_and_heartbeats_are_not(server: SmallServer, client: CoreClient) -> None:
    body = b': heartbeat\n\nevent: poke\ndata: {"streams":{"network":7}}\n\n'
    server.behaviour = answers(200, body, "text/event-stream")
    assert [poke.streams async for poke in client.pokes()] == [{"network": 7}]
    server.behaviour = answers(200, b"data: soup\n\n", "text/event-stream")
    assert await cause_of(pokes(client)) == Cause.NOT_THE_CORE


def enrolment_answer(**changes: object) -> bytes:
    fields = {
        "device_id": "d",
        "token": "t",
        "location_id": 3,
        "location_code": "S3",
        "location_name": "Lyon",
        "core_id": "c",
        "core_public_key": "ab" * 32,
        "epoch": "e",
    }
    return msgspec.json.encode(fields | changes)


async def test_enrolment_makes_a_device(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = answers(201, enrolment_answer(), "application/json")
    assert await enrol(client) == Enrolment("d", "t", 3, "Lyon", "c", "ab" * 32, "e")


@pytest.mark.parametrize("key", ["", "ab", "zz" * 32])
async def test_an_enrolment_without_a_key_is_not_the_core_s(
    server: SmallServer, client: CoreClient, key: str
) -> None:
    server.behaviour = answers(201, enrolment_answer(core_public_key=key), "application/json")
    assert await cause_of(enrol(client)) == Cause.NOT_THE_CORE


async def test_a_code_that_is_refused_is_called_so(server: SmallServer, client: CoreClient) -> None:
    said = b'{"code":"enrolment_code_refused","reason":"expired"}'
    server.behaviour = answers(401, said, PROBLEM)
    with pytest.raises(NotAuthentic) as error:
        await enrol(client)
    assert (error.value.code, error.value.data["reason"]) == ("enrolment_code_refused", "expired")


async def test_a_core_greets_and_another_machine_does_not(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = answers(200, b'{"status":"ok","version":"0.1.0","core_id":"c"}', "application/json")
    assert await client.greet() == Greeting("c", "0.1.0")
    server.behaviour = answers(200, b'{"hello":"world"}', "application/json")
    assert await cause_of(client.greet()) == Cause.NOT_THE_CORE


MARKED: dict[str, Callable[[CoreClient], Awaitable[object]]] = {
    "manifest": CALLS["manifest"],
    "tail": CALLS["tail"],
    "region_tail": lambda client: client.region_tail("sales/69", "e1", 1, 0),
    "shard": lambda client: client.shard("article", 3),
    "hashes": lambda client: client.private_hashes(),
}


@pytest.mark.parametrize("call", MARKED)
async def test_what_no_cache_may_give_has_another_address_each_time(
    server: SmallServer, client: CoreClient, call: str
) -> None:
    server.behaviour = answers(503, b"")
    for _ in range(2):
        with pytest.raises(Offline):
            await MARKED[call](client)
    assert len({head.split()[1] for head in server.heads}) == 2
