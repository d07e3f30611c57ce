"""The replica on a workstation and its exchange with the core. Knows no Qt.

`Workstation` is the one face for reading and acting; `SyncEngine` keeps it in step with the core.
"""

# First: what is imported here is imported leanly.
from sync import lean_imports as lean_imports  # isort: split

from sync.client import CoreClient
from sync.connection import Cause, ConnectionKind, ConnectionState
from sync.engine import SyncEngine
from sync.keys import FileKeys, KeyringKeys, KeyStore
from sync.ports import OsFiles, World, system_world
from sync.progress import Download
from sync.reading import Reader
from sync.replica import Replica
from sync.workstation import Workstation

__all__ = [
    "Cause",
    "ConnectionKind",
    "ConnectionState",
    "CoreClient",
    "Download",
    "FileKeys",
    "KeyStore",
    "KeyringKeys",
    "OsFiles",
    "Reader",
    "Replica",
    "SyncEngine",
    "Workstation",
    "World",
    "system_world",
]
