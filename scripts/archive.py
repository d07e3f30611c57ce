"""Pack dist/coulisse, the frozen program, into an archive named after its version; ends `make build`."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from failure import say

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
PROGRAM = DIST / "coulisse"
MEGABYTE = 1_000_000
START_TIMEOUT_S = 60


def main() -> int:
    """Check that both frozen programs start, pack them, and say where the archive is."""
    for name in ("coulisse", "coulisse-core"):
        if not _starts(name):
            say(f"The frozen {name} does not start.")
            return 1
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    kind = "zip" if sys.platform == "win32" else "gztar"
    base = DIST / f"coulisse-{version}-{sys.platform}-{platform.machine().lower()}"
    archive = Path(shutil.make_archive(str(base), kind, root_dir=DIST, base_dir=PROGRAM.name))
    say(f"{archive.relative_to(ROOT)}: {archive.stat().st_size / MEGABYTE:.0f} MB")
    return 0


def _starts(name: str) -> bool:
    program = PROGRAM / (f"{name}.exe" if sys.platform == "win32" else name)
    return (
        subprocess.run(
            [program, "--help"], capture_output=True, timeout=START_TIMEOUT_S, check=False
        ).returncode
        == 0
    )


if __name__ == "__main__":
    sys.exit(main())
