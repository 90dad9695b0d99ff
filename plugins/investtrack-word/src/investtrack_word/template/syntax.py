"""Reads a template's tags with Jinja's own parser into the tree ``evaluate`` walks; finds every fault first.

What the tree has no word for, such as a call or a macro, cannot be done in a template: that is the sandbox.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from jinja2 import Environment, TemplateSyntaxError, nodes

from investtrack_word.report.context import FACTS, MADE
from investtrack_word.report.filters import FILTERS, PLAIN_FILTERS, Filter, faulty_arguments
from investtrack_word.report.rendered import Node


@frozen(order=True)
class TagFault:
    """What is wrong with a tag, in which line of the prepared template."""

    line: int
    what: str


class _UnknownFilters(dict[str, Callable[..., str]]):
    """Lets the parser pass over filters, which are checked here."""

    def __missing__(self, name: str) -> Callable[..., str]:
        return str


def parse(
    source: str,
    roots: Callable[[str], object],
    ids: Sequence[str],
    filters: Mapping[str, Filter] = FILTERS,
) -> tuple[list[object], list[TagFault]]:
    """Return the tree of *source*, and the faults found.

    Args:
        source: a prepared part of a template.
        roots: first word of a figure id → its node.
        ids: every id, for naming near ones.
        filters: those that there are.
    """
    environment = Environment(autoescape=False, keep_trailing_newline=True)  # noqa: S701 - it only parses
    environment.filters = _UnknownFilters()
    try:
        parsed = environment.parse(source)
    except TemplateSyntaxError as error:
        return [], [
            TagFault(error.lineno, f"标记写错了（{_said_in_chinese(error.message or '')}）")
        ]
    except RecursionError:
        return [], [_TOO_DEEP]
    reader = _Reader(roots, ids, filters)
    try:
        tree = reader.body(parsed.body)
    except RecursionError:
        return [], [_TOO_DEEP]
    return tree, sorted(set(reader.faults))


_TOO_DEEP = TagFault(1, "标记里的括号或语句套了太多层")
_MESSAGES = (
    ("Unexpected end of template", "少了 {% endif %} 或 {% endfor %}"),
    ("Encountered unknown tag 'end", "多了或少了一个 {% end… %}"),
    ("unexpected char", "有不认识的字符"),
    ("unexpected '%'", "括号没有配对"),
    ("unexpected '}'", "括号没有配对"),
    ("Encountered unknown tag", "不认识的语句"),
    ("Expected an expression", "标记里没有内容"),
    ("expected token", "少了或多了符号"),
)


def _said_in_chinese(message: str) -> str:
    return next((f"{said}：{message}" for words, said in _MESSAGES if words in message), message)


class _Reader:
    def __init__(
        self, roots: Callable[[str], object], ids: Sequence[str], filters: Mapping[str, Filter]
    ) -> None:
        self.faults: list[TagFault] = []
        self._roots = roots
        self._ids = ids
        self._filters = filters
        self._bound: set[str] = {"loop"}

    def _refuse(self, node: nodes.Node, what: str) -> list[object]:
        self.faults.append(TagFault(node.lineno, what))
        return ["const", ""]

    def body(self, items: list[nodes.Node]) -> list[object]:
        return [piece for item in items for piece in self._piece(item)]

    def _piece(self, node: nodes.Node) -> Iterator[object]:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                yield part.data if isinstance(part, nodes.TemplateData) else ["=", self.value(part)]
        elif isinstance(node, nodes.If):
            branches = [[self.value(node.test), self.body(node.body)]]
            branches += [[self.value(b.test), self.body(b.body)] for b in node.elif_]
            yield ["if", branches, self.body(node.else_)]
        elif isinstance(node, nodes.For) and not node.recursive and node.test is None:
            source = self.value(node.iter)
            names = _targets(node.target)
            before = set(self._bound)
            self._bound.update(names)
            body = self.body(node.body)
            self._bound = before
            yield ["for", names, source, body, self.body(node.else_)]
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            value = self.value(node.node)
            self._bound.add(node.target.name)
            yield ["set", node.target.name, value]
        else:
            self._refuse(node, f"模板里有不允许的语句（{type(node).__name__}）")

    def value(self, node: nodes.Node) -> list[Any]:  # noqa: C901, PLR0911, PLR0912 - one branch a kind of expression
        if isinstance(node, (nodes.Name, nodes.Getattr)) and (path := _path(node)):
            return self._name(node, path)
        if isinstance(node, nodes.Getitem):
            return ["field", self.value(node.node), self.value(node.arg)]
        if isinstance(node, nodes.Const) and isinstance(node.value, (str, int, bool, type(None))):
            return ["const", node.value]
        if isinstance(node, nodes.Const):
            return self._refuse(node, f"模板里不写小数：{node.value}")
        if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const):
            return ["const", -node.node.value]
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filter(node, node.node)
        if isinstance(node, (nodes.And, nodes.Or)):
            kind = "and" if isinstance(node, nodes.And) else "or"
            return [kind, self.value(node.left), self.value(node.right)]
        if isinstance(node, nodes.Not):
            return ["not", self.value(node.node)]
        if isinstance(node, nodes.Compare):
            rest = [[operand.op, self.value(operand.expr)] for operand in node.ops]
            return ["compare", self.value(node.expr), rest]
        if isinstance(node, nodes.CondExpr):
            otherwise = self.value(node.expr2) if node.expr2 is not None else ["const", ""]
            return ["choose", self.value(node.test), self.value(node.expr1), otherwise]
        if isinstance(node, nodes.Test) and node.name in {"defined", "none"}:
            defined = ["defined", self.value(node.node)]
            return defined if node.name == "defined" else ["not", defined]
        if isinstance(node, (nodes.List, nodes.Tuple)):
            return ["list", [self.value(item) for item in node.items]]
        if isinstance(node, nodes.Concat):
            return ["concat", [self.value(item) for item in node.nodes]]
        if isinstance(node, (nodes.Add, nodes.Sub)):
            kind = "add" if isinstance(node, nodes.Add) else "sub"
            return [kind, self.value(node.left), self.value(node.right)]
        return self._refuse(node, f"模板里有不允许的操作（{type(node).__name__}）")

    def _name(self, node: nodes.Node, path: list[str]) -> list[Any]:
        first, *rest = path
        if any(name.startswith("_") for name in path):
            return self._refuse(node, f"模板里有不允许的操作：{'.'.join(path)}")
        if first not in self._bound and first not in FACTS and first not in MADE:
            self._check_figure(node, first, rest)
        return ["name", *path]

    def _check_figure(self, node: nodes.Node, first: str, rest: list[str]) -> None:
        found = self._roots(first)
        for name in rest:
            found = found.children.get(name) if isinstance(found, Node) else None
        if not isinstance(found, Node) or found.figure is None:
            name = ".".join([first, *rest])
            self.faults.append(TagFault(node.lineno, f"标记“{name}”不是指标编号{self._near(name)}"))

    def _near(self, name: str) -> str:
        near = difflib.get_close_matches(name, self._ids, 2)
        return f"，相近的有：{'、'.join(near)}" if near else "，请对照指标清单改正"

    def _filter(self, node: nodes.Filter, inner: nodes.Node) -> list[object]:
        if node.name not in self._filters and node.name not in PLAIN_FILTERS:
            known = "、".join([*self._filters, *PLAIN_FILTERS])
            return self._refuse(node, f"没有过滤器“{node.name}”，可用的有：{known}")
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return self._refuse(node, "模板里有不允许的操作：* 参数")
        args = [self.value(arg) for arg in node.args]
        named = {str(pair.key): self.value(pair.value) for pair in node.kwargs}
        if faulty := faulty_arguments(node.name, tuple(args), named, self._filters):
            return self._refuse(node, faulty)
        return ["filter", self.value(inner), node.name, args, named]


def _path(node: nodes.Node) -> list[str]:
    """Return the words of a dotted name; none where it begins with something else."""
    if isinstance(node, nodes.Name):
        return [node.name]
    if isinstance(node, nodes.Getattr) and (before := _path(node.node)):
        return [*before, node.attr]
    return []


def _targets(node: nodes.Node) -> list[str]:
    items = node.items if isinstance(node, nodes.Tuple) else [node]
    return [item.name for item in items if isinstance(item, nodes.Name)]
