"""Writes what each shipped label template takes into docs/labels.md.

.venv/bin/python docs/label_fields.py          writes the tables between their marks
.venv/bin/python docs/label_fields.py --check  exit code 1 if the page is not up to date
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.labels.template import Field, Template  # noqa: E402 - see lifecycles.py
from desktop.labels.template_files import load, names  # noqa: E402

PAGE = ROOT / "docs" / "labels.md"
BEGIN, END = "<!-- fields: generated -->", "<!-- fields: end -->"


def table(fields: dict[str, Field], prefix: str = "") -> list[str]:
    """A table's lines: name, whether it has to be there, how long it may be, an example."""
    return [
        f"| `{prefix}{name}` | {'yes' if field.required else ''} | {field.longest} | {field.example} |"
        for name, field in fields.items()
    ]


def section(template: Template) -> str:
    """One template: its size, where it is printed, its fields."""
    length = "as long as its rows" if template.continuous else f"{template.height_mm:g} mm"
    head = [
        f"### `{template.name}`: {template.title['en']} · {template.title['fr']}",
        "",
        f"{template.width_mm:g} mm x {length}; {', '.join(output.upper() for output in template.outputs)}.",
        "",
        "| field | needed | longest | example |",
        "| --- | --- | ---: | --- |",
    ]
    rows = table(template.row_fields, "rows[].")
    return "\n".join([*head, *table(template.fields), *rows])


def page(text: str) -> str:
    """The page with its tables as the templates are now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    sections = "\n\n".join(section(load(name)) for name in names())
    return f"{before}{BEGIN}\n\n{sections}\n\n{END}{after}"


def main() -> int:
    """Write the page, or with --check say whether it has to be written."""
    text = PAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        return int(page(text) != text)
    PAGE.write_text(page(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
