"""Types that several threads decode for the first time at once."""

from __future__ import annotations

import subprocess
import sys

from core.service.app import create_app as _service  # noqa: F401  (defines what the core decodes)
from core.struct_types import learn_struct_types

RACE = """
import sys, threading, msgspec
from core.struct_types import learn_struct_types

sys.setswitchinterval(1e-6)
row = {f"f{n}": {"k": 1} for n in range(30)}
packed = msgspec.msgpack.encode([row] * 3)
for round in range(150):
    inner = msgspec.defstruct(f"Inner{round}", [(f"f{n}", dict[str, int]) for n in range(30)])
    outer = msgspec.defstruct(f"Outer{round}", [("rows", list[inner])])
    learn_struct_types()
    packed = msgspec.msgpack.encode({"rows": [row] * 3})
    start = threading.Barrier(3)
    def decode():
        start.wait()
        msgspec.msgpack.decode(packed, type=outer)
    threads = [threading.Thread(target=decode) for _ in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_threads_may_decode_a_type_for_the_first_time_together() -> None:
    """Without the call, one such run in a few ends with SIGSEGV."""
    done = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_every_type_of_ours_can_be_learned() -> None:
    ours = [kind for kind in learn_struct_types() if kind.__module__.split(".")[0] in {"core", "sync"}]
    assert ours == []
