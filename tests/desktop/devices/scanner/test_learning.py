"""The set-up code teaches what a scanner sends around each barcode."""

import pytest

from desktop.devices.scanner import Scan, WedgeSettings, parse
from desktop.devices.scanner.learning import SETUP_CODE, learned
from desktop.devices.scanner.wedge import Fate, Kind, Stroke, Wedge


@pytest.mark.parametrize(
    ("text", "prefix", "suffix"),
    [
        (SETUP_CODE, "", ""),
        (f"~{SETUP_CODE}", "~", ""),
        (f"{SETUP_CODE}#", "", "#"),
        (f"\x02{SETUP_CODE}\x03", "\x02", "\x03"),
        (f"]Q1{SETUP_CODE}", "", ""),
        (f"~]C0{SETUP_CODE}!!", "~", "!!"),
    ],
)
def test_what_stands_around_the_code_is_learned(text, prefix, suffix):
    kept = WedgeSettings("old", 77)
    assert learned(Scan(text, "whatever"), kept) == WedgeSettings(prefix, 77, suffix)
    assert learned(Scan("whatever", text), kept) == WedgeSettings(prefix, 77, suffix)


@pytest.mark.parametrize("text", ["", "COULISSE", f"123456789{SETUP_CODE}", "4006381333931"])
def test_any_other_scan_teaches_nothing(text):
    assert learned(Scan(text, text), WedgeSettings()) is None


def typed(wedge, text):
    """Everything that a scanner sends, some milliseconds apart, with Enter."""
    verdict = None
    for place, char in enumerate(text):
        assert wedge.press(Stroke(Kind.CHARACTER, 5 * place, char, char)).fate is Fate.HOLD
    verdict = wedge.press(Stroke(Kind.END, 5 * len(text), typed="\r"))
    return verdict.scan


def test_a_learned_prefix_and_suffix_are_taken_off():
    wedge = Wedge(WedgeSettings("~", suffix="#"))
    assert typed(wedge, "~BIN-14#").text == "BIN-14"
    assert typed(wedge, "~BIN-14").text == "BIN-14"
    assert typed(wedge, "BIN-14#") is None, "without its prefix it is no scan"


def test_the_set_up_code_is_a_scan_whatever_was_learned_before():
    wedge = Wedge(WedgeSettings("~", suffix="#"))
    scan = typed(wedge, SETUP_CODE)
    assert learned(scan, wedge.settings) == WedgeSettings("", suffix="")
    assert typed(wedge, f"!{SETUP_CODE}$").text == f"!{SETUP_CODE}$"


def test_the_code_itself_is_nothing_else():
    assert type(parse(SETUP_CODE)).__name__ == "Unknown"
