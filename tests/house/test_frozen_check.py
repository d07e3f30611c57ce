"""The check of the frozen program, by what it says when that does not do as it should."""

from __future__ import annotations

import os
from pathlib import Path

import frozen
import pytest
from failure import SetUpFailed


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for the program")
def test_a_program_that_does_not_end_in_time_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine nothing is wrong with it, and `make frozen` checks it again."""
    built = tmp_path / "built"
    built.mkdir()
    (built / "coulisse-core").write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    (built / "coulisse-core").chmod(0o755)
    monkeypatch.setattr(frozen, "BUILT", built)
    monkeypatch.setattr(frozen, "TIMEOUT_S", 0.05)
    with pytest.raises(SetUpFailed, match=r"coulisse-core demo had not ended .* `make frozen`"):
        frozen.Frozen(tmp_path).run("coulisse-core", "demo")
