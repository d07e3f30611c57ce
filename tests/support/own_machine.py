"""No test reaches beyond this machine: whatever looks a name up or connects to an address elsewhere fails.

Held at the doors of Python's own sockets. An audit hook sees them too, but is called for each `id()`, each
attribute of a function and each file as well: a fortieth of the processor's time of a run.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from functools import wraps
from typing import Any

NOBODYS = ("192.0.2.1", "2001:db8::1")
"""Addresses for documentation (RFC 5737, RFC 3849), which a program asks the system the way to."""


def stay_on_this_machine() -> None:
    """From now on, in this process."""
    at_home: Any = socket.socket
    at_home.connect = _guarded(socket.socket.connect)
    at_home.connect_ex = _guarded(socket.socket.connect_ex)
    # What `socket.getaddrinfo` and everything above it calls.
    names: Any = socket._socket  # type: ignore[attr-defined]
    names.getaddrinfo = _looked_up_here(names.getaddrinfo)


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(connect)
    def connect_here(self: socket.socket, address: Any) -> Any:
        # With a datagram's socket the system is asked for the way there, and nothing is sent.
        is_inet = isinstance(address, tuple)
        if is_inet and not (address[0] in NOBODYS and self.type is socket.SOCK_DGRAM):
            _refuse_elsewhere("connect", address[0])
        return connect(self, address)

    return connect_here


def _looked_up_here(look_up: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(look_up)
    def look_up_here(host: object, *arguments: Any, **more: Any) -> Any:
        if isinstance(host, str):
            # What cannot be a name is told before anybody is asked.
            host.encode("idna")
        _refuse_elsewhere("getaddrinfo", host)
        return look_up(host, *arguments, **more)

    return look_up_here


def _refuse_elsewhere(what: str, host: object) -> None:
    """`.invalid` names fail as they would anywhere."""
    if _is_this_machine(host):
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    raise RuntimeError(f"a test reached beyond this machine: {what} {host!r}")


def _is_this_machine(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return text == socket.gethostname()
    return address.is_loopback or address.is_unspecified
