"""Where the log and the crash reports are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.support.folders import crash_folder, log_folder

FOLDERS = {"linux": ("XDG_STATE_HOME", "coulisse/log"), "win32": ("LOCALAPPDATA", "coulisse/Logs")}


@pytest.mark.skipif(sys.platform not in FOLDERS, reason="named for these alone")
def test_they_are_where_the_platform_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    variable, place = FOLDERS[sys.platform]
    monkeypatch.setenv(variable, str(tmp_path))
    assert log_folder() == tmp_path / place
    assert crash_folder(log_folder()) == tmp_path / place / "crashes"
