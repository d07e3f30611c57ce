"""``python -m benchmarks.ui_start PROFILE``: one start, and a word once the staff's names can be clicked."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

# As the command does, with all that it brings.
import desktop.__main__
import desktop.opening  # noqa: F401
from desktop.import_order import import_program
from desktop.options import Options

LOOK_AGAIN_S = 0.002


def main() -> None:
    """Print a line once the sign-in page is painted with the staff's names, and end."""
    import_program()
    from PySide6.QtWidgets import QAbstractButton, QApplication

    from desktop.app import Desktop
    from desktop.loop import run
    from sync import system_world

    async def start(application: QApplication) -> int:
        desktop = Desktop(application, Options(Path(sys.argv[1])), system_world())
        await desktop.open()

        def names() -> list[QAbstractButton]:
            assert desktop.window is not None
            buttons = desktop.window.findChildren(QAbstractButton)
            return [one for one in buttons if one.isVisible() and one.objectName().startswith("person_")]

        while not names():
            await asyncio.sleep(LOOK_AGAIN_S)
        names()[0].window().repaint()
        print("ready", flush=True)
        await desktop.close()
        return 0

    run(start)


if __name__ == "__main__":
    main()
