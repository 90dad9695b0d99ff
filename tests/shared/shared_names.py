"""Names of a template that make anew, report by report, only what the report's difference from those before can change."""

from copy import copy
from functools import cached_property

from attrs import fields

from investtrack.analysis.readers.readings import Scene
from investtrack.report import Report
from investtrack_word.report.analysis_part import Judged
from investtrack_word.report.annex import PRINTED
from investtrack_word.report.context import Names


class Noted(dict):
    """Figures of a report that note which of them were asked for."""

    def __init__(self, figures):
        super().__init__(figures)
        self.asked = set()

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
        self._made = {}

    def of(self, report, name, make):
        """Return what *make* makes; what it made before where all it may ask of the report is the same, thing for thing."""
        others = [getattr(report, each.name) for each in fields(Report) if each.name != "figures"]
        figures, key = report.figures, (name, *map(id, others))
        known = self._made.setdefault(key, (others, {}))[1]  # kept, so that no other has its id
        for asked, made_of in known.items():
            now = tuple([id(dict.get(figures, each)) for each in asked])
            if now in made_of:
                figures.asked.update(asked)
                return made_of[now][1]
        outer, figures.asked = figures.asked, set()
        made = make()
        asked = tuple(sorted(figures.asked))
        of = [dict.get(figures, each) for each in asked]
        known.setdefault(asked, {})[tuple(map(id, of))] = of, made
        figures.asked |= outer
        return made


class SharedJudged(Judged):
    """Judgement of one report that shares what stays the same."""

    def __init__(self, report, shared):
        super().__init__(report)
        self._shared = shared

    @cached_property
    def _scene(self):
        def made():
            scene = Scene(self.report)
            for name, what in vars(Scene).items():
                if isinstance(what, cached_property):
                    getattr(scene, name)
            return scene

        scene = copy(self._shared.of(self.report, "scene", made))
        scene.report = self.report
        return scene

    @property
    def pace(self):
        return self._shared.of(self.report, "pace", lambda: Judged.pace.func(self))

    @property
    def _found(self):
        return self._shared.of(self.report, "found", lambda: Judged._found.func(self))

    @property
    def all_tasks(self):
        return self._shared.of(self.report, "tasks", lambda: Judged.all_tasks.func(self))


class SharedNames(Names):
    """The names of one report; tables, tasks and judgement are those of an earlier one where they must be the same."""

    def __init__(self, report, since, shared):
        report = copy(report)
        object.__setattr__(report, "figures", Noted(report.figures))
        super().__init__(report, since)
        self._shared = shared

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
