from __future__ import annotations

from pathlib import Path

import pytest

from core.folder_lock import FolderLock


def test_one_at_a_time(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path / "made" / "lock"), FolderLock(tmp_path / "made" / "lock")
    assert first.take()
    assert not second.take()
    assert (first.is_held, second.is_held) == (True, False)
    first.release()
    assert second.take()
    second.release()


def test_taking_and_letting_go_twice_changes_nothing(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "lock")
    lock.release()
    assert lock.take()
    assert lock.take()
    lock.release()
    lock.release()
    assert FolderLock(tmp_path / "lock").take()


def test_a_folder_that_cannot_be_made_is_no_lock_of_another(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        FolderLock(tmp_path / "file" / "lock").take()
