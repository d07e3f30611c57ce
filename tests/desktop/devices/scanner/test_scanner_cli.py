"""``coulisse scan parse``."""

import json

import pytest
from typer.testing import CliRunner

from desktop.devices.scanner.cli import SENTENCES, app
from desktop.devices.scanner.elements import elements_of
from desktop.devices.scanner.meanings import Why

PLAIN_SSCC = "101234567890123459"


def parsed(text):
    said = CliRunner().invoke(app, ["--messages", "en", "parse", text])
    return said.exit_code, json.loads(said.stdout), said.stderr


def test_it_says_what_a_text_means():
    assert parsed("BIN-14") == (0, {"type": "bin", "code": "BIN-14"}, "")
    assert parsed("R0001042") == (0, {"type": "return", "number": "R0001042"}, "")


def test_gs1_data_come_with_their_elements():
    code, said, _ = parsed("]C1010326526131089421A7<GS>10L1")
    assert code == 0
    assert (said["type"], said["gtin"], said["serial"], said["lot"]) == ("piece", "3265261310894", "A7", "L1")
    assert [(one["identifier"], one["value"]) for one in said["elements"]] == [
        ("01", "03265261310894"),
        ("21", "A7"),
        ("10", "L1"),
    ]
    assert "fault" not in said


def test_what_is_wrong_in_it_is_said_although_the_article_is_known():
    code, said, _ = parsed("(01)03265261310894(17)260231")
    assert (code, said["gtin"]) == (0, "3265261310894")
    assert (said["fault"]["code"], said["fault"]["identifier"]) == ("illegal_day", "17")


@pytest.mark.parametrize("text", ["3014260115531", "1012345678904"])
def test_a_plain_ean_that_begins_like_an_element_has_none(text):
    assert parsed(text) == (0, {"type": "article", "gtin": text}, "")


def test_a_plain_number_of_a_parcel_that_begins_like_an_element_has_none():
    assert parsed(PLAIN_SSCC) == (0, {"type": "parcel", "sscc": PLAIN_SSCC}, "")


@pytest.mark.parametrize("text", ["1012345678904", PLAIN_SSCC, "1012345678905"])
def test_nor_does_the_test_of_the_scanner_name_any(text):
    assert elements_of(text) == ()


def test_elements_that_must_not_stand_together_are_told():
    _, said, _ = parsed("(01)03265261310894(37)5")
    assert (said["fault"]["code"], said["fault"]["identifier"]) == ("must_not_stand_together", "01")


def test_a_text_that_means_nothing_is_a_sentence_and_exit_status_2():
    code, said, sentence = parsed("3265261310895")
    assert (code, said["why"]) == (2, "bad_check_digit")
    assert sentence.strip() == "“3265261310895” is not understood. Its check digit is wrong."


def test_a_fault_of_gs1_data_is_said_in_words_and_a_plain_barcode_has_none():
    assert (
        parsed("3012345678900")[2].strip() == "“3012345678900” is not understood. Its check digit is wrong."
    )
    assert parsed("]C1(17)260231")[2].strip().endswith(" (17) names a day that does not exist.")


def test_the_older_option_still_goes():
    assert CliRunner().invoke(app, ["parse", "--json", "BIN-14"]).exit_code == 0


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_a_sentence(why):
    assert SENTENCES[why].endswith(".")
