"""Presence: pauses that spread, a machine that has slept, and TLS and proxies over real sockets."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from pair_transport import PairTransport
from running_engine import running
from small_server import SmallServer, answers, small_server
from sync_world import Pair

from core.ports import SeededRandomness
from core.rules.errors import Offline
from core.rules.time import Instant
from sync import Cause, ConnectionKind, CoreClient, sleep_watch
from sync import engine as engine_module
from sync.backoff import Backoff, around
from sync.sleep_watch import LEAST_SLEEP_MS, SleepWatch
from tests.support.certificates import Authority

STORES = 1_000

# Pauses


def most_in_a_second(pauses_s: list[float]) -> int:
    return max(Counter(int(pause_s) for pause_s in pauses_s).values())


def pauses(tries: int, asked_s: float = 0.0) -> list[float]:
    """How long each of a thousand stores waits before its next try, after so many in vain."""
    waited = []
    for store in range(STORES):
        backoff = Backoff(SeededRandomness(store), 0.5, 20.0)
        waited.append([backoff.next_s(asked_s) for _ in range(tries)][-1])
    return waited


def test_a_thousand_stores_that_lost_the_core_come_back_spread_over_ten_seconds() -> None:
    waited = pauses(tries=8)
    assert (min(waited) >= 10.0, max(waited) <= 20.0) == (True, True)
    assert most_in_a_second(waited) < STORES * 0.15


def test_a_thousand_stores_that_were_told_the_same_pause_do_not_come_back_at_once() -> None:
    waited = pauses(tries=1, asked_s=30.0)
    assert min(waited) >= 30.0
    assert most_in_a_second(waited) < STORES * 0.15


def test_polling_does_not_fall_into_step() -> None:
    waited = [around(SeededRandomness(store), 15.0) for store in range(STORES)]
    assert most_in_a_second(waited) < STORES * 0.2
    assert 14.0 < sum(waited) / STORES < 16.0


def test_pauses_grow_and_a_success_makes_them_short_again() -> None:
    backoff = Backoff(SeededRandomness(1), 0.5, 20.0)
    grown = [backoff.next_s() for _ in range(7)]
    assert grown[-1] > 10 * grown[0]
    backoff.reset()
    assert backoff.next_s() <= 1.0


# Sleep


class TwoClocks:
    """A wall's clock and a monotonic one that part."""

    def __init__(self) -> None:
        self.wall_ms = self.monotonic = 1_000_000

    def now(self) -> Instant:
        return Instant(self.wall_ms)

    def monotonic_ms(self) -> int:
        return self.monotonic

    def go_on(self, wall_ms: int, monotonic_ms: int) -> None:
        self.wall_ms += wall_ms
        self.monotonic += monotonic_ms


@pytest.mark.parametrize(
    ("wall_ms", "monotonic_ms", "slept"),
    [
        (2_000, 2_000, False),
        (9_000, 9_000, False),
        (3_600_000, 2_000, True),
        (3_600_000, 3_600_000, True),
        (-3_600_000, 2_000, False),
        (2_000 + LEAST_SLEEP_MS, 2_000, True),
    ],
    ids=["awake", "busy", "slept", "slept, and monotonic time counts it", "set back", "just"],
)
def test_sleep_is_told_from_a_busy_machine(wall_ms: int, monotonic_ms: int, slept: bool) -> None:
    clock = TwoClocks()
    watch = SleepWatch(clock)
    clock.go_on(wall_ms, monotonic_ms)
    assert watch.has_slept() is slept
    clock.go_on(2_000, 2_000)
    assert not watch.has_slept()


async def test_a_machine_that_wakes_asks_at_once_over_a_fresh_connection(
    pair: Pair, quick_retries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "POLL_S", 3_600.0)
    monkeypatch.setattr(sleep_watch, "LOOK_S", 0.01)
    transport = PairTransport(pair)
    async with running(pair, transport) as run:
        await run.idle()
        asked, pokes = transport.asked.count("feed/manifest"), len(transport.pokes)
        pair.clock.advance(8 * 3_600_000)
        await run.until(lambda: transport.asked.count("feed/manifest") > asked)
        await run.until(lambda: len(transport.pokes) > pokes)
        await run.until_state(ConnectionKind.CONNECTED)
    assert run.bugs == []


async def test_a_machine_on_another_network_asks_at_once_over_a_fresh_connection(
    pair: Pair, quick_retries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "POLL_S", 3_600.0)
    monkeypatch.setattr(sleep_watch, "LOOK_S", 0.01)
    has = [frozenset({"192.168.1.7"})]
    pair.world = replace(pair.world, addresses=lambda: has[0])
    transport = PairTransport(pair)
    async with running(pair, transport) as run:
        await run.idle()
        asked, pokes = transport.asked.count("feed/manifest"), len(transport.pokes)
        has[0] = frozenset({"10.0.0.4"})
        await run.until(lambda: transport.asked.count("feed/manifest") > asked)
        await run.until(lambda: len(transport.pokes) > pokes)
        await run.until_state(ConnectionKind.CONNECTED)
    assert run.bugs == []


IN_A_NETWORK_OF_ITS_OWN = """
import subprocess
from sync.ports import local_addresses
from sync.sleep_watch import NetworkWatch

def ip(*words):
    subprocess.run(["ip", *words], check=True)

watch = NetworkWatch(local_addresses)
ip("link", "set", "lo", "up")
assert not watch.has_changed(), "loopback leads nowhere"
for number in (1, 2):
    ip("addr", "add", f"10.9.{number}.4/24", "dev", "lo")
assert not watch.has_changed(), "neither do these, yet"
for number in (1, 2):
    ip("route", "replace", "default", "dev", "lo", "src", f"10.9.{number}.4")
    assert watch.has_changed()
    assert local_addresses() == {f"10.9.{number}.4"}
    assert not watch.has_changed()
ip("link", "set", "lo", "down")
assert watch.has_changed()
assert local_addresses() == frozenset()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="networks of one's own are Linux's")
def test_another_way_to_the_world_is_seen_on_real_interfaces() -> None:
    apart = ["unshare", "--net", "--map-root-user"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*apart, "ip", "link"], capture_output=True).returncode
    ):
        pytest.skip("no network of our own is allowed here, or there is no ip")
    subprocess.run([*apart, sys.executable, "-c", IN_A_NETWORK_OF_ITS_OWN], check=True, timeout=60)


# TLS


GREETING = b'{"status":"ok","version":"0.1.0","core_id":"c"}'


@asynccontextmanager
async def tls_server(context: ssl.SSLContext) -> AsyncIterator[str]:
    """Something that greets as a core does, behind TLS; gives its address."""
    made = SmallServer()
    made.behaviour = answers(200, GREETING, "application/json")
    server = await asyncio.start_server(made.handle, "127.0.0.1", 0, ssl=context)
    try:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def cause(url: str) -> Cause | None:
    """What stands between us and a greeting."""
    client = CoreClient(url)
    try:
        await client.greet()
    except Offline as error:
        return Cause(error.data["cause"])
    finally:
        await client.close()
    return None


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """One that this machine trusts."""
    made = Authority()
    monkeypatch.setenv("SSL_CERT_FILE", str(made.trusted_in(tmp_path)))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return made


def old_tls(authority: Authority, folder: Path) -> ssl.SSLContext:
    """A server that knows nothing newer than what nobody accepts any more."""
    context = authority.serving(folder)
    context.set_ciphers("NULL-SHA256:@SECLEVEL=0")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


SERVERS: dict[str, tuple[Callable[[Authority, Path], ssl.SSLContext], Cause | None]] = {
    "good": (lambda authority, folder: authority.serving(folder), None),
    "expired": (
        lambda authority, folder: authority.serving(folder, from_day=-20, to_day=-10),
        Cause.TLS_EXPIRED,
    ),
    "not valid yet": (
        lambda authority, folder: authority.serving(folder, from_day=10, to_day=20),
        Cause.TLS_EXPIRED,
    ),
    "of another host": (
        lambda authority, folder: authority.serving(folder, address="127.0.0.2"),
        Cause.TLS_OTHER_HOST,
    ),
    "of an authority that nobody knows": (
        lambda _authority, folder: Authority().serving(folder),
        Cause.TLS_NOT_TRUSTED,
    ),
    "no common cipher": (old_tls, Cause.TLS),
}


@pytest.mark.parametrize("kind", SERVERS)
async def test_faults_of_tls_are_told_apart(authority: Authority, tmp_path: Path, kind: str) -> None:
    make, expected = SERVERS[kind]
    async with tls_server(make(authority, tmp_path)) as url:
        assert await cause(url) == expected


async def test_a_server_without_tls_behind_an_https_address(authority: Authority) -> None:
    async with small_server() as plain:
        plain.behaviour = answers(200, GREETING, "application/json")
        plain.listens = False
        assert await cause(plain.url.replace("http:", "https:")) == Cause.TLS


# Proxies and portals


async def test_a_proxy_that_is_not_there_is_not_the_core_s_absence(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await cause("http://127.0.0.1:9") == Cause.UNREACHABLE
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    assert await cause("http://core.example.org") == Cause.PROXY
    assert await cause("https://core.example.org") == Cause.PROXY


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(("status", "expected"), [(407, Cause.PROXY_SIGN_IN), (403, Cause.PROXY)])
async def test_a_proxy_that_wants_a_name_is_told_from_one_that_refuses(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, scheme: str, status: int, expected: Cause
) -> None:
    async with small_server() as proxy:
        proxy.behaviour = answers(status, b"<html>no</html>", "text/html")
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url)
        found = await cause(f"{scheme}://core.example.org")
    # A page instead of the core's answer, without TLS, may be the proxy's or a portal's.
    assert found == (Cause.NOT_THE_CORE if (scheme, status) == ("http", 403) else expected)


PORTALS = {
    "a page with a success": answers(200, b"<html>welcome</html>", "text/html; charset=utf-8"),
    "a redirect to its own": answers(302, b"", "text/html", Location="http://portal.example/login"),
    "a page that says to sign in": answers(511, b"<html>sign in</html>", "text/html"),
    "a success of nothing": answers(204, b"", "text/plain"),
}


@pytest.mark.parametrize("portal", PORTALS)
async def test_a_captive_portal_is_never_called_connected(authority: Authority, portal: str) -> None:
    async with small_server() as server:
        server.behaviour = PORTALS[portal]
        assert await cause(server.url) == Cause.NOT_THE_CORE
