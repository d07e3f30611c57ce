"""A scan goes to the right place from any screen: through the whole window, over a real replica."""

from __future__ import annotations

import itertools

from PySide6.QtWidgets import QApplication, QLineEdit

from core.model import Parcel, Return, Staff
from desktop.devices.scanner import Scan
from desktop.labels import ParcelCode
from desktop.screens import Section
from desktop.screens.today.screen import TodayScreen
from tests.desktop.desk_double import INES, STORE, SessionDesk
from tests.desktop.screens.store_world import ARTICLES, add_order
from tests.desktop.screens.whole_window import whole_window

JACKET = ARTICLES["jacket"]["gtin"]


async def test_each_kind_of_scan_leads_to_its_place_from_any_screen(
    desk: SessionDesk, qapp: QApplication
) -> None:
    async with whole_window(desk) as room:
        add_order(desk, "f1", "C-201", "A", {"belt": 1}, state="proposed")
        add_order(desk, "f2", "C-202", "B", {"belt": 1}, state="ready", bins=("BIN-3",))
        desk.add(
            Return(
                id="r1", location_id=STORE, number="R0001042", declared_by=INES.staff_id, declared_device="d",
                declared_at=desk.clock.now(),
            )
        )  # fmt: skip
        [parcel] = desk.rows(Parcel)
        leads = {
            JACKET: Section.STOCK,
            f"(01)0{JACKET}(10)L7(17)271231": Section.STOCK,
            f"]d2010{JACKET}21MO-2217": Section.STOCK,
            f"https://id.gs1.org/01/0{JACKET}/21/MO-2217": Section.STOCK,
            "C-201": Section.PREPARE,
            ParcelCode("f2", parcel.number, 1, 1, "BIN-3").text(): Section.HAND_OVER,
            f"(00){parcel.number}": Section.HAND_OVER,
            "BIN-3": Section.HAND_OVER,
            "482913": Section.HAND_OVER,
            "R0001042": Section.RETURNS,
            "A0000031": Section.RETURNS,
            "TOTE-2": Section.PREPARE,
        }
        elsewhere = (Section.ALERTS, Section.SYNC, Section.APPROVALS)
        for (text, section), before in zip(leads.items(), itertools.cycle(elsewhere)):
            room.frame.go(before)
            await room.until(lambda before=before: room.page == before)
            room.camera.scanned.emit(Scan(text, text))
            await room.until(lambda section=section: room.page == section)

        # A badge asks for its owner's PIN, whatever is in front.
        with desk.writing() as session:
            session.get_one(Staff, INES.staff_id).badge = "BADGE-1041"
        room.frame._scans.serial.scanned.emit(Scan("BADGE-1041", "BADGE-1041"))
        await room.until(room.frame.window.is_at_sign_in)


async def test_of_several_a_person_says_which_and_what_nobody_knows_is_said(
    desk: SessionDesk, qapp: QApplication
) -> None:
    async with whole_window(desk) as room:
        add_order(desk, "f4", "C-204", "D", {"belt": 1}, state="ready", bins=("BIN-4",))
        add_order(desk, "f5", "C-204", "D", {"shirt": 1}, state="proposed")
        room.frame.window.activateWindow()
        room.camera.scanned.emit(Scan("C-204", "C-204"))
        line = room.see(QLineEdit, "search_everything")
        await room.until(lambda: line.text() == "C-204")
        assert line.hasFocus()
        assert room.page == Section.TODAY
        room.camera.scanned.emit(Scan("???", "???"))
        await room.until(lambda: room.said("message_sentence").startswith("This barcode means nothing"))


async def test_who_stays_sees_what_changed_under_the_question_before_the_end(
    desk: SessionDesk, qapp: QApplication
) -> None:
    async with whole_window(desk) as room:
        # Today is read once more where somebody has just come in, which would show the order.
        await room.settled()
        today = room.frame._screens.by_key[Section.TODAY]
        assert isinstance(today, TodayScreen)
        room.frame.window.show_quit_page(True)
        add_order(desk, "f1", "C-201", "A", {"belt": 1}, state="proposed")
        desk.station.announce({"fulfilment"})
        await room.until(lambda: today.count() == 1)
        assert today.presenter.state.works == ()
        room.frame.window.quit_page.stay_wanted.emit()
        await room.until(lambda: len(today.presenter.state.works) == 1)
