"""A test run stays on this machine and out of the user's folders."""

from __future__ import annotations

import socket
from pathlib import Path

import keyring
import keyring.errors
import platformdirs
import pytest

# TEST-NET-1 (RFC 5737): an address that is nobody's, and that nobody may answer from.
NOBODYS_ADDRESS = "192.0.2.1"


def test_the_home_is_not_the_user_s() -> None:
    assert Path.home().name.startswith("coulisse-tests-")
    assert Path.home() in Path(platformdirs.user_data_dir("coulisse")).parents


def test_reaching_beyond_this_machine_fails() -> None:
    with socket.socket() as outward, pytest.raises(RuntimeError, match="beyond this machine"):
        outward.connect((NOBODYS_ADDRESS, 80))


def test_a_name_that_can_never_resolve_fails_as_it_would_anywhere() -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("core.invalid", 443)


def test_loopback_is_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_there_is_no_system_keyring() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("coulisse", "replica")
