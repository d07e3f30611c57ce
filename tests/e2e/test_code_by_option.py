"""Address and code on the command line: what stands in the way is said where both can be typed."""

from __future__ import annotations

import socket
from pathlib import Path
from unittest import mock

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.app import Desktop
from desktop.options import Options
from desktop.shell.first_start import FirstStartPage
from sync import system_world
from tests.e2e.enrolled_stories import arrange
from tests.e2e.test_enrol_again import Story, run
from tests.support.live_core import running_core

WRONG = "ABCD-EFGH-IJKL-MNOP"


class CutLine(Story):
    """No headquarters answers at the address by option."""

    async def tell(self) -> None:
        desktop = self.desktop
        await desktop.open()
        page = desktop.window
        assert isinstance(page, FirstStartPage)
        assert (page.code.line.text(), page._code_sentence.text()) == (WRONG, "")
        assert page._address_sentence.text()
        desktop.stop()
        await desktop.close()


class Refused(Story):
    """The code by option is nobody's; the next one is typed."""

    said: tuple[str, ...] = ()

    async def tell(self) -> None:
        desktop = self.desktop
        await desktop.open()
        page = desktop.window
        assert isinstance(page, FirstStartPage)
        self.said = tuple(label.text() for label in page.findChildren(QLabel))
        assert (page.address.line.text(), page.code.line.text()) == (self.live.base_url, "")
        page.show_arrival = mock.Mock(wraps=page.show_arrival)  # type: ignore[method-assign]
        page.take_code(self.live.enrolment_code("S1"))
        await self.connected()
        assert page.show_arrival.called, "somebody is here who sees what arrives"
        desktop.stop()
        await desktop.close()


@pytest.mark.parametrize(
    ("spoken", "words"),
    [("en", "does not know this code"), ("fr", "ne connaît pas ce code")],
)
def test_a_code_by_option_that_is_refused_is_typed_anew(
    qapp: QApplication, tmp_path: Path, spoken: str, words: str
) -> None:
    with running_core(tmp_path, arrange) as live:
        options = Options(tmp_path / "workstation", live.base_url, WRONG, spoken)
        story = Refused(Desktop(qapp, options, system_world()), live)
        run(qapp, story)
        assert any(words in label for label in story.said)


def test_a_code_that_nobody_has_turned_down_stands_there_to_be_tried_again(
    qapp: QApplication, tmp_path: Path
) -> None:
    with running_core(tmp_path, arrange) as live, socket.socket() as nobody:
        # Bound and not listened at: whoever comes is turned away.
        nobody.bind(("127.0.0.1", 0))
        core = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        options = Options(tmp_path / "workstation", core, WRONG, "en")
        run(qapp, CutLine(Desktop(qapp, options, system_world()), live))
