"""What the sources make is declared, what is declared is made: read from the sources themselves."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from investtrack.plugin import load_plugins


ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path
    for path in (*ROOT.glob("src/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py"))
    if "investtrack_testing" not in path.parts  # its findings are samples for exporters
)
# What makes a finding of the code in its first argument.
NAMING = {"fault", "tally", "missing"}  # they fill the field name themselves
MAKERS = {"make", "UnreadableError"} | NAMING
# Functions that are handed a code by others of the same module, so that their calls name no literal one.
RELAYS = {
    "src/investtrack/checks/alike.py": {"missing", "findings"},
    "src/investtrack/checks/made.py": {"fault"},
    "src/investtrack/checks/links.py": {"_differs"},
    "src/investtrack/plugin/built_in/json_files.py": {"_unread"},
    "src/investtrack/reading/sheet.py": {"make"},
    "src/investtrack/reading/records/record.py": {"_unread"},
}
KINDS = load_plugins(("findings",)).findings


class Read(NamedTuple):
    """What is kept of a module: the calls that make findings, each with the function it stands in; what else is asked."""

    calls: tuple[tuple[str, ast.Call], ...]
    texts: frozenset[str]
    """Every literal text, of a module that relays codes."""
    made_bare: int
    """How many findings it makes without the catalogue."""


@cache
def read(path: Path) -> Read:
    """Read a module, once for all that is asked of it."""
    nodes = tuple(within(ast.parse(path.read_text(encoding="utf-8")), "the module"))
    texts = {n.value for _, n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return Read(
        tuple(calls(nodes)),
        frozenset(texts if relative(path) in RELAYS else ()),
        sum(isinstance(node, ast.Call) and called(node) == "Finding" for _, node in nodes),
    )


def calls(nodes: Sequence[tuple[str, ast.AST]]) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls that make findings, each with the function it stands in."""
    imported = {
        name.name for _, node in nodes if isinstance(node, ast.ImportFrom) for name in node.names
    }
    own = MAKERS & imported | {"UnreadableError"}
    for function, node in nodes:
        if not isinstance(node, ast.Call) or not node.args or called(node) not in MAKERS:
            continue
        if isinstance(node.func, ast.Attribute) or called(node) in own:
            yield function, node


def within(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node below *node* with the name of the function it stands in."""
    waiting = [(function, node)]
    while waiting:
        function, node = waiting.pop()
        for child in ast.iter_child_nodes(node):
            yield function, child
            waiting.append((child.name if isinstance(child, ast.FunctionDef) else function, child))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literals(node: ast.expr | None) -> list[str] | None:
    """Return the texts that an expression can be, None where that cannot be told."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        parts = [literals(node.body), literals(node.orelse)]
        return None if None in parts else [text for part in parts for text in part or ()]
    return None


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_finding_that_is_made_is_declared_and_given_its_fields(path):
    faults = []
    for function, call in read(path).calls:
        codes = literals(call.args[0])
        where = f"{relative(path)}:{call.lineno}"
        if codes is None:
            if function not in RELAYS.get(relative(path), ()):
                faults.append(f"{where}: the code is no literal; name {function} among the relays")
            continue
        faults += [f"{where}: {code} is not declared" for code in codes if code not in KINDS]
        faults += [f"{where}: {fault}" for fault in field_faults(call, codes)]
    assert faults == []


def field_faults(call: ast.Call, codes: list[str]) -> Iterator[str]:
    """Yield what a call leaves out or gives in vain, where its variants are literals and no mapping is spread."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    variants = literals(given.pop("variant")) if "variant" in given else [""]
    if None in given or variants is None or called(call) == "UnreadableError":
        return
    further = {"related", "several"} if called(call) == "tally" else {"related"}
    fields = given.keys() - further | ({"name"} if called(call) in NAMING else set())
    for code in codes:
        for variant in variants:
            if code in KINDS and variant and variant not in KINDS[code].variants:
                yield f"{code} has no variant {variant}"
            elif code in KINDS and KINDS[code].fields(variant) != fields:
                yield f"{code} {variant}: {sorted(KINDS[code].fields(variant) ^ fields)}"


def test_every_kind_that_is_declared_is_made():
    made: set[str] = set()
    for path in MODULES:
        made |= read(path).texts
        for _, call in read(path).calls:
            made |= set(literals(call.args[0]) or ())
    assert sorted(KINDS.keys() - made) == []


def test_findings_are_made_by_the_catalogue_alone():
    makers = [relative(path) for path in MODULES for _ in range(read(path).made_bare)]
    assert makers == ["src/investtrack/findings/catalogue.py"]
