"""Becoming a device of a core: the one thing that is said to it before there is an exchange."""

from __future__ import annotations

from sync.client import CoreClient
from sync.workstation import Workstation


async def enrol(workstation: Workstation, address: str, code: str, name: str) -> None:
    """Look whether a core is there, only then show it the code, and write down what it answers.

    Blocks on the disk between its requests: for a loop of its own, never for the GUI's.

    Raises:
        Offline, BadInput: no core answers at this address.
        NotAuthentic: `enrolment_code_refused`.
        StorageFull, Damaged: it was not written down; the same code may be used again from here.
    """
    client = CoreClient(address, transport=workstation.world.transport)
    try:
        await client.greet()
        key = workstation.new_key()
        workstation.adopt(await client.enrol(code, name, key), address, key.seed)
    finally:
        await client.close()
