"""Whatever goes wrong is a problem document with a stable code; our own faults say nothing of themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import get
from litestar.testing import TestClient
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.testing import capture_logs

from core.feed.publisher import Publisher
from core.orchestration import Core, make_engine
from core.ports import SimulatedClock
from core.rules.errors import (
    BadInput,
    Conflict,
    CoulisseError,
    Damaged,
    NotAuthentic,
    Offline,
    Refused,
    StorageFull,
    TooNew,
)
from core.service.app import create_app
from core.service.auth import NO_TOKEN_NEEDED
from core.service.problem_details import DETAILS
from core.service.problem_sentences import TITLES, language_of
from core.service.problems import status_of
from tests.support.live_core import CORE_KEY, LiveCore


@pytest.fixture
def live_core(shared_live_core: LiveCore) -> LiveCore:
    """Whatever goes wrong here leaves the core as it was, but for a workstation more."""
    return shared_live_core


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadInput("bad_arguments"), 400),
        (TooNew("newer"), 400),
        (NotAuthentic("token_refused"), 401),
        (NotAuthentic("scope_missing"), 403),
        (Conflict("forked"), 409),
        (Refused("out_of_stock"), 422),
        (Refused("unknown_order"), 404),
        (Refused("busy"), 429),
        (Offline("offline"), 503),
        (StorageFull("storage_full"), 507),
        (Damaged("piece_damaged"), 500),
        (CoulisseError("other"), 500),
    ],
)
def test_each_kind_of_error_has_its_status(error: CoulisseError, status: int) -> None:
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("", "en"), ("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("de-DE, fr;q=0.5", "fr"), ("en, fr", "en"), ("*", "en")],
)
def test_the_language_is_the_first_of_ours_that_is_asked_for(wanted: str, language: str) -> None:
    assert language_of(wanted) == language


def test_every_sentence_is_there_in_both_languages() -> None:
    assert all(len(pair) == 2 and all(pair) for pair in (*DETAILS.values(), *TITLES.values()))


def test_a_missing_token_is_told_in_french(http: httpx.Client) -> None:
    answer = http.get("/v1/feed/manifest", headers={"Accept-Language": "fr-FR"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json() == {
        "type": "urn:coulisse:problem:token_missing",
        "title": "Non authentifié",
        "status": 401,
        "detail": "Envoyez un jeton : `Authorization: Bearer ...`.",
        "code": "token_missing",
    }


def test_a_token_that_is_none_is_refused(http: httpx.Client) -> None:
    answer = http.get("/v1/feed/manifest", headers={"Authorization": "Bearer guessed"})
    assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")


def test_a_shop_does_not_get_at_a_devices_tail(live_core: LiveCore, http: httpx.Client) -> None:
    headers = {"Authorization": f"Bearer {live_core.shop_token}"}
    answer = http.get("/v1/feed/tail?store_from=0&device_from=0", headers=headers)
    assert (answer.status_code, answer.json()["code"], answer.json()["needs"]) == (
        403,
        "scope_missing",
        ["device"],
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"{", "bad_request"), (b'{"location": 7}', "bad_request"), (b'{"store": "S1"}', "bad_request")],
)
def test_json_that_is_wrong_is_a_bad_request(
    live_core: LiveCore, http: httpx.Client, content: bytes, code: str
) -> None:
    headers = {"Authorization": f"Bearer {live_core.admin_token}", "Content-Type": "application/json"}
    answer = http.post("/v1/devices/codes", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert "Traceback" not in answer.text


def test_a_negative_version_is_a_bad_request_that_says_where(http: httpx.Client, device: Any) -> None:
    answer = device.http.get("/v1/feed/tail?store_from=-1&device_from=0")
    assert (answer.status_code, answer.json()["errors"][0]["key"]) == (400, "store_from")


def test_an_unknown_address_and_a_wrong_method_are_problems_too(http: httpx.Client) -> None:
    nothing = http.get("/v1/nothing")
    assert (nothing.status_code, nothing.json()["code"]) == (404, "unknown_route")
    wrong = http.delete("/v1/health")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")


def test_a_body_that_is_too_large_is_not_read(device: Any) -> None:
    answer = device.http.post("/v1/commands", content=b"\0" * 2_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_bytes_that_are_no_batch_are_bad_input(device: Any) -> None:
    answer = device.http.post("/v1/commands", content=b"\xc1")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_batch")


def test_a_bug_is_logged_and_tells_nothing(core: Core, clock: SimulatedClock, tmp_path: Path) -> None:
    @get("/bug", opt={NO_TOKEN_NEEDED: True}, sync_to_thread=False)
    def bug() -> None:
        raise ZeroDivisionError("secret")

    app = create_app(core, Publisher(core, tmp_path / "p", clock, CORE_KEY), routes=[bug])
    with capture_logs() as logged, TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/v1/bug")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "secret" not in answer.text
    assert "ZeroDivision" not in answer.text
    [bug_line] = [line for line in logged if line["event"] == "service.bug"]
    assert isinstance(bug_line["exc_info"], ZeroDivisionError)


@pytest.mark.parametrize(("spoken", "words"), [("en", "try again later"), ("fr", "réessayez plus tard")])
def test_a_database_that_has_gone_is_no_bug_and_asks_to_come_back(
    core: Core, clock: SimulatedClock, tmp_path: Path, spoken: str, words: str
) -> None:
    nobody = make_engine("postgresql://nobody@127.0.0.1:1/none")

    @get("/gone", opt={NO_TOKEN_NEEDED: True}, sync_to_thread=True)
    def gone() -> None:
        nobody.connect().close()

    app = create_app(core, Publisher(core, tmp_path / "p", clock, CORE_KEY), routes=[gone])
    with TestClient(app, raise_server_exceptions=False) as client, capture_logs() as lines:
        answer = client.get("/v1/gone", headers={"Accept-Language": spoken})
    nobody.dispose()
    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert words in answer.json()["detail"]
    assert "127.0.0.1" not in answer.text
    assert int(answer.headers["retry-after"]) > 0
    [line] = [one for one in lines if one["event"] == "service.database_unavailable"]
    assert "refused" in line["reason"]


def test_a_database_that_is_damaged_does_not_ask_to_come_back(
    core: Core, clock: SimulatedClock, tmp_path: Path
) -> None:
    file = tmp_path / "core.db"
    file.write_bytes(b"no database, whatever it was before. " * 200)
    ruined = create_engine(f"sqlite:///{file}")

    @get("/ruined", opt={NO_TOKEN_NEEDED: True}, sync_to_thread=True)
    def read_it() -> None:
        with ruined.connect() as connection:
            connection.exec_driver_sql("SELECT * FROM sqlite_master")

    app = create_app(core, Publisher(core, tmp_path / "p", clock, CORE_KEY), routes=[read_it])
    with TestClient(app, raise_server_exceptions=False) as client, capture_logs() as lines:
        answer = client.get("/v1/ruined")
    ruined.dispose()
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "retry-after" not in answer.headers
    [line] = [one for one in lines if one["event"] == "service.database_damaged"]
    assert isinstance(line["exc_info"], DBAPIError)


def test_a_database_with_too_much_to_do_asks_to_come_back(
    core: Core, clock: SimulatedClock, tmp_path: Path
) -> None:
    @get("/full", opt={NO_TOKEN_NEEDED: True}, sync_to_thread=False)
    def full() -> None:
        raise PoolTimeout("no connection free")

    @get("/broken", opt={NO_TOKEN_NEEDED: True}, sync_to_thread=False)
    def broken() -> None:
        raise DBAPIError("SELECT", {}, Exception("disk I/O error"))

    app = create_app(core, Publisher(core, tmp_path / "p", clock, CORE_KEY), routes=[full, broken])
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/v1/full")
        bug = client.get("/v1/broken")
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert (bug.status_code, bug.json()["code"]) == (500, "internal_error")
