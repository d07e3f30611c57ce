"""What the label of an article says, from what the replica knows of it."""

import pytest

from core.rules.label_prices import LabelPrice
from core.rules.time import Instant
from desktop.labels import load, validate_data
from desktop.screens.labels.fields import label_data, label_fields
from sync.price_labels import LabelArticle


def article(content, unit, price):
    return LabelArticle(
        1, "CIRE-250", "4006381333931", "Cire pour cuir", "", "", "", "", "", content, unit, price
    )


@pytest.mark.parametrize(
    ("content", "unit", "language", "said"),
    [
        (250, "g", "fr", "19,96 € / kg"),
        (250, "ml", "en", "€19.96 / l"),
        (3, "piece", "fr", "1,66 € / pièce"),
        (3, "piece", "en", "€1.66 / piece"),
        (5_000, "cm2", "fr", "9,98 € / m²"),
    ],
)
def test_a_measured_article_s_label_says_its_unit_price(content, unit, language, said):
    fields = label_fields(
        article(content, unit, LabelPrice(499, "EUR", Instant(0))), "Europe/Paris", language
    )
    assert fields["unit_price"].replace("\u202f", " ").replace("\xa0", " ") == said


def test_it_is_the_unit_price_of_the_reduced_price():
    reduced = LabelPrice(400, "EUR", Instant(0), lowest_cents=499)
    fields = label_fields(article(250, "g", reduced), "Europe/Paris", "fr")
    assert fields["unit_price"].startswith("16,00")
    assert fields["lowest_price"].startswith("4,99")


@pytest.mark.parametrize(("content", "unit"), [(0, ""), (1_000, "g"), (1, "piece")])
def test_what_is_not_measured_has_none(content, unit):
    fields = label_fields(article(content, unit, LabelPrice(499, "EUR", Instant(0))), "Europe/Paris", "fr")
    assert "unit_price" not in fields


@pytest.mark.parametrize("template", ["price_label", "shelf_label", "markdown"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_dearest_unit_price_has_room_on_every_label(template, language):
    dear = LabelPrice(99_999_99, "EUR", Instant(0), lowest_cents=200_000_00)
    assert (
        validate_data(
            load(template), label_data(article(2, "piece", dear), "Europe/Paris", language), language
        )
        == []
    )
