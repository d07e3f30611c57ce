"""Files of records: both forms, and what is said of lines that are none."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.rules.errors import BadInput
from core.service.record_files import LineError, read, write
from core.service.records import BinRecord, LocationRecord, PlaceRecord, PositionRecord, StaffRecord

BIN = BinRecord("LYON", "B-01")
PARIS = LocationRecord("PARIS", "Paris Rivoli", "store", 48.8566, 2.3522, is_open=False)


def errors(path: Path, kind: type[msgspec.Struct]) -> list[tuple[int, str]]:
    return [(n, found.code) for n, found in read(path, kind) if isinstance(found, LineError)]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_what_is_written_is_read_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"locations{suffix}"
    assert write(path, LocationRecord, [PARIS, PARIS]) == 2
    assert [record for _, record in read(path, LocationRecord)] == [PARIS, PARIS]


def test_a_text_that_has_to_be_told_may_be_empty_in_a_cell_too(tmp_path: Path) -> None:
    """Somebody without a badge, a shelf without a number: exported, they come in again."""
    people, places = tmp_path / "staff.csv", tmp_path / "places.csv"
    person = StaffRecord("LYON", "night", "Équipe de nuit", "associate", "")
    place = PlaceRecord("SCARF", "LYON", "B", "", "")
    write(people, StaffRecord, [person])
    write(places, PlaceRecord, [place])
    assert [record for _, record in read(people, StaffRecord)] == [person]
    assert [record for _, record in read(places, PlaceRecord)] == [place]
    people.write_text("location,id,name,role,badge\nLYON,,Nobody,associate,\n")
    assert errors(people, StaffRecord) == [(2, "bad_record")], "a number that has to be told is not empty"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: text == text.strip()
)


@given(code=TEXTS, location=TEXTS)
def test_any_text_survives_a_spreadsheets_form(
    tmp_path_factory: pytest.TempPathFactory, code: str, location: str
) -> None:
    path = tmp_path_factory.mktemp("files") / "bins.csv"
    write(path, BinRecord, [BinRecord(location, code)])
    assert [record for _, record in read(path, BinRecord)] == [BinRecord(location, code)]


def test_a_cell_never_begins_like_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    write(path, BinRecord, [BinRecord("LYON", start + "1+1") for start in "=+-@"])
    cells = [line.split(",")[1] for line in path.read_text().splitlines()[1:]]
    assert all(cell.startswith("'") for cell in cells)


def test_numbers_below_zero_stay_numbers_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    record = PositionRecord("SCARF", "LYON", -4)
    write(path, PositionRecord, [record])
    assert ",-4," in path.read_text()
    assert [found for _, found in read(path, PositionRecord)] == [record]


def test_a_wrong_line_is_told_by_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bins.jsonl"
    path.write_text('{"location": "LYON", "code": "B-01"}\n{not json\n\n{"location": "LYON"}\n')
    found = list(read(path, BinRecord))
    assert found[0] == (1, BIN)
    assert errors(path, BinRecord) == [(2, "bad_json"), (4, "bad_record")]


def test_the_error_names_the_place_in_the_record(tmp_path: Path) -> None:
    path = tmp_path / "bins.jsonl"
    path.write_text('{"location": "LYON", "code": 7}\n')
    (_, error), *_ = list(read(path, BinRecord))
    assert isinstance(error, LineError)
    assert "$.code" in error.detail


def test_a_wrong_cell_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_text("sku,location,sellable\nSCARF,LYON,3\nSCARF,PARIS,many\n")
    assert errors(path, PositionRecord) == [(3, "bad_record")]


def test_a_row_with_too_many_cells_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    path.write_text("location,code\nLYON,B-01,B-02\n")
    assert errors(path, BinRecord) == [(2, "bad_record")]


def test_a_file_that_ends_within_a_row_changes_nothing_by_it(tmp_path: Path) -> None:
    """Half of a name is a name as well: what was cut off must not take the place of what is known."""
    path = tmp_path / "bins.csv"
    path.write_text("location,code,room\nLYON,B-01\nLYON,B-0")
    assert errors(path, BinRecord) == [(3, "bad_record")]
    path.write_text("location,code,room\nLYON,B-01,2\nLYON,B-02,2")
    assert errors(path, BinRecord) == []


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_a_writing_that_fails_costs_no_file_that_was_there(tmp_path: Path, suffix: str) -> None:
    def run_full() -> Iterator[BinRecord]:
        yield BIN
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / f"bins{suffix}"
    path.write_text("before")
    with pytest.raises(OSError, match="No space"):
        write(path, BinRecord, run_full())
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [(path.name, "before")]


def test_an_unknown_column_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    path.write_text("location,code,mood\nLYON,B-01,good\n")
    with pytest.raises(BadInput, match="bad_heading") as bad:
        list(read(path, BinRecord))
    assert bad.value.data["unknown"] == ["mood"]


def test_an_endless_row_is_left_out_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    path.write_bytes(b"location,code\n" + b"x" * 2_500_000 + b"\nLYON,B-01\n")
    assert list(read(path, BinRecord)) == [
        (2, LineError(2, "line_too_long", "a row without an end")),
        (3, BIN),
    ]


def test_an_endless_line_is_left_out_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "bins.jsonl"
    path.write_bytes(b"x" * 2_500_000 + b'\n{"location": "LYON", "code": "B-01"}\n')
    assert errors(path, BinRecord) == [(1, "line_too_long")]
    assert [record for _, record in read(path, BinRecord)][-1] == BIN


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_a_line_that_is_not_utf8_is_told_and_the_rest_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bins{suffix}"
    write(path, BinRecord, [BIN, BinRecord("LYON", "Écrin"), BIN])
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    [(_, told)] = errors(path, BinRecord)
    assert told == {".jsonl": "bad_json", ".csv": "bad_encoding"}[suffix]
    assert [found for _, found in read(path, BinRecord) if not isinstance(found, LineError)] == [BIN, BIN]


def test_a_heading_that_is_not_utf8_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    path.write_text("location,code\nLYON,B-01\n", encoding="utf-16")
    with pytest.raises(BadInput, match="bad_encoding"):
        list(read(path, BinRecord))


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_a_byte_order_mark_does_no_harm(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bins{suffix}"
    write(path, BinRecord, [BIN])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [record for _, record in read(path, BinRecord)] == [BIN]


def test_what_a_french_spreadsheet_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    path.write_bytes(b'location;code;room\r\nLYON;B-01;\r\nLYON;"B;02, big";7\r\n;;\r\n')
    assert [record for _, record in read(path, BinRecord)] == [BIN, BinRecord("LYON", "B;02, big", 7)]


def test_a_cell_may_hold_the_ends_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "locations.csv"
    address = replace(PARIS, street='12 rue de Rivoli\r\nbâtiment "B"\n2e étage')
    write(path, LocationRecord, [address, PARIS])
    assert list(read(path, LocationRecord)) == [(2, address), (5, PARIS)]


@pytest.mark.parametrize("opened", ['LYON,"B-02', '"LYON,B-02', 'LYON,"B-02" big'])
@pytest.mark.parametrize("after", [1, 2_000])
def test_a_quotation_that_is_not_closed_costs_its_own_line_alone(
    tmp_path: Path, opened: str, after: int
) -> None:
    path = tmp_path / "bins.csv"
    rest = [f'LYON,"B-{number:04d}"' for number in range(after)]
    path.write_text("\n".join(["location,code", "LYON,B-01", opened, *rest]) + "\n")
    assert errors(path, BinRecord) == [(3, "bad_record")]
    found = [record for _, record in read(path, BinRecord) if isinstance(record, BinRecord)]
    assert [record.code for record in found] == ["B-01", *(f"B-{number:04d}" for number in range(after))]


def test_a_column_that_is_named_twice_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    path.write_text("location,code,code\nLYON,B-01,B-02\n")
    with pytest.raises(BadInput, match="bad_heading"):
        list(read(path, BinRecord))


def test_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no_such_file"):
        list(read(tmp_path / "nothing.jsonl", BinRecord))


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "kept" / "bins.csv", tmp_path / "bins.csv"
    target.parent.mkdir()
    target.write_text("before")
    link.symlink_to(Path("kept") / "bins.csv")
    write(link, BinRecord, [BIN])
    assert link.is_symlink()
    assert [record for _, record in read(target, BinRecord)] == [BIN]


def test_what_the_owner_alone_could_read_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "staff.jsonl"
    path.write_text("before")
    path.chmod(0o600)
    write(path, BinRecord, [BIN])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_beside_which_no_other_can_be_made_is_written_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / f"{'b' * 246}.jsonl"
    path.write_text("before")
    write(path, BinRecord, [BIN])
    assert [record for _, record in read(path, BinRecord)] == [BIN]
    assert list(tmp_path.iterdir()) == [path]


def test_where_the_shell_has_put_the_output_is_written_and_not_replaced(tmp_path: Path) -> None:
    """`/dev/stdout` leads to a file that looks like any other."""
    with (tmp_path / "out.jsonl").open("wb") as out:
        before = os.fstat(out.fileno()).st_ino
        write(Path(f"/dev/fd/{out.fileno()}"), BinRecord, [BIN])
        (tmp_path / "link").symlink_to(f"/proc/self/fd/{out.fileno()}")
        write(tmp_path / "link", BinRecord, [BIN])
    assert (tmp_path / "out.jsonl").stat().st_ino == before
    assert [record for _, record in read(tmp_path / "out.jsonl", BinRecord)] == [BIN]
    assert (tmp_path / "link").is_symlink()


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(pipe, BinRecord, [BIN])
    assert b'"code":"B-01"' in os.read(reader, 4_096)
    os.close(reader)
    assert pipe.is_fifo()


def test_what_takes_a_place_is_on_the_disk_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, seen = tmp_path / "bins.jsonl", []
    sync = os.fsync

    def note(handle: int) -> None:
        seen.append((path.exists(), os.fstat(handle).st_size > 0))
        sync(handle)

    monkeypatch.setattr(os, "fsync", note)
    write(path, BinRecord, [BIN])
    assert seen == [(False, True)]
