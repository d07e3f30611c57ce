"""The whole surface against its own description: whatever is sent, the answer is one that it documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.wire import SigningKey
from tests.support.live_core import LiveCore

EXAMPLES = 12
SLOWEST_S = 150
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["administrator", "device"])
def test_no_answer_is_undocumented_and_none_is_a_bug(live_core: LiveCore, tmp_path: Path, who: str) -> None:
    key = SigningKey(bytes(32))
    token = live_core.device_token("S1", key) if who == "device" else live_core.admin_token
    # The stream of pokes never ends by itself: it has tests of its own.
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{live_core.base_url}/schema/openapi.json"),
        *("--header", f"Authorization: Bearer {token}", "--exclude-path", "/v1/feed/pokes"),
        *("--phases", "fuzzing", "--max-examples", str(EXAMPLES), "--checks", CHECKS),
        *("--seed", "1", "--no-color", "--suppress-health-check", "all"),
    ]
    run = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=SLOWEST_S, check=False
    )
    assert run.returncode == 0, run.stdout[-6_000:] + run.stderr[-2_000:]
