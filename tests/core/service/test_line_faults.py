"""A line that is no record says which field is wrong, and how it is written; in both languages."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest

from core.orchestration import Core
from core.rules.delivery import MAX_LINES
from core.rules.errors import BadInput
from core.service.delivery_records import AnnouncementRecord
from core.service.importing import import_file
from core.service.line_faults import SENTENCES, Fault, Why, fault_of, sentence_of
from core.service.movement_lines import MovementRecord
from core.service.record_files import LineError, read
from core.service.record_types import FORMS
from core.service.records import ArticleRecord, BinRecord, LocationRecord, StaffRecord
from tests.core.service.test_importing import LYON, SCARF, load

MOVED: dict[str, Any] = {
    "id": "m1",
    "at": 1_796_000_000_000,
    "kind": "received",
    "sku": "SCARF",
    "location": "LYON",
    "quantity": 3,
}


def fault(kind: type[msgspec.Struct], told: object) -> Fault | None:
    with pytest.raises(msgspec.ValidationError) as error:
        msgspec.json.decode(json.dumps(told), type=kind)
    return fault_of(error.value)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"quantity": "2"}, Fault(Why.WHOLE_NUMBER, "quantity")),
        ({"quantity": 1.5}, Fault(Why.WHOLE_NUMBER, "quantity")),
        ({"quantity": 10**12}, Fault(Why.BOUND, "quantity", "<= 2147483647")),
        ({"at": -5}, Fault(Why.BOUND, "at", ">= 0")),
        ({"kind": "flown"}, Fault(Why.CHOICE, "kind", "'flown'")),
        ({"sku": 7}, Fault(Why.TEXT, "sku")),
        ({"sku": ""}, Fault(Why.EMPTY, "sku")),
        ({"sku": "x" * 65}, Fault(Why.TOO_LONG, "sku", "64")),
        ({"serial": 7}, Fault(Why.TEXT, "serial")),
        ({"quantité": 1}, Fault(Why.UNKNOWN, "quantité")),
    ],
)
def test_a_field_that_is_wrong_is_named(change: dict[str, Any], found: Fault) -> None:
    assert fault(MovementRecord, MOVED | change) == found


def test_a_field_that_is_missing_is_named_and_no_record_at_all_names_none() -> None:
    assert fault(MovementRecord, {"id": "m1"}) == Fault(Why.MISSING, "at")
    assert fault(MovementRecord, [1]) is None


def test_a_text_without_its_form_says_how_it_is_written() -> None:
    wrong = fault(ArticleRecord, {"sku": "S", "gtin": "3,01235E+12", "style": "S", "name": "N"})
    assert wrong is not None
    assert (wrong.why, wrong.field) == (Why.FORM, "gtin")
    assert "8, 12, 13 or 14 digits" in sentence_of(wrong, "en")
    assert "8, 12, 13 ou 14 chiffres" in sentence_of(wrong, "fr")
    nobody = fault(
        StaffRecord, {"location": "L", "id": "n", "name": "N", "role": "associate", "badge": "", "pin": "1"}
    )
    assert nobody is not None
    assert sentence_of(nobody, "en") == "“pin” has to be 6 to 12 digits."


@pytest.mark.parametrize("form", FORMS)
def test_each_form_that_has_a_sentence_is_told_by_it(form: str) -> None:
    kind = msgspec.defstruct("Told", [("told", Annotated[str, msgspec.Meta(pattern=form)])])
    wrong = fault(kind, {"told": "no, not so"})
    assert wrong is not None
    assert sentence_of(wrong, "en") == FORMS[form][0].format(field="told")


@pytest.mark.parametrize(("least", "why"), [(1, Why.EMPTY), (2, Why.FORM), (10, Why.FORM)])
def test_only_a_text_of_which_one_character_is_asked_for_is_said_to_be_empty(least: int, why: Why) -> None:
    kind = msgspec.defstruct("Told", [("told", Annotated[str, msgspec.Meta(min_length=least)])])
    assert fault(kind, {"told": "x" * (least - 1)}) == Fault(why, "told")


def test_of_a_list_that_is_too_long_entries_are_told_and_not_characters() -> None:
    line = {"sku": "S", "quantity": 1}
    cartons = [{"number": "1", "lines": [line] * (MAX_LINES + 1)}]
    told = {"location": "L", "number": "N", "due_at": 0, "origin": "O", "cartons": cartons}
    wrong = fault(AnnouncementRecord, told)
    assert wrong == Fault(Why.TOO_MANY, "cartons[0].lines", str(MAX_LINES))


def test_every_sentence_is_there_in_both_languages_and_names_the_same() -> None:
    def fields(sentence: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence)} - {None}

    assert set(SENTENCES) == set(Why)
    for english, french in (*SENTENCES.values(), *FORMS.values()):
        assert english != french
        assert fields(english) == fields(french)


def faults(path: Path, kind: type[msgspec.Struct]) -> list[tuple[int, Fault | None]]:
    return [(line, found.fault) for line, found in read(path, kind) if isinstance(found, LineError)]


def test_what_a_french_spreadsheet_writes_is_read_or_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "movements.csv"
    rows = [
        f"m{n};1796000000000;received;SCARF;LYON;{units}" for n, units in enumerate(["3", "2,5", "1 000", ""])
    ]
    text = "\r\n".join(["id;at;kind;sku;location;quantity", *rows, ""])
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert faults(path, MovementRecord) == [
        (3, Fault(Why.WHOLE_NUMBER, "quantity")),
        (4, Fault(Why.WHOLE_NUMBER, "quantity")),
        (5, Fault(Why.MISSING, "quantity")),
    ]
    path.write_bytes(text.encode()[:-12])
    assert faults(path, MovementRecord)[-1] == (5, Fault(Why.CUT_OFF))


def test_a_fraction_has_a_comma_where_no_comma_stands_between_cells(tmp_path: Path) -> None:
    path = tmp_path / "stores.csv"
    path.write_text("code;name;kind;latitude;longitude\nLYON;Lyon, Part-Dieu;store;45,76;-4,86\n")
    (_, place), *_ = read(path, LocationRecord)
    assert isinstance(place, LocationRecord)
    assert (place.name, place.latitude, place.longitude) == ("Lyon, Part-Dieu", 45.76, -4.86)
    path.write_text('code,name,kind,latitude,longitude\nLYON,Lyon,store,"45,76",4.86\n')
    assert faults(path, LocationRecord) == [(2, Fault(Why.NUMBER, "latitude"))]


def test_a_comma_too_many_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "bins.csv"
    path.write_text("location,code\nLYON,B-01,5\n")
    assert faults(path, BinRecord) == [(2, Fault(Why.CELLS))]


def test_a_column_that_each_record_needs_is_missed_once_not_in_each_line(tmp_path: Path) -> None:
    path = tmp_path / "movements.csv"
    path.write_text("id,at,kind,sku,location\n" + "m1,1796000000000,received,SCARF,LYON\n" * 3)
    with pytest.raises(BadInput, match="bad_heading") as bad:
        list(read(path, MovementRecord))
    assert bad.value.data == {"missing": ["quantity"]}


def test_a_barcode_that_no_scanner_would_read_costs_its_own_line_alone(core: Core, tmp_path: Path) -> None:
    load(core, "locations", LYON)
    path = tmp_path / "articles.jsonl"
    wrong = msgspec.structs.replace(SCARF, sku="GLOVE", gtin=SCARF.gtin[:-1] + "7")
    path.write_bytes(b"\n".join(msgspec.json.encode(one) for one in (wrong, SCARF)))
    report = import_file(core, "articles", path)
    assert (report.written, [(one.line, one.code) for one in report.errors]) == (1, [(1, "bad_check_digit")])
