"""Health, admission, publication in the background, and the description of the surface."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from litestar import get

from core.ports import SeededRandomness
from core.service.app import create_app
from core.service.auth import NO_TOKEN_NEEDED
from core.service.settings import ServiceSettings, signing_key
from core.version import VERSION
from core.wire import open_manifest
from tests.core.service.conftest import DEVICE_KEY, EnrolledDevice, arrange_store
from tests.support.live_core import CORE_KEY, LiveCore, running_core, serving


def test_health_tells_how_the_core_stands(live_core: LiveCore, http: httpx.Client) -> None:
    told = http.get("/v1/health").json()
    assert (told["status"], told["network_version"], told["published_version"]) == ("ok", 1, 1)
    assert (told["version"], len(told["epoch"])) == (VERSION, 16)


def test_the_version_is_the_projects() -> None:
    project = Path(__file__).parents[3] / "pyproject.toml"
    assert f'version = "{VERSION}"' in project.read_text()


def test_the_surface_describes_itself(http: httpx.Client) -> None:
    document = http.get("/schema/openapi.json").json()
    operation = document["paths"]["/v1/feed/tail"]["get"]
    assert "one consistent read" in operation["description"]
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert document["paths"]["/v1/health"]["get"]["security"] == [{}]


def test_a_list_is_described_by_what_it_holds_and_nothing_is_either_known_or_not(http: httpx.Client) -> None:
    document = http.get("/schema/openapi.json")
    kinds = document.json()["components"]["schemas"]
    lines = kinds["OrderRecord"]["properties"]["lines"]
    assert lines["items"] == {"$ref": "#/components/schemas/OrderLineRecord"}
    assert kinds["SoldRecord"]["properties"]["serials"]["items"] == {"type": "string"}
    # One of something and of anything would be neither, of what both fit.
    assert ",{}]" not in document.text.replace(" ", "")


def test_a_request_too_many_is_told_to_come_back(live_core: LiveCore) -> None:
    inside, may_leave = threading.Semaphore(0), threading.Event()

    @get("/slow", opt={NO_TOKEN_NEEDED: True}, sync_to_thread=True)
    def slow() -> str:
        inside.release()
        assert may_leave.wait(60)
        return "done"

    settings = ServiceSettings(most_requests=2)
    app = create_app(live_core.core, live_core.publisher, settings, routes=[slow])
    with serving(app) as url, ThreadPoolExecutor(2) as pool:
        first_two = [pool.submit(httpx.get, f"{url}/v1/slow", timeout=60) for _ in range(2)]
        for _ in first_two:
            assert inside.acquire(timeout=60)
        third = httpx.get(f"{url}/v1/slow", timeout=60)
        may_leave.set()
        assert [answer.result().status_code for answer in first_two] == [200, 200]
    assert (third.status_code, third.json()["code"]) == (429, "busy")
    assert 1 <= int(third.headers["retry-after"]) <= 8


def test_listeners_too_many_are_left_to_poll(database_kind: str, tmp_path: Path) -> None:
    settings = ServiceSettings(most_listeners=0)
    with running_core(tmp_path, arrange_store, kind=database_kind, settings=settings) as live:
        headers = {"Authorization": f"Bearer {live.device_token('S1', DEVICE_KEY)}"}
        answer = httpx.get(f"{live.base_url}/v1/feed/pokes", headers=headers, timeout=30)
    assert (answer.status_code, answer.json()["code"]) == (429, "busy")


def test_the_server_stops_while_somebody_listens(live_core: LiveCore, device: EnrolledDevice) -> None:
    # The fixtures' teardown stops the server with the stream open, and asserts that it did.
    answer = device.http.send(device.http.build_request("GET", "/v1/feed/pokes"), stream=True)
    assert answer.status_code == 200


def test_a_core_without_a_snapshot_publishes_one_by_itself_and_says_so(
    database_kind: str, tmp_path: Path
) -> None:
    with running_core(tmp_path, arrange_store, kind=database_kind, has_snapshot=False) as live:
        headers = {"Authorization": f"Bearer {live.device_token('S1', DEVICE_KEY)}"}
        with httpx.stream("GET", f"{live.base_url}/v1/feed/pokes", headers=headers, timeout=60) as answer:
            for line in answer.iter_lines():
                if '"network":1' in line:
                    break
        manifest = httpx.get(f"{live.base_url}/v1/feed/manifest", headers=headers, timeout=30)
    stream = open_manifest(manifest.content, CORE_KEY.public).streams["network"]
    assert stream.snapshot is not None
    assert stream.version == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; the folder is the user's own")
def test_the_signing_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = signing_key(tmp_path / "core", SeededRandomness(1))
    again = signing_key(tmp_path / "core", SeededRandomness(2))
    assert key.seed == again.seed
    assert (tmp_path / "core" / "signing.key").stat().st_mode & 0o077 == 0
