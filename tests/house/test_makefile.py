"""The commands that people and CI type exist, set the folder up first, and are explained."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from house_tree import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = (
    "demo",
    "tour",
    "pictures",
    "test",
    "check",
    "coverage",
    "bench",
    "simulate",
    "build",
    "translations",
    "lock",
    "clean",
)
NEEDING_NO_SET_UP = {"clean", "build"}  # build sets up for itself, with more


@pytest.mark.parametrize("target", TARGETS)
def test_target_exists_and_is_explained(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
    assert re.search(rf"^#   make {target}\b", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("target", sorted(set(TARGETS) - NEEDING_NO_SET_UP))
def test_target_sets_the_folder_up_first(target: str) -> None:
    assert re.search(rf"^{target}: setup$", MAKEFILE, re.MULTILINE)


def test_ci_runs_make_test_and_nothing_else() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]

    folder = 'cd "$(dirname "${BASH_SOURCE[0]}")/.."'
    assert words == ["set -euo pipefail", folder, "export HYPOTHESIS_PROFILE=ci", "exec make test"]
    assert os.access(script, os.X_OK)


def test_make_alone_tells_the_targets() -> None:
    told = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert [target for target in TARGETS if f"make {target}" not in told.stdout] == []


def test_every_script_is_for_the_machine_s_own_python() -> None:
    """What runs before .venv exists uses the standard library alone."""
    import_line = re.compile(r"^(?:from|import) ([\w]+)", re.MULTILINE)
    own = {path.stem for path in (ROOT / "scripts").glob("*.py")}
    imported = {
        module
        for path in sorted((ROOT / "scripts").glob("*.py"))
        for module in import_line.findall(path.read_text(encoding="utf-8"))
    }

    assert imported - own - sys.stdlib_module_names == set()
