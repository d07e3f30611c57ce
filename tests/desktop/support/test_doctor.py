"""`coulisse doctor`: each verdict, on replicas in every state, and a line that is really asked."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import QCoreApplication
from sqlalchemy.orm import Session

from core.ports import SystemClock
from core.rules.time import DAY_MS, MINUTE_MS, Instant
from core.wire import Manifest, SigningKey, sign_manifest
from desktop.devices.printers.chosen import PrinterChoice, PrintKind, setting_of
from desktop.shell.refusal_sentences import REFUSALS
from desktop.support.doctor import Examination, Finding, Verdict, examine
from desktop.support.doctor import line as line_checks
from desktop.support.doctor import replica as replica_checks
from desktop.support.doctor.cli import run_doctor
from desktop.support.doctor.traces import LONG_STALL_MS
from desktop.support.inspection import Identity
from desktop.support.stalls import StallFigures
from sync.files import ReplicaFolder
from sync.keys import FileKeys, replica_key_name
from sync.ports import nothing_at
from sync.replica import Replica
from sync.schema import LocalSetting, PendingCommand, ReplicaState, SpoolJob
from tests.support.damage import flip_a_page_of_the_audit

KEY = bytes(range(32))
NOW = Instant(1_795_343_880_000)


class Patient:
    """A replica that a test changes, and what doctor finds."""

    def __init__(self, folder: Path, logs: Path, key: bytes) -> None:
        self.folder, self.logs, self.key = folder, logs, key

    @contextmanager
    def writing(self) -> Iterator[Session]:
        replica = Replica(ReplicaFolder(self.folder), self.key, nothing_at)
        with replica.writing("test") as session:
            yield session
        replica.close()

    def change(self, **values: Any) -> None:
        with self.writing() as session:
            state = session.get_one(ReplicaState, 1)
            for name, value in values.items():
                setattr(state, name, value)

    def add(self, *rows: Any) -> None:
        with self.writing() as session:
            session.add_all(rows)

    def examine(self) -> Examination:
        return examine(self.folder, self.logs, NOW, lambda _code: None)

    def finding(self, key: str) -> Finding:
        [found] = [finding for finding in self.examine().findings if finding.key == key]
        return found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doctor") / "workstation"
    Replica(ReplicaFolder(folder), KEY, nothing_at).close()
    Patient(folder, folder, KEY).change(device_id="device-1", heard_at=NOW - 4_000)
    return folder


@pytest.fixture
def patient(template: Path, tmp_path: Path) -> Patient:
    folder = tmp_path / "workstation"
    shutil.copytree(template, folder)
    FileKeys(folder / "keys").save(replica_key_name(folder), KEY)
    return Patient(folder, tmp_path / "log", KEY)


def pending(place: int, **changes: Any) -> PendingCommand:
    head = {
        "aggregate": "a",
        "name": "PickLine",
        "body": b"",
        "signature": b"",
        "author": "s",
        "made_at": NOW,
    }
    return PendingCommand(id=f"c{place}", sequence=place, **(head | changes))


def test_a_workstation_that_is_well(patient: Patient) -> None:
    examination = patient.examine()
    verdicts = {finding.key: finding.verdict for finding in examination.findings}
    assert verdicts.pop("line") is Verdict.WARN  # it has no core yet
    assert set(verdicts.values()) == {Verdict.OK}
    assert examination.exit_code == 0
    known = patient.finding("program").data
    assert {"coulisse", "python", "qt", "sqlite", "sqlcipher", "schema", "protocol"} <= known.keys()
    assert patient.finding("key").data["place"] == "file"


def test_no_secret_is_told(patient: Patient) -> None:
    patient.change(token="TOKEN-OF-THE-DEVICE", core_url="http://user:hunter2@127.0.0.1:9")
    told = "".join(str(finding) for finding in patient.examine().findings)
    for secret in (patient.key.hex(), "TOKEN-OF-THE-DEVICE", "hunter2"):
        assert secret not in told


def test_a_replica_that_is_missing(tmp_path: Path) -> None:
    examination = examine(tmp_path / "none", tmp_path / "log", NOW, lambda _code: None)
    codes = {finding.key: finding.data.get("code") for finding in examination.findings}
    assert codes["replica"] == "replica_missing"
    assert examination.exit_code == 1
    assert not (tmp_path / "none").exists()


def test_a_replica_whose_making_ended_before_its_tables(patient: Patient) -> None:
    for path in patient.folder.glob("store.db*"):
        path.unlink()
    with closing(sqlcipher.connect(str(patient.folder / "store.db"))) as begun:
        begun.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        begun.execute("PRAGMA user_version = 1")
    found = patient.finding("replica")
    assert (found.verdict, found.data["code"]) == (Verdict.BAD, "replica_missing")
    assert found.advice == "Start the program and enrol this workstation with a code."


def damage(patient: Patient) -> None:
    path = patient.folder / "store.db"
    content = bytearray(path.read_bytes())
    content[100:200] = bytes(byte ^ 0xFF for byte in content[100:200])
    path.write_bytes(content)


def lose_key(patient: Patient) -> None:
    for path in (patient.folder / "keys").iterdir():
        path.unlink()


def change_key(patient: Patient) -> None:
    [path] = (patient.folder / "keys").iterdir()
    path.write_text("00" * 32)


SPOILT = {"replica_damaged": damage, "key_missing": lose_key, "wrong_key": change_key}


@pytest.mark.parametrize("code", SPOILT)
def test_a_replica_that_does_not_open_says_which_way(
    patient: Patient, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    SPOILT[code](patient)
    found = patient.finding("replica")
    assert (found.verdict, found.data["code"], found.said) == (Verdict.BAD, code, REFUSALS[code])
    assert found.advice
    assert capfd.readouterr().err == ""


def test_damage_inside(patient: Patient) -> None:
    flip_a_page_of_the_audit(patient.folder, patient.key)
    assert patient.finding("integrity").verdict is Verdict.BAD


def test_a_copy_of_the_network_that_is_damaged(patient: Patient) -> None:
    (patient.folder / "network-empty.db").write_bytes(b"x" * 4096)
    assert patient.finding("ages").data["code"] == "network_damaged"
    assert patient.finding("integrity").verdict is Verdict.WARN


def test_a_copy_of_the_network_that_is_gone_is_no_fault_of_the_disk(patient: Patient) -> None:
    (patient.folder / "network-empty.db").unlink()
    assert patient.finding("ages").data["code"] == "network_damaged"
    assert patient.finding("integrity").verdict is Verdict.WARN


def test_a_check_that_takes_too_long_says_so(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    with patient.writing() as session:
        rows = (SpoolJob(id=f"j{n}", template="bin", data={}, asked_at=NOW) for n in range(2_000))
        session.add_all(rows)
    monkeypatch.setattr(replica_checks, "LONGEST_S", 0)
    found = patient.finding("integrity")
    assert (found.verdict, found.data) == (Verdict.WARN, {"is_finished": False})


def test_the_printers_are_those_chosen_in_settings(patient: Patient) -> None:
    assert patient.finding("spool").data["printers"] == {"label": "", "document": ""}
    zebra = PrinterChoice(is_network=True, host="192.0.2.7")
    patient.add(LocalSetting(name=setting_of(PrintKind.LABEL), value=msgspec.json.encode(zebra).decode()))
    found = patient.finding("spool")
    assert found.data["printers"] == {"label": "192.0.2.7:9100", "document": ""}
    assert "192.0.2.7:9100, a folder" in found.said


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps who may read in access lists")
def test_a_key_that_others_can_read(patient: Patient) -> None:
    [path] = (patient.folder / "keys").iterdir()
    path.chmod(0o644)
    assert patient.finding("permissions").verdict is Verdict.BAD


def test_old_news_and_a_wrong_clock(patient: Patient) -> None:
    patient.change(heard_at=NOW - 20 * MINUTE_MS)
    assert patient.finding("ages").verdict is Verdict.WARN
    patient.change(heard_at=NOW, clock_offset_ms=-6 * MINUTE_MS)
    found = patient.finding("ages")
    assert (found.verdict, found.data["clock_offset_ms"]) == (Verdict.WARN, -6 * MINUTE_MS)


@pytest.mark.parametrize(
    ("age_ms", "verdict"), [(MINUTE_MS, "ok"), (5 * 60 * MINUTE_MS, "warn"), (2 * DAY_MS, "bad")]
)
def test_actions_that_wait(patient: Patient, age_ms: int, verdict: str) -> None:
    patient.add(pending(1, made_at=NOW - age_ms), pending(2))
    found = patient.finding("outbox")
    assert (found.verdict, found.data["waiting"]) == (verdict, 2)


def test_refusals_that_nobody_has_seen(patient: Patient) -> None:
    patient.add(pending(1, status="refused"))
    assert patient.finding("outbox").verdict is Verdict.WARN


def test_labels_that_failed(patient: Patient) -> None:
    patient.add(SpoolJob(id="j", template="bin", data={}, status="failed", asked_at=NOW))
    found = patient.finding("spool")
    assert (found.verdict, found.data["failed"]) == (Verdict.WARN, 1)


def test_a_long_stall_and_a_fault(patient: Patient) -> None:
    patient.logs.mkdir()
    figures = StallFigures(60_000, 1, LONG_STALL_MS + 1)
    (patient.logs / "stalls.json").write_bytes(msgspec.json.encode(figures))
    (patient.logs / "crashes").mkdir()
    (patient.logs / "crashes" / "crash-20261122T210500Z-3FA91C.txt").write_text("report")
    assert patient.finding("stalls").verdict is Verdict.WARN
    assert patient.finding("crashes").data["reports"] == ["3FA91C (20261122T210500Z)"]


# The line


class Impostor(http.server.BaseHTTPRequestHandler):
    """Answers as its server was told."""

    def do_GET(self) -> None:
        status, kind, body = self.server.answer  # type: ignore[attr-defined]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def impostor() -> Iterator[http.server.HTTPServer]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Impostor)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def asked(url: str) -> Finding:
    return line_checks.line(Identity("device-1", "Lyon", url, bytes(32), "token"))


PAGE = (200, "text/html", b"<html>Please sign in to the Wi-Fi</html>")
ANSWERS = {
    "not_the_core": PAGE,
    "server_error": (503, "text/plain", b""),
    "busy": (429, "text/plain", b""),
    "proxy_sign_in": (407, "text/html", b""),
    "token_refused": (401, "application/problem+json", b'{"code": "unknown_token"}'),
}


@pytest.mark.parametrize("cause", ANSWERS)
def test_what_answers_in_the_cores_place(impostor: Any, cause: str) -> None:
    impostor.answer = ANSWERS[cause]
    found = asked(f"http://127.0.0.1:{impostor.server_port}")
    assert found.data["cause"] == cause
    assert found.advice
    assert found.verdict is (Verdict.BAD if cause == "token_refused" else Verdict.WARN)


def test_a_core_of_a_version_before_proves_nothing(impostor: Any) -> None:
    key = SigningKey(bytes(range(32)))
    manifest = Manifest(core_id="c", epoch="e", made_at=Instant(1), schema_version="1", streams={})
    impostor.answer = (200, "application/vnd.msgpack", sign_manifest(manifest, key))
    url = f"http://127.0.0.1:{impostor.server_port}"
    found = line_checks.line(Identity("device-1", "Lyon", url, key.public, "token"))
    assert (found.verdict, found.data["cause"], bool(found.advice)) == (Verdict.WARN, "", True)


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked("http://127.0.0.1:9").data["cause"] == "unreachable"
    assert asked("http://core.invalid").data["cause"] == "no_name"
    monkeypatch.setenv("http_proxy", "http://name:secret@127.0.0.1:9")
    found = asked("http://core.invalid")
    assert (found.data["cause"], found.data["proxy"]) == ("proxy", "http://127.0.0.1:9")
    assert "secret" not in str(found)


def test_a_server_that_does_not_speak_tls(impostor: Any) -> None:
    impostor.answer = PAGE
    found = asked(f"https://127.0.0.1:{impostor.server_port}")
    assert (found.verdict, found.data["cause"]) == (Verdict.BAD, "tls")


def test_where_nobody_chose_a_language_the_terminal_s_is_spoken(
    tmp_path: Path, qapp: QCoreApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_doctor(tmp_path / "nowhere", "", as_json=False) == 1
    assert "Something needs mending" in capsys.readouterr().out


def test_the_command_says_the_same_to_people_and_to_programs(
    patient: Patient, qapp: QCoreApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    patient.change(heard_at=SystemClock().now())
    assert run_doctor(patient.folder, "fr", as_json=False) == 0
    text = capsys.readouterr().out
    assert "Clé" in text
    assert re.search(r"store\.db \d+,\d\u00a0Mo", text)
    assert " MB" not in text
    assert run_doctor(patient.folder, "en", as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "warn"
    assert {finding["key"] for finding in told["findings"]} >= {"program", "key", "replica", "integrity"}
