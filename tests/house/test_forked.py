"""Whoever asks for processes that start at once gets them so, whoever else has asked."""

from __future__ import annotations

import subprocess
import sys
from multiprocessing import get_all_start_methods

import pytest
from house_tree import ROOT

_TELLS = "import sys; print('colorsys' in sys.modules, 'plistlib' in sys.modules)"
_TWO_ASK = f"""
from tests.e2e.forked import forked
first, _last = forked("colorsys"), forked("plistlib")
process = first.Process(target=exec, args=({_TELLS!r},))
process.start()
process.join()
"""


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="nothing is forked on this system")
def test_what_each_has_named_is_imported_before_a_process_starts() -> None:
    words = [sys.executable, "-c", _TWO_ASK]
    assert subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "True True\n"
