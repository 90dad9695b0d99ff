"""An index of project names by pairs of characters, and the nearest of them to a name.

A name is scored only against those that share one of its rarest pairs, and against at most
``_MOST_SCORED`` of them, so that the work grows with the number of names, not with its square.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen
from rapidfuzz import fuzz, process

from investtrack.checks.identity import Identity, ProjectNames, may_be_one
from investtrack.metrics.ledger_view import LedgerView, normal_name
from investtrack.model.project import Project
from investtrack.values.amount import Amount


# Words that half of all names end in: they make unlike names alike.
_GENERIC = re.compile(r"建设项目|建设工程|工程项目|项目|工程|建设")
# Similarity in percent (2 × common characters in order ÷ all characters) from which a name is near:
# one wrong character in five; one in three where the total investment is the same to the yuan.
_NEAR, _NEAR_SAME_TOTAL = 80.0, 65.0
# A short form of at least this many characters, and half the long form, is near as well.
_SHORTEST, _HALF = 4, 2
# Of near names, those this far behind the nearest are not offered, and never more than three.
_BEHIND, _MOST_OFFERED = 10.0, 3
_RAREST, _MOST_LISTED, _MOST_SCORED = 5, 200, 50


@frozen(eq=False)
class Nearest:
    """The projects of a ledger by the pairs of characters in their names.

    Attributes:
        projects: projects that have a name.
        identities: their identities.
        cores: their names without generic words and the county's name.
        pairs: pair of characters → numbers of the projects that have it.
        names: resolves aliases.
        regions: names of the county and of what it is in.
    """

    projects: Sequence[Project]
    identities: Sequence[Identity]
    cores: Sequence[str]
    pairs: dict[str, list[int]]
    names: ProjectNames
    regions: tuple[str, ...]

    def near(self, name: str, total: Amount | None = None) -> list[Project]:
        """Return the projects that *name* may mean, nearest first, at most three.

        Args:
            name: a name that no project bears.
            total: the total investment stated with it.
        """
        identity = self.names.identity(name)
        core = _core(identity.base, self.regions)
        candidates = self._candidates(core)
        scored = process.extract(
            core,
            [self.cores[number] for number in candidates],
            scorer=fuzz.ratio,
            score_cutoff=0,
            limit=None,
        )
        found: list[tuple[float, int]] = []
        for other, score, index in scored:
            number = candidates[index]
            raised = self._score(core, other, score, total, self.projects[number])
            if raised and may_be_one(identity, self.identities[number]):
                found.append((-raised, number))
        found.sort()
        return [
            self.projects[number]
            for score, number in found[:_MOST_OFFERED]
            if score <= found[0][0] + _BEHIND
        ]

    def _score(
        self, core: str, other: str, score: float, total: Amount | None, project: Project
    ) -> float:
        """Return how near two cores are in percent, 0 where they are not."""
        short, long = sorted((core, other), key=len)
        if len(short) >= _SHORTEST and len(short) * _HALF >= len(long) and short in long:
            score = max(score, _NEAR)
        same_total = total is not None and total == project.total_investment
        return score if score >= (_NEAR_SAME_TOTAL if same_total else _NEAR) else 0.0

    def _candidates(self, core: str) -> list[int]:
        """Return the projects that share most of the rarest pairs of *core*, in a fixed order."""
        present = {pair for pair in _pairs(core) if pair in self.pairs}
        rarest = sorted(present, key=lambda pair: (len(self.pairs[pair]), pair))[:_RAREST]
        shared = Counter(number for pair in rarest for number in self.pairs[pair][:_MOST_LISTED])
        return sorted(shared, key=lambda number: (-shared[number], number))[:_MOST_SCORED]


def index(facts: LedgerView) -> Nearest:
    """Return the index of the ledger's project names."""
    names = ProjectNames(facts.profile.aliases)
    region = facts.ledger.region
    regions = tuple(
        normal_name(name).upper() for name in (region.parent, region.name) if name is not None
    )
    projects = [project for project in facts.ledger.projects or () if project.name]
    identities = [names.identity(project.name or "") for project in projects]
    cores = [_core(identity.base, regions) for identity in identities]
    pairs: dict[str, list[int]] = {}
    for number, core in enumerate(cores):
        for pair in set(_pairs(core)):
            pairs.setdefault(pair, []).append(number)
    return Nearest(projects, identities, cores, pairs, names, regions)


def _core(base: str, regions: Sequence[str]) -> str:
    core = base
    for region in regions:
        core = core.removeprefix(region)
    return _GENERIC.sub("", core) or base


def _pairs(core: str) -> Iterator[str]:
    if len(core) == 1:
        yield core
    for first, second in pairwise(core):
        yield first + second
