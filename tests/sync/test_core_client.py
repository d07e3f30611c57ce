"""The core over HTTP: whatever answers in its place is told from it, and each cause from the others."""

from __future__ import annotations

import asyncio
import socket

import httpx
import msgspec
import pytest
from client_calls import CALLS, NOW, PROBLEM, cause_of
from small_server import SmallServer, answers, drips, floods, hang_up, says, stays_silent
from sync_world import CORE_KEY

from core.rules.errors import BadInput, Conflict, NotAuthentic, Offline, Refused
from sync import client as client_module
from sync.answers import Greeting
from sync.client import CoreClient
from sync.connection import Cause

PAGE = answers(200, b"<html>Welcome to the Wi-Fi</html>", "text/html; charset=utf-8")
EVERYWHERE = [
    ("500", answers(500, b"oops"), Cause.SERVER_ERROR),
    ("503 problem", answers(503, b'{"code":"busy"}', PROBLEM), Cause.SERVER_ERROR),
    ("502 page", answers(502, b"<html>", "text/html"), Cause.SERVER_ERROR),
    ("page", PAGE, Cause.NOT_THE_CORE),
    ("redirect", answers(302, b"", Location="http://elsewhere.invalid/"), Cause.NOT_THE_CORE),
    ("404 of somebody", answers(404, b"{}", "application/json"), Cause.NOT_THE_CORE),
    ("a problem without a code", answers(404, b"{}", PROBLEM), Cause.NOT_THE_CORE),
    ("a problem that is none", answers(404, b"{", PROBLEM), Cause.NOT_THE_CORE),
    ("429", answers(429, b"", Retry_After="7"), Cause.BUSY),
    ("no HTTP", says(b"SSH-2.0-OpenSSH_9.2\r\n"), Cause.CUT),
    ("nothing", hang_up, Cause.CUT),
    ("half a head", says(b"HTTP/1.1 200 OK\r\nContent-"), Cause.CUT),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("what", "behaviour", "cause"), EVERYWHERE, ids=[row[0] for row in EVERYWHERE])
async def test_what_is_not_the_core_is_offline_with_its_cause(
    server: SmallServer, client: CoreClient, call: str, what: str, behaviour: object, cause: Cause
) -> None:
    server.behaviour = behaviour  # type: ignore[assignment]
    assert await cause_of(CALLS[call](client)) == cause


GARBAGE = answers(200, b"\x93\x01\x02 garbage", "application/vnd.msgpack")


@pytest.mark.parametrize(
    ("call", "cause"),
    [
        ("manifest", Cause.NOT_THE_CORE),
        ("tail", Cause.CUT),
        ("push", Cause.NOT_THE_CORE),
        ("enrol", Cause.NOT_THE_CORE),
    ],
)
async def test_an_answer_that_cannot_be_read_is_offline(
    server: SmallServer, client: CoreClient, call: str, cause: Cause
) -> None:
    server.behaviour = GARBAGE
    assert await cause_of(CALLS[call](client)) == cause


@pytest.mark.parametrize("call", ["manifest", "tail", "push", "piece", "piece_from"])
async def test_an_answer_that_breaks_off_is_a_cut_line(
    server: SmallServer, client: CoreClient, call: str
) -> None:
    server.behaviour = says(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it")
    assert await cause_of(CALLS[call](client)) == Cause.CUT


@pytest.mark.parametrize("call", ["manifest", "tail", "push", "piece"])
async def test_an_answer_without_an_end_is_not_the_core_s(
    server: SmallServer, client: CoreClient, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviour = floods()
    assert await cause_of(CALLS[call](client)) == Cause.NOT_THE_CORE


@pytest.mark.parametrize("call", CALLS)
async def test_silence_is_a_timeout(server: SmallServer, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("READ_TIMEOUT_S", "POKE_SILENCE_S"):
        monkeypatch.setattr(client_module, name, 0.02)
    over = asyncio.Event()
    server.behaviour = stays_silent(over)
    client = CoreClient(server.url)
    assert await cause_of(CALLS[call](client)) == Cause.TIMEOUT
    over.set()
    await client.close()


async def test_an_answer_that_drips_is_a_timeout(
    server: SmallServer, client: CoreClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "ANSWER_TIMEOUT_S", 0.1)
    over = asyncio.Event()
    server.behaviour = drips(over)
    assert await cause_of(client.tail((0, 0))) == Cause.TIMEOUT
    over.set()


async def test_nobody_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    client = CoreClient(url)
    assert await cause_of(client.manifest(CORE_KEY.public)) == Cause.UNREACHABLE
    await client.close()


async def test_a_server_without_tls_is_told_so(server: SmallServer) -> None:
    server.behaviour, server.listens = answers(400), False
    client = CoreClient(server.url.replace("http:", "https:"))
    assert await cause_of(client.manifest(CORE_KEY.public)) == Cause.TLS
    await client.close()


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [("7", 7.0), ("99999999", 300.0), ("²", 0.0), ("Wed, 21 Oct 2026", 0.0), ("-5", 0.0)],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_how_long_to_wait_is_heard_within_bounds(
    server: SmallServer, client: CoreClient, header: str, wait_s: float, status: int
) -> None:
    server.behaviour = answers(status, b"", Retry_After=header)
    with pytest.raises(Offline) as error:
        await client.manifest(CORE_KEY.public)
    assert error.value.data["retry_after_s"] == wait_s


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, BadInput, "bad_batch"),
        (401, NotAuthentic, "token_refused"),
        (403, NotAuthentic, "token_refused"),
        (404, Refused, "bad_batch"),
        (409, Conflict, "bad_batch"),
        (422, Refused, "bad_batch"),
    ],
)
async def test_the_core_s_own_no_is_ours_with_its_code_and_data(
    server: SmallServer, client: CoreClient, status: int, kind: type, code: str
) -> None:
    body = msgspec.json.encode({"code": "bad_batch", "title": "t", "expected": 3, "self": 1, "no-name": 2})
    server.behaviour = answers(status, body, PROBLEM)
    with pytest.raises(kind) as error:
        await client.push([], NOW)
    assert error.value.code == code
    if code == "bad_batch":
        assert error.value.data == {"expected": 3, "self": 1}
    else:
        assert error.value.data == {"reason": "bad_batch"}


async def test_a_proxy_that_lets_nobody_through_is_told_apart(
    server: SmallServer, client: CoreClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviour = answers(407, b"<html>who are you?</html>", "text/html")
    assert await cause_of(client.greet()) == Cause.PROXY_SIGN_IN
    # Through a proxy to a core behind TLS, where the refusal comes before any answer of the core.
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    behind = CoreClient("https://core.example.org")
    try:
        assert await cause_of(behind.greet()) == Cause.PROXY_SIGN_IN
    finally:
        await behind.close()


NO_ADDRESSES = ["", "core.example.org", "ftp://core.example.org", "http://", "http://a:port"]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_an_address_that_is_none_is_bad_input(url: str) -> None:
    with pytest.raises(BadInput) as error:
        CoreClient(url)
    assert error.value.code == "bad_core_url"


async def test_transports_can_be_swapped() -> None:
    greeting = Greeting(core_id="c", version="0.1.0")
    transport = httpx.MockTransport(
        lambda _request: httpx.Response(200, content=msgspec.json.encode(greeting))
    )
    client = CoreClient("http://core.invalid", transport=transport)
    assert await client.greet() == greeting
    await client.close()
