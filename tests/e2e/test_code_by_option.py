"""Address and code on the command line: what stands in the way is said where both can be typed."""

from __future__ import annotations

from pathlib import Path

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


class Refused(Story):
    """The code by option is nobody's; the next one is typed."""

    said: tuple[str, ...] = ()

    async def tell(self) -> None:
        desktop = self.desktop
        await desktop.open()
        page = desktop.window
        assert isinstance(page, FirstStartPage)
        self.said = tuple(label.text() for label in page.findChildren(QLabel))
        assert page.address.line.text() == self.live.base_url
        page.take_code(self.live.enrolment_code("S1"))
        await self.connected()
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
