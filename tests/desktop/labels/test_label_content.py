import msgspec
import pytest
from label_builders import pickup

from core.rules.errors import BadInput
from desktop.labels import LabelData, example_data, load
from desktop.labels.content import check_data, filled, is_drawn, words_of
from desktop.labels.template import Area, Box


def test_fields_and_words_are_put_in_and_what_is_absent_is_empty():
    text = filled("{words.order} {order_number}{nothing}", {"order_number": "W-1"}, {"order": "Commande"})
    assert text == "Commande W-1"


def test_a_value_in_braces_is_not_filled_again():
    assert filled("{a}", {"a": "{b}", "b": "secret"}, {}) == "{b}"


@pytest.mark.parametrize(
    ("when", "unless", "fields", "drawn"),
    [
        ("", "", {}, True),
        ("bin", "", {"bin": "14"}, True),
        ("bin", "", {"bin": "  "}, False),
        ("bin", "", {}, False),
        ("", "bin", {}, True),
        ("", "bin", {"bin": "14"}, False),
    ],
)
def test_an_element_is_drawn_when_its_conditions_hold(when, unless, fields, drawn):
    element = Box(name="box", area=Area(0, 0, 1, 1), when=when, unless=unless)
    assert is_drawn(element, fields) is drawn


@pytest.mark.parametrize("value", ["", "   "])
def test_a_label_without_a_required_field_is_refused_by_the_field_s_name(value):
    with pytest.raises(BadInput, match="label_field_missing") as caught:
        check_data(load("pickup_parcel"), pickup(customer_name=value))
    assert caught.value.data == {"template": "pickup_parcel", "field": "customer_name"}


def test_absurd_lengths_and_numbers_of_rows_are_refused():
    with pytest.raises(BadInput, match="label_field_too_long"):
        check_data(load("pickup_parcel"), pickup(customer_name="x" * 2_001))
    rows = example_data(load("pick_list")).rows[:1] * 2_001
    with pytest.raises(BadInput, match="label_too_many_rows"):
        check_data(load("pick_list"), msgspec.structs.replace(example_data(load("pick_list")), rows=rows))


def test_a_row_without_a_required_field_is_refused():
    fields = example_data(load("pick_list")).fields
    with pytest.raises(BadInput, match="label_field_missing"):
        check_data(load("pick_list"), LabelData(fields, ({"name": "Veste"},)))


def test_an_unknown_language_is_refused_with_those_that_are_known():
    with pytest.raises(BadInput, match="label_language_unknown") as caught:
        words_of(load("bin"), "de")
    assert caught.value.data["known"] == ["en", "fr"]
