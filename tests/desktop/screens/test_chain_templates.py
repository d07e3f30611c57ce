"""The chain's label templates: published from a workstation, and tried where they arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.commands import PublishLabelTemplate
from core.model import LabelTemplateRow, StaffPermission
from core.rules.errors import BadInput, CoulisseError, Refused
from core.rules.permissions import Permission
from desktop.chain_labels import ChainLabels, take_in_published
from desktop.desk import Me
from desktop.labels import chain_templates, load, use_own
from desktop.labels.template_files import shipped_text, text_of
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Part
from desktop.shell.sentences import sentence
from desktop.shell.tasks import Tasks
from tests.desktop.desk_double import INES, MARC, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.test_settings_templates import choose, editor, field, type_in

SPEAKS = Me(
    MARC.staff_id, MARC.name, MARC.role, MARC.location_id, MARC.location_name, MARC.device_id,
    {Permission.PUBLISH_LABELS: True},
)  # fmt: skip
OURS = shipped_text("tote").replace('tote = "Bac"', 'tote = "Caisse"')
SPOILT = shipped_text("tote").replace("area = [", "area = [60, ", 1)


def turned_to(desk: SessionDesk, qtbot: QtBot) -> SettingsScreen:
    folder = desk.station.replica.folder
    use_own(folder.label_templates, folder.chain_templates)
    made = SettingsScreen(OpenDoors(desk).doors, Keeper(desk.station), lambda _chosen: None)
    qtbot.addWidget(made.view)
    made.view.resize(1300, 800)
    made.view.show()
    now(made.open(""))
    now(made.presenter.turn_to(Part.TEMPLATES))
    choose(made, "tote")
    return made


@pytest.fixture
def screen(desk: SessionDesk, qtbot: QtBot) -> Iterator[SettingsScreen]:
    """Marc may speak for the chain."""
    desk.add(StaffPermission(staff_id=MARC.staff_id, permission="publish_labels", is_granted=True))
    desk.me = SPEAKS
    yield turned_to(desk, qtbot)
    use_own(desk.station.replica.folder.root / "none")


def arrive(desk: SessionDesk, text: str, version: int) -> list[str]:
    """What the chain has published elsewhere comes with the stream; those that are refused here."""
    with desk.writing() as session:
        row = session.get(LabelTemplateRow, "tote") or LabelTemplateRow(name="tote")
        session.add(row)
        row.text, row.version, row.set_at, row.set_by, row.set_in = text, version, desk.clock.now(), "", 0
    return take_in_published(desk.station)


def pill(screen: SettingsScreen) -> str:
    return screen.view.templates._pill.accessibleName()


def note(screen: SettingsScreen) -> str:
    return screen.view.templates._note.text()


def test_a_template_is_published_by_its_key_and_given_up_again(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    type_in(screen, OURS)
    now(editor(screen).keep("en"))
    assert pill(screen) == "this workstation’s own"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field(screen), Qt.Key.Key_S, both)
    QGuiApplication.processEvents()
    assert desk.pending() == ["PublishLabelTemplate"]
    row = desk.row(LabelTemplateRow, "tote")
    assert (row.text, row.version, row.set_by) == (OURS, 1, MARC.staff_id)
    # One version everywhere: the workstation's own has become the chain's.
    assert (pill(screen), text_of("tote"), note(screen)) == ("the chain’s", OURS, "")
    assert not screen.view.templates.publish_action.isEnabled()

    screen.view.templates.version_action.trigger()
    assert field(screen).toPlainText() == shipped_text("tote")
    screen.view.templates.publish_action.trigger()
    assert (desk.row(LabelTemplateRow, "tote").text, pill(screen)) == ("", "as shipped")
    assert desk.row(LabelTemplateRow, "tote").version == 2


async def test_the_key_pressed_twice_publishes_once_and_blames_nobody(
    screen: SettingsScreen, desk: SessionDesk
) -> None:
    type_in(screen, OURS)
    desk.turns = 3
    publish = asyncio.ensure_future(editor(screen).publish("en"))
    await asyncio.sleep(0)
    await editor(screen).publish("en")
    await publish
    assert desk.pending() == ["PublishLabelTemplate"]
    assert not editor(screen)._is_publishing


def test_what_prints_badly_is_not_published(screen: SettingsScreen, desk: SessionDesk) -> None:
    assert type_in(screen, SPOILT).startswith("“")
    assert not screen.view.templates.publish_action.isEnabled()
    now(editor(screen).publish("en"))
    assert desk.pending() == []


def test_a_chain_s_template_that_arrives_is_used_and_an_own_one_stays_over_it(
    screen: SettingsScreen, desk: SessionDesk
) -> None:
    assert arrive(desk, OURS, 3) == []
    now(screen.refresh(frozenset({"label_template"})))
    assert (pill(screen), field(screen).toPlainText()) == ("the chain’s", OURS)
    assert load("tote").words["fr"]["tote"] == "Caisse"

    own = OURS.replace("Caisse", "Chariot")
    type_in(screen, own)
    now(editor(screen).keep("en"))
    assert pill(screen) == "this workstation’s own"
    assert note(screen) == "This workstation prints by its own version; the chain’s, 3, waits under it."
    arrive(desk, OURS + "# 4\n", 4)
    now(screen.refresh(frozenset({"label_template"})))
    assert text_of("tote") == own
    assert "the chain’s, 4," in note(screen)
    assert screen.view.templates.version_action.text() == "Back to the chain’s"
    screen.view.templates.version_action.trigger()
    assert (text_of("tote"), pill(screen)) == (OURS + "# 4\n", "the chain’s")


def test_one_that_prints_badly_here_is_refused_with_words_and_the_former_stays(
    screen: SettingsScreen, desk: SessionDesk
) -> None:
    arrive(desk, OURS, 1)
    assert arrive(desk, SPOILT, 2) == ["tote"]
    # Told once, whatever else arrives; kept after a restart, since it is on the disk.
    assert take_in_published(desk.station) == []
    now(screen.refresh(frozenset({"label_template"})))
    assert text_of("tote") == OURS
    assert note(screen).startswith("Headquarters has published version 2, which does not print well here: “")
    assert note(screen).endswith("The former one stays.")
    assert arrive(desk, "no template", 3) == ["tote"]
    now(screen.refresh(frozenset({"label_template"})))
    assert "version 3, which does not print well here: Line 1" in note(screen)
    assert arrive(desk, OURS + "# 4\n", 4) == []
    now(screen.refresh(frozenset({"label_template"})))
    assert (text_of("tote"), note(screen)) == (OURS + "# 4\n", "")
    arrive(desk, "", 5)
    assert text_of("tote") == shipped_text("tote")


async def test_a_program_that_can_print_what_an_older_one_refused_takes_it_at_its_start(
    screen: SettingsScreen, desk: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(chain_templates, "faults_of", lambda *_: chain_templates.Faults(BadInput("older")))
        assert arrive(desk, OURS, 1) == ["tote"]
        # At each start of the older one it is tried again, and told once.
        assert take_in_published(desk.station, anew=True) == []
    assert text_of("tote") == shipped_text("tote")
    told: list[CoulisseError] = []
    running = asyncio.create_task(ChainLabels(desk.station, Tasks(), told.append).run())
    try:
        async with asyncio.timeout(20):
            while text_of("tote") != OURS:
                await asyncio.sleep(0.005)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert told == []
    now(screen.refresh(frozenset({"label_template"})))
    assert (pill(screen), note(screen)) == ("the chain’s", "")


def test_what_somebody_else_published_meanwhile_is_read_first(
    screen: SettingsScreen, desk: SessionDesk
) -> None:
    arrive(desk, OURS, 1)
    type_in(screen, OURS + "# ours\n")
    with pytest.raises(Refused, match="label_published_meanwhile"):
        now(editor(screen).publish("en"))
    assert desk.row(LabelTemplateRow, "tote").text == OURS
    assert field(screen).toPlainText() == OURS + "# ours\n"


@pytest.mark.parametrize("me", [INES, MARC])
def test_who_may_not_changes_nothing(desk: SessionDesk, qtbot: QtBot, me: Me) -> None:
    desk.me = me
    screen = turned_to(desk, qtbot)
    card = screen.view.templates
    assert card.findChild(type(card._publish_button), "template_publish").isHidden()
    with pytest.raises(Refused, match="not_permitted"):
        now(desk.do(PublishLabelTemplate(name="tote", text=OURS)))
    if me is INES:
        assert field(screen).isReadOnly()
        assert note(screen) == "Only managers change templates; anybody may print a test."
        now(editor(screen).edit(OURS, "en"))
        now(editor(screen).keep("en"))
        assert text_of("tote") == shipped_text("tote")
        assert {action.objectName() for action in screen.actions()} == {
            *("settings_test", "settings_revert", "settings_turn"),
        }
    use_own(desk.station.replica.folder.root / "none")


async def test_what_arrives_is_taken_in_beside_the_window_and_a_refusal_is_told(desk: SessionDesk) -> None:
    told: list[CoulisseError] = []
    heard = asyncio.Event()

    def tell(error: CoulisseError) -> None:
        told.append(error)
        heard.set()

    use_own(desk.station.replica.folder.label_templates, desk.station.replica.folder.chain_templates)
    running = asyncio.create_task(ChainLabels(desk.station, Tasks(), tell).run())
    try:
        with desk.writing() as session:
            row = LabelTemplateRow(name="tote", text=SPOILT, version=1, set_at=0, set_by="", set_in=0)
            session.add(row)
        desk.station.announce({"label_template"})
        await asyncio.wait_for(heard.wait(), 60)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        use_own(desk.station.replica.folder.root / "none")
    assert sentence(told[0]).startswith("Headquarters’ new label template tote does not print well here.")
