"""The nginx of the operating guide, in front of a core: the very file, with other places in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SAMPLE = Path(__file__).parents[2] / "docs" / "operating" / "nginx.conf"
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
STARTS_WITHIN_S = 30


@dataclass(frozen=True)
class Logged:
    """One line of the log: what was asked, and what it cost."""

    uri: str
    status: int
    cache: str
    sent_bytes: int
    core_bytes: int


@dataclass(frozen=True)
class Nginx:
    """An nginx that serves.

    Attributes:
        url: its address.
        log: read once it has ended.
    """

    url: str
    log: Path

    def lines(self) -> list[Logged]:
        """What it has served."""
        return [_logged(line) for line in self.log.read_text().splitlines()]


@contextmanager
def nginx_before(core_url: str, folder: Path, in_root: str = "") -> Iterator[Nginx]:
    """An nginx between its clients and a core. Its log is whole after the block.

    Args:
        in_root: what else is said for all but pieces and pokes.
    """
    assert PROGRAM is not None
    port = _free_port()
    config = folder / "nginx.conf"
    placed = _placed(SAMPLE.read_text(encoding="utf-8"), folder, core_url, port)
    config.write_text(placed.replace("location / {\n", f"location / {{\n{in_root}"), encoding="utf-8")
    # As root it would serve as somebody who may not enter the tests' folder.
    user = "user root;" if os.geteuid() == 0 else ""
    process = subprocess.Popen(
        [PROGRAM, "-p", str(folder), "-c", str(config), "-e", "error.log", "-g", f"daemon off; {user}"]
    )
    try:
        _wait_for(port, process)
        yield Nginx(f"http://127.0.0.1:{port}", folder / "coulisse.log")
    finally:
        process.terminate()
        process.wait()


def _placed(sample: str, folder: Path, core_url: str, port: int) -> str:
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    for found, put in (
        ("/var/log/nginx/coulisse.log", f"{folder}/coulisse.log"),
        ("/var/log/nginx/error.log", f"{folder}/error.log"),
        ("/var/cache/nginx/pieces", f"{folder}/pieces-kept"),
        ("/run/coulisse-nginx.pid", f"{folder}/nginx.pid"),
        ("server 127.0.0.1:8080;", f"server {urlsplit(core_url).netloc};"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("http {\n", f"http {{\n{temporary}"),
    ):
        assert sample.count(found) == 1, found
        sample = sample.replace(found, put)
    return sample


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end:
        assert process.poll() is None, "nginx did not start"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("nginx does not answer")


def _logged(line: str) -> Logged:
    uri, status, cache, sent, core = line.split(" ")[:5]
    return Logged(uri, int(status), cache, int(sent), 0 if core == "-" else int(core))
