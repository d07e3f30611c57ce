"""What every test stands on: no display, no network beyond this machine, a home of its own, no keyring.

The environment is set on import, before Qt, platformdirs or keyring read it, and child processes inherit it.
What makes a run short is in `tests/support`: `suites.py`, `by_turns.py`, `memory_disk.py`,
`shared_statements.py`, `compiled.py`, `kept_connections.py`, `plain_log.py`, `plain_python.py`,
`processors.py`, `trusted_certificates.py`.
"""

from __future__ import annotations

import atexit
import gc
import ipaddress
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.by_turns import leave_out_of_turn
from tests.support.compiled import keep_what_is_compiled, read_a_share, rewrite_a_share, tell_what_utf_8_has
from tests.support.examples import HUNDRED, THOROUGH, USUAL
from tests.support.full_counts import leave_full_counts_out, offer_full_counts
from tests.support.memory_disk import keep_files_in_memory
from tests.support.plain_log import draw_no_traces

# Notes how Python imports: it stands here to do so before any plugin has loaded PySide.
from tests.support.plain_python import plain_python
from tests.support.processors import stay_on_one
from tests.support.shared_statements import share_statements, share_tables
from tests.support.suites import dearest_first, show_times
from tests.support.trusted_certificates import share_trusted_certificates

NOBODYS = ("192.0.2.1", "2001:db8::1")
"""Addresses for documentation (RFC 5737, RFC 3849), which a program asks the system the way to."""
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy")


def _give_a_home() -> None:
    """Point every folder of the user at a temporary one, which goes when the run ends."""
    home = Path(tempfile.mkdtemp(prefix="coulisse-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "runtime",
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "local",
    }
    for variable, folder in folders.items():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[variable] = str(folder)


def _settle_the_environment() -> None:
    """The same machine for every run: no display, no system keyring, English, UTC, no proxy."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
    os.environ["TZ"] = "UTC"
    for name in PROXIES:
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)
    os.environ.pop("LANGUAGE", None)
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    if hasattr(time, "tzset"):
        time.tzset()


def _is_this_machine(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return text == socket.gethostname()
    return address.is_loopback or address.is_unspecified


def _guard_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: a test that reaches beyond loopback fails; `.invalid` names fail as they would anywhere."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
        if host in NOBODYS and getattr(arguments[0], "type", None) is socket.SOCK_DGRAM:
            # The system is asked for the way there, and nothing is sent.
            return
    else:
        return
    if _is_this_machine(host):
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    raise RuntimeError(f"a test reached beyond this machine: {event} {host!r}")


keep_what_is_compiled()
keep_files_in_memory()
_give_a_home()
_settle_the_environment()
sys.addaudithook(_guard_the_network)
share_statements()
share_tables()
share_trusted_certificates()
draw_no_traces()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Whether the full counts run too."""
    offer_full_counts(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Tell at the end how long each suite took; let a worker do its share, on its own processor."""
    stay_on_one(config)
    show_times(config)
    rewrite_a_share(config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays: Python's collector need not look through it, then or later.

    Nor need PySide read each module's source, to see whether it names PySide.
    """
    gc.disable()
    try:
        with plain_python():
            return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest; leave to long runs what is theirs; share what hypothesis reads."""
    leave_out_of_turn(items)
    leave_full_counts_out(config, items)
    dearest_first(items)
    read_a_share(config)
    tell_what_utf_8_has()


# No deadline: a time is never asserted. On CI the examples are the same thirty in every run, so that none
# fails by chance; what they do not find no later run there does: `make simulate` draws a hundred.
settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    max_examples=USUAL,
)
settings.register_profile("hundred", settings.get_profile("default"), max_examples=HUNDRED)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=THOROUGH)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))
