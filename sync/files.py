"""A replica's folder: which file is what."""

from __future__ import annotations

from pathlib import Path

from sync.ports import SYSTEM_FILES, Files

STORE_FILE = "store.db"
EMPTY_NETWORK_FILE = "network-empty.db"


class ReplicaFolder:
    """Paths under one folder.

    Attributes:
        root: the folder; one workstation's.
        files: what reads and writes beside the databases.
    """

    def __init__(self, root: Path, files: Files = SYSTEM_FILES) -> None:
        self.root = root
        self.files = files
        files.make_folder(root)

    @property
    def store(self) -> Path:
        """The encrypted, transactional file."""
        return self.root / STORE_FILE

    @property
    def key_mark(self) -> Path:
        """Fingerprint of the key that `store.db` was made with."""
        return self.root / "store.key-mark"

    @property
    def store_draft(self) -> Path:
        """A copy of the encrypted file that is to take its place."""
        return self.root / "store.draft"

    @property
    def restore_mark(self) -> Path:
        """There while a backup is being put in the place of what is here."""
        return self.root / "restoring"

    @property
    def backup_draft(self) -> Path:
        """A copy of the encrypted file that is to become a backup."""
        return self.root / "backing-up.copy"

    @property
    def downloads(self) -> Path:
        """Pieces on their way."""
        return self.root / "downloads"

    @property
    def label_templates(self) -> Path:
        """Where this workstation's own label templates are, if it has any."""
        return self.root / "label_templates"

    @property
    def chain_templates(self) -> Path:
        """Where the chain's label templates are that are used here; they follow from the replica's rows."""
        return self.root / "chain_templates"

    @property
    def labels(self) -> Path:
        """Where labels go when the printer is a folder."""
        return self.root / "labels"

    def network(self, name: str) -> Path:
        """A copy of the network by its file name."""
        return self.root / (name or EMPTY_NETWORK_FILE)

    def network_name(self, epoch: str, version: int, place: int) -> str:
        """The file name of the `place`-th copy, from 0, that begins at a snapshot of this version."""
        return f"network-{epoch}-{version}-{place}.db"
