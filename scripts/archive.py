"""Pack dist/coulisse, the frozen program, into an archive named after its version; ends `make build`."""

from __future__ import annotations

import platform
import shutil
import sys
import tomllib
from pathlib import Path

from failure import say

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
PROGRAM = DIST / "coulisse"
MEGABYTE = 1_000_000


def main() -> int:
    """Pack it, and say where the archive is."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    kind = "zip" if sys.platform == "win32" else "gztar"
    base = DIST / f"coulisse-{version}-{sys.platform}-{platform.machine().lower()}"
    archive = Path(shutil.make_archive(str(base), kind, root_dir=DIST, base_dir=PROGRAM.name))
    say(f"{archive.relative_to(ROOT)}: {archive.stat().st_size / MEGABYTE:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
