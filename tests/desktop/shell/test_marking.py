"""Why something was found: marked where it stands, labelled where the row lacks it, said in words."""

from __future__ import annotations

from typing import Any

from desktop.shell.marking import besides, grouped, guess_words, joined, marked, reason_words, serial_words
from desktop.shell.widgets import Marking
from sync.search import ArticleMatch, Mark, OrderMatch

SHOWN = ("name", "size", "colour")


def match(*marks: Mark, **changes: Any) -> ArticleMatch:
    known = {
        "id": 1,
        "sku": "ROB1001-NOI-40",
        "gtin": "02061803601203",
        "style": "ROB1001",
        "name": "Robe lin Réséda",
        "brand": "Orvane",
        "category": "Robes",
        "size": "40",
        "colour": "Noir",
        "colour_hex": "",
        "price_cents": None,
        "available_here": 0,
        "available_elsewhere": 0,
    }
    return ArticleMatch(**(known | changes), marks=marks)


def letters(what: tuple[str, tuple[Marking, ...]]) -> list[str]:
    return [what[0][mark.start : mark.end] for mark in what[1]]


def test_marks_go_along_when_texts_are_joined() -> None:
    found = match(Mark("size", 0, 2), Mark("colour", 0, 3))
    what = joined([marked(found, "size"), ("", ()), marked(found, "colour")])

    assert what[0] == "40 · Noir"
    assert letters(what) == ["40", "Noi"]


def test_marks_go_along_when_a_barcode_is_grouped() -> None:
    tail = grouped(marked(match(Mark("gtin", 10, 14)), "gtin"), "206 180 360 1203")
    across = grouped(marked(match(Mark("gtin", 0, 6)), "gtin"), "206 180 360 1203")

    assert letters(tail) == ["1203"]
    assert letters(across) == ["206 18"]


def test_a_field_that_the_row_lacks_is_added_only_where_it_is_the_reason() -> None:
    by_name = match(Mark("name", 0, 3), Mark("category", 0, 3), Mark("sku", 0, 3))
    by_brand = match(Mark("name", 0, 3), Mark("brand", 0, 3))
    by_tail = match(Mark("gtin", 10, 14))

    assert besides(by_name, SHOWN) == []
    assert [letters(what) for what in besides(by_brand, SHOWN)] == [["Orv"]]
    assert [what[0] for what in besides(by_tail, SHOWN)] == ["Barcode 02061803601203"]
    assert letters(besides(by_tail, SHOWN)[0]) == ["1203"]


def test_a_piece_is_labelled_with_its_number() -> None:
    what = serial_words(match(Mark("serial", 0, 3), serial="ORK29"))

    assert (what[0], letters(what)) == ("Serial number ORK29", ["ORK"])
    assert serial_words(match()) == ("", ())


def test_the_reason_is_said_once_and_a_guess_is_called_one() -> None:
    found = match(Mark("name", 0, 4), Mark("category", 0, 4), Mark("size", 0, 2))
    guessed = match(Mark("name", 0, 4, is_meant=True), Mark("size", 0, 2))
    order = OrderMatch("f1", "C-20418", "Claire Martin", "pickup", "ready", 0, (Mark("order_number", 2, 7),))

    assert reason_words(found) == "found by Robe, 40"
    assert reason_words(guessed) == "found by 40; close to what was typed: Robe"
    assert reason_words(order) == "found by 20418"
    assert reason_words(match()) == ""


def test_what_was_meant_is_asked_where_all_are_guesses() -> None:
    guessed = match(Mark("name", 0, 4, is_meant=True), Mark("category", 0, 5, is_meant=True))

    assert guess_words([guessed], " rboe ") == "nothing is written “rboe”; did you mean “robe”?"
    assert guess_words([guessed, match(Mark("name", 0, 1))], "r") == ""
    both = match(Mark("name", 0, 4, is_meant=True), Mark("size", 0, 2))
    assert guess_words([both], "40 rboe") == "nothing is written “40 rboe”; did you mean “40 robe”?"
    assert guess_words([], "r") == ""


def test_a_guess_keeps_what_agrees_and_leaves_out_what_says_nothing() -> None:
    found = match(Mark("name", 0, 4, is_meant=True), Mark("colour", 0, 4))
    said = guess_words([found], "rboe en noires")

    assert said == "nothing is written “rboe en noires”; did you mean “robe noires”?"
