"""Everything runs on a Python that was compiled with profiles, where the machine has one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import interpreter
import pytest
import set_up

NEEDS_SH = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has a distribution's Python"
)


@pytest.fixture
def compiled_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """This Python, as one that a version manager compiled without profiles."""
    monkeypatch.setattr(interpreter, "_has_profiles", lambda: False)
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")


def _distributions(folder: Path, words: str) -> Path:
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\n{words}\n", encoding="ascii")
    path.chmod(0o755)
    return path


@NEEDS_SH
@pytest.mark.usefixtures("compiled_here")
def test_the_distributions_is_taken(tmp_path: Path) -> None:
    path = _distributions(tmp_path, f'exec "{sys.executable}" -c "$(echo "$2" | sed s/pip,//)"')

    assert interpreter.better_than_this((3, 11), path) == path
    assert interpreter.better_than_this((3, 99), path) is None, "one that is too old is not"


@NEEDS_SH
@pytest.mark.usefixtures("compiled_here")
def test_one_that_lacks_what_is_needed_or_is_not_there_is_not(tmp_path: Path) -> None:
    assert interpreter.better_than_this((3, 11), tmp_path / "python3") is None
    lacking = _distributions(tmp_path, f'exec "{sys.executable}" -c "import a_module_kept_apart; $2"')
    assert interpreter.better_than_this((3, 11), lacking) is None


@NEEDS_SH
def test_one_with_profiles_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    monkeypatch.setattr(interpreter, "_has_profiles", lambda: True)
    path = _distributions(tmp_path, "echo True")

    assert interpreter.better_than_this((3, 11), path) is None


def test_a_virtual_environment_of_another_python_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "_venv_python", lambda: Path(sys.executable))
    assert set_up._venv_works()

    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    assert not set_up._venv_works()


def test_a_python_that_is_named_is_kept() -> None:
    def set_up_words(*words: str) -> str:
        ran = subprocess.run(
            ["make", "--dry-run", "setup", *words],
            cwd=set_up.ROOT,
            check=True,
            text=True,
            capture_output=True,
            env={"PATH": "/usr/bin:/bin"},
        )
        return ran.stdout

    assert "--this-python" not in set_up_words()
    assert "--this-python" in set_up_words("PYTHON3=python3")
