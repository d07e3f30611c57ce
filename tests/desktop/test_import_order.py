"""What the program imports before its window: in the order that costs least."""

import json
import subprocess
import sys

SAYS = """
import json, sys
import sync
lean = list(sys.modules)
from desktop.import_order import import_program
import_program()
print(json.dumps([lean, list(sys.modules)]))
"""


def test_what_knows_no_qt_comes_before_it_and_what_is_for_terminals_does_not_come() -> None:
    said = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, text=True, check=True)
    lean, modules = json.loads(said.stdout)
    first_of_qt = modules.index("PySide6")
    heavy = ["sqlalchemy.orm", "core.model", "httpx", "sync.engine", "sync.workstation", "numpy"]
    assert [name for name in heavy if modules.index(name) > first_of_qt] == []
    assert "desktop.app" in modules and "httpx" in modules and "structlog" in modules
    assert [name for name in modules if name.split(".")[0] in ("rich", "click", "alembic")] == []
    # What brings a snapshot computes nothing, and does without what takes most memory.
    assert "sync.bootstrap" in lean
    assert [name for name in lean if name.split(".")[0] in ("numpy", "stdnum", "pydoc")] == []
