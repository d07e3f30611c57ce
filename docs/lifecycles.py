"""Draws the lifecycles into docs/architecture.md from the tables that the program runs on.

.venv/bin/python docs/lifecycles.py          writes the diagrams between their marks
.venv/bin/python docs/lifecycles.py --check  exit code 1 if the page is not up to date
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.rules.lifecycle import Lifecycle, Nature  # noqa: E402 - the project is not a package of this script
from core.rules.lifecycles import LIFECYCLES  # noqa: E402

PAGE = ROOT / "docs" / "architecture.md"


def diagram(lifecycle: Lifecycle[Any, Any]) -> str:
    """The expected moves as a Mermaid state diagram; several verbs between two states share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (state, verb), move in lifecycle.moves.items():
        if move.exception is None and move.to != state:
            mark = "" if lifecycle.rules[verb].nature is Nature.FACT else " ?"
            arrows[(state.value, move.to)].append(verb.value + mark)
    lines = [f"    {start} --> {end}: {', '.join(verbs)}" for (start, end), verbs in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def table(lifecycle: Lifecycle[Any, Any]) -> str:
    """What each fact raises where it was not expected."""
    raised: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (state, verb), move in lifecycle.moves.items():
        if move.exception is not None:
            raised[(verb.value, move.exception)].append(state.value)
    rows = [f"| {verb} | {code} | {', '.join(states)} |" for (verb, code), states in raised.items()]
    return "\n".join(["| fact | exception | in these states |", "| --- | --- | --- |", *rows])


def permissions(lifecycle: Lifecycle[Any, Any]) -> str:
    """Who may do what."""
    rows = [
        f"| {verb.value} | {rule.nature.value} | {rule.permission.value} |"
        for verb, rule in lifecycle.rules.items()
    ]
    return "\n".join(["| verb | nature | permission |", "| --- | --- | --- |", *rows])


def section(lifecycle: Lifecycle[Any, Any]) -> str:
    """All that is told of one lifecycle."""
    title = f"### {lifecycle.name.capitalize()}"
    note = "Requests are marked with `?`; all else are facts."
    parts = (title, note, diagram(lifecycle), permissions(lifecycle), table(lifecycle))
    return "\n\n".join(parts)


def page(text: str) -> str:
    """The page with its diagrams drawn anew."""
    drawn = "\n\n".join(section(lifecycle) for lifecycle in LIFECYCLES)
    begin, end = "<!-- lifecycles: generated -->", "<!-- lifecycles: end -->"
    return re.sub(f"{begin}.*{end}", lambda _: f"{begin}\n\n{drawn}\n\n{end}", text, flags=re.DOTALL)


def main() -> int:
    """Write the page, or check it."""
    text = PAGE.read_text(encoding="utf-8")
    drawn = page(text)
    if "--check" in sys.argv:
        return 0 if drawn == text else 1
    PAGE.write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
