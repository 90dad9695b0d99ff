"""Writes the reference pages that come from the code: figures, ledger, findings, contract.

A test compares them with what stands in the repository.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from itertools import pairwise
from pathlib import Path

import attrs

from investtrack.findings import FINDINGS, SECTIONS, FindingKind
from investtrack.metrics import DEFINITIONS
from investtrack.model.columns import CellKind, columns, described
from investtrack.model.ledger import INFO_ITEMS, INFO_SHEET, SHEETS
from investtrack.plugin import load_plugins
from investtrack.tables import TABLE_NAMES
from investtrack_testing import (
    PROMISES,
    ledger_schema,
    profile_schema,
    report_schema,
    sample_report,
)
from investtrack_testing.schema_command import schema_text


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "docs"))
from manual import manual  # noqa: E402 - a module beside this one
from public_api import public_api  # noqa: E402 - a module beside this one


REFERENCE = ROOT / "docs" / "reference"
DESK = ROOT / "plugins" / "investtrack-desk" / "src" / "investtrack_desk" / "static"


def figures_page() -> str:
    """Return the page of all figures."""
    lines = [
        "# Figures\n",
        "P is the report period, t the as-of date, t₀ the first day of the year. Money is exact; `metrics --json`",
        "gives decimal strings in 万元, rates as decimal strings (0.0512 is 5.12％), points in 百分点.\n",
        "| id | title | kind | definition | breakdown of |",
        "|---|---|---|---|---|",
    ]
    for item in DEFINITIONS:
        also = "".join(f"<br>also `{alias}`" for alias in item.aliases)
        part = (
            f"{item.breakdown.value}: `{item.whole}`"
            if item.breakdown and item.whole
            else item.breakdown.value
            if item.breakdown
            else ""
        )
        lines.append(
            f"| `{item.id}`{also} | {item.title} | {item.kind.value} | {item.words} | {part} |"
        )
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """Return the page of what each figure is computed by, for whoever checks one: rules are data, printed as they are."""
    lines = [
        "# Rules of figures\n",
        "What each figure is computed by, as the program holds it: the rule with the records it takes (selections, the conditions they",
        "meet, the columns they need), the columns it adds, and how it is counted. What a figure means stands in [figures](figures.md).\n",
        "| id | counted in | unit in prose | rule |",
        "|---|---|---|---|",
    ]
    for item in DEFINITIONS:
        titles = "、".join(f"{key}：{title}" for key, title in item.part_titles.items())
        counted = f"{item.counted_in}（{titles}）" if titles else item.counted_in
        rule = as_data(item.rule).replace("|", "\\|")
        lines.append(f"| `{item.id}` | {counted} | {item.display_unit} | {rule} |")
    return "\n".join(lines) + "\n"


def as_data(value: object) -> str:  # noqa: PLR0911 - one return a kind of value
    """Return a rule, or what it is made of, as text: its class and the fields that are not as they are by default."""
    if attrs.has(type(value)):
        told = (
            f"{field.name}={as_data(getattr(value, field.name))}"
            for field in attrs.fields(type(value))
            if field.init and field.repr and not _is_default(value, field)
        )
        return f"{type(value).__name__}({', '.join(told)})"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(as_data, value))}]"
    if isinstance(value, (set, frozenset)):
        return f"[{', '.join(sorted(map(as_data, value)))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {as_data(part)}' for key, part in value.items())}}}"
    if callable(value):
        return (
            getattr(value, "__qualname__", type(value).__name__).replace("<", "‹").replace(">", "›")
        )
    return str(value)


def _is_default(value: object, field: attrs.Attribute[object]) -> bool:
    default = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type, attr-defined]
    return bool(getattr(value, field.name) == default)


def ledger_page() -> str:
    """Return the data dictionary of the standard ledger."""
    lines = [
        "# The standard ledger (标准台账)\n",
        "Headers as written by `investtrack template excel`, and the synonyms understood. Empty means unknown, never 0.",
        "Optional columns are read where a ledger has them; the blank form has them not, and no figure needs them.\n",
        f"## {INFO_SHEET}\n",
        "Two columns 项 | 值: " + "、".join(INFO_ITEMS) + ".\n",
    ]
    for sheet in SHEETS:
        lines += [f"## {sheet.name}\n"]
        if sheet.synonyms:
            lines += ["Also named: " + "、".join(sheet.synonyms) + ".\n"]
        lines += ["| header | field | kind | choices | synonyms |", "|---|---|---|---|---|"]
        for column in columns(sheet.record):
            header = column.pattern.replace("{M}", "1—m月") or column.header
            if column.kind is CellKind.PAPERS:
                header = "one column a paper: √ / × / 不需要"
            choices = "、".join(column.choices) if column.choices else ""
            kind = column.kind.value if column.standard else f"{column.kind.value}, optional"
            lines.append(
                f"| {header} | `{column.key}` | {kind} | {choices} | {'、'.join(column.synonyms)} |"
            )
        lines.append("")
    return "\n".join(lines)


def tables_page() -> str:
    """Return the columns of every table of a report."""
    lines = [
        "# Tables\n",
        "What `Report.table(NAME)` and `Report.to_rows(NAME)` give, and what the CSV, Arrow and Parquet exporters write. Every",
        "column may hold None, which is unknown. Money is in 万元 and exact. A date is known to some precision, so it is two",
        "columns: the first and the last day it may be. `record` is the position in its sheet, from 1.\n",
        "With `provenance=True`, sheets have `file`, `sheet`, `row` and `cells` (field → cell) besides, `months` and `papers`",
        "have `file`, `sheet` and `cell`, and `contributions` have `cells`.\n",
        "`value` of a rate is exact where its decimal ends within twelve decimals; `fraction` is always exact.\n",
    ]
    report = sample_report()
    for name in TABLE_NAMES:
        table = report.table(name)
        lines += [f"## {name}\n", f"{table.label}\n", "| column | label | kind | unit | choices |", "|---|---|---|---|---|"]  # fmt: skip
        for column in table.columns:
            choices = "、".join(
                value if value == word else f"`{value}` {word}"
                for value, word in column.choices.items()
            )
            lines.append(
                f"| `{column.name}` | {column.label} | {column.kind.value} | {column.unit} | {choices} |"
            )
        lines.append("")
    return "\n".join(lines)


_CONTRACT_HEAD = """\
# The contract of plugins

What a plugin promises, and why. The kit `investtrack_testing` tries each promise; a broken one is an
`AssertionError` that begins with its id. `check_importer(importer, files)` tries an importer,
`check_exporter(exporter)` an exporter, and likewise `check_template`, `check_annotator`, `check_command`,
`check_check`, `check_profile`, `check_document_reader`, `check_picture`; `check_plugin(module)` tries what an entry point names. See
[how to test a plugin](../how-to/test-a-plugin.md).
"""


def contract_page() -> str:
    """Return the page of what plugins promise, by who promises it."""
    lines = [_CONTRACT_HEAD]
    for whose in dict.fromkeys(promise.of for promise in PROMISES):
        heading = "Every object" if whose == "every object" else f"{whose.capitalize()}s"
        lines += [f"## {heading}\n", "| id | promise | why |", "|---|---|---|"]
        lines += [
            f"| `{promise.id}` | {promise.text} | {promise.why} |"
            for promise in PROMISES
            if promise.of == whose
        ]
        lines.append("")
    return "\n".join(lines)


_FINDINGS_HEAD = """\
# Findings

Grades: **error**, a figure is not usable (exit status 1); **warning**, doubtful; **note**, worth knowing. Each names
file, sheet, cell, what was found, what was expected and how to mend it. What stands alike in many rows of a column is one
finding of its first cell (“甲”等40行…). Where a code has several grades, the column says when. A county's profile may give a code another grade: `grades.project-unknown = "note"`.

Words in braces are filled in. The codes are declared in `investtrack.findings`, those of a plugin in its own catalogue;
see [how to add a check](../how-to/add-a-check.md).
"""


def findings_page() -> str:
    """Return the page of every finding: the core's by room, then those of plugins."""
    lines = [_FINDINGS_HEAD]
    for heading, kinds in SECTIONS.items():
        lines += _findings_table(heading, kinds)
    loaded = load_plugins(("findings",))
    providers: dict[str, list[FindingKind]] = {}
    for code, kind in loaded.findings.items():
        if code not in FINDINGS:
            providers.setdefault(loaded.providers["findings", code], []).append(kind)
    for provider, own in sorted(providers.items()):
        lines += _findings_table(f"Of {provider}", own)
    return "\n".join(lines).rstrip("\n") + "\n"


def _findings_table(heading: str, kinds: Iterable[FindingKind]) -> Iterator[str]:
    yield f"## {heading}\n"
    yield "| code | name | grade | what it means | how to mend it |"
    yield "|---|---|---|---|---|"
    for kind in kinds:
        others = [
            f"{variant.grade.value} ({variant.when})"
            for variant in kind.variants.values()
            if variant.grade not in {None, kind.grade}
        ]
        grades = ", ".join((kind.grade.value, *others))
        mend = kind.mend.replace("{{", "{").replace("}}", "}").replace("|", "\\|")
        yield f"| `{kind.code}` | {kind.title} | {grades} | {kind.meaning} | {mend} |"
    yield ""


def described_source(path: Path) -> str:
    """Return a module of records, the docstring of each field with its shape, unit and headers behind its meaning."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    records = {sheet.record.__name__: sheet.record for sheet in SHEETS}
    for made in reversed(ast.parse(text).body):
        if not isinstance(made, ast.ClassDef) or made.name not in records:
            continue
        by_key = {column.key: column for column in columns(records[made.name])}
        for field, below in reversed(list(pairwise([*made.body, ast.Pass()]))):
            if not isinstance(field, ast.AnnAssign) or field.target.id not in by_key:  # type: ignore[union-attr]
                continue
            tail = described(by_key[field.target.id])  # type: ignore[union-attr]
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                meaning = str(below.value.value).partition(" (")[0].rstrip(".")
                lines[below.lineno - 1 : below.end_lineno] = [f'    """{meaning}{tail}"""']
            else:
                lines.insert(field.end_lineno or 0, f'    """{tail}"""')
    return "\n".join(lines)


def record_modules() -> list[Path]:
    """Return the modules in which the records of the standard sheets are declared."""
    found = dict.fromkeys(Path(inspect.getfile(sheet.record)) for sheet in SHEETS)
    return list(found)


def pages() -> Iterator[tuple[Path, Callable[[], str]]]:
    """Yield each generated page with what makes its text."""
    yield REFERENCE / "figures.md", figures_page
    yield REFERENCE / "rules-of-figures.md", rules_page
    yield REFERENCE / "ledger.md", ledger_page
    yield REFERENCE / "tables.md", tables_page
    yield REFERENCE / "ledger.schema.json", lambda: schema_text(ledger_schema())
    yield REFERENCE / "profile.schema.json", lambda: schema_text(profile_schema())
    yield REFERENCE / "report.schema.json", lambda: schema_text(report_schema())
    yield REFERENCE / "contract.md", contract_page
    yield REFERENCE / "findings.md", findings_page
    yield REFERENCE / "public-api.txt", public_api
    yield DESK / "manual.html", manual
    yield from ((path, partial(described_source, path)) for path in record_modules())


def main() -> int:
    """Write the pages; return 1 with ``--check`` where one is behind."""
    behind = [
        path
        for path, text in pages()
        if not path.exists() or path.read_text(encoding="utf-8") != text()
    ]
    if "--check" in sys.argv:
        return 1 if behind else 0
    for path, text in pages():
        path.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
