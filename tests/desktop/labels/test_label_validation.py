import re

import msgspec
import pytest
from label_builders import pickup

from desktop.labels import LabelData, example_data, load, load_file, names, validate, validate_data
from desktop.labels.problem import Problem
from desktop.labels.problem_sentences import SENTENCES, problem_sentence
from desktop.labels.template_files import SHIPPED
from desktop.shell.language import sayer


@pytest.mark.parametrize("name", names())
def test_every_shipped_template_prints_well_at_its_longest_on_every_output(name):
    assert [problem_sentence(problem) for problem in validate(load(name))] == []


@pytest.mark.parametrize("name", names())
def test_the_examples_print_as_they_are_written(name):
    for language in ("fr", "en"):
        assert validate_data(load(name), example_data(load(name)), language) == []


PICKUP = (SHIPPED / "pickup_parcel.toml").read_text(encoding="utf-8")
BIN = (SHIPPED / "bin.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "old", "new", "code", "element"),
    [
        (PICKUP, 'fit = ["wrap", "shrink"]', "", "text_too_long", "customer"),
        (PICKUP, "area = [4, 17.5, 92, 27]", "area = [4, 17.5, 92, 4]", "text_too_long", "customer"),
        (PICKUP, "area = [4, 108.6, 92, 37.4]", "area = [4, 108.6, 60, 37.4]", "bar_too_narrow", "sscc"),
        (PICKUP, "area = [4, 108.6, 92, 37.4]", "area = [4, 108.6, 80, 37.4]", "quiet_zone", "sscc"),
        (PICKUP, "area = [4, 108.6, 92, 37.4]", "area = [4, 116, 92, 30]", "bar_too_low", "sscc"),
        (PICKUP, "area = [4, 17.5, 92, 27]", "area = [1, 17.5, 92, 27]", "outside_label", "customer"),
        (PICKUP, "area = [4, 49.5, 54, 8.5]", "area = [4, 43, 54, 8.5]", "overlap", "order_word"),
        (PICKUP, "area = [60, 60, 37, 37]", "area = [50, 60, 37, 37]", "overlap", "bin_frame"),
        (PICKUP, 'text = "{customer_name}"', 'text = "{custmer_name}"', "field_unknown", "customer"),
        (PICKUP, 'when = "to_pay"', 'when = "to_py"', "field_unknown", "to_pay_band"),
        (PICKUP, 'bin = "Bin"', "", "word_missing", "bin_word"),
        (PICKUP, "[words.en]", "[words.de]", "language_missing", "pickup_parcel"),
        (PICKUP, 'bin = "Bin"', 'bin = "Boîte №"', "character_missing", "bin_word"),
        (PICKUP, 'content = "(00){sscc}"', 'content = "(99{sscc}"', "barcode_content", "sscc"),
        (BIN, "area = [60, 10, 38, 38]", "area = [60, 10, 38, 7]", "bar_too_narrow", "bin_code"),
    ],
)  # fmt: skip
def test_each_fault_of_a_template_is_found_and_said(tmp_path, text, old, new, code, element):
    assert old in text
    path = tmp_path / "trial.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [problem for problem in validate(load_file(path)) if problem.code == code]
    assert element in [problem.element for problem in found]
    for problem in found:
        assert re.search(r"[.]$", problem_sentence(problem))


def test_lengths_are_said_as_the_language_writes_them():
    found = Problem("bar_too_low", "sscc", {"symbol": "x", "height_mm": "12.5", "least_mm": "13"})
    assert "bars of 12.5 mm are too low for x: 13 mm at least" in problem_sentence(found, sayer("en"))
    assert "12,5\u00a0mm sont trop basses pour x\u202f: 13\u00a0mm au moins" in problem_sentence(
        found, sayer("fr")
    )


def test_a_fault_is_said_once_not_for_every_output(tmp_path):
    path = tmp_path / "trial.toml"
    path.write_text(PICKUP.replace('fit = ["wrap", "shrink"]', "", 1), encoding="utf-8")
    assert [problem.code for problem in validate(load_file(path))] == ["text_too_long"]


def test_data_without_a_required_field_are_a_problem_with_a_name():
    data = LabelData({"customer_name": "Martin"})
    codes = {(problem.code, problem.element) for problem in validate_data(load("pickup_parcel"), data, "fr")}
    assert ("missing_field", "sscc") in codes
    assert ("missing_field", "customer_name") not in codes


def test_letters_that_the_printer_lacks_are_named():
    (problem,) = validate_data(load("pickup_parcel"), pickup(customer_name="Łukasz Nowak"), "fr")
    assert problem.code == "character_missing"
    assert problem.details["characters"] == "Ł"
    assert "ZPL" in problem.details["where"]


def test_a_name_beyond_what_was_promised_is_said():
    codes = {
        problem.code
        for problem in validate_data(load("pickup_parcel"), pickup(customer_name="W" * 300), "fr")
    }
    assert codes == {"text_too_long"}


def test_a_barcode_that_cannot_be_is_said_of_its_element():
    problems = validate_data(load("pickup_parcel"), pickup(sscc="376104250021234560"), "fr")
    assert [(problem.code, problem.element) for problem in problems] == [("barcode_content", "sscc")]


def test_a_template_for_paper_is_not_asked_for_the_printer_s_letters():
    template = load("pick_list")
    data = example_data(template)
    changed = msgspec.structs.replace(data, fields={**data.fields, "customer_name": "Łukasz"})
    assert validate_data(template, changed, "fr") == []


def test_every_sentence_can_be_said():
    for sentence in SENTENCES.values():
        wanted = dict.fromkeys(re.findall(r"\{(\w+)\}", sentence), "x")
        assert sentence.format_map(wanted).endswith(".")
