"""Rules for one project: order of amounts, unit slips, YTD, dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter

from investtrack.checks.alike import Alike
from investtrack.checks.made import fault
from investtrack.checks.told_in_words import check_words
from investtrack.findings import Finding
from investtrack.metrics.ledger_view import (
    AbsentError,
    LedgerView,
    normal_code,
    normal_name,
)
from investtrack.metrics.measures import DONE, REMAINING
from investtrack.metrics.selections import carried_over
from investtrack.model.project import Project
from investtrack.model.series import Series
from investtrack.values.amount import Amount, Unit
from investtrack.values.codes import project_code_fault
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month


_SLIP = Decimal(10000)
_OWN_KEYS = ("cumulative_before_year", "year_plan", "cumulative", "unreportable")
_OWN_AMOUNTS = attrgetter(*_OWN_KEYS)
"""What a project states beside its total and its months."""
JUDGED = frozenset({*_OWN_KEYS, "planned", "actual"})
"""Fields of which the rules here tell an amount below zero."""
_BEYOND = Decimal(20)
# A guard on totals (domain practice): below it a project is beneath the library, above it none is found.
_HIGHEST = Amount.of(500, Unit.YI)

Stated = list[tuple[str, str, Amount]]


def stated_amounts(project: Project) -> Stated:
    """Return (field, label, amount) of every amount of *project* but its total."""
    found: Stated = []
    for key, label in (
        ("cumulative_before_year", "到上年底累计完成投资"),
        ("year_plan", "年度计划投资"),
        ("cumulative", "自开始建设累计完成投资"),
        ("unreportable", "不可报投资"),
    ):
        amount = getattr(project, key)
        if amount is not None:
            found.append((key, label, amount))
    for series, label in (("planned", "计划完成投资"), ("actual", "完成投资")):
        found += [
            (f"{series}.{end}", f"{end.ytd_label}{label}", amount)
            for end, amount in getattr(project, series)
        ]
    return found


_NOTHING = Decimal(0)
_ENDS = 2


Latest = tuple[Month, Amount] | None
"""The newest actual amount to date."""


def _are_amounts_sound(project: Project, newest: Latest, year: int) -> bool:
    """Whether no rule on amounts can find anything: each is within the total, and together they fit.

    Most projects are so, and a ledger may have fifty thousand; what is not is judged rule by rule.
    """
    total = project.total_investment
    if total is None or not _NOTHING < total.yuan < _HIGHEST.yuan:
        return False
    most = total.yuan
    for amount in _OWN_AMOUNTS(project):
        if amount is not None and not _NOTHING <= amount.yuan <= most:
            return False
    return _are_months_sound(project, most, year) and _is_done_sound(project, newest, most)


def _are_months_sound(project: Project, most: Decimal, year: int) -> bool:
    """Whether no series falls or exceeds *most*, and the plan of its months keeps to that of the year."""
    for series in (project.planned, project.actual):
        if not series:
            continue
        (begin, first), (end, last) = series[0], series[-1]
        if not _NOTHING <= first.yuan <= last.yuan <= most or begin.year != end.year:
            return False
        if len(series) > _ENDS:
            yuan = [amount.yuan for _, amount in series]
            if yuan != sorted(yuan):
                return False
    if project.year_plan is None or not project.planned:
        return True
    end, last = project.planned[-1]
    plan = project.year_plan.yuan
    return end.year != year or (last.yuan == plan if end.is_december else last.yuan <= plan)


def _is_done_sound(project: Project, newest: Latest, most: Decimal) -> bool:
    """Whether what was done before the year and in it makes up what was done since the beginning, within *most*."""
    before, cumulative = project.cumulative_before_year, project.cumulative
    done = None if cumulative is None else cumulative.yuan
    if newest is not None:
        this_year = newest[1].yuan
        both = None if before is None else before.yuan + this_year
        if done is None:
            done = both
        elif this_year > done or (both is not None and both != done):
            return False
    rest = most if done is None else most - done
    lost = project.unreportable
    if not lost:
        return rest >= _NOTHING
    return bool(project.unreportable_reason) and lost.yuan <= rest


def check_project(
    facts: LedgerView, project: Project, newest: Latest, alike: Alike
) -> Iterator[Finding]:
    """Yield the faults of one project; what may be so in many rows goes to *alike*."""
    yield from _amount_faults(facts, project, newest, alike)
    yield from _dates(facts, project, alike)
    if project.total_investment is None:
        yield from alike.missing("total-missing", project, "total_investment")
    if project.code and (why := project_code_fault(normal_code(project.code))):
        yield fault("project-code-wrong", project, "code", why=why, found=project.code)


def _amount_faults(
    facts: LedgerView, project: Project, newest: Latest, alike: Alike
) -> Iterator[Finding]:
    amounts = stated_amounts(project)
    yield from _negative(project, amounts)
    slipped = list(_slips(project, amounts))
    yield from slipped
    if not slipped:
        yield from _order(facts, project, newest)
        yield from _plan(facts, project)
        if project.unreportable:
            yield from _unreportable(facts, project, project.unreportable, alike)
    yield from _falling(project, "planned", project.planned, "计划完成投资")
    yield from _falling(project, "actual", project.actual, "完成投资")


def _negative(project: Project, amounts: Stated) -> Iterator[Finding]:
    for key, label, amount in amounts:
        if amount.yuan < 0:
            yield fault("amount-negative", project, key, label=label, amount=amount)


def _slips(project: Project, amounts: Stated) -> Iterator[Finding]:
    """An amount 10⁴ off its own total, or a total 10⁴ off its amounts (万元/亿元)."""
    total = project.total_investment
    if total is None or total.yuan <= 0:
        return
    if total >= _HIGHEST:
        yield _slip(project, "total_investment", "总投资", total, Decimal(1) / _SLIP, "超过500亿元")
        return
    above = [item for item in amounts if item[2].yuan > total.yuan * _BEYOND]
    if not above:
        return
    largest = max(item[2] for item in amounts)
    others_fit = [item for item in amounts if item not in above and item[2]]
    if not others_fit and largest.yuan <= total.yuan * _SLIP:
        yield _slip(
            project,
            "total_investment",
            "总投资",
            total,
            _SLIP,
            f"远小于本项目其他金额（如{above[0][1]}{above[0][2]}）",
        )
        return
    for key, label, amount in above:
        if amount.yuan <= total.yuan * _SLIP:
            yield _slip(project, key, label, amount, Decimal(1) / _SLIP, f"远大于总投资{total}")


def _slip(  # noqa: PLR0913, PLR0917 - what slipped, by how much, and why
    project: Project, key: str, label: str, amount: Amount, factor: Decimal, why: str
) -> Finding:
    return fault(
        "unit-slip",
        project,
        key,
        label=label,
        why=why,
        amount=amount,
        likely=Amount(amount.yuan * factor),
        related=(project.origin.cell("total_investment"),),
    )


def _order(facts: LedgerView, project: Project, latest: Latest) -> Iterator[Finding]:
    """YTD ≤ cumulative ≤ total, and what follows from it."""
    total, cumulative, before = (
        project.total_investment,
        project.cumulative,
        project.cumulative_before_year,
    )
    done = facts.reader(DONE)(project)
    if total is not None and isinstance(done, Amount) and done.yuan > total.yuan:
        yield fault(
            "cumulative-exceeds-total",
            project,
            DONE.keys(facts, project)[0],
            amount=done,
            limit=total,
            related=(project.origin.cell("total_investment"),),
        )
    if latest and cumulative is not None and latest[1].yuan > cumulative.yuan:
        key = f"actual.{latest[0]}"
        yield fault(
            "ytd-exceeds-cumulative",
            project,
            key,
            month=latest[0].ytd_label,
            amount=latest[1],
            limit=cumulative,
            related=(project.origin.cell("cumulative"),),
        )
    elif (
        latest
        and cumulative is not None
        and before is not None
        and before + latest[1] != cumulative
    ):
        yield fault(
            "cumulative-mismatch",
            project,
            "cumulative",
            month=latest[0].ytd_label,
            amount=cumulative,
            sum=before + latest[1],
            related=tuple(
                project.origin.cell(key)
                for key in ("cumulative_before_year", f"actual.{latest[0]}")
            ),
        )
    for key, label, amount in (
        ("cumulative_before_year", "到上年底累计完成投资", before),
        ("year_plan", "年度计划投资", project.year_plan),
    ):
        if total is not None and amount is not None and amount.yuan > total.yuan:
            yield fault(
                "part-exceeds-total",
                project,
                key,
                label=label,
                amount=amount,
                limit=total,
                related=(project.origin.cell("total_investment"),),
            )


def _plan(facts: LedgerView, project: Project) -> Iterator[Finding]:
    if project.year_plan is None:
        return
    planned, year = project.year_plan.yuan, facts.period.year
    for end, amount in project.planned:
        if end.year != year:
            continue
        if amount.yuan > planned or (end.is_december and amount.yuan != planned):
            yield fault(
                "year-plan-mismatch",
                project,
                f"planned.{end}",
                variant="december" if end.is_december else "",
                month=end.ytd_label,
                amount=amount,
                limit=project.year_plan,
                related=(project.origin.cell("year_plan"),),
            )
            return


def _unreportable(
    facts: LedgerView, project: Project, amount: Amount, alike: Alike
) -> Iterator[Finding]:
    rest = facts.reader(REMAINING)(project)
    if isinstance(rest, Amount) and amount > rest:
        yield fault(
            "unreportable-exceeds-remaining",
            project,
            "unreportable",
            amount=amount,
            limit=rest,
        )
    if not project.unreportable_reason:
        yield from alike.missing("unreportable-without-reason", project, "unreportable_reason")


def _falling(project: Project, field: str, series: Series, label: str) -> Iterator[Finding]:
    """A YTD amount below the month before's."""
    previous: tuple[Month, Amount] | None = None
    for end, amount in series:
        if previous and amount.yuan < previous[1].yuan and previous[0].year == end.year:
            yield fault(
                "ytd-falling",
                project,
                f"{field}.{end}",
                label=label,
                month=end.ytd_label,
                before=previous[0].ytd_label,
                amount=amount,
                limit=previous[1],
                related=(project.origin.cell(f"{field}.{previous[0]}"),),
            )
        previous = (end, amount)


def _are_dates_sound(project: Project, as_of: date) -> bool:
    """Whether no rule on dates can find anything."""
    begun, ended, entered = project.started_on, project.finished_on, project.entered_on
    if begun is not None and begun.first > as_of:
        return False
    if ended is not None and (
        ended.first > as_of
        or (begun is not None and ended.last < begun.first)
        or (ended.last.year < as_of.year and project.actual)
    ):
        return False
    if entered is None:
        return project.is_in_library is not True
    return project.is_in_library is None or project.is_in_library is (entered.first <= as_of)


def _dates(facts: LedgerView, project: Project, alike: Alike) -> Iterator[Finding]:
    begun, ended, as_of = project.started_on, project.finished_on, facts.as_of
    if begun is not None and begun.first > as_of:
        alike.tally("date-read-as-planned", project, "started_on", label="开工时间", date=begun, as_of=as_of)  # fmt: skip
    if ended is not None and ended.first > as_of:
        alike.tally("date-read-as-planned", project, "finished_on", label="竣工时间", date=ended, as_of=as_of)  # fmt: skip
    if begun and ended and ended.last < begun.first:
        yield fault(
            "finished-before-started",
            project,
            "finished_on",
            date=ended.label,
            limit=begun.label,
            related=(project.origin.cell("started_on"),),
        )
    if ended and ended.last < facts.period.year_start:
        yield from _after_finish(facts, project, ended)
    if (
        project.is_in_library is True
        and project.entered_on is None
        and not _is_answered(project, facts)
    ):
        yield from alike.missing("entered-without-date", project, "entered_on")
    if (
        project.is_in_library is False
        and project.entered_on
        and project.entered_on.first <= facts.as_of
    ):
        yield fault(
            "library-contradiction",
            project,
            "is_in_library",
            date=project.entered_on.label,
            related=(project.origin.cell("entered_on"),),
        )
    if project.entered_on and project.is_in_library and project.entered_on.first > facts.as_of:
        date = project.entered_on.label
        yield fault("date-after-as-of", project, "entered_on", date=date, as_of=facts.as_of)


def _after_finish(facts: LedgerView, project: Project, ended: DateSpan) -> Iterator[Finding]:
    """Tell of this year's amount of a project finished before it: no figure of the library takes it."""
    of_year = (each for each in project.actual or () if each[0].year == facts.period.year)
    month, amount = next((each for each in of_year if each[1].yuan > 0), (None, None))
    if month is not None and project.is_in_library is not False:
        yield fault(
            "completed-after-finish",
            project,
            f"actual.{month}",
            month=month.ytd_label,
            amount=amount,
            date=ended.label,
            related=(project.origin.cell("finished_on"),),
        )


def _is_answered(project: Project, facts: LedgerView) -> bool:
    """Whether nothing but the profile's answer puts *project* into the library, and it is no new one of the year."""
    begun = project.started_on
    is_new = begun is not None and begun.last >= facts.period.year_start
    has_column = project.origin.has("is_in_library") or project.origin.has("entered_on")
    return bool(project.origin.sheet.sheet) and not has_column and not is_new


def check_projects(facts: LedgerView) -> Iterator[Finding]:
    """Yield the faults of every project, then those that show only among them."""
    projects: tuple[Project, ...] = facts.ledger.projects or ()
    codes: dict[str, Project] = {}
    names: dict[str, Project] = {}
    carried, done_of = _carried_ids(facts), facts.reader(DONE)
    newest_of, year = facts.newest_of_all(), facts.period.year
    alike, as_of = Alike(), facts.as_of
    told = [normal_code(project.code) if project.code else None for project in projects]
    named = [normal_name(project.name) if project.name else None for project in projects]
    faulty = {code for code in told if code and project_code_fault(code)}
    again_told, again_named = _repeated(told), _repeated(named)
    for project, code, name in zip(projects, told, named, strict=True):
        newest = newest_of[id(project)]
        if (
            code in faulty
            or not _are_dates_sound(project, as_of)
            or not _are_amounts_sound(project, newest, year)
        ):
            yield from check_project(facts, project, newest, alike)
        check_words(project, alike)
        if (code in again_told or name in again_named) and (
            repeated := _twice(project, codes, names)
        ):
            yield repeated
        if id(project) in carried and done_of(project) is None:
            yield from alike.missing("carried-over-without-cumulative", project, "cumulative")
    yield from alike.findings()


def _carried_ids(facts: LedgerView) -> set[int]:
    try:
        return {id(project) for project in facts.select(carried_over).records}
    except AbsentError:
        return set()


def _repeated(texts: Sequence[str | None]) -> set[str | None]:
    """Return those of *texts* that come again."""
    if len(set(texts)) == len(texts):
        return set()  # as a rule
    return {text for text, number in Counter(texts).items() if number > 1 and text is not None}


def _twice(
    project: Project, codes: dict[str, Project], names: dict[str, Project]
) -> Finding | None:
    if project.code:
        first = codes.setdefault(normal_code(project.code), project)
        if first is not project:
            return fault(
                "duplicate-code",
                project,
                "code",
                first=first.name,
                code=project.code,
                related=(first.origin.cell("code"),),
            )
    if project.name:
        first = names.setdefault(normal_name(project.name), project)
        if first is not project:
            return fault("duplicate-name", project, "name", related=(first.origin.cell("name"),))
    return None
