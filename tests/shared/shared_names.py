"""Names and text of a template made anew, report by report, only where the report's difference from those before can change them."""

from copy import copy
from functools import cached_property, partial
from unittest.mock import patch

from attrs import fields
from taken_branches import Recording

from investtrack.analysis.conclusions import diagnosis
from investtrack.analysis.conclusions.conclusion import AbsentFigureError, ConclusionKind
from investtrack.analysis.readers.readings import Scene
from investtrack.metrics.ledger_view import AbsentError
from investtrack.report import Report
from investtrack_word.report.analysis_part import Judged
from investtrack_word.report.annex import PRINTED
from investtrack_word.report.context import MADE, Names


class Noted(dict):
    """Figures of a report that note which of them were asked for.

    Attributes:
        asked: ids of those that were.
        made: what was made by name of reports that are the same but for figures.
        apart: ids of the figures that are not those of the first such report.
    """

    def __init__(self, figures):
        super().__init__(figures)
        self.asked = set()
        self.made = self.apart = None

    @cached_property
    def without(self):
        """Which figure lacks which regions."""
        return tuple([(name, each.without) for name, each in dict.items(self) if each.without])

    def noting(self, make):
        """Return what *make* makes, and what it asked for."""
        outer, self.asked = self.asked, set()
        try:
            return make(), self.asked
        finally:
            self.asked = outer

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)

    def __contains__(self, key):
        self.asked.add(key)
        return super().__contains__(key)

    def _all(self):
        self.asked.update(dict.keys(self))
        return self

    def __iter__(self):
        return dict.__iter__(self._all())

    def keys(self):
        return dict.keys(self._all())

    def values(self):
        return dict.values(self._all())

    def items(self):
        return dict.items(self._all())


class Shared:
    """What was made for earlier reports, each with the figures that its making asked for."""

    def __init__(self):
        self._alike = {}  # ids of all that a report holds but figures → these things, the first report's figures, what was made
        self.nodes = {}  # ids of figures → nodes by name, the first of each name, and what stands below a name
        self.of_text = {}  # piece → whether it is worded by what was printed before it
        self.since = {}

    def of(self, report, name, make):
        """Return what *make* makes; what it made before where all it may ask of the report is the same, thing for thing."""
        figures = report.figures
        if figures.made is None:
            self._set_beside_the_first(report)
        known = figures.made.setdefault(name, {})
        for asked, made_of in known.items():
            if (now := self._apart(figures, asked)) in made_of:
                figures.asked.update(asked)
                return made_of[now][1]
        made, asked = figures.noting(make)
        asked = frozenset(asked)
        known.setdefault(asked, {})[self._apart(figures, asked)] = figures, made
        figures.asked.update(asked)
        return made

    def _set_beside_the_first(self, report):
        """Note which figures of *report* are others than those of the first report that is the same in all else."""
        others = [getattr(report, each.name) for each in fields(Report) if each.name != "figures"]
        figures, key = report.figures, tuple(map(id, others))
        # All of it is kept, so that no other thing has its id.
        _, first, figures.made = self._alike.setdefault(key, (others, figures, {}))
        figures.apart = {
            each
            for each in dict.keys(first) | dict.keys(figures)
            if dict.get(first, each) is not dict.get(figures, each)
        }

    def _apart(self, figures, asked):
        """Return those of the *asked* that are not the first report's."""
        apart = figures.apart & asked
        return tuple([(each, id(dict.get(figures, each))) for each in sorted(apart)])

    def by_without(self, report, name, make):
        """Return what *make* makes, which of a figure asks only what regions it lacks."""
        return self.of(
            report, (name, report.figures.without), lambda: report.figures.noting(make)[0]
        )


class SharedJudged(Judged):
    """Judgement of one report that shares what stays the same; whatever asks for a part of it asks for its figures, too."""

    def __init__(self, report, shared):
        super().__init__(report)
        self._shared, self._scenes = shared, {}

    @property
    def _whole_scene(self):
        def made():
            scene = Scene(self.report)
            for name, what in vars(Scene).items():
                if isinstance(what, cached_property):
                    getattr(scene, name)
            return scene

        return self._shared.of(self.report, "scene", made)

    @property
    def _scene(self):
        whole = self._whole_scene
        if id(whole) not in self._scenes:
            self._scenes[id(whole)] = scene = copy(whole)
            scene.report = self.report
        return self._scenes[id(whole)]

    @property
    def pace(self):
        return self._shared.of(self.report, "pace", lambda: Judged.pace.func(self))

    @property
    def _found(self):
        of = (id(self._whole_scene), id(self.pace))
        judges = [
            (kind, partial(self._judged, kind, judge, of)) for kind, judge in diagnosis.DIAGNOSES
        ]
        with patch.object(diagnosis, "DIAGNOSES", judges):
            return self._shared.of(self.report, "found", lambda: Judged._found.func(self))

    def _judged(self, kind, judge, of, desk):
        def made():
            try:
                return judge(desk), None
            except (AbsentFigureError, AbsentError) as absent:
                return None, absent

        share = self._shared.by_without if kind is ConclusionKind.INCOMPLETE else self._shared.of
        found, absent = share(self.report, (kind, of), made)
        if absent is not None:
            raise absent
        return found

    @property
    def problems(self):
        return self._shared.of(self.report, "problems", lambda: Judged.problems.func(self))

    @property
    def all_tasks(self):
        return self._shared.of(self.report, "tasks", lambda: Judged.all_tasks.func(self))


class SharedNames(Names):
    """The names of one report; tables, tasks and judgement are those of an earlier one where they must be the same."""

    def __init__(self, report, since, shared):
        report = copy(report)
        object.__setattr__(report, "figures", Noted(report.figures))
        self._shared = shared
        shared.since[id(since)] = since  # kept, so that no other has its id
        ids = tuple(dict.keys(report.figures))
        self._known, self._nodes, self._below = shared.nodes.setdefault(ids, ({}, {}, {}))
        super().__init__(report, since)
        self._made = {}

    def _node(self, path):
        self._roots = self._known
        if path not in self._nodes:
            self._nodes[path] = super()._node(path)
        return self._nodes[path]

    def below(self, path):
        """Return the ids of the figures that a path of names may come to."""
        if path not in self._below:
            node = self._roots.get(path[0])
            for name in path[1:]:
                node = node and node.children.get(name, node)
            self._below[path] = tuple(_figures(node)) if node else ()
        return self._below[path]

    def find(self, name):
        if name in self._roots or name in self.facts or name not in MADE or name in OF_TEXT:
            return super().find(name)
        figures = self.report.figures
        if name not in self._made:
            share = self._shared.by_without if name == "lacking" else self._shared.of
            self._made[name] = figures.noting(
                lambda: share(self.report, (name, id(self.since)), lambda: getattr(self, name))
            )
        made, asked = self._made[name]
        figures.asked.update(asked)
        return made

    @cached_property
    def facts(self):
        return self._shared.of(self.report, "facts", lambda: Names.facts.func(self))

    @cached_property
    def _judged(self):
        return SharedJudged(self.report, self._shared)

    @property
    def annex(self):
        def made():
            tables = Names.annex.func(self)
            return {name: tables[name] for name in PRINTED}

        return self._shared.of(self.report, "annex", made)

    @property
    def ahead(self):
        return self._shared.of(self.report, "ahead", lambda: Names.ahead.func(self))


OF_TEXT = {"rounding", "tasks"}
"""The names that are worded by what was printed before them."""


class SharedRecording(Recording):
    """A recording that renders a piece of a template again only where something it names is another."""

    def __init__(self, names, taken, shared):
        super().__init__(names, taken)
        self._shared, self._named = shared, set()

    def render(self, tree):
        self._out = []
        for piece in tree:
            self._again(piece)
        return "".join(self._out)

    def _again(self, piece):
        if isinstance(piece, str):
            self._put(piece)
            return
        assert all(isinstance(value, int) for value in self._scope.values())  # numbers of headings
        names, before = self.names, dict(self._scope)
        start, printed = len(self._out), len(self.printed)

        def made():
            self._body([piece], self._put)
            return "".join(self._out[start:]), self.printed[printed:], dict(self._scope)

        if self._is_of_text(piece):
            made()
            return
        key = ("piece", id(piece), id(names.since), *sorted(before.items()))
        text, values, scope = self._shared.of(names.report, key, made)
        self._out[start:], self.printed[printed:], self._scope = [text], values, dict(scope)

    def _is_of_text(self, piece):
        known = self._shared.of_text
        if id(piece) not in known:
            known[id(piece)] = (
                piece,
                any(name.partition(".")[0] in OF_TEXT for name in names_in([piece])),
            )
        return known[id(piece)][1]

    def _name(self, path):
        if path[0] not in self._scope:
            self.names.report.figures.asked.update(self.names.below(tuple(path)))
        return super()._name(path)


def _figures(node):
    if node.figure is not None:
        yield node.figure.id
    for each in node.children.values():
        yield from _figures(each)


def names_in(tree):
    """Yield the names that a tree reads, with those of loops, and what follows of each."""
    for piece in tree:
        if isinstance(piece, list):
            if piece[:1] == ["name"]:
                yield ".".join(piece[1:])
            yield from names_in(piece)
        elif isinstance(piece, dict):
            yield from names_in(piece.values())
