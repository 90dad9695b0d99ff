"""Rules for one project: order of amounts, unit slips, YTD, dates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from investtrack.checks.made import fault, wan
from investtrack.metrics.ledger_view import AbsentError, LedgerView, normal_name
from investtrack.metrics.selections import carried_over
from investtrack.model.finding import Finding, Grade
from investtrack.model.project import Project
from investtrack.model.series import Series
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month


_SLIP = Decimal(10000)
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


_NOTHING, _NO_LIMIT = Decimal(0), Decimal("Infinity")


def _is_plausible(project: Project) -> bool:
    """Whether no amount is negative or far from the total; most projects, so it makes no texts."""
    total = project.total_investment
    most = _NO_LIMIT
    if total is not None and total.yuan > 0:
        if total >= _HIGHEST:
            return False
        most = total.yuan * _BEYOND
    for amount in (
        project.cumulative_before_year,
        project.year_plan,
        project.cumulative,
        project.unreportable,
    ):
        if amount is not None and not _NOTHING <= amount.yuan <= most:
            return False
    for series in (project.planned, project.actual):
        for _, amount in series:
            if not _NOTHING <= amount.yuan <= most:
                return False
    return True


def check_project(facts: LedgerView, project: Project) -> Iterator[Finding]:
    """Yield the faults of one project."""
    slipped: list[Finding] = []
    if not _is_plausible(project):
        amounts = stated_amounts(project)
        yield from _negative(project, amounts)
        slipped = list(_slips(project, amounts))
        yield from slipped
    if not slipped:
        yield from _order(facts, project)
    yield from _falling(project, "planned", project.planned, "计划完成投资")
    yield from _falling(project, "actual", project.actual, "完成投资")
    yield from _dates(facts, project)
    if project.total_investment is None:
        yield fault(
            "total-missing", Grade.WARNING, project, "total_investment", "没有填总投资",
            expected="总投资", mend="补填总投资；不填则不计入总投资和剩余投资",
        )  # fmt: skip


def _negative(project: Project, amounts: Stated) -> Iterator[Finding]:
    for key, label, amount in amounts:
        if amount.yuan < 0:
            yield fault(
                "amount-negative", Grade.ERROR, project, key, f"的{label}为负数",
                found=wan(amount), expected="不小于0", mend="核对后改为正数；没有数的留空",
            )  # fmt: skip


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
            f"远小于本项目其他金额（如{above[0][1]}{wan(above[0][2])}）",
        )
        return
    for key, label, amount in above:
        if amount.yuan <= total.yuan * _SLIP:
            yield _slip(
                project, key, label, amount, Decimal(1) / _SLIP, f"远大于总投资{wan(total)}"
            )


def _slip(  # noqa: PLR0913, PLR0917 - what slipped, by how much, and why
    project: Project, key: str, label: str, amount: Amount, factor: Decimal, why: str
) -> Finding:
    return fault(
        "unit-slip", Grade.ERROR, project, key, f"的{label}{why}，疑似万元、亿元（或元）填错",
        found=wan(amount), expected=f"约{wan(Amount(amount.yuan * factor))}",
        mend="核对这一列和这一格的单位：1亿元＝10000万元", related=(project.origin.cell("total_investment"),),
    )  # fmt: skip


def _order(facts: LedgerView, project: Project) -> Iterator[Finding]:
    """YTD ≤ cumulative ≤ total, and what follows from it."""
    total, cumulative, before = (
        project.total_investment,
        project.cumulative,
        project.cumulative_before_year,
    )
    latest = facts.actual_ytd(project)
    done = facts.cumulative(project)
    if total is not None and done is not None and done[0] > total:
        yield fault(
            "cumulative-exceeds-total", Grade.WARNING, project, done[1][0], "的累计完成投资超过总投资，剩余投资为负，按0计",
            found=wan(done[0]), expected=f"不超过总投资{wan(total)}",
            mend="核对总投资是否调整、累计数是否多报", related=(project.origin.cell("total_investment"),),
        )  # fmt: skip
    if latest and cumulative is not None and latest[1] > cumulative:
        key = f"actual.{latest[0]}"
        yield fault(
            "ytd-exceeds-cumulative", Grade.ERROR, project, key,
            f"的{latest[0].ytd_label}完成投资大于自开始建设累计完成投资",
            found=wan(latest[1]), expected=f"不超过{wan(cumulative)}",
            mend="核对两列是否填反或漏加以前年度", related=(project.origin.cell("cumulative"),),
        )  # fmt: skip
    elif (
        latest
        and cumulative is not None
        and before is not None
        and before + latest[1] != cumulative
    ):
        yield fault(
            "cumulative-mismatch", Grade.WARNING, project, "cumulative",
            f"的自开始建设累计不等于到上年底累计＋{latest[0].ytd_label}完成",
            found=wan(cumulative), expected=wan(before + latest[1]), mend="核对三个数，改正其中填错的一个",
            related=(project.origin.cell("cumulative_before_year"), project.origin.cell(f"actual.{latest[0]}")),
        )  # fmt: skip
    for key, label in (
        ("cumulative_before_year", "到上年底累计完成投资"),
        ("year_plan", "年度计划投资"),
    ):
        amount = getattr(project, key)
        if total is not None and amount is not None and amount > total:
            yield fault(
                "part-exceeds-total", Grade.WARNING, project, key, f"的{label}超过总投资",
                found=wan(amount), expected=f"不超过{wan(total)}", mend="核对总投资和本列",
                related=(project.origin.cell("total_investment"),),
            )  # fmt: skip
    yield from _plan(facts, project)
    yield from _unreportable(facts, project)


def _plan(facts: LedgerView, project: Project) -> Iterator[Finding]:
    if project.year_plan is None:
        return
    planned, year = project.year_plan.yuan, facts.period.year
    for end, amount in project.planned:
        if end.year != year:
            continue
        if amount.yuan > planned or (end.month == 12 and amount.yuan != planned):  # noqa: PLR2004
            yield fault(
                "year-plan-mismatch", Grade.WARNING, project, f"planned.{end}",
                f"的{end.ytd_label}计划完成投资与年度计划投资不符",
                found=wan(amount),
                expected=("等于" if end.month == 12 else "不超过") + wan(project.year_plan),  # noqa: PLR2004
                mend="核对分月计划和年度计划", related=(project.origin.cell("year_plan"),),
            )  # fmt: skip
            return


def _unreportable(facts: LedgerView, project: Project) -> Iterator[Finding]:
    if project.unreportable is None or not project.unreportable:
        return
    rest = facts.remaining(project)
    if rest is not None and project.unreportable > rest[0]:
        yield fault(
            "unreportable-exceeds-remaining", Grade.WARNING, project, "unreportable", "的不可报投资大于剩余投资，按剩余投资计",
            found=wan(project.unreportable), expected=f"不超过{wan(rest[0])}", mend="核对不可报投资和累计完成投资",
        )  # fmt: skip
    if not project.unreportable_reason:
        yield fault(
            "unreportable-without-reason", Grade.NOTE, project, "unreportable_reason", "有不可报投资而没有填原因",
            expected="不可报原因", mend="补填，如无发票、前期费用、已决算",
        )  # fmt: skip


def _falling(project: Project, field: str, series: Series, label: str) -> Iterator[Finding]:
    """A YTD amount below the month before's."""
    previous: tuple[Month, Amount] | None = None
    for end, amount in series:
        if previous and amount.yuan < previous[1].yuan and previous[0].year == end.year:
            yield fault(
                "ytd-falling", Grade.WARNING, project, f"{field}.{end}",
                f"的{end.ytd_label}{label}小于{previous[0].ytd_label}",
                found=wan(amount), expected=f"不小于{wan(previous[1])}",
                mend="本列为1月起累计数；如填成了单月数请改为累计，如系核减请在备注说明",
                related=(project.origin.cell(f"{field}.{previous[0]}"),),
            )  # fmt: skip
        previous = (end, amount)


def _dates(facts: LedgerView, project: Project) -> Iterator[Finding]:
    begun, ended = project.started_on, project.finished_on
    if begun and ended and ended.last < begun.first:
        yield fault(
            "finished-before-started", Grade.WARNING, project, "finished_on", "的竣工时间早于开工时间",
            found=ended.label, expected=f"不早于{begun.label}", mend="核对两个日期", related=(project.origin.cell("started_on"),),
        )  # fmt: skip
    if project.is_in_library is True and project.entered_on is None:
        yield fault(
            "entered-without-date", Grade.WARNING, project, "entered_on", "已入库而没有入库时间，按接转在库项目计",
            expected="入库时间", mend="补填入库时间",
        )  # fmt: skip
    if (
        project.is_in_library is False
        and project.entered_on
        and project.entered_on.first <= facts.as_of
    ):
        yield fault(
            "library-contradiction", Grade.ERROR, project, "is_in_library", "填了入库时间，却标为未入库",
            found=f"否；{project.entered_on.label}", expected="两者一致", mend="核对是否入库和入库时间；本次按未入库计",
            related=(project.origin.cell("entered_on"),),
        )  # fmt: skip
    if project.entered_on and project.is_in_library and project.entered_on.first > facts.as_of:
        yield fault(
            "date-after-as-of", Grade.WARNING, project, "entered_on", "已入库，入库时间却在截止日期之后",
            found=project.entered_on.label, expected=f"不晚于{facts.as_of}", mend="核对入库时间；计划入库的请填在入库计划表",
        )  # fmt: skip


def check_projects(facts: LedgerView) -> Iterator[Finding]:
    """Yield the faults of every project, then those that show only among them."""
    projects: tuple[Project, ...] = facts.ledger.projects or ()
    newest = max(
        (p.actual[-1][0] for p in projects if p.actual and p.actual[-1][0] <= facts.newest_month),
        default=None,
    )
    codes: dict[str, Project] = {}
    names: dict[str, Project] = {}
    carried = _carried_ids(facts)
    for project in projects:
        yield from check_project(facts, project)
        yield from _twice(project, codes, names)
        if id(project) in carried:
            yield from _carried(facts, project)
        found = facts.actual_ytd(project)
        if newest and found and found[0] < newest and found[0].year == newest.year:
            yield fault(
                "actual-behind", Grade.WARNING, project, f"actual.{newest}",
                f"的完成投资只报到{found[0].ytd_label}，其他项目已报到{newest.ytd_label}",
                expected=f"{newest.ytd_label}完成投资", mend="补报；本次按已报月份计",
            )  # fmt: skip


def _carried_ids(facts: LedgerView) -> set[int]:
    try:
        return {id(project) for project in facts.select(carried_over).records}
    except AbsentError:
        return set()


def _carried(facts: LedgerView, project: Project) -> Iterator[Finding]:
    if facts.cumulative(project) is None:
        yield fault(
            "carried-over-without-cumulative", Grade.WARNING, project, "cumulative",
            "是接转在库项目，却没有累计完成投资，算不出剩余投资",
            expected="自开始建设累计，或到上年底累计和本年完成", mend="补填自开始建设累计完成投资",
        )  # fmt: skip


def _twice(
    project: Project, codes: dict[str, Project], names: dict[str, Project]
) -> Iterator[Finding]:

    if project.code:
        first = codes.setdefault(project.code, project)
        if first is not project:
            yield fault(
                "duplicate-code", Grade.ERROR, project, "code", f"与“{first.name}”的项目编码相同",
                found=project.code, expected="每个项目一个编码", mend="核对：重复填报的删去一行，不同项目的改编码",
                related=(first.origin.cell("code"),),
            )  # fmt: skip
            return
    if project.name:
        first = names.setdefault(normal_name(project.name), project)
        if first is not project:
            yield fault(
                "duplicate-name", Grade.WARNING, project, "name", "与另一行项目同名",
                found=project.name, expected="一个项目一行", mend="重复填报的删去一行；分期项目请在名称注明一期、二期",
                related=(first.origin.cell("name"),),
            )  # fmt: skip
