"""Places learnt on the way: a shelf's label, then the article; the walk follows, and so does the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.model import ArticlePlace, Fulfilment, FulfilmentLine
from desktop.screens.preparation.words import prompt
from tests.desktop.desk_double import STORE
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import Preparing, person
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["person"]


def places(person: Preparing) -> dict[int, tuple[str, str, str]]:
    return {row.article_id: (row.zone, row.aisle, row.shelf) for row in person.desk.rows(ArticlePlace)}


def walk(person: Preparing) -> list[str]:
    return [f"{line.name} {line.zone}" for line in person.state.lines]


def test_a_pick_after_a_shelf_s_label_keeps_the_article_s_place(person: Preparing) -> None:
    person.take({"shirt": 2, "jacket": 1})

    assert person.scan("SHELF-D-2-7") == "+ You stand at D · 2 · 7. Now scan an article that is here."
    assert person.scan_article("shirt").startswith("+ Chemise lin Alba · 38\u00a0·\u00a0blanc: right one.")
    assert places(person) == {ARTICLES["shirt"]["id"]: ("D", "2", "7")}
    assert walk(person) == ["Veste Mistral B", "Chemise lin Alba D"]
    assert person.state.shelf is None


def test_the_walk_follows_what_was_scanned_last_and_not_what_the_order_brought(person: Preparing) -> None:
    person.desk.add(
        ArticlePlace(location_id=STORE, article_id=ARTICLES["shirt"]["id"], zone="E", aisle="", shelf="")
    )
    person.take({"shirt": 1, "jacket": 1})

    assert walk(person) == ["Veste Mistral B", "Chemise lin Alba E"]


def test_one_shelf_is_for_one_article_while_picking(person: Preparing) -> None:
    person.take({"shirt": 1, "jacket": 1})
    person.scan("SHELF-D")
    person.scan_article("jacket")
    person.scan_article("shirt")

    assert places(person) == {ARTICLES["jacket"]["id"]: ("D", "", "")}


def test_where_it_stands_already_nothing_is_written(person: Preparing) -> None:
    person.take({"jacket": 1})
    person.scan("SHELF-B-4-2")
    person.scan_article("jacket")

    assert "KeepPlace" not in person.desk.pending()


def test_a_wrong_article_is_wrong_at_a_shelf_too(person: Preparing) -> None:
    person.take({"jacket": 1})
    person.scan("SHELF-D")

    said = person.scan_article("dress")
    assert said.startswith("- Robe Calanque · 40\u00a0·\u00a0terracotta is not in this order.")
    assert places(person) == {}


def test_the_pick_is_taken_back_and_then_the_place(person: Preparing) -> None:
    person.take({"shirt": 2})
    person.scan("SHELF-D-1")
    person.scan_article("shirt")
    now(person.presenter.undo())
    assert (person.picked(), walk(person)) == ({"Chemise lin Alba": 0}, ["Chemise lin Alba D"])
    now(person.presenter.undo())

    assert person.said() == "+ Taken back: Chemise lin Alba stands where it did before."
    assert walk(person) == ["Chemise lin Alba A"]


def test_a_watch_keeps_its_place_with_its_serial_number(person: Preparing) -> None:
    person.take({"watch": 1})
    person.scan("SHELF-D-9")
    person.scan_article("watch")
    person.scan("MO-2217")

    assert places(person) == {ARTICLES["watch"]["id"]: ("D", "9", "")}
    assert person.desk.row(FulfilmentLine, "f1-1").serials == ["MO-2217"]


def skip(person: Preparing) -> None:
    now(person.presenter.skip())


def tell_short(person: Preparing) -> None:
    now(person.presenter.ask_short())
    now(person.presenter.short("not_found"))


def choose_another(person: Preparing) -> None:
    person.presenter.picking.choose("f1-2")


@pytest.mark.parametrize("turn_away", [skip, tell_short, choose_another])
def test_whoever_turns_to_another_article_has_left_the_shelf(
    person: Preparing, turn_away: Callable[[Preparing], None]
) -> None:
    person.take({"shirt": 1, "jacket": 1})
    person.scan("SHELF-D")
    turn_away(person)
    person.scan_article("jacket")

    assert places(person) == {}


def test_the_shelf_does_not_outlive_the_picking(person: Preparing) -> None:
    person.take({"jacket": 1})
    person.scan("SHELF-D")
    with person.desk.writing() as session:
        session.get_one(Fulfilment, "f1").state = "picked"
        session.get_one(FulfilmentLine, "f1-1").picked = 1
    now(person.presenter.refresh())

    assert person.state.shelf is None


def test_before_a_shelf_a_serial_number_and_a_reason_are_asked_for_all_the_same(person: Preparing) -> None:
    person.take({"watch": 1})
    person.scan("SHELF-D")
    assert prompt(person.state) == "Scan an article: its place is D"
    person.scan_article("watch")
    assert prompt(person.state) == "Scan the serial number of this Montre Orée"
    now(person.presenter.back())
    now(person.presenter.ask_short())

    assert prompt(person.state) == "A scan of Montre Orée picks it after all"


def test_without_an_order_a_whole_shelf_is_learnt(person: Preparing) -> None:
    now(person.presenter.refresh())
    person.scan("SHELF-F-1-1")

    said = person.scan_article("dress")
    assert said == "+ Robe Calanque · 40\u00a0·\u00a0terracotta stands at F · 1 · 1 from now on."
    assert person.scan_article("belt").endswith("stands at F · 1 · 1 from now on.")
    assert person.scan("4006381333931") == "- No article has the barcode 4006381333931."
    assert set(places(person)) == {ARTICLES["dress"]["id"], ARTICLES["belt"]["id"]}
    now(person.presenter.back())
    assert person.state.shelf is None
    assert person.scan_article("dress") == "- No open order wants this article."


def test_an_article_that_only_an_order_has_brought_is_known_too(person: Preparing) -> None:
    person.take({"jacket": 1})
    with person.desk.writing() as session:
        session.get_one(FulfilmentLine, "f1-1").gtin = "4006381333931"
    now(person.presenter.back())
    person.scan("SHELF-F")

    assert person.scan("4006381333931") == "+ Veste Mistral · M\u00a0·\u00a0marine stands at F from now on."
