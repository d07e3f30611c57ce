"""`coulisse-core`, also as `python -m core.service`.

It begins here since its parts take a second to load: Ctrl-C meanwhile ends it, and is no fault to be traced.
"""

from __future__ import annotations

import sys
from typing import Final

INTERRUPTED: Final = 130
"""How a program ends after Ctrl-C (128 and SIGINT)."""


def main() -> None:
    """Entry of the command."""
    try:
        from core.service.cli import main as command

        command()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
