"""A workstation's exchange loads nothing that only the core, or only another way of keeping keys, needs."""

from __future__ import annotations

import subprocess
import sys

NOT_NEEDED = ("sqlalchemy.dialects.postgresql", "keyring", "alembic", "highspy", "litestar", "PySide6")


def test_the_exchange_loads_no_more_than_it_needs() -> None:
    words = f"import sync, sys; print(sorted(set(sys.modules) & set({NOT_NEEDED})))"
    told = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
