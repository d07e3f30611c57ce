"""The guard that keeps tests on this machine sees each way of asking for another."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import closing

import pytest

ELSEWHERE = "198.51.100.7"
"""An address for documentation (RFC 5737): nobody answers there."""
BEYOND = "reached beyond this machine"


def by_connect(kind: socket.SocketKind = socket.SOCK_STREAM) -> None:
    with closing(socket.socket(socket.AF_INET, kind)) as made:
        made.connect((ELSEWHERE, 443))


def by_connect_ex() -> None:
    with closing(socket.socket()) as made:
        made.connect_ex((ELSEWHERE, 443))


def by_tls() -> None:
    context = ssl.create_default_context()
    with closing(context.wrap_socket(socket.socket(), server_hostname="example.org")) as made:
        made.connect((ELSEWHERE, 443))


def by_asyncio() -> None:
    asyncio.run(asyncio.open_connection(ELSEWHERE, 443))


WAYS = (
    by_connect,
    lambda: by_connect(socket.SOCK_DGRAM),
    by_connect_ex,
    by_tls,
    by_asyncio,
    lambda: socket.create_connection((ELSEWHERE, 443), timeout=1),
    lambda: socket.getaddrinfo("example.org", 443),
    lambda: socket.getaddrinfo(b"example.org", 443),
)


@pytest.mark.parametrize("way", WAYS, ids=range(len(WAYS)))
def test_nobody_reaches_another_machine(way: Callable[[], object]) -> None:
    with pytest.raises(RuntimeError, match=BEYOND):
        way()


def test_a_name_that_nobody_has_is_unknown_as_anywhere() -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("core.invalid", 443)
    with pytest.raises(UnicodeError):
        socket.getaddrinfo("a..b", 443)


def test_this_machine_answers_and_the_way_to_others_may_be_asked() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=10).close()
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as made:
        try:
            made.connect(("192.0.2.1", 9))
        except OSError as error:
            assert BEYOND not in str(error), "a machine without a way out says so itself"
