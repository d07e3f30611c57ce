"""A tour leaves a whole report or the former one."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from rich.console import Console

from desktop.core_process import CoreProcess
from desktop.tour import tours
from desktop.tour.report import DayReport, StepReport

OLD = "the former report"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(CoreProcess, "make_network", lambda *_args, **_more: None)
    folder = tmp_path / "out"
    (folder / "fr-light").mkdir(parents=True)
    (folder / "fr-light" / "old.png").touch()
    (folder / "kept.txt").touch()
    (folder / "index.html").write_text(OLD)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_tour_takes_the_place_of_the_former_one_and_says_what_did_not_hold(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def a_day(_folder: Path, under_way: Path, language: str, look: str, *_more: object) -> DayReport:
        (under_way / f"{language}-{look}").mkdir()
        (under_way / f"{language}-{look}" / "01.png").touch()
        assert (out / "index.html").read_text() == OLD
        return DayReport(language, look, [StepReport("pick", "Pick", error="no scanner")])

    said = io.StringIO()
    monkeypatch.setattr(tours, "_one_day", a_day)
    assert tours.run_tours(out, ["fr"], ["light"], Console(file=said)) == 1
    assert "pick: no scanner" in said.getvalue()
    assert OLD not in (out / "index.html").read_text()
    assert names(out) == ["fr-light", "fr-light/01.png", "index.html", "kept.txt", "report.json"]


def test_a_call_on_the_window_s_thread_is_a_fault_of_the_tour(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = DayReport("fr", "light", gui_calls=["open /etc/hosts\n    desktop.screens.stock.view:1 paint"])
    monkeypatch.setattr(tours, "_one_day", lambda *_arguments: day)
    said = io.StringIO()
    assert tours.run_tours(out, ["fr"], ["light"], Console(file=said)) == 1
    assert "open /etc/hosts" in said.getvalue()
    assert "desktop.screens.stock.view:1" in (out / "index.html").read_text()


def test_a_day_that_ends_by_itself_names_the_file_with_its_last_words(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CoreProcess, "make_network", lambda core, **_size: core._data.mkdir(parents=True))
    monkeypatch.setattr(
        tours, "desktop_command", lambda: [sys.executable, "-c", "raise SystemExit('no core')"]
    )
    said = io.StringIO()
    assert tours.run_tours(out, ["fr"], ["light"], Console(file=said, width=200)) == 1
    [named] = re.findall(r"ended by itself: (\S+) has", said.getvalue())
    assert (out / named).read_text().strip() == "no core"


@pytest.mark.parametrize(
    ("told_in", "system", "words"),
    [
        ("", "fr_FR.UTF-8", "Création du réseau"),
        ("", "C.UTF-8", "Making the tour"),
        ("en", "fr", "The tour: fr"),
    ],
)
def test_the_tour_speaks_the_person_s_language_whichever_it_shows(
    out: Path, monkeypatch: pytest.MonkeyPatch, told_in: str, system: str, words: str
) -> None:
    made: list[object] = []
    monkeypatch.setenv("LC_ALL", system)
    monkeypatch.setattr(CoreProcess, "make_network", lambda _core, **more: made.append(more["language"]))
    monkeypatch.setattr(tours, "_one_day", lambda *_arguments: DayReport("fr", "light"))
    said = io.StringIO()
    tours.run_tours(out, ["fr", "en"], ["light"], Console(file=said), told_in)
    assert words in said.getvalue()
    assert made == [told_in]


def test_an_interrupted_tour_leaves_the_former_report(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_folder: Path, under_way: Path, *_more: str) -> DayReport:
        (under_way / "half.png").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(tours, "_one_day", interrupted)
    before = names(out)
    with pytest.raises(KeyboardInterrupt):
        tours.run_tours(out, ["fr"], ["light"], Console(file=io.StringIO()))
    assert names(out) == before
    assert (out / "index.html").read_text() == OLD
