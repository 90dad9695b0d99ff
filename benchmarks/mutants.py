"""Changes the code in one small way after another and counts the changes that no test notices.

    python -m uv run --group bench python benchmarks/mutants.py [--sample 400] [--seed 1] [--within 40] [--only TEXT] [--again FILE] [--renew]

A mutant is one comparison, number, word, condition or value changed in metrics, values, checks or wording. It is drawn by chance from
all there are, put into a copy of the process that holds the collected tests, and the tests that run its line are run there, quickest
file first, until one fails or ``--within`` seconds of them have passed: what survives this may still fall to a longer run, so the score
is a bound from above. What never ends is stopped by seconds of the processor, not of the clock, so a busy machine decides nothing, and is
counted among the killed with its number; ``--unchanged`` judges the same draws with nothing changed, and whatever falls then falls by itself.
Nothing is written to the tree. Which test runs which line is found out once and kept under out/ (``--renew``).

``mutants_alike.toml`` lists those that change nothing one can see, each with its reason; they are counted apart. Exits 1 where more
than one in twenty survives, or more than one in twenty is listed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import gc
import importlib
import importlib.abc
import importlib.util
import json
import math
import os
import pickle
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest


try:
    import tomllib
except ImportError:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"
OUT = ROOT / "benchmarks" / "out"
LINES = OUT / "mutants-lines.pickle"
ALIKE = Path(__file__).with_name("mutants_alike.toml")
PAGES = ("tests/test_docs.py", "tests/test_public_docs.py")
"""Tests that make what they compare while they are collected."""
MUTATED = ("metrics", "values", "checks", "wording.py")
ALLOWED = 0.05
BUSY = 12
"""Seconds of the clock that a second of the processor may take before a test is thought to wait for ever."""

_COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_COMPUTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_SWAPPED = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "sorted": "list",
    "startswith": "endswith",
    "endswith": "startswith",
}


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_STRIPPED = frozenset({"strip", "lstrip", "rstrip"})
"""Methods whose argument is a set of signs: more of them, such as X, change nothing; without it they strip blanks."""
_UNDECIDED = frozenset({"strict", "maxsize"})
"""Keywords that decide nothing: that two are of one length is asserted, how much a cache keeps is speed."""


# --- what may be changed


def files():
    """Return the files that are changed."""
    found = []
    for part in MUTATED:
        path = SRC / "investtrack" / part
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


def changes(node):
    """Yield functions that return *node* changed in one way; None takes a statement away."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            yield functools.partial(_compared, at, _COMPARED[type(operator)])
    elif isinstance(node, ast.BoolOp):
        yield functools.partial(_set, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield lambda each: each.operand
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _COMPUTED:
        yield functools.partial(_set, "op", _COMPUTED[type(node.op)]())
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield functools.partial(_set, "value", not node.value)
        elif isinstance(node.value, int):
            yield functools.partial(_set, "value", node.value + 1)
        elif isinstance(node.value, str) and node.value:
            yield functools.partial(_set, "value", f"XX{node.value}XX")
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield functools.partial(_negated, "test")
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield functools.partial(_filtered, at)
    elif isinstance(node, ast.Return):
        if node.value is not None and not _is_none(node.value) and not _is_false(node.value):
            yield functools.partial(_set, "value", ast.Constant(None))
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        if node.value is not None and not _is_none(node.value):
            yield functools.partial(_set, "value", ast.Constant(None))
    elif isinstance(node, ast.Break):
        yield lambda each: ast.copy_location(ast.Continue(), each)
    elif isinstance(node, ast.Continue):
        yield lambda each: ast.copy_location(ast.Break(), each)
    elif isinstance(node, ast.Expr) and not isinstance(node.value, (ast.Yield, ast.YieldFrom)):
        yield lambda each: ast.copy_location(ast.Pass(), each)
    elif isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")  # fmt: skip
        if name in _SWAPPED:
            field = "attr" if isinstance(node.func, ast.Attribute) else "id"
            yield functools.partial(_renamed, field, _SWAPPED[name])
        if name in _STRIPPED and node.args:
            yield functools.partial(_set, "args", [])
        for at, keyword in enumerate(node.keywords):
            if keyword.arg not in _UNDECIDED:
                yield functools.partial(_without_keyword, at)


def _is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def _is_false(node):
    """Whether *node* is False: None is no other condition, and True in its place is another change."""
    return isinstance(node, ast.Constant) and node.value is False


def _set(field, value, node):
    if isinstance(value, ast.AST):
        value = ast.copy_location(value, node)
    setattr(node, field, value)
    return node


def _compared(at, operator, node):
    node.ops[at] = operator()
    return node


def _negated(field, node):
    test = getattr(node, field)
    setattr(node, field, ast.copy_location(ast.UnaryOp(ast.Not(), test), test))
    return node


def _filtered(at, node):
    node.ifs[at] = ast.copy_location(ast.UnaryOp(ast.Not(), node.ifs[at]), node.ifs[at])
    return node


def _renamed(field, name, node):
    setattr(node.func, field, name)
    return node


def _without_keyword(at, node):
    del node.keywords[at]
    return node


def _left_out(parent, field, node):
    """Whether nothing that runs would change: annotations, docstrings, imports, what is exported."""
    if field in {"annotation", "returns", "type_comment"}:
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.keyword) and node.arg in _UNDECIDED:
        return True
    if (
        field == "args"
        and isinstance(parent, ast.Call)
        and getattr(parent.func, "attr", "") in _STRIPPED
    ):
        return True
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return True
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and target.id in {"__all__", "__slots__"}:
            return True
        return isinstance(parent, ast.Module) and _names_a_type(node.value)
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"TypeVar", "NewType", "cast"}:
        return True
    return isinstance(node, ast.FunctionDef) and any(
        "overload" in ast.unparse(each) for each in node.decorator_list
    )


def _names_a_type(value):
    """Whether a module gives a type a shorter name, or declares a variable of types: annotations are all that read it."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func) in {"TypeVar", "ParamSpec", "NewType"}
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        return _names_a_type(value.left)
    return isinstance(value, ast.Subscript) and ast.unparse(value.value) in {
        "Mapping", "Callable", "Sequence", "Iterable", "Iterator", "Union", "tuple", "dict", "list",
    }  # fmt: skip


class _Walk:
    """Goes through a tree in one order, naming each place that may be changed; replaces the one that is asked for."""

    def __init__(self, wanted=None):
        self.wanted = wanted
        self.at = 0
        self.found = []
        self.where = []
        self.statement = None

    def of(self, node):
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                for at, each in enumerate(value):
                    if isinstance(each, ast.AST):
                        value[at] = self._one(node, field, each)
            elif isinstance(value, ast.AST):
                setattr(node, field, self._one(node, field, value))
        return node

    def _one(self, parent, field, node):
        if _left_out(parent, field, node):
            return node
        scope = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        before = self.statement
        if isinstance(node, ast.stmt):
            self.statement = node
        mine = list(changes(node))
        numbers = range(self.at, self.at + len(mine))
        self.at += len(mine)
        for number, change in zip(numbers, mine):
            line = getattr(node, "lineno", None) or getattr(self.statement, "lineno", 0)
            if self.wanted is None:
                changed = change(copy.deepcopy(node))
                self.found.append(
                    {
                        "number": number,
                        "line": line,
                        "scope": ".".join(name for name, _ in self.where),
                        "in_function": any(kind for _, kind in self.where),
                        "before": _short(node),
                        "after": _short(changed),
                    }
                )
        if scope:
            self.where.append((node.name, not isinstance(node, ast.ClassDef)))
        self.of(node)
        if scope:
            self.where.pop()
        self.statement = before
        for number, change in zip(numbers, mine):
            if number == self.wanted:
                return change(node)
        return node


def _short(node):
    if isinstance(node, (ast.If, ast.While)):
        return f"if {ast.unparse(node.test)}:"
    if isinstance(node, ast.comprehension):
        return " ".join(f"if {ast.unparse(each)}" for each in node.ifs)
    return " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())[:300]


def mutants_of(path):
    """Return every mutant of the file at *path*, in the order of its tree."""
    walk = _Walk()
    walk.of(ast.parse(path.read_text(encoding="utf-8")))
    seen = Counter()
    for each in walk.found:
        each["file"] = str(path.relative_to(SRC))
        name = f"{each['file']}::{each['scope']}::{each['before']} -> {each['after']}"
        seen[name] += 1
        each["name"] = name if seen[name] == 1 else f"{name} #{seen[name]}"
    return walk.found


def code_of(path, number):
    """Return the file at *path*, compiled with one mutant in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    _Walk(number).of(tree)
    return compile(ast.fix_missing_locations(tree), str(path), "exec")


# --- in the process that holds the collected tests


class Lines:
    """Runs the tests once and keeps which of our functions, and which lines of those we change, each of them goes through."""

    def __init__(self):
        self.numbers = {}
        self.tests = {}

    def run(self, items):
        import coverage
        from _pytest.runner import runtestprotocol

        if LINES.exists():
            self.numbers, self.tests = pickle.loads(LINES.read_bytes())
        items = [item for item in items if item.nodeid not in self.tests]
        began = time.monotonic()
        traced = coverage.Coverage(
            data_file=None, config_file=False, include=f"{ROOT}/*", omit=f"{ROOT}/.venv/*"
        )
        taken = {}
        changed = {module_of(path) for path in files()}
        traced.start()
        for at, item in enumerate(items):
            after = items[at + 1] if at + 1 < len(items) else None
            if at % 100 == 0:
                cached = [each for each in caches() if each.__module__ in changed]
            for each in cached:  # else the first test alone would be seen to run what is kept
                each.cache_clear()
            traced.switch_context(item.nodeid)
            start = time.process_time(), time.monotonic()
            reports = runtestprotocol(item, nextitem=after, log=False)
            seconds = max(time.process_time() - start[0], 0.2 * (time.monotonic() - start[1]))
            if all(report.outcome != "failed" for report in reports):
                taken[item.nodeid] = seconds
            else:
                sys.stderr.write(f"fails without a mutant, left out: {item.nodeid}\n")
            if at % 500 == 499:
                sys.stderr.write(f"{at + 1} of {len(items)} tests, {time.monotonic() - began:.0f} s\n")  # fmt: skip
        traced.stop()
        through = self._through(traced.get_data())
        self.tests |= {name: (taken[name], frozenset(through[name])) for name in taken}
        OUT.mkdir(exist_ok=True)
        LINES.write_bytes(pickle.dumps((self.numbers, self.tests)))

    def _through(self, data):
        """Return for each test the numbers of the functions, and of the lines of what is changed, that it went through."""
        found = defaultdict(set)
        lined = {str(path) for path in files()}
        for file in data.measured_files():
            inside = functions_by_line(Path(file))
            for line, names in data.contexts_by_lineno(file).items():
                numbers = []
                if line in inside:
                    numbers.append(self._number(file, -inside[line]))
                if file in lined:
                    numbers.append(self._number(file, line))
                for name in names:
                    found[name].update(numbers)
        return found

    def _number(self, file, line):
        return self.numbers.setdefault((file, line), len(self.numbers))


def functions_by_line(path):
    """Return line → first line of the innermost function whose body it is of."""
    if path.suffix != ".py" or not path.exists():
        return {}
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):  # the inner after the outer
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for line in range(node.body[0].lineno, node.end_lineno + 1):
                found[line] = first_line(node)
    return found


def first_line(function):
    """Return the line that the code of a function begins at, as Python counts it: its decorators are of it."""
    return min([function.lineno, *(each.lineno for each in function.decorator_list)])


def caches():
    """Return the functions that keep what they found."""
    gc.unfreeze()
    return [each for each in gc.get_objects() if type(each) is functools._lru_cache_wrapper]


class Hunt:
    """The plugin that takes pytest's loop: one child a mutant, forked after the tests are collected."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.results = []

    def pytest_runtestloop(self, session):
        items = session.items
        self.by_id = {item.nodeid: item for item in items}
        if self.arguments.renew:
            LINES.unlink(missing_ok=True)
        known = pickle.loads(LINES.read_bytes())[1] if LINES.exists() else {}
        if any(item.nodeid not in known for item in items):
            self._child(lambda: Lines().run(items), 7200)
        self.numbers, self.tests = pickle.loads(LINES.read_bytes())
        self.at_import = at_import()
        self._users = None
        for path in files():
            importlib.import_module(module_of(path))
        self.functions = defaultdict(list)
        self.cached = caches()
        for each in gc.get_objects():
            if type(each).__name__ == "function":
                code = each.__code__
                self.functions[code.co_filename, code.co_firstlineno, code.co_name].append(each)
        gc.freeze()
        mutants = drawn(self.arguments)
        sys.stderr.write(f"{len(mutants)} mutants\n")
        out = self.arguments.out.open("w", encoding="utf-8")
        began = time.monotonic()
        for at, mutant in enumerate(mutants):
            result = self.judge(mutant)
            self.results.append(result)
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
            out.flush()
            if result["verdict"] == "survived":
                print(
                    f"  {result['file']}:{result['line']}  {result['before'][:90]}  ->  {result['after'][:90]}  ({result['tests']} tests)",
                    flush=True,
                )
            if at % 25 == 24:
                counts = Counter(each["verdict"] for each in self.results)
                print(f"{at + 1}: {dict(counts)}, {time.monotonic() - began:.0f} s", flush=True)
        out.close()
        return True

    def judge(self, mutant):
        path = SRC / mutant["file"]
        code = code_of(path, mutant["number"])
        chosen, seconds = self.tests_for(mutant, path)
        began = time.monotonic()
        most = 20 + 8 * seconds
        lines = {(str(path), line) for line in lines_of(path, mutant["line"])}
        is_late = mutant["in_function"] and not lines & self.at_import
        is_swapped = is_late and self._can_swap(path, code, mutant)
        if self.arguments.unchanged:
            mutant = {**mutant, "number": -1}
            code = code_of(path, -1)
        if is_swapped:
            verdict, by = self._child(lambda: self._run_swapped(path, code, mutant, chosen), most)
            if verdict == "survived":  # what is made while tests are collected
                verdict, by = self._fresh(mutant, list(PAGES), 60)
        else:
            verdict, by = self._fresh(mutant, [*chosen, *PAGES], most)
        return {
            **mutant,
            "verdict": verdict,
            "by": by,
            "tests": len(chosen),
            "seconds": round(time.monotonic() - began, 1),
        }

    def tests_for(self, mutant, path):
        """Return the tests that run the line of *mutant*, quickest file first, up to the seconds allowed."""
        lines = lines_of(path, mutant["line"])
        if mutant["in_function"] and not any((str(path), line) in self.at_import for line in lines):
            wanted = {self.numbers.get((str(path), line)) for line in lines}
        else:
            wanted = {
                at for (file, line), at in self.numbers.items() if file == str(path) and line < 0
            } | self._where_named(mutant, path)
            if not wanted - {None}:
                return self._that_import(path), self.arguments.within
        wanted.discard(None)
        by_file = defaultdict(list)
        for name, (seconds, hits) in self.tests.items():
            if name in self.by_id and not wanted.isdisjoint(hits):
                by_file[name.partition("::")[0]].append((name, seconds))
        chosen, spent = [], 0.0
        for group in sorted(by_file.values(), key=lambda each: sum(s for _, s in each)):
            quick = [each for each in group if each[1] < self.arguments.within / 4] or group[:1]
            chosen += [name for name, _ in quick]
            spent += sum(seconds for _, seconds in quick)
            if spent > self.arguments.within:
                break
        return chosen, spent

    def _that_import(self, path):
        """Return the test files that import from a module whose own functions no test runs."""
        told = f"from {module_of(path)} import"
        return [
            str(each.relative_to(ROOT))
            for each in sorted([*ROOT.glob("tests/**/test_*.py"), *ROOT.glob("plugins/*/tests/**/test_*.py")])
            if told in each.read_text(encoding="utf-8")
        ][:12]  # fmt: skip

    def _where_named(self, mutant, path):
        """Return the functions that name what the module states where *mutant* stands, or are of a module that does."""
        statement = next(
            node
            for node in reversed(ast.parse(path.read_text(encoding="utf-8")).body)
            if node.lineno <= mutant["line"] or getattr(node, "decorator_list", None)
            and node.decorator_list[0].lineno <= mutant["line"]
        )  # fmt: skip
        names = {getattr(statement, "name", None)} - {None}
        if not isinstance(statement, _FUNCTIONS):
            names |= {each.id for each in ast.walk(statement) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}  # fmt: skip
        if self._users is None:
            self._users = defaultdict(set)
            for file in {file for file, _ in self.numbers}:
                if file.endswith(".py") and Path(file).exists():
                    whole = ast.parse(Path(file).read_text(encoding="utf-8"))
                    own = [node for node in ast.walk(whole) if isinstance(node, _FUNCTIONS)]
                    at_top = [node for node in whole.body if not isinstance(node, (*_FUNCTIONS, ast.ClassDef))]  # fmt: skip
                    for node in [*own, *at_top]:
                        of = own if node in at_top else [node]
                        for each in ast.walk(node):
                            name = getattr(each, "id", None) or getattr(each, "attr", None)
                            if name:
                                self._users[name].update((file, -first_line(each)) for each in of)
        return {self.numbers.get(each) for name in names for each in self._users[name]}

    def _swaps(self, path, code, mutant):
        """Return the functions that live, with their changed code; None where a function cannot take it."""
        found = {}

        def walk(each):
            for const in each.co_consts:
                if hasattr(const, "co_code"):
                    found[str(path), const.co_firstlineno, const.co_name] = const
                    walk(const)

        walk(code)
        pairs = []
        for key, new in found.items():
            for function in self.functions.get(key, ()):
                if new.co_code != function.__code__.co_code or new.co_consts != function.__code__.co_consts or new.co_names != function.__code__.co_names:  # fmt: skip
                    if len(new.co_freevars) != len(function.__code__.co_freevars):
                        return None
                    pairs.append((function, new))
        return pairs

    def _can_swap(self, path, code, mutant):
        if self._is_default(path, mutant):
            return False
        return bool(self._swaps(path, code, mutant))

    @staticmethod
    def _is_default(path, mutant):
        """Whether *mutant* stands in a signature or decorator: what is made when the module is read."""
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if first_line(node) <= mutant["line"] < node.body[0].lineno:
                    return True
        return False

    def _run_swapped(self, path, code, mutant, chosen):
        from _pytest.runner import runtestprotocol

        for function, new in self._swaps(path, code, mutant):
            function.__code__ = new
        for each in self.cached:
            each.cache_clear()
        items = [self.by_id[name] for name in chosen]
        for at, item in enumerate(items):
            after = items[at + 1] if at + 1 < len(items) else None
            for report in runtestprotocol(item, nextitem=after, log=False):
                if report.outcome == "failed":
                    return item.nodeid
        return None

    def _child(self, work, most):
        """Return verdict and the test that failed of *work*, done in a fork of its own folder and group."""
        folder = tempfile.mkdtemp(prefix="mutant-")
        read, write = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            failed, done = None, b"-"
            try:
                os.setsid()
                bounded(most)
                os.close(read)
                self.config._tmp_path_factory._basetemp = Path(folder)
                random.seed(mutant_seed())
                failed = work()
                done = b"+"
                if failed is None:
                    next(iter(self.by_id.values())).session._setupstate.teardown_exact(None)
            except SystemExit:
                done = b"+"
                failed = failed or "teardown"
            except BaseException as error:
                done, failed = b"+", failed or repr(error)[:200]
            os.write(write, done + (failed or "").encode("utf-8", "replace"))
            os._exit(0)
        os.close(write)
        verdict, by = "killed", "time"
        try:
            import select

            ready, _, _ = select.select([read], [], [], BUSY * most)
            if ready:
                told = os.read(read, 4096).decode("utf-8", "replace")
                by = told[1:]
                verdict = "killed" if by or not told else "survived"
                by = by or ("died" if not told else "")
            else:
                verdict = "timeout"
        finally:
            os.close(read)
            if by != "died":  # else it ended by itself, and how it did says why
                with_group(child)
            _, status = os.waitpid(child, 0)
            with_group(child)
            shutil.rmtree(folder, ignore_errors=True)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return "timeout", "time"
        return verdict, by

    def pytest_collection_modifyitems(self, items):
        """Leave out what starts a server, which a child that is killed would leave behind, and browsers."""
        slow = {"postgresql_server", "page", "browser", "context"}
        items[:] = [item for item in items if slow.isdisjoint(item.fixturenames) and "postgresql" not in item.name]  # fmt: skip

    def pytest_collection_finish(self, session):
        self.config = session.config

    def _fresh(self, mutant, chosen, most):
        """Judge a mutant of what a module makes when it is read: in a new process, in two goes."""
        names = list(dict.fromkeys(each.partition("::")[0] for each in chosen))
        for go in (names[:6], names[6:]):
            part = [each for each in chosen if each.partition("::")[0] in go]
            status = self._of_new_process(mutant, part, most) if part else 0
            if (
                status == pytest.ExitCode.USAGE_ERROR
            ):  # a value in the name of a test is another now
                status = self._of_new_process(mutant, go, most)
            if status == -signal.SIGXCPU or status is None:
                return "timeout", "time"
            if status != 0:
                return "killed", f"exit {status}"
        return "survived", ""

    @staticmethod
    def _of_new_process(mutant, tests, most):
        """Return how pytest ends over *mutant* in a process of its own; None where it waits for ever."""
        folder = tempfile.mkdtemp(prefix="mutant-")
        spec = {**mutant, "tests": tests, "folder": folder}
        process = subprocess.Popen(
            [sys.executable, __file__, "--one"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=functools.partial(bounded, most + 60),
        )
        try:
            process.communicate(json.dumps(spec).encode(), timeout=BUSY * (most + 60))
        except subprocess.TimeoutExpired:
            return None
        finally:
            with_group(process.pid)
            process.wait()
            shutil.rmtree(folder, ignore_errors=True)
        return process.returncode


def at_import():
    """Return file and line of what runs when the modules that are changed, and the plugins, are loaded: found out in a new process."""
    script = f"""
import importlib, json, sys
found, files = set(), {[str(path) for path in files()]!r}
def trace(frame, event, _):
    if frame.f_code.co_filename not in files: return None
    found.add((frame.f_code.co_filename, frame.f_lineno))
    return trace
sys.settrace(trace)
for name in {[module_of(path) for path in files()]!r}: importlib.import_module(name)
from investtrack.plugin import load_plugins
load_plugins()
sys.settrace(None)
print(json.dumps(sorted(found)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)  # fmt: skip
    return {(file, line) for file, line in json.loads(done.stdout.splitlines()[-1])}


def bounded(seconds):
    """Let this process, and each that it starts, take no more than *seconds* of the processor."""
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 5))


def with_group(pid):
    """End what is left of the group of our own child *pid*."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def mutant_seed():
    """Return the seed of a child: the same for every mutant."""
    return 2022


@functools.lru_cache(maxsize=None)
def _statements(path):
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno
            for line in range(node.lineno, max(last, node.lineno) + 1):
                if line not in found or found[line][0] <= node.lineno:
                    found[line] = (node.lineno, max(last, node.lineno))
    return found


def lines_of(path, line):
    """Return the lines of the statement that *line* is of: Python names any of them when it runs it."""
    first, last = _statements(path).get(line, (line, line))
    return range(first, last + 1)


def module_of(path):
    """Return the name of the module at *path*."""
    name = ".".join(path.relative_to(SRC).with_suffix("").parts)
    return name[: -len(".__init__")] if name.endswith(".__init__") else name


def drawn(arguments):
    """Return the mutants to judge."""
    every = [each for path in files() for each in mutants_of(path)]
    if arguments.again:
        wanted = {
            each["name"]
            for each in map(json.loads, arguments.again.read_text(encoding="utf-8").splitlines())
            if each["verdict"] == "survived"
        }
        return [each for each in every if each["name"] in wanted]
    if arguments.only:
        every = [each for each in every if arguments.only in each["name"]]
    print(f"{len(every):,} mutants there are", flush=True)
    chosen = random.Random(arguments.seed).sample(every, min(arguments.sample, len(every)))
    part, parts = map(int, arguments.part.split("/"))
    return chosen[part - 1 :: parts]


def alike():
    """Return name → reason of the mutants that are listed as changing nothing."""
    if not ALIKE.exists():
        return {}
    listed = tomllib.loads(ALIKE.read_text(encoding="utf-8"))["mutant"]
    return {each["name"]: each["reason"] for each in listed}


def one():
    """Run the tests that standard input names over one mutant, put in place of its module."""
    spec = json.load(sys.stdin)
    path = SRC / spec["file"]
    name = module_of(path)
    code = code_of(path, spec["number"])

    class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
        def find_spec(self, asked, where, target=None):
            if asked != name:
                return None
            found = importlib.util.spec_from_file_location(name, path)
            found.loader = self
            return found

        def create_module(self, _):
            return None

        def exec_module(self, module):
            exec(code, module.__dict__)

    sys.meta_path.insert(0, Finder())
    return pytest.main([*options(), "-x", f"--basetemp={spec['folder']}/t", *spec["tests"]])


def options():
    """Return what pytest is told each time: one process, no cache."""
    return ["-q", "-o", "addopts=", "--import-mode=importlib", "-n0", "-p", "no:cacheprovider", "-m", "not slow"]  # fmt: skip


def no_memory_of_examples():
    """Let hypothesis keep nothing of what mutants brought up."""
    from hypothesis import settings

    settings.register_profile("mutants", deadline=None, database=None)
    settings.load_profile("mutants")


class _Profile:
    @staticmethod
    def pytest_collection_finish(session):
        no_memory_of_examples()


def told(results):
    """Print the score and return whether it holds."""
    listed = alike()
    left = [each for each in results if each["verdict"] == "survived"]
    same = [each for each in left if each["name"] in listed]
    alive = [each for each in left if each["name"] not in listed]
    total = len(results)
    timed = sum(each["verdict"] == "timeout" for each in results)
    for each in alive:
        print(f"survived  {each['name']}  (line {each['line']}, {each['tests']} tests)")
    print(
        f"{total} mutants: {total - len(left)} killed (of them {timed} by time), {len(alive)} survived ({len(alive) / total:.1%}), "
        f"{len(same)} change nothing ({len(same) / total:.1%})"
    )
    return len(alive) <= ALLOWED * total and len(same) <= ALLOWED * total


def main():
    """Draw, judge and tell."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1", help="1/2 and 2/2: each half of the sample, in a process of its own")  # fmt: skip
    parser.add_argument("--within", type=float, default=40.0, help="seconds of tests a mutant")
    parser.add_argument("--only", help="mutants whose name holds this text")
    parser.add_argument("--again", type=Path, help="results of before: what survived there is judged again")  # fmt: skip
    parser.add_argument("--renew", action="store_true", help="find out anew which test runs which line")  # fmt: skip
    parser.add_argument("--unchanged", action="store_true", help="change nothing: what falls, falls by itself")  # fmt: skip
    parser.add_argument("--tests", default="tests,plugins,docs,README.md", help="fewer of them: a quick look at what survives these")  # fmt: skip
    parser.add_argument("--out", type=Path, default=OUT / "mutants.jsonl")
    arguments = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    hunt = Hunt(arguments)
    os.chdir(ROOT)
    status = pytest.main(
        [*options(), "-s", *arguments.tests.split(",")], plugins=[hunt, _Profile()]
    )
    if not hunt.results:
        return int(status) or 2
    return 0 if told(hunt.results) else 1


if __name__ == "__main__":
    raise SystemExit(one() if "--one" in sys.argv else main())
