"""Settings, the label templates: what is typed is tried, printed and kept beside what ships."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.devices.printers.folder import FolderLabelPrinter
from desktop.devices.printers.job import LabelJob
from desktop.devices.waiting_jobs import waiting_jobs
from desktop.labels import data_in, load, use_own
from desktop.labels.template_files import template_for, text_of
from desktop.screens.screen import Face
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.samples import Source, sample
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Part, SettingsState
from desktop.screens.settings.templates import TemplatesPresenter
from desktop.screens.settings.trial import Trial
from sync import Reader
from sync.workstation import Print
from tests.desktop.desk_double import MARC, SessionDesk
from tests.desktop.screens.at_once import AtOnce, OpenDoors, now
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.store_world import a_full_day

T = TypeVar("T")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(desk: SessionDesk, qtbot: QtBot) -> Iterator[SettingsScreen]:
    desk.me = MARC
    use_own(desk.station.replica.folder.label_templates, desk.station.replica.folder.chain_templates)
    made = SettingsScreen(OpenDoors(desk).doors, Keeper(desk.station), lambda _chosen: None)
    qtbot.addWidget(made.view)
    made.view.resize(1300, 800)
    made.view.show()
    now(made.open(""))
    now(made.presenter.turn_to(Part.TEMPLATES))
    yield made
    use_own(desk.station.replica.folder.root / "none")


def editor(screen: SettingsScreen) -> TemplatesPresenter:
    return screen.presenter.templates


def field(screen: SettingsScreen) -> QPlainTextEdit:
    return screen.view.templates.text


def type_in(screen: SettingsScreen, text: str) -> str:
    """Type a text; returns what is said of it."""
    field(screen).setPlainText(text)
    screen.view.templates.flush()
    return screen.view.templates._verdict.sentence()


def choose(screen: SettingsScreen, name: str) -> str:
    place = screen.view.templates.names.findData(name)
    screen.view.templates.names.activated.emit(place)
    assert editor(screen).state.name == name
    return field(screen).toPlainText()


def test_every_template_is_there_by_its_title_and_shown_with_data_of_the_store(
    screen: SettingsScreen, desk: SessionDesk
) -> None:
    a_full_day(desk, with_network=False)
    titles = {screen.view.templates.names.itemText(n) for n in range(screen.view.templates.names.count())}
    assert {"Étiquette de prix", "Avoir", "Badge du personnel"} <= titles or "Price label" in titles
    text = choose(screen, "product_barcode")
    assert text == text_of("product_barcode")
    tried = editor(screen).state.tried
    assert tried is not None
    assert (tried.source, tried.is_fine, tried.preview[:4]) == (Source.ARTICLE, True, b"%PDF")
    assert tried.named
    choose(screen, "pickup_parcel")
    fields = desk.station.read(_sample_of("pickup_parcel", desk))
    assert fields["customer_name"] != load("pickup_parcel").fields["customer_name"].example
    assert fields["store_name"] == "Lyon Part-Dieu"


def _sample_of(name: str, desk: SessionDesk) -> Callable[[Reader], Mapping[str, str]]:
    return lambda reader: sample(reader, name, load(name), desk.clock.now(), "fr").data.fields


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "width_mm = 100",
            "width_mm = ",
            "Line 5, column 12: what stands here cannot be read (Invalid value).",
        ),
        ('kind = "text"', 'kind = "txt"', "bin_word > kind: “txt” is not possible here."),
        ("width_mm = 100", "wide_mm = 100", "The template: a template has nothing called “wide_mm”."),
        ("width_mm = 100", 'width_mm = "a"', "width_mm: a number is wanted here, not a text."),
        ('symbol = "qr"\n', "", "bin_code: “symbol” is missing."),
        ('name = "bin"', 'name = "box"', "The template is called “bin” and must keep this name, not “box”."),
    ],
)
def test_what_is_no_template_is_said_in_words_and_nothing_is_kept_of_it(
    screen: SettingsScreen, before: str, after: str, said: str
) -> None:
    text = choose(screen, "bin")
    assert before in text
    assert type_in(screen, text.replace(before, after, 1)) == said
    assert not screen.view.templates.keep_action.isEnabled()
    now(editor(screen).keep("en"))
    assert text_of("bin") == text


def test_a_file_is_read_in_columns(screen: SettingsScreen) -> None:
    metrics = field(screen).fontMetrics()
    assert metrics.horizontalAdvance("iiii....") == metrics.horizontalAdvance("WWWW0000")


def test_a_changed_template_is_kept_by_its_key_printed_and_given_back(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    text = choose(screen, "tote")
    assert type_in(screen, text.replace("area = [", "area = [60, ", 1)).startswith("“")
    changed = text.replace('tote = "Bac"', 'tote = "Caisse"')
    assert type_in(screen, changed).startswith("It prints well")
    assert screen.view.templates.revert_action.isEnabled()
    qtbot.keyClick(field(screen), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.processEvents()
    assert load("tote").words["fr"]["tote"] == "Caisse"
    assert editor(screen).state.chosen is not None
    assert editor(screen).state.chosen.is_own
    assert not editor(screen).state.is_changed

    qtbot.keyClick(field(screen), Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert text_of("tote") == text
    assert field(screen).toPlainText() == text


def test_what_was_typed_a_moment_ago_is_kept_and_printed_by_its_key(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    text = choose(screen, "tote")
    assert not screen.view.templates.keep_action.isEnabled()
    field(screen).setPlainText(text + "\n# ours\n")
    qtbot.keyClick(field(screen), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.processEvents()
    assert text_of("tote") == text + "\n# ours\n"


class LateFace(AtOnce):
    """Gives the other tasks a few turns before each piece of work; what is shown is not looked at."""

    async def run(self, op: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        for _ in range(3):
            await asyncio.sleep(0)
        return op(*args, **kwargs)


def slow_editor(desk: SessionDesk) -> TemplatesPresenter:
    face = cast(Face[SettingsState], LateFace())
    return TemplatesPresenter(desk, face, Keeper(desk.station).templates, lambda _state: None)


async def test_keeping_and_printing_wait_for_what_was_typed_to_be_tried(desk: SessionDesk) -> None:
    desk.me = MARC
    use_own(desk.station.replica.folder.label_templates)
    slow = slow_editor(desk)
    await slow.choose("bin", "en")
    text = slow.state.text
    await asyncio.gather(slow.edit(text + "\n# one\n", "en"), slow.keep("en"))
    assert text_of("bin") == text + "\n# one\n"
    await asyncio.gather(slow.edit(text + "\n# two\n", "en"), slow.print_test("en"))
    assert slow.state.test is Trial.WAITING


async def test_letters_typed_while_it_is_kept_stay_and_are_kept_by_the_next_time(desk: SessionDesk) -> None:
    desk.me = MARC
    use_own(desk.station.replica.folder.label_templates)
    slow = slow_editor(desk)
    await slow.choose("bin", "en")
    text = slow.state.text
    await slow.edit(text + "# one\n", "en")

    async def typing() -> None:
        for _ in range(2):
            await asyncio.sleep(0)
        await slow.edit(text + "# one\n# two\n", "en")

    shown = slow.state.shown
    await asyncio.gather(slow.keep("en"), typing())
    assert text_of("bin") == text + "# one\n"
    assert (slow.state.text, slow.state.shown) == (text + "# one\n# two\n", shown)
    assert slow.state.is_changed
    await slow.keep("en")
    assert text_of("bin") == text + "# one\n# two\n"


def test_letters_that_are_still_being_typed_are_left_in_the_field(
    screen: SettingsScreen, desk: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = choose(screen, "bin")
    keeper = editor(screen)._keeper
    kept = keeper.keep

    def keep_slowly(name: str, words: str, author: str) -> None:
        kept(name, words, author)
        field(screen).setPlainText(words + "# two\n")

    monkeypatch.setattr(keeper, "keep", keep_slowly)
    field(screen).setPlainText(text + "# one\n")
    screen.view.templates.keep_action.trigger()
    assert text_of("bin") == text + "# one\n"
    assert field(screen).toPlainText() == text + "# one\n# two\n"
    screen.view.templates.flush()
    assert editor(screen).state.text == text + "# one\n# two\n"
    # And of another template, nothing of it is lost.
    field(screen).setPlainText(text + "# three\n")
    choose(screen, "tote")
    assert choose(screen, "bin") == text + "# three\n"


async def test_news_of_the_spool_leave_what_is_typed_meanwhile(desk: SessionDesk) -> None:
    desk.me = MARC
    slow = slow_editor(desk)
    await slow.choose("bin", "en")
    await slow.print_test("en")
    text = slow.state.text + "\n# ours\n"

    async def typing() -> None:
        for _ in range(4):
            await asyncio.sleep(0)
        await slow.edit(text, "en")

    await asyncio.gather(slow.refresh("en", lambda _job: (Trial.PRINTED, "")), typing())
    assert (slow.state.text, slow.state.test) == (text, Trial.PRINTED)


def test_a_key_too_many_gives_up_nothing_but_what_is_typed(screen: SettingsScreen, qtbot: QtBot) -> None:
    text = choose(screen, "tote") + "\n# ours\n"
    type_in(screen, text)
    now(editor(screen).keep("en"))
    type_in(screen, text + "\n# half a thought\n")
    for _ in range(2):
        qtbot.keyClick(field(screen), Qt.Key.Key_R, CTRL)
        QGuiApplication.processEvents()
    assert (field(screen).toPlainText(), text_of("tote")) == (text, text)
    assert not screen.view.templates.revert_action.isEnabled()


def test_a_version_that_was_given_up_by_a_key_too_many_comes_back(screen: SettingsScreen) -> None:
    text = choose(screen, "tote")
    type_in(screen, text + "\n# ours\n")
    now(editor(screen).keep("en"))
    version = screen.view.templates.version_action
    version.trigger()
    assert (text_of("tote"), version.text()) == (text, "Bring this workstation’s own back")
    version.trigger()
    assert field(screen).toPlainText() == text + "\n# ours\n"
    now(editor(screen).keep("en"))
    assert text_of("tote") == text + "\n# ours\n"


def test_the_shipped_text_typed_again_is_no_version_of_its_own(screen: SettingsScreen) -> None:
    text = choose(screen, "bin")
    type_in(screen, text + "\n# ours\n")
    now(editor(screen).keep("en"))
    type_in(screen, text)
    now(editor(screen).keep("en"))
    chosen = editor(screen).state.chosen
    assert chosen is not None
    assert not chosen.is_own


def test_what_is_typed_stays_while_something_else_is_looked_at(screen: SettingsScreen) -> None:
    text = choose(screen, "bin")
    type_in(screen, text + "\n# half a thought")
    choose(screen, "tote")
    now(screen.presenter.turn_to(Part.WINDOW))
    now(screen.presenter.turn_to(Part.TEMPLATES))
    assert choose(screen, "bin").endswith("# half a thought")
    screen.view.templates.revert_action.trigger()
    assert field(screen).toPlainText() == text


def test_a_test_prints_what_is_typed_without_keeping_it(screen: SettingsScreen, desk: SessionDesk) -> None:
    text = choose(screen, "bin")
    type_in(screen, text.replace('bin = "Bin"', 'bin = "Shelf of ours"'))
    screen.view.templates.test_action.trigger()
    assert editor(screen).state.test is Trial.WAITING
    assert not screen.view.templates.test_action.isEnabled()

    [job] = desk.station.read(waiting_jobs)
    template = template_for(job.template, job.data)
    assert (template.words["en"]["bin"], load("bin").words["en"]["bin"]) == ("Shelf of ours", "Bin")
    printer = FolderLabelPrinter("p", desk.station.replica.folder.labels)
    printer.print_label(LabelJob(job.id, template, data_in(job.data), "en"))
    desk.station.mark_spool(job.id, "confirmed")
    now(screen.refresh(frozenset({"spool_job"})))
    assert editor(screen).state.test is Trial.PRINTED


def test_the_last_print_is_what_a_template_is_tried_with(screen: SettingsScreen, desk: SessionDesk) -> None:
    data = {"bin": "Z-9", "bin_code": "BIN-Z-9", "store_name": "Ici"}
    desk.station.print_by_hand([Print("bin", data, "fr")], "", desk.me.staff_id, "test")
    assert dict(desk.station.read(_sample_of("bin", desk))) == data


@pytest.mark.parametrize("code", ["en", "fr"])
def test_what_is_to_be_done_with_a_template_is_in_sight_on_the_smallest_screen(
    screen: SettingsScreen, qapp: QApplication, code: str
) -> None:
    screen.view.resize(952, 696)
    with speaking(code):
        type_in(screen, field(screen).toPlainText() + "\n# essai\n")
        for _ in range(3):
            qapp.processEvents()
        buttons = [screen.view.findChild(QWidget, f"template_{name}") for name in ("back", "test", "keep")]
        seen = [button.visibleRegion().boundingRect() == button.rect() for button in buttons]
        verdict = screen.view.findChild(QWidget, "template_verdict")

    assert seen == [True, True, True]
    assert verdict.visibleRegion().boundingRect() == verdict.rect()
