"""The house in numbers: lines by layer, modules, circles, class names, folders, exceptions to the rules.

    python benchmarks/house.py                    # as it stands
    python benchmarks/house.py before-the-house   # at a revision
    python benchmarks/house.py before-the-house HEAD

A line of code is neither blank nor a comment nor a docstring. A table of data is a literal of module level, of ten lines or
more: definitions of figures, findings, synonyms, names. It is counted apart. A declaration is, beside these, a statement of
module level, of ten lines or more, that gives a name to a call of literals, names and such calls: no lambda, comprehension or
function in it. The second way of counting takes declarations for data; a class, even one of fields alone, is code in both.
"""

import ast
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import tokenize
from collections import Counter
from pathlib import Path
from statistics import median


ROOT = Path(__file__).resolve().parents[1]
SKIPPED = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
)
LITERAL = (
    ast.Constant,
    ast.Tuple,
    ast.List,
    ast.Dict,
    ast.Set,
    ast.UnaryOp,
    ast.USub,
    ast.Load,
    ast.JoinedStr,
    ast.Name,
    ast.Attribute,
    ast.Call,
    ast.keyword,
    ast.Starred,
)
LONGEST_FOLDER = 25
LEAST_TABLE = 10


class Module:
    """One module: its name, its lines of code, whether it is a table of data, what it imports and defines."""

    def __init__(self, path, package):
        self.path = path
        source = path.read_text(encoding="utf-8")
        self.tree = ast.parse(source)
        parts = path.relative_to(package.parent).with_suffix("").parts
        self.is_package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.is_package else parts)
        self.code = code_lines(source, self.tree)
        data = data_lines(self.tree)
        self.data = len(self.code & data)
        self.declared = len(self.code & data_lines(self.tree, _is_declaration))
        self.noqa = len(re.findall(r"#\s*noqa\b", source))
        self.any = sum(isinstance(n, ast.Name) and n.id == "Any" for n in ast.walk(self.tree))
        self.classes = [
            n.name
            for n in ast.walk(self.tree)
            if isinstance(n, ast.ClassDef) and not n.name.startswith("_")
        ]

    def imports(self, known):
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names if alias.name in known)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                inner = [f"{node.module}.{alias.name}" for alias in node.names]
                found = [name for name in inner if name in known]
                yield from found
                if len(found) < len(inner) and node.module in known:
                    yield node.module


def code_lines(source, tree):
    docs = set()
    for node in ast.walk(tree):
        for child in (
            getattr(node, "body", ()) if isinstance(getattr(node, "body", None), list) else ()
        ):
            if (
                isinstance(child, ast.Expr)
                and isinstance(child.value, ast.Constant)
                and isinstance(child.value.value, str)
            ):
                docs.update(range(child.lineno, child.end_lineno + 1))
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in SKIPPED:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines - docs


def data_lines(tree, is_data=None):
    """Return the lines of the statements of module level that are tables of data, in the first way of counting or as asked."""
    is_data = is_data or _is_literal
    lines = set()
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and is_data(node.value):
            long = range(node.lineno, node.end_lineno + 1)
            lines.update(long if len(long) >= LEAST_TABLE else ())
    return lines


def _is_literal(node):
    if node is None or not all(isinstance(n, LITERAL) for n in ast.walk(node)):
        return False
    calls = sum(isinstance(n, ast.Call) for n in ast.walk(node))
    return calls == 0 or isinstance(node, (ast.Tuple, ast.List, ast.Dict))


def _is_declaration(node):
    return node is not None and all(
        isinstance(n, (*LITERAL, ast.FormattedValue)) for n in ast.walk(node)
    )


def circles(modules):
    """Return the groups of modules that import each other, by Tarjan's algorithm."""
    known = {m.name: m for m in modules}
    # A package's own __init__ that hands names on is no circle with the modules it hands on.
    edges = {
        m.name: {t for t in m.imports(known) if t != m.name and not m.is_package} for m in modules
    }
    index, low, stack, on, found = {}, {}, [], set(), []

    def visit(name):
        index[name] = low[name] = len(index)
        stack.append(name)
        on.add(name)
        for target in edges[name]:
            if target not in index:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in on:
                low[name] = min(low[name], index[target])
        if low[name] == index[name]:
            group = []
            while True:
                last = stack.pop()
                on.discard(last)
                group.append(last)
                if last == name:
                    break
            if len(group) > 1:
                found.append(sorted(group))

    sys.setrecursionlimit(5000)
    for name in edges:
        if name not in index:
            visit(name)
    return found


def house(root):
    """Print everything of the tree at *root*."""
    packages = sorted([root / "src" / "investtrack", *root.glob("plugins/*/src/*")])
    packages = [p for p in packages if (p / "__init__.py").exists()]
    modules = [
        Module(path, package) for package in packages for path in sorted(package.rglob("*.py"))
    ]
    core = [m for m in modules if m.name.split(".")[0] == "investtrack"]
    lines = {m.name: len(m.code) for m in modules}

    def total(of):
        return sum(lines[m.name] - m.data for m in of)

    print(
        f"core: {total(core):,} lines of code in {len(core)} modules, and {sum(m.data for m in core):,} of tables of data; "
        f"declarations counted as data: {sum(lines[m.name] - m.declared for m in core):,} and {sum(m.declared for m in core):,}"
    )
    layers = Counter()
    for m in core:
        layers[
            (m.name.split(".") + ["(top)"])[1]
            if m.is_package or m.name.count(".") > 1
            else f"{m.name.split('.')[1]}.py"
        ] += lines[m.name]
    print("  by layer: " + ", ".join(f"{name} {count:,}" for name, count in layers.most_common()))
    for package in packages[0:]:
        own = [m for m in modules if m.name.split(".")[0] == package.name]
        if package.name != "investtrack":
            print(f"  {package.name}: {total(own):,} in {len(own)}")
    sizes = [lines[m.name] for m in modules]
    largest = max(modules, key=lambda m: lines[m.name])
    largest_core = max(core, key=lambda m: lines[m.name])
    print(
        f"all: {len(modules)} modules, {sum(sizes):,} lines; median {median(sizes):.0f}, largest {largest.name} {lines[largest.name]}; "
        f"core median {median([lines[m.name] for m in core]):.0f}, largest {largest_core.name} {lines[largest_core.name]}"
    )
    small = [m for m in modules if 0 < lines[m.name] < 40 and not m.is_package]
    print(f"modules under 40 lines: {len(small)}; over 600: {sum(size > 600 for size in sizes)}")
    found = circles(modules)
    print(f"circles: {len(found)}" + "".join(f"\n  {' ↔ '.join(group)}" for group in found))
    names = {}
    for m in modules:
        for name in m.classes:
            names.setdefault(name, []).append(m.name)
    twice = {name: homes for name, homes in names.items() if len(homes) > 1}
    print(
        f"class names used more than once: {len(twice)}: "
        + ", ".join(f"{n} ×{len(h)}" for n, h in sorted(twice.items()))
    )
    folders = Counter(m.path.parent for m in modules)
    print(
        "folders of more than "
        + f"{LONGEST_FOLDER} files: "
        + (
            ", ".join(
                f"{p.relative_to(root)} {n}" for p, n in folders.most_common() if n > LONGEST_FOLDER
            )
            or "none"
        )
    )
    print(f"noqa: {sum(m.noqa for m in modules)}; Any: {sum(m.any for m in modules)}")


def main(revisions):
    """Print the tree as it stands, or each revision."""
    if not revisions:
        house(ROOT)
    for revision in revisions:
        print(f"== {revision}")
        data = subprocess.run(
            ["git", "archive", revision, "src", "plugins"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        with tempfile.TemporaryDirectory() as folder:
            tarfile.open(fileobj=io.BytesIO(data)).extractall(folder, filter="data")
            house(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
