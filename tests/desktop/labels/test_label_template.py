import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.rules.errors import BadInput
from desktop.labels import load, load_file, names, use_own
from desktop.labels.template import LANGUAGES
from desktop.labels.template_files import SHIPPED


def test_the_templates_that_ship_are_found_by_name():
    assert {"pickup_parcel", "pick_list", "bin"} <= set(names())


@pytest.mark.parametrize("name", names())
def test_each_shipped_template_has_the_name_of_its_file_and_every_language(name):
    template = load(name)
    assert template.name == name
    assert set(LANGUAGES) <= set(template.words)
    assert set(LANGUAGES) <= set(template.title)


def test_an_unknown_name_is_refused_with_those_that_are_known():
    with pytest.raises(BadInput, match="label_template_unknown") as caught:
        load("../pick_list")
    assert "pick_list" in caught.value.data["known"]


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadInput, match="label_template_missing"):
        load_file(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (lambda text: text + "\nsurprise = 1\n", "surprise"),
        (lambda text: text.replace('symbol = "qr"', 'symbol = "aztec"'), "aztec"),
        (lambda text: text.replace("width_mm = 100", 'width_mm = "wide"'), "width_mm"),
        (lambda text: text.replace("area = [3, 11, 57, 36]", "area = [3, 11]"), "elements"),
        (lambda text: text + "\n[[[", ""),
        (lambda text: "", "name"),
    ],
    ids=["unknown key", "unknown symbol", "not a number", "half an area", "not TOML", "empty"],
)
def test_a_damaged_file_is_refused_with_the_place(tmp_path, damage, place):
    path = tmp_path / "bin.toml"
    path.write_text(damage((SHIPPED / "bin.toml").read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(BadInput, match="label_template_unreadable") as caught:
        load_file(path)
    assert place in caught.value.data["reason"]


def test_bytes_that_are_not_text_and_files_beyond_any_template_are_refused(tmp_path):
    path = tmp_path / "bin.toml"
    for content in (b"\xff\xfe\x00", b"#" * 300_000):
        path.write_bytes(content)
        with pytest.raises(BadInput, match="label_template_unreadable"):
            load_file(path)


def test_templates_are_files_that_people_can_read():
    for path in Path(SHIPPED).glob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("#"), f"{path.name} begins with what it is for"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A chain's folder of templates; afterwards there is none again."""
    use_own(tmp_path)
    yield tmp_path
    use_own(tmp_path / "none")


def test_a_chain_s_own_template_takes_the_place_of_the_one_that_ships_as_soon_as_it_is_there(own):
    shipped = load("bin")
    text = (SHIPPED / "bin.toml").read_text(encoding="utf-8")
    (own / "bin.toml").write_text(text.replace("width_mm = 100", "width_mm = 90"), encoding="utf-8")
    assert (load("bin").width_mm, load("tote").width_mm) == (90, 100)
    changed = own / "bin.toml"
    changed.write_text(text.replace("width_mm = 100", "width_mm = 80"), encoding="utf-8")
    os.utime(changed, ns=(1, 1))
    assert load("bin").width_mm == 80
    changed.unlink()
    assert load("bin") == shipped


def test_a_new_name_is_a_new_label_and_one_that_cannot_be_read_is_not_passed_over(own):
    (own / "gift.toml").write_text((SHIPPED / "bin.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert load("gift").title["en"] == "Bin"
    (own / "bin.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(BadInput, match="label_template_unreadable"):
        load("bin")
