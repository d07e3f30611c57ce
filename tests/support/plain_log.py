"""What a program says to nobody's terminal is not drawn for one.

Where no log is set up, structlog draws each trace in colours with the values of all variables around it: a
core with what it holds takes seconds. The programs set up their own log, of plain lines.
"""

from __future__ import annotations

import structlog


def draw_no_traces() -> None:
    """Let the log that nobody has set up tell a trace as Python does; `reset_defaults` goes back to that."""
    usual = structlog.get_config()["processors"][-1]
    assert isinstance(usual, structlog.dev.ConsoleRenderer)
    usual.exception_formatter = structlog.dev.plain_traceback
