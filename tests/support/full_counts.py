"""Full counts beside the samples of them: a test marked `full` is left out unless the run asks for it.

A sample has each kind once, as often several in one world; the full count has each by itself, which tells at
once what it was, and takes minutes. `make killed` and `make simulate` ask for it, by `--full`.
"""

from __future__ import annotations

import pytest

OPTION = "--full"


def offer_full_counts(parser: pytest.Parser) -> None:
    """The option of the command line."""
    parser.addoption(OPTION, action="store_true", help="also the full counts of what is usually a sample")


def leave_full_counts_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the tests marked `full` from the list, if nobody has asked for them."""
    if config.getoption(OPTION):
        return
    left_out = [item for item in items if item.get_closest_marker("full")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("full")]
