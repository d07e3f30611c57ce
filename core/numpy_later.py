"""numpy, imported when it is first used: ``from core.numpy_later import np``.

It takes 16 MB of memory and a twentieth of a second. A process that brings a snapshot to a workstation sends,
asks and unpacks, and computes nothing until the copy is there: what it imports on the way need not load it
(decision 125). Where a module's whole purpose is to compute, it imports numpy as usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
else:

    class _Later:
        """Stands in numpy's place; what has been asked for once is kept here."""

        def __getattr__(self, name: str) -> Any:
            # Here, and not at the top: that is the purpose. Python's lock for imports keeps threads apart.
            import numpy

            found = getattr(numpy, name)
            setattr(self, name, found)
            return found

    np = _Later()

__all__ = ["np"]
