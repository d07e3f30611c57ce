"""`coulisse-core` as people run it, through its door."""

from __future__ import annotations

import json
import signal
import stat
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.testing
from sqlalchemy import inspect
from typer.testing import CliRunner

from core.commands import grants_of
from core.commands.return_reading import policy_of
from core.model import Return, Sale
from core.orchestration import UnitOfWork
from core.orchestration.stock_opening import opening_stock
from core.rules.errors import BadInput, Refused
from core.rules.permissions import Permission
from core.service.cli import ERRORS_SHOWN, app, main
from core.service.folder import CoreFolder
from core.service.record_files import write
from core.service.records import LocationRecord
from core.service.serving import CoreServer
from core.wire import SigningKey
from tests.core.builders import make_article, make_device, make_location, make_staff
from tests.core.service.notices.mail_server import mail_server

LYON = LocationRecord("LYON", "Lyon Part-Dieu", "store", 45.76, 4.86)


@pytest.fixture(scope="module", autouse=True)
def _built_once() -> Iterator[None]:
    """As in a process of its own: to read the signatures of all commands takes longer than most of them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typer.testing, "_get_command", cache(typer.testing._get_command))
        yield


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return str(result.stdout)


@pytest.fixture
def data(core_database: str, tmp_path: Path) -> Path:
    folder = tmp_path / "core"
    run("init", "--data", str(folder), "--url", core_database)
    return folder


def import_locations(data: Path, tmp_path: Path) -> str:
    write(tmp_path / "locations.jsonl", LocationRecord, [LYON])
    return run("import", "stores", str(tmp_path / "locations.jsonl"), "--data", str(data))


def test_init_makes_the_core_and_tells_the_administrators_token_once(tmp_path: Path) -> None:
    folder = tmp_path / "core"
    first = run("init", "--data", str(folder))
    token = (folder / "admin.token").read_text()
    assert token in first
    assert token not in run("init", "--data", str(folder))
    assert (folder / "core.db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
@pytest.mark.parametrize("name", ["signing.key", "admin.token", "core.json"])
def test_secrets_are_readable_by_their_owner_alone(data: Path, name: str) -> None:
    assert stat.S_IMODE((data / name).stat().st_mode) == 0o600


def test_a_folder_keeps_its_database(data: Path) -> None:
    with pytest.raises(BadInput, match="other_database"):
        run("init", "--data", str(data), "--url", "postgresql:///elsewhere")


def test_what_is_imported_can_be_exported(data: Path, tmp_path: Path) -> None:
    assert "1 stores imported, 0 lines left out" in import_locations(data, tmp_path)
    lines = run("export", "stores", "--data", str(data)).splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["LYON"]
    out = tmp_path / "out.csv"
    run("export", "locations", "--data", str(data), "--out", str(out))
    assert out.read_text().splitlines()[0].startswith("code,name,kind")


def test_a_kind_that_there_is_not_costs_no_file(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "stores.csv"
    out.write_text("what was exported yesterday")
    with pytest.raises(BadInput, match="unknown_kind"):
        run("export", "store", "--data", str(data), "--out", str(out))
    assert out.read_text() == "what was exported yesterday"


@pytest.mark.parametrize("words", [["import", "stores"], ["export", "stores", "--out"]])
def test_a_folder_in_the_place_of_a_file_is_a_sentence_and_no_trace(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["coulisse-core", *words, str(data.parent), "--data", str(data)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    assert str(data.parent) in capsys.readouterr().err


def test_wrong_lines_are_told_and_the_command_fails(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    path.write_text("location,code\nLUTECE,B-01\n")
    result = CliRunner().invoke(app, ["import", "bins", str(path), "--data", str(data)])
    assert result.exit_code == 1
    assert "bins.csv:2: There is no location with this code. [unknown_location LUTECE]" in result.stderr


def test_wrong_lines_are_told_in_their_order_and_how_many_more_there_are(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "bins.jsonl"
    wrong = ['{"location": "LUTECE", "code": "B"}', '{"location": "LUTECE", "code": 7}']
    path.write_text("\n".join(wrong * 11))
    told = CliRunner().invoke(app, ["import", "bins", str(path), "--data", str(data)]).stderr.splitlines()
    lines = [int(line.split(":")[1]) for line in told if line.startswith(str(path))]
    assert lines == list(range(1, ERRORS_SHOWN + 1))
    assert told[-2].endswith("“code” has to be a text. [bad_record]")
    assert told[-1] == "Shown are the first 20; 2 more."


def test_tokens_are_made_for_shops_and_administrators_alone(data: Path) -> None:
    assert len(run("token", "create", "Web shop", "--data", str(data)).strip()) > 30
    run("token", "create", "Till", "--scope", "device", "--data", str(data), code=2)


def test_a_code_enrols_at_a_location(data: Path, tmp_path: Path) -> None:
    import_locations(data, tmp_path)
    assert run("enrol-code", "LYON", "--data", str(data)).strip().count("-") == 3


def test_a_permission_is_granted_at_the_command_line(data: Path, tmp_path: Path) -> None:
    with CoreFolder(data).core() as core:
        core.transact(lambda unit: make_staff(unit, make_location(unit), id="nadia"))
    run("permit", "nadia", "take_over", "--data", str(data))
    run("permit", "nadia", "prepare", "--setting", "withdrawn", "--data", str(data))
    with CoreFolder(data).core() as core:
        assert core.read(lambda s: grants_of(s, "nadia")) == {
            Permission.TAKE_OVER: True,
            Permission.PREPARE: False,
        }


def test_who_erases_is_told_which_receipt_stays_in_another_name(data: Path) -> None:
    def give_back(unit: UnitOfWork) -> None:
        place = make_location(unit)
        said = {"location_id": place.id, "receipt_code": "T-1"}
        unit.session.add(Sale(id="s", kind="till", customer_name="Jeanne Martin", sold_at=unit.at, **said))
        unit.session.add(
            Return(
                id="r", number="R0000001", sale_id="s", customer_name="Paul Ferrand", declared_by="nadia",
                declared_device="d", declared_at=unit.at, **said,
            )
        )  # fmt: skip

    with CoreFolder(data).core() as core:
        core.transact(give_back)
    told = run("erase", "R0000001", "--by", "Siège", "--data", str(data))
    assert "Erased: 1 rows" in told and "The sale T-1 is in another name, and stays." in told
    assert "another name" not in run("erase", "T-1", "--by", "Siège", "--data", str(data))


def test_a_store_is_told_whether_each_unit_is_scanned(data: Path, tmp_path: Path) -> None:
    import_locations(data, tmp_path)
    assert run("preparation", "policy", "--data", str(data), "LYON") == "free\n"
    run("preparation", "policy", "--data", str(data), "LYON", "--scan", "forced")
    assert run("preparation", "policy", "--data", str(data), "LYON") == "forced\n"


def test_a_store_is_told_what_it_takes_back(data: Path, tmp_path: Path) -> None:
    import_locations(data, tmp_path)
    rules = tmp_path / "rules.json"
    shown = run("returns", "policy", "--data", str(data), "LYON")
    assert '"free_cents": 3000' in shown
    rules.write_text(shown.replace('"free_cents": 3000', '"free_cents": 2500'), encoding="utf-8")
    run("returns", "policy", "--data", str(data), "LYON", "--file", str(rules))
    assert run("returns", "policy", "--data", str(data), "LYON") == rules.read_text(encoding="utf-8")


def test_a_rule_names_articles_by_their_sku(data: Path, tmp_path: Path) -> None:
    import_locations(data, tmp_path)
    with CoreFolder(data).core() as core:
        number = core.transact(lambda unit: make_article(unit, "BELT-90")).id
    rules = tmp_path / "rules.json"
    rules.write_text('{"rules": [{"name": "belts", "days": 9, "articles": ["BELT-90"]}]}', encoding="utf-8")
    run("returns", "policy", "--data", str(data), "LYON", "--file", str(rules))
    with CoreFolder(data).core() as core:
        [rule] = core.read(lambda s: policy_of(s, 1)).rules
    assert rule.articles == (number,)
    shown = run("returns", "policy", "--data", str(data), "LYON")
    assert '"BELT-90"' in shown
    rules.write_text(shown.replace("BELT-90", "BELT-91"), encoding="utf-8")
    with pytest.raises(BadInput, match="unknown_article"):
        run("returns", "policy", "--data", str(data), "LYON", "--file", str(rules))


def test_the_journal_is_verified_and_written_as_a_table(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "journal.csv"
    said = run("audit", "--data", str(data), "--export", str(out))
    assert "0 devices, 0 envelopes" in said and "All of it holds." in said
    head = out.read_text(encoding="utf-8").splitlines()[0]
    assert {"device_id", "sequence", "name", "author"} <= set(head.split(",")), head


def test_stores_are_put_into_a_region_and_taken_out_of_it(data: Path, tmp_path: Path) -> None:
    import_locations(data, tmp_path)
    assert run("returns", "region", "--data", str(data), "LYON", "--name", "69") == "69\tLYON\n"
    assert run("returns", "region", "--data", str(data)) == "69\tLYON\n"
    assert run("returns", "region", "--data", str(data), "LYON") == ""


def test_a_held_workstation_is_listed_released_and_retired(data: Path) -> None:
    def arrange(unit: UnitOfWork) -> None:
        place = make_location(unit, "S1")
        make_device(unit, place, SigningKey(bytes(32)), id="device-1", name="Till", held_reason="forked")

    with CoreFolder(data).core() as core:
        core.transact(arrange)
    words = ("--data", str(data))
    assert "S1  Till  device-1  0 commands  forked" in run("devices", "list", *words)
    run("devices", "release", "device-1", *words)
    assert run("devices", "list", *words).strip().endswith("in use")
    with pytest.raises(Refused, match="device_not_held"):
        run("devices", "release", "device-1", *words)
    run("devices", "retire", "device-1", *words)
    assert run("devices", "list", *words).strip().endswith("retired")
    with pytest.raises(Refused, match="unknown_device"):
        run("devices", "retire", "device-2", *words)


def test_maintain_and_settings(data: Path) -> None:
    words = ("--data", str(data))
    assert "collect_within_days = 7 (1 to 90, usually 7)" in run("setting", *words)
    assert run("setting", *words, "collect_within_days", "10").startswith("collect_within_days = 10")
    assert "uncollected: 0" in run("maintain", *words)


def test_serving_mends_a_stock_whose_filling_was_cut_off(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CoreServer, "run", lambda _server, _sockets: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with CoreFolder(data).core() as core:
        never_left = opening_stock(core)
        never_left.__enter__()
        assert inspect(core.engine).get_indexes("movement") == []
        run("serve", "--data", str(data), code=1)
        assert inspect(core.engine).get_indexes("movement") != []
        # Left after all, while the file is there; there is nothing more to make.
        never_left.__exit__(None, None, None)


def test_how_customers_are_told_is_said_tried_and_taken_back(data: Path, tmp_path: Path) -> None:
    about = ("--data", str(data))
    with pytest.raises(BadInput, match="no_notice_config"):
        run("notices", "test", "a@example.org", *about)
    run("notices", "folder", "out", "--sender", "Aubrac <bonjour@aubrac.example>", *about)
    assert stat.S_IMODE((data / "notices.json").stat().st_mode) == 0o600 or sys.platform == "win32"
    run("notices", "test", "a@example.org", *about)
    assert len(list((data / "out").glob("*.eml"))) == 1
    with mail_server() as server:
        words = ("--sender", "a@b.example", "--port", str(server.port), "--security", "none")
        run("notices", "smtp", "127.0.0.1", *words, *about)
        run("notices", "test", "a@example.org", *about)
        assert [letter["To"] for letter in server.letters] == ["a@example.org"]
    with pytest.raises(BadInput, match="notice_not_sent"):
        run("notices", "test", "a@example.org", *about)
    run("notices", "off", *about)
    assert not (data / "notices.json").exists()


@pytest.mark.parametrize("said", ["[]", "{", '{"way": "pigeon"}', '{"way": "smtp", "sender": "a@b.example"}'])
def test_a_file_that_does_not_say_how_customers_are_told_stops_the_start(data: Path, said: str) -> None:
    (data / "notices.json").write_text(said)
    with pytest.raises(BadInput, match="bad_notice_config"):
        run("serve", "--data", str(data))


def test_rules_for_sources_are_shown_tried_and_set(data: Path, tmp_path: Path) -> None:
    about = ("--data", str(data))
    rules = tmp_path / "rules.json"
    rules.write_text(run("sourcing", "show", *about))
    assert json.loads(rules.read_text())["max_origins"] == 1_000
    rules.write_text('{"max_origins": 2}')
    assert json.loads(run("whatif", str(rules), "--json", *about))["decisions"] == 0
    assert "0 decisions" in run("whatif", str(rules), *about)
    run("sourcing", "set", str(rules), *about)
    assert json.loads(run("sourcing", "show", *about))["max_origins"] == 2
    with pytest.raises(BadInput, match="no_such_file"):
        run("whatif", str(tmp_path / "none.json"), *about)


def test_a_label_template_is_published_shown_and_withdrawn(data: Path, tmp_path: Path) -> None:
    ours = tmp_path / "bin.toml"
    ours.write_text('name = "bin"\n[[elements]]\nkind = "text"\n# à nous\n', encoding="utf-8")
    run("labels", "publish", "--data", str(data), str(ours))
    assert run("labels", "show", "--data", str(data), "bin") == ours.read_text(encoding="utf-8")
    run("labels", "withdraw", "--data", str(data), "bin")
    listed = run("labels", "list", "--data", str(data))
    assert listed.startswith("bin  version 2  ")
    assert listed.endswith("coulisse-core  given up: the one that ships is printed\n")
    for name, words, code in (
        ("bin.toml", "name = ", "label_text_unreadable"),
        ("Our Bin.toml", 'name = "Our Bin"\n[[elements]]\n', "label_name_malformed"),
    ):
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        with pytest.raises(Refused, match=code):
            run("labels", "publish", "--data", str(data), str(path))
    for words in (["show", "bin"], ["withdraw", "tote"], ["publish", str(tmp_path / "none.toml")]):
        with pytest.raises(BadInput, match="label_template"):
            run("labels", words[0], "--data", str(data), words[1])
