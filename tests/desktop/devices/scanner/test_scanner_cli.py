"""``coulisse scan parse``."""

import json

from typer.testing import CliRunner

from desktop.devices.scanner.cli import app


def test_it_says_what_a_text_means() -> None:
    said = CliRunner().invoke(app, ["parse", "]C1010326526131089421A7<GS>10L1"])
    assert said.exit_code == 0
    assert said.stdout.splitlines() == ["kind: piece", "gtin: 3265261310894", "serial: A7", "lot: L1"]


def test_it_speaks_json() -> None:
    said = CliRunner().invoke(app, ["parse", "--json", "BIN-14"])
    assert json.loads(said.stdout) == {"type": "bin", "code": "BIN-14"}


def test_a_text_that_means_nothing_is_an_exit_code_of_1() -> None:
    said = CliRunner().invoke(app, ["parse", "3265261310895"])
    assert (said.exit_code, "why: bad_check_digit" in said.stdout) == (1, True)
