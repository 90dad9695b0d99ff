"""Grows the worst text we can find for every regular expression of ours and reports how its time grows.

    python benchmarks/patterns.py [--all] [MODULE…]

Every pattern that a module holds, at once or when it is first used, writes in place, or is seen to compile while our own verbs run over
the examples, is taken as it is used there (search, match, fullmatch, sub …), and is given families of text
made of the signs it names: one sign, two in turn, a literal of its own before them; and for each of its repetitions the signs that are
repeated, behind the shortest text that leads there; each with an end that it cannot match. A family is
grown until a text takes a tenth of a second, or holds as much as a cell may, 32,767 signs. The slope is that of the logarithms: 1 is
linear, 2 quadratic. Exits 1 where a pattern needs more than a tenth of a second for a full cell.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import itertools
import math
import pkgutil
import re
import signal
import sys
import tempfile
import time
import warnings
from pathlib import Path


try:
    from re import _constants, _parser
except ImportError:  # Python before 3.11 names them so
    import sre_constants as _constants
    import sre_parse as _parser

ROOT = Path(__file__).resolve().parents[1]
CELL = 32_767
MOST = 0.1
"""Seconds a pattern may take for a full cell."""
ENDLESS = 5
"""Seconds of the processor after which a text is given up: the pattern tries without end."""
_HELD = {
    "investtrack.reading.cells.cell_values._BEFORE": 60,
    "investtrack.reading.headers.header_text._UNIT_AND_PERSON": 200,
    "investtrack.reading.headers.ignored_columns._PATTERNS": 200,
    "investtrack.reading.cells.number_format._TOKEN": 255,
    "investtrack.reading.records.record._CODE": 48,
    "investtrack_audit.text.roles._MORE": 60,
    "investtrack_audit.text.roles._FOLLOWING": 40,
}
"""Signs that the code lets through to a pattern, where it is fewer than a cell holds."""
_SIZES = (512, 2048, 8192, 16_384, CELL)
_USES = {"search", "match", "fullmatch", "sub", "subn", "finditer", "findall", "split"}
_COMMON = ("0", " ", "中", "x", "、")
_SIGNS = 9
_LED = 60
"""Repetitions that a pattern is led to, at most."""
_TRIFLE = 0.0005
_LOOP = re.compile(r"\bfor ([\w, ()]+?) in ([^\n]+)")


def modules(named):
    """Yield our modules, imported."""
    packages = ["investtrack"] + sorted(
        path.name for path in ROOT.glob("plugins/*/src/*") if (path / "__init__.py").exists()
    )
    for package in packages:
        top = importlib.import_module(package)
        yield top
        for found in pkgutil.walk_packages(top.__path__, f"{package}."):
            if not found.name.endswith("__main__") and "examples" not in found.name:
                try:
                    yield importlib.import_module(found.name)
                except ImportError as error:
                    sys.stderr.write(f"{found.name}: {error}\n")


def patterns_in(module):
    """Yield name and pattern of what *module* holds at its top, in containers too, and of what it writes in place."""
    for name, value in list(vars(module).items()):
        yield from ((name, each) for each in _within(value, 3))
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _USES
            and isinstance(node.args[0], ast.Constant)
        ):
            yield f"{node.func.attr}:{node.lineno}", re.compile(node.args[0].value)


class Seen:
    """Keeps what our modules compile while it is entered: patterns put together from words of ledgers and texts."""

    def __enter__(self):
        self.found = {}
        self.own, re._compile = re._compile, self.compile
        return self

    def __exit__(self, *_):
        re._compile = self.own

    def compile(self, pattern, flags):
        caller, within = sys._getframe(2), sys._getframe(1).f_code.co_name
        name = caller.f_globals.get("__name__", "")
        if name.partition(".")[0].startswith("investtrack") and not isinstance(pattern, re.Pattern):
            made = self.own(pattern, flags)
            key = (name, caller.f_lineno, within)
            self.found.setdefault(key, {})[made.pattern, made.flags] = made
        return self.own(pattern, flags)


def compiled_by_use(folder):
    """Return module, name and pattern of what our verbs compile as they run, the longest of each place."""
    from investtrack.cli.main import main as run

    ledger = str(next((ROOT / "examples").glob("云溪县2022年一季度台账.xlsx")))
    out = Path(folder)
    forms = ROOT / "plugins/investtrack-forms/src/investtrack_forms/forms"
    calls = [
        ["report", ledger, "-o", str(out / "报告")],
        ["check", ledger],
        ["mask", ledger, "-o", str(out / "公开")],
        ["export", ledger, "--to", "word", "-o", str(out / "汇报.docx")],
        ["verify", str(out / "汇报.docx"), ledger],
        ["audit", str(out / "汇报.docx"), ledger],
        ["audit", str(out / "汇报.docx")],
        *(
            ["fill", str(form), ledger, "-o", str(out / form.name)]
            for form in sorted(forms.iterdir())
            if form.suffix in {".xlsx", ".docx"}
        ),
        ["infer", str(out / "汇报.docx"), ledger, "-o", str(out / "模板.docx")],
        ["refresh", str(out / "汇报.docx"), ledger, "-o", str(out / "新.docx")],
        ["compare", ledger, ledger, "-o", str(out / "比较.docx")],
        ["diagnose", ledger],
        ["lights", ledger],
        ["calendar", ledger, "-o", str(out / "日历.ics")],
        ["rollup", str(ROOT / "examples"), "-o", str(out / "全市")],
    ]
    re.purge()
    with Seen() as seen, open(out / "said", "w", encoding="utf-8") as said:
        for call in calls:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                try:
                    run(call)
                except SystemExit:
                    pass
    for (module, line, within), made in seen.found.items():
        yield module, f"{within}:{line}", max(made.values(), key=lambda each: len(each.pattern))


def _within(value, depth):
    if isinstance(value, re.Pattern):
        yield value
    elif type(value).__name__ == "_Pattern":  # of lazy_pattern: compiled when it is first used
        yield re.compile(value.pattern, value._flags)
    elif depth and isinstance(value, dict):
        for each in itertools.chain(value, value.values()):
            yield from _within(each, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from _within(each, depth - 1)
    elif depth and hasattr(type(value), "__attrs_attrs__") and not isinstance(value, type):
        for field in type(value).__attrs_attrs__:
            yield from _within(getattr(value, field.name, None), depth - 1)


def uses_of(name, module, sources):
    """Return how the pattern *name* of *module* is applied, there or where it is imported; by search where none is told."""
    if ":" in name and (within := name.partition(":")[0]) in _USES:
        return {within}
    lent = re.compile(rf"from {re.escape(module)} import [^#]*?\b{re.escape(name)}\b")
    where = [text for own, text in sources.items() if own == module or lent.search(text)]
    named = re.compile(rf"\b{re.escape(name)}\b")
    looped = {one for text in where for names, within in _LOOP.findall(text) if named.search(within) for one in re.findall(r"\w+", names)}  # fmt: skip
    used = re.compile(rf"\b(?:{'|'.join(map(re.escape, [name, *sorted(looped)]))})\.(\w+)\b")
    found = {act for text in where for act in used.findall(text)} & _USES
    return found or {"search"}


def signs_of(pattern):
    """Return signs that the pattern names: its literals, and one of each class and range."""
    found = {}

    def walk(parsed):
        for operation, argument in parsed:
            if operation in (_constants.LITERAL, _constants.NOT_LITERAL):
                found[chr(argument)] = None
            elif operation is _constants.RANGE:
                found[chr(argument[0])] = None
            elif operation is _constants.CATEGORY:
                found[_of_category(argument)] = None
            elif operation is _constants.ANY:
                found["x"] = None
            elif operation is _constants.IN:
                walk(argument)
            elif isinstance(argument, (tuple, list)):
                for each in argument:
                    if isinstance(each, _parser.SubPattern):
                        walk(each)
                    elif isinstance(each, list):
                        for branch in each:
                            walk(branch)
            elif isinstance(argument, _parser.SubPattern):
                walk(argument)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        walk(_parser.parse(pattern.pattern, pattern.flags))
    return list(found)


def _of_category(category):
    name = str(category)
    return "0" if "DIGIT" in name else " " if "SPACE" in name else "中"


def families(pattern):
    """Yield texts to repeat, with what stands before them and an end that fits nothing."""
    own = signs_of(pattern)
    signs = list(dict.fromkeys([*own[:_SIGNS], *own[-_SIGNS:], *_COMMON]))
    head = "".join(own[:6])
    repeated = [
        *signs,
        *(a + b for a, b in itertools.permutations(signs[:_SIGNS], 2)),
        head,
        *_alternatives(pattern),
    ]
    made = {
        (before, unit): None for unit in filter(None, repeated) for before in ("", head)
    } | dict.fromkeys(led_to(pattern))
    yield from made


def led_to(pattern):
    """Yield, for each repetition, the shortest texts that lead to it, with and without what is optional, and a sign it repeats."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = _parser.parse(pattern.pattern, pattern.flags)
    for is_full in (False, True):
        yield from itertools.islice(_led_to(parsed, "", is_full), _LED)


def _led_to(parsed, before, is_full):
    """Yield what leads to each repetition of *parsed*, of which *before* is what leads to it, and what is repeated."""
    for operation, argument in parsed:
        name = str(operation)
        if "REPEAT" in name:
            _, most, inner = argument
            if most > _SIGNS:
                yield from ((before, sign) for sign in dict.fromkeys(_firsts(inner)))
            yield from _led_to(inner, before, is_full)
        for inner in _inner(operation, argument):
            yield from _led_to(inner, before, is_full)
        if "ASSERT" not in name:
            before += _shortest([(operation, argument)], is_full)


def _inner(operation, argument):
    """Return the parts of a group or of alternatives."""
    name = str(operation)
    if name == "BRANCH":
        return argument[1]
    if name in {"SUBPATTERN", "ASSERT", "ASSERT_NOT"}:
        return [argument[-1]]
    return [argument] if name == "ATOMIC_GROUP" else []


def _shortest(parsed, is_full):
    """Return a short text that *parsed* matches; with what is optional where *is_full*."""
    made = ""
    for operation, argument in parsed:
        name = str(operation)
        if "REPEAT" in name:
            least, _, inner = argument
            made += _shortest(inner, is_full) * (least or is_full)
        elif name == "BRANCH":
            made += min((_shortest(each, is_full) for each in argument[1]), key=lambda text: (not text, len(text)))  # fmt: skip
        elif "ASSERT" not in name and (parts := _inner(operation, argument)):
            made += _shortest(parts[0], is_full)
        else:
            made += next(_firsts([(operation, argument)]), "")
    return made


def _firsts(parsed):
    """Yield signs that *parsed* may hold."""
    for operation, argument in parsed:
        name = str(operation)
        if operation is _constants.LITERAL:
            yield chr(argument)
        elif operation is _constants.RANGE:
            yield chr(argument[0])
        elif operation is _constants.CATEGORY:
            yield _of_category(argument)
        elif operation in (_constants.ANY, _constants.NOT_LITERAL):
            yield "x"
        elif operation is _constants.IN:
            yield from ["中"] if str(argument[0][0]) == "NEGATE" else _firsts(argument)
        elif "REPEAT" in name:
            yield from _firsts(argument[2])
        elif "ASSERT" not in name:
            for inner in _inner(operation, argument):
                yield from _firsts(inner)


def _alternatives(pattern):
    """Yield the runs of literal text in a pattern: words that its own repetitions are made of."""
    text = pattern.pattern
    text = text.decode("utf-8") if isinstance(text, bytes) else text
    yield from re.findall(r"[^\W\d_]{2,}", text)[:_SIGNS]


def act(pattern, use, text):
    """Apply *pattern* as the code does."""
    if isinstance(pattern.pattern, bytes):
        text = text.encode("utf-8")
        if use in {"sub", "subn"}:
            getattr(pattern, use)(b"", text)
            return
    if use in {"sub", "subn"}:
        getattr(pattern, use)("", text)
    elif use == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, use)(text)


def seconds_of(pattern, use, text):
    """Return processor seconds, the least of three where they are more than a trifle: a busy machine is no slope."""
    least = math.inf
    for _ in range(3):
        begun = time.process_time()
        signal.signal(signal.SIGALRM, functools.partial(_give_up, begun + ENDLESS))
        signal.setitimer(signal.ITIMER_REAL, ENDLESS, 1)  # a busy machine gives less than a second
        try:
            act(pattern, use, text)
        except TimeoutError:
            return float(ENDLESS)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        least = min(least, time.process_time() - begun)
        if least < 0.001 or least > 2 * MOST:
            break
    return least


def grown(pattern, use, before, unit, most):
    """Return seconds for a full cell, as far as it was measured or as its slope foretells, and the slope."""
    times = []
    for size in [each for each in _SIZES if each < most] + [most]:
        text = (before + unit * (size // len(unit) + 1))[:size] + "\0"
        times.append((size, seconds_of(pattern, use, text)))
        if times[-1][1] > MOST:
            break
    (size, last), (_, before_last) = times[-1], times[-2] if len(times) > 1 else times[-1]
    if before_last < _TRIFLE:  # no time to tell a slope from
        return last * most / size, 1.0
    slope = max(math.log2(last / before_last), 0.0) if len(times) > 1 else 3.0
    return last * (most / size) ** max(min(slope, 3.0), 1.0), slope


def worst(pattern, uses, most):
    """Return the worst family of *pattern*: seconds for a full cell, slope, use, and the text that is repeated."""
    found = (0.0, 0.0, "", "", "")
    for use in uses:
        for before, unit in families(pattern):
            seconds, slope = grown(pattern, use, before, unit, most)
            if seconds > found[0]:
                found = (seconds, slope, use, before, unit)
            if seconds >= ENDLESS:
                return found
    return found


def _give_up(end, *_):
    if time.process_time() > end:
        raise TimeoutError


def main(arguments):
    """Print a line a pattern; those above the limit, or all."""
    every = "--all" in arguments
    named = [each for each in arguments if not each.startswith("-")]
    held = list(modules(named))
    sources = {each.__name__: Path(each.__file__).read_text(encoding="utf-8") for each in held}
    seen, slow = {}, 0
    with tempfile.TemporaryDirectory() as folder:
        used = list(compiled_by_use(folder))
    held_too = [(module.__name__, *each) for module in held for each in patterns_in(module)]
    slopes = []
    for module, name, pattern in held_too + used:
        if named and not any(each in module for each in named):
            continue
        if (pattern.pattern, pattern.flags) in seen:
            continue
        seen[pattern.pattern, pattern.flags] = name
        most = _HELD.get(f"{module}.{name}", CELL)
        uses = uses_of(name, module, sources)
        seconds, slope, use, before, unit = worst(pattern, uses, most)
        slopes.append(slope)
        slow += seconds > MOST
        if every or seconds > MOST:
            print(
                f"{seconds:9.3f} s  slope {slope:.1f}  {module}.{name} .{use}  {before!r}+{unit!r}*",
                flush=True,
            )
    steps = [
        (f"<= {top}", sum(low < each <= top for each in slopes))
        for low, top in ((-1, 1.3), (1.3, 2.3), (2.3, 9))
    ]
    print("slopes: " + ", ".join(f"{number} {step}" for step, number in steps))
    print(f"{len(seen)} patterns, {slow} need more than {MOST} s for {CELL:,} signs")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
