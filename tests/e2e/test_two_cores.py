"""Two processes serve one PostgreSQL: one publishes, and the other goes on when it is killed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from core.feed.streams import NETWORK
from core.orchestration import Core
from core.ports import SystemRandomness
from core.service.auth import Scope, issue_token
from core.service.folder import CoreFolder
from core.service.settings import signing_key
from core.wire import StreamManifest, open_manifest
from tests.core.builders import make_location
from tests.support.core_databases import empty_database
from tests.support.core_process import ServingCore, core_process

LOOK_S = 0.05
"""Asked without a pause, a core has no time for what it is asked about."""

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[CoreFolder]:
    with empty_database("postgresql", tmp_path) as url:
        made = CoreFolder(tmp_path / "core")
        made.make(url)
        yield made


class Neighbours:
    """Both processes, and their database."""

    def __init__(self, folder: CoreFolder, core: Core, cores: list[ServingCore]) -> None:
        self._key = signing_key(folder.path, SystemRandomness()).public
        self._folder = folder
        self._core = core
        self.cores = cores
        self._token = core.transact(lambda unit: issue_token(unit, "Test", Scope.SHOP))

    def change(self, code: str) -> int:
        """Commit to the network; returns its version."""
        self._core.transact(lambda unit: make_location(unit, code))
        with httpx.Client() as http:
            return int(http.get(f"{self.cores[0].url}/v1/health").json()["network_version"])

    def told(self, core: ServingCore, version: int) -> StreamManifest:
        """What a process tells, once it tells of this version."""
        headers = {"Authorization": f"Bearer {self._token}"}
        with httpx.Client(base_url=core.url, headers=headers, timeout=30) as http:
            while True:
                stream = open_manifest(http.get("/v1/feed/manifest").content, self._key).streams[NETWORK]
                if stream.version >= version and stream.snapshot is not None:
                    return stream
                time.sleep(LOOK_S)

    def publishers(self) -> list[ServingCore]:
        """Those that say that they have begun to publish."""
        return [core for core in self.cores if "publishing.begun" in core.log.read_text(encoding="utf-8")]

    def spans(self) -> list[tuple[str, str]]:
        """What each delta in the folder leads from and to."""
        names = [path.stem.split("-") for path in self._folder.pieces.rglob("*.delta")]
        return [(parts[1], parts[2]) for parts in names]


def test_one_of_two_publishes_and_the_other_takes_over(folder: CoreFolder, tmp_path: Path) -> None:
    with folder.core() as core, ExitStack() as stack:
        core.transact(lambda unit: make_location(unit, "S0"))
        both = [stack.enter_context(core_process(folder.path, tmp_path / f"{n}.log")) for n in range(2)]
        two = Neighbours(folder, core, both)
        for number in range(1, 3):
            version = two.change(f"S{number}")
            first, second = (two.told(one, version) for one in both)
            assert first == second
        [publisher] = two.publishers()
        [other] = [one for one in both if one is not publisher]

        publisher.kill()
        two.cores.remove(publisher)
        version = two.change("after")
        stream = two.told(other, version)
        assert two.publishers() == [other]
        # It goes on from what the killed one has published, and nothing was published twice.
        assert [delta.to_version for delta in stream.deltas][: len(first.deltas)] == [
            delta.to_version for delta in first.deltas
        ]
        assert len(set(two.spans())) == len(two.spans())
        with httpx.Client(base_url=other.url, timeout=30) as http:
            for piece in stream.deltas:
                piece.check(http.get(f"/v1/feed/pieces/{piece.name}").content)
