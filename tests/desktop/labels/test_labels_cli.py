import json

import pytest
from label_builders import pickup
from typer.testing import CliRunner

from desktop.labels.cli import app
from desktop.labels.template_files import SHIPPED


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(app, ["--messages", "en", *map(str, arguments)])


@pytest.fixture
def data_file(tmp_path):
    path = tmp_path / "data.json"
    path.write_text(json.dumps(dict(pickup().fields)), encoding="utf-8")
    return path


def test_list_names_each_template_with_its_size(run):
    result = run("list")
    assert result.exit_code == 0
    assert "pickup_parcel\t100x150 mm\tpdf,zpl\tPickup parcel" in result.stdout.splitlines()


@pytest.mark.parametrize(("format", "magic"), [("pdf", b"%PDF"), ("zpl", b"^XA"), ("png", b"\x89PNG")])
def test_render_writes_what_is_asked_for(run, tmp_path, data_file, format, magic):
    out = tmp_path / "label"
    result = run(
        "render", "--template", "pickup_parcel", "--data", data_file, "--format", format, "--out", out
    )
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(magic)


def test_render_takes_a_chain_s_own_file_and_its_examples(run, tmp_path):
    result = run(
        "render", "--template", SHIPPED / "bin.toml", "--out", tmp_path / "bin.pdf", "--language", "en"
    )
    assert result.exit_code == 0, result.output
    assert (tmp_path / "bin.pdf").exists()


def test_render_takes_rows_and_numbers_further_pictures(run, tmp_path):
    fields = {"order_number": "W-1", "customer_name": "Martin"}
    rows = [{"place": "A · 1", "quantity": "1", "name": "Veste"}] * 13
    path = tmp_path / "list.json"
    path.write_text(json.dumps({**fields, "rows": rows}), encoding="utf-8")
    out = tmp_path / "list.png"
    result = run(
        "render", "--template", "pick_list", "--data", path, "--format", "png", "--dpi", 50, "--out", out
    )
    assert result.exit_code == 0, result.output
    assert (tmp_path / "list-2.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--template", "nope"], "There is no label template “nope”."),
        (["--template", "nope.toml"], "cannot be opened"),
        (["--template", "bin", "--language", "de"], "no words in “de”"),
        (["--template", "bin", "--format", "zpl", "--dpi", "200"], "203 or 300"),
        (["--template", "pick_list", "--format", "zpl"], "made for paper"),
        (["--template", "bin", "--data", "none.json"], "does not hold the data"),
    ],
)
def test_a_fault_is_a_sentence_and_exit_status_2(run, tmp_path, arguments, said):
    result = run("render", "--out", tmp_path / "x", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.strip().endswith(".")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("content", ["", "[]", '{"bin": 1}', '{"rows": [{"name": null}]}'])
def test_data_that_are_not_texts_are_refused(run, tmp_path, content):
    path = tmp_path / "data.json"
    path.write_text(content, encoding="utf-8")
    result = run("render", "--template", "bin", "--data", path, "--out", tmp_path / "x")
    assert result.exit_code == 2
    assert "does not hold the data of a label" in result.stderr


def test_a_folder_that_cannot_be_written_is_a_sentence(run, tmp_path):
    result = run("render", "--template", "bin", "--out", tmp_path / "none" / "x.pdf")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_validate_is_content_with_what_ships(run):
    result = run("validate", SHIPPED / "pickup_parcel.toml")
    assert result.exit_code == 0, result.output
    assert "prints well" in result.stdout


def test_validate_says_what_is_wrong(run, tmp_path):
    path = tmp_path / "mine.toml"
    text = (SHIPPED / "pickup_parcel.toml").read_text(encoding="utf-8")
    path.write_text(
        text.replace("area = [4, 108.6, 92, 37.4]", "area = [4, 108.6, 80, 37.4]"), encoding="utf-8"
    )
    result = run("validate", path)
    assert result.exit_code == 2
    assert "“sscc”" in result.stderr
    assert "quiet zones" in result.stderr
