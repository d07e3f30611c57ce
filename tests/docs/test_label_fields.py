"""The documentation's tables of fields are those of the templates."""

import label_fields


def test_the_fields_in_the_documentation_are_up_to_date() -> None:
    text = label_fields.PAGE.read_text(encoding="utf-8")
    assert label_fields.page(text) == text, "run docs/label_fields.py"
