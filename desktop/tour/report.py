"""What the tour leaves: a page with the pictures, the labels, the comparisons and the durations."""

from __future__ import annotations

from html import escape
from pathlib import Path

import msgspec

from desktop.tour.shown import Shown


class Check(msgspec.Struct, frozen=True):
    """One comparison: what the screen says beside what the core says."""

    what: str
    screen: str
    core: str

    @property
    def holds(self) -> bool:
        """Whether they say the same."""
        return self.screen == self.core


class StepReport(msgspec.Struct):
    """One step of the day."""

    name: str
    title: str
    picture: str = ""
    duration_ms: int = 0
    checks: list[Check] = msgspec.field(default_factory=list)
    labels: list[str] = msgspec.field(default_factory=list)
    error: str = ""
    shown: Shown = Shown()

    @property
    def holds(self) -> bool:
        """Whether the step came to its end and every comparison holds."""
        return not self.error and all(check.holds for check in self.checks)


class DayReport(msgspec.Struct):
    """One day: a language and a look.

    Attributes:
        gui_calls: what the GUI's thread should have left to others (see `gui_guard`), with where it was.
        calls_elsewhere: how many such calls the other threads made.
    """

    language: str
    look: str
    steps: list[StepReport] = msgspec.field(default_factory=list)
    gui_calls: list[str] = msgspec.field(default_factory=list)
    calls_elsewhere: int = 0
    done: list[str] = msgspec.field(default_factory=list)
    parts: list[str] = msgspec.field(default_factory=list)

    def faults(self) -> list[str]:
        """What did not hold, in one line each."""
        steps = [
            f"{step.name}: {step.error or 'differs from the core'}" for step in self.steps if not step.holds
        ]
        return [*steps, *(f"on the GUI's thread: {call}" for call in self.gui_calls)]


STYLE = """
:root{--canvas:#f6f5f2;--surface:#fff;--line:#dedad2;--ink:#1e1c24;--ink2:#57535f;--accent:#4b3fa8;
--ok:#1b6e47;--oks:#e1f2e9;--bad:#b3261e;--bads:#fbe6e4}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--ink);
font:15px/1.5 Inter,"Source Sans Pro",system-ui,sans-serif}
main{max-width:1120px;margin:0 auto;padding:40px 24px}
h1{font-size:32px;font-weight:600;margin:0 0 4px}h2{font-size:20px;font-weight:600;margin:48px 0 12px}
h3{font-size:15px;font-weight:600;margin:0}p{margin:0;color:var(--ink2)}
.step{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:20px;margin:0 0 20px}
.head{display:flex;gap:12px;align-items:baseline;margin-bottom:12px}
.head .ms{margin-left:auto;color:var(--ink2);font-variant-numeric:tabular-nums}
.pill{padding:1px 10px;border-radius:99px;font-size:13px;font-weight:600}
.pill.ok{background:var(--oks);color:var(--ok)}.pill.bad{background:var(--bads);color:var(--bad)}
img.shot{width:100%;border:1px solid var(--line);border-radius:6px;display:block}
.labels{display:flex;gap:16px;margin-top:16px;flex-wrap:wrap}
.labels img{height:280px;border:1px solid var(--line)}
table{border-collapse:collapse;width:100%;margin-top:12px;font-size:13px}
td,th{text-align:left;padding:6px 8px;border-top:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--ink2)}a{color:var(--accent)}pre{white-space:pre-wrap;color:var(--bad)}
"""


def write_report(out: Path, days: list[DayReport]) -> Path:
    """Write `index.html` (and `report.json`, the same for programs) into `out`."""
    steps = [step for day in days for step in day.steps]
    held = sum(step.holds for step in steps)
    total_s = sum(step.duration_ms for step in steps) / 1000
    body = "".join(_day(day) for day in days)
    page = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Coulisse: the tour</title>"
        f"<meta name=viewport content='width=device-width'><style>{STYLE}</style><main>"
        f"<h1>A day in the store</h1><p>{held} of {len(steps)} steps held, {total_s:.1f} s in all. Each step"
        " drives the real window by mouse, keys and scans, then holds what it says against the core.</p>"
        f"{body}</main></html>"
    )
    path = out / "index.html"
    path.write_text(page, encoding="utf-8")
    (out / "report.json").write_bytes(msgspec.json.format(msgspec.json.encode(days), indent=1))
    return path


def _day(day: DayReport) -> str:
    head = f"<h2>{escape(day.language)}, {escape(day.look)}</h2>"
    calls = "".join(f"<pre>{escape(call)}</pre>" for call in day.gui_calls)
    free = (
        f"<p>SQL, cipher, PIN, HTTP and file calls on the window's thread: {len(day.gui_calls)}; "
        f"on the others: {day.calls_elsewhere}.</p>{calls}"
    )
    return head + free + "".join(_step(step) for step in day.steps)


def _step(step: StepReport) -> str:
    pill = "<span class='pill ok'>held</span>" if step.holds else "<span class='pill bad'>did not hold</span>"
    picture = f"<a href='{escape(step.picture)}'><img class=shot src='{escape(step.picture)}' alt=''></a>"
    labels = "".join(f"<a href='{escape(name)}'>{_label(name)}</a>" for name in step.labels)
    rows = "".join(
        f"<tr><td>{escape(check.what)}<td>{escape(check.screen)}<td>{escape(check.core)}"
        f"<td>{'same' if check.holds else '<b>differs</b>'}"
        for check in step.checks
    )
    table = f"<table><tr><th>compared<th>screen<th>core<th></tr>{rows}</table>" if rows else ""
    error = f"<pre>{escape(step.error)}</pre>" if step.error else ""
    return (
        f"<section class=step><div class=head>{pill}<h3>{escape(step.title)}</h3>"
        f"<span class=ms>{step.duration_ms} ms</span></div>{picture if step.picture else ''}"
        f"<div class=labels>{labels}</div>{table}{error}</section>"
    )


def _label(name: str) -> str:
    return f"<img src='{escape(name)}' alt='label'>" if name.endswith(".png") else escape(Path(name).name)
