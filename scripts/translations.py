"""The interface's sentences: collected from the source into .ts files, compiled into the .qm files Qt reads.

    .venv/bin/python scripts/translations.py     brings the .ts files up to the source

The source language is English, so `coulisse_en.ts` holds plural forms alone.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from failure import SetUpFailed, run, say

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"


def compile_changed() -> None:
    """Compile each .ts whose .qm is missing or older.

    Raises:
        SetUpFailed: when lrelease does not run or refuses a file.
    """
    changed = [source for source in sorted(FOLDER.glob("*.ts")) if _is_stale(source)]
    if not changed:
        return
    say("Compiling the translations")
    for source in changed:
        draft, compiled = source.with_suffix(".qm.new"), source.with_suffix(".qm")
        _run(qt_tool("lrelease"), "-silent", str(source), "-qm", str(draft))
        # A running desktop has the old file mapped: it must keep its bytes.
        draft.replace(compiled)


def update() -> None:
    """Write the sentences of the source into the .ts files, keeping what is translated already.

    Raises:
        SetUpFailed: when lupdate does not run or fails.
    """
    for target in sorted(FOLDER.glob("*.ts")):
        only_plurals = ["-pluralonly"] if target.stem.endswith("_en") else []
        collect(target, *only_plurals, "-no-obsolete")
        say(f"Brought up to the source: {target.relative_to(ROOT)}")


def collect(target: Path, *options: str) -> None:
    """Run lupdate over the desktop's source into `target`, without line numbers, which change too often."""
    sources = [str(path) for path in sorted((ROOT / "desktop").rglob("*.py"))]
    _run(qt_tool("lupdate"), "-silent", "-locations", "none", *options, *sources, "-ts", str(target))


def qt_tool(name: str) -> str:
    """Path of a Qt program in the virtual environment.

    Raises:
        SetUpFailed: when PySide6 is not installed there.
    """
    packages = [ROOT / ".venv" / "Lib" / "site-packages", *ROOT.glob(".venv/lib/python*/site-packages")]
    for folder in packages:
        for program in (folder / "PySide6" / name, folder / "PySide6" / f"{name}.exe"):
            if program.exists():
                return str(program)
    raise SetUpFailed(f"Qt's {name} is not in .venv; run make setup.")


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".qm")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _run(program: str, *arguments: str) -> None:
    result = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        words = (result.stderr or result.stdout).strip()
        raise SetUpFailed(f"Qt's {Path(program).stem} failed: {words}")


if __name__ == "__main__":
    sys.exit(run(update))
