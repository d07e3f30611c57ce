"""Settings of a core that are a file in its folder, readable by its owner alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from core.rules.errors import BadInput
from core.service.whole_files import write_private

T = TypeVar("T", bound=msgspec.Struct)


def read_private_config(path: Path, type_: type[T], code: str, check: Callable[[T], None]) -> T | None:
    """What the file says; None if there is none.

    Raises:
        BadInput: `code`, with the file and the reason; and as `check` does.
    """
    try:
        config = msgspec.json.decode(path.read_bytes(), type=type_)
    except FileNotFoundError:
        return None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadInput(code, path=str(path), reason=str(error)) from error
    check(config)
    return config


def write_private_config(path: Path, config: T | None, check: Callable[[T], None]) -> None:
    """Keep it; None: there is none from now on.

    Raises:
        BadInput: as `check` does.
    """
    if config is None:
        path.unlink(missing_ok=True)
        return
    check(config)
    write_private(path, msgspec.json.format(msgspec.json.encode(config)))
