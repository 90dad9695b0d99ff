"""The year of 云溪县: the same county as in the example, as its office kept the ledger at the end of each month.

Twelve ledgers that agree with each other: plans are those of January, what is done only grows, and what a month's
ledger says of an earlier month is what that month's ledger said.

    python examples/year.py -o DIR
"""

from argparse import ArgumentParser
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from county import (
    CITY,
    COUNTY,
    FIRST_BATCH,
    MONTHS,
    NOT_RESUMED,
    PAPERS,
    YEAR,
    YEAR_START,
    County,
    Entry,
    Maker,
    Project,
    Scale,
    Table,
    build,
    fund_table,
    in_first_batch,
    make_county,
    spread,
    start_row,
)
from make_example import SEED, write_workbook


LABELS = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
MOTTOES = {3: "开门红", 6: "时间过半、任务过半", 9: "决战四季度", 12: "圆满收官"}
TENTH = 10


def as_of(month: int) -> date:
    """Return the day of the ledger of *month*: its last."""
    return date(YEAR, month, monthrange(YEAR, month)[1])


def period(month: int) -> str:
    """Return the report period of *month*; January alone is not reported, so its ledger plans the quarter."""
    if month == 1:
        return f"{YEAR}年一季度"
    if month in LABELS:
        return f"{YEAR}年" if month == 12 else f"{YEAR}年{LABELS[month]}"
    return f"{YEAR}年1—{month}月"


class Life(NamedTuple):
    """What became of a project in the year: cumulated investment by month, and the days it turned on."""

    actual: list[Decimal]
    started: date | None
    entered: date | None
    finish_planned: date | None
    finished: date | None
    stopped: date | None
    went_on: date | None


class Year:
    """The county's records and what the year made of each of them."""

    def __init__(self, seed: int = SEED) -> None:
        self.tables = build(Scale(), seed)
        maker = Maker(seed)
        self.county: County = make_county(maker, Scale())
        self.random = Random(seed + 1)
        self.entries = [
            self._reserved_entry(number, p) for number, p in enumerate(self.county.reserved)
        ]
        self.entries = [*self.county.entries, *self.entries]
        self.entered = {e.project.code: self._entered(n, e) for n, e in enumerate(self.entries)}
        self.lives = {project.code: self._life(project) for project in self.county.projects}

    # -- what happened

    def _reserved_entry(self, number: int, project: Project) -> Entry:
        """Plan the entry of a project in preparation, two months after its start; investment from then on."""
        start = project.start_planned
        month = min(12, start.month + 2)
        project.plan = spread(self.random, project.year_plan, first=month)
        if month == 12:
            project.plan[-1] = project.year_plan
        return Entry(
            project,
            as_of(month),
            "前期",
            None,
            list(project.plan),
            "√" * (3 + number % 4) + "×" * (4 - number % 4),
            None,
            None,
        )

    def _entered(self, number: int, entry: Entry) -> date | None:
        """Say when an entry came in: most in their month, some one or two months late, two never."""
        if entry.entered:
            return entry.entered
        if entry.project.total < 500 or number in {10, 13, 14}:
            return None
        late = (0, 0, 30, 0, 61)[number % 5]
        day = (
            max(entry.planned, date(YEAR, 3, 24))
            - timedelta(3 if not late else 0)
            + timedelta(late)
        )
        return min(day, date(YEAR, 12, 26))

    def _life(self, project: Project) -> Life:
        entered = self.entered.get(project.code, project.entered)
        started = project.start or self._started(project, entered)
        if project.finish and project.finish < YEAR_START:
            return Life(
                [Decimal(0)] * len(MONTHS), started, entered, None, project.finish, None, None
            )
        left = project.total - project.before - (project.unreportable or 0)
        planned, finished = self._finish(project, left)
        went_on = None
        if project.stopped and project.stopped >= date(2021, 12, 1):
            went_on = date(YEAR, 4, 18) if project.stopped < YEAR_START else date(YEAR, 5, 16)
        life = Life([], started, entered, planned, finished, project.stopped, went_on)
        return life._replace(actual=self._actual(project, life, left))

    def _started(self, project: Project, entered: date | None) -> date | None:
        """Say when a planned start took place: mostly in time, one early, some late, two not this year."""
        if project.start_planned is None:
            return None
        number = int(project.code[-3:]) % 6
        if entered is None and number < 4:
            return None
        shift = (0, 0, -20, 5, 26, 48)[number]
        day = project.start_planned + timedelta(shift)
        return min(day, entered - timedelta(20)) if entered else day

    def _finish(self, project: Project, left: Decimal) -> tuple[date | None, date | None]:
        """Return planned and actual completion; what the year's plan does not complete is planned for later years."""
        planned = project.finish
        if planned is None or planned.year > YEAR:
            return planned, None
        if left - project.year_plan >= TENTH:
            return planned.replace(year=YEAR + 1, day=min(planned.day, 28)), None
        actual = planned + timedelta((0, 0, 12, 40, -6)[planned.day % 5])
        return planned, actual if actual.year == YEAR and not project.note else None

    def _actual(self, project: Project, life: Life, left: Decimal) -> list[Decimal]:
        """Return the investment cumulated to each month; never less than the month before, never more than is left."""
        done = Decimal(0)
        out: list[Decimal] = []
        pace = Decimal(self.random.randrange(86, 108)) / 100  # and better from month to month
        slow = bool(project.note) and not project.stopped
        for index, month in enumerate(MONTHS):
            day = as_of(month)
            planned = (project.plan[index] or Decimal(0)) - (
                (project.plan[index - 1] or Decimal(0)) if index else 0
            )
            share = (pace + Decimal(month - 2) / 50) * Decimal(self.random.randrange(90, 111)) / 100
            if slow:
                share *= Decimal("0.4") if month < 6 else Decimal("0.9")
            if life.entered is None or life.entered > day:
                share = Decimal(0)
            if life.stopped and (life.went_on is None or life.went_on > day):
                share = Decimal(0)
            amount = (planned * share).quantize(Decimal("0.01"))
            if index == 0 and project.actual is not None:
                amount = project.actual  # what the example says of January and February
            done = min(done + amount, left)
            if life.finished and life.finished <= day:
                done = max(done, left)
            out.append(done)
        return out

    # -- the ledger of a month

    def tables_of(self, month: int) -> dict[str, Table]:
        """Return the sheets of the ledger at the end of *month*."""
        day = as_of(month)
        made = {
            "基本信息": self._info(month),
            "目标任务": self._targets(month),
            "项目台账": self._projects(month),
            "入库计划": self._entries(month),
            "服务业企业": self._firms(month),
            "复工复产": self._resumptions(day),
            "集中开工": self._starts(day),
            "问题清单": self._issues(day),
            "储备项目": self._reserves(),
            "招商引资": self._promotions(day),
            "督导记录": self._supervisions(day),
            "项目资金": self._funds(month),
            "工作措施": self._measures(month),
        }
        return {name: table for name, table in made.items() if table.rows}

    def expected(self, month: int) -> Decimal:
        """Return what projects in the library and planned entries should bring by *month*."""
        index = MONTHS.index(max(2, month))
        stock = sum(p.plan[index] for p in self.county.carried_over)
        return stock + sum(
            e.contribution[index] for e in self.entries if YEAR_START <= e.planned <= as_of(month)
        )

    def done(self, month: int) -> Decimal:
        """Return what the library's projects have completed by *month*."""
        index = MONTHS.index(month)
        return sum(life.actual[index] for life in self.lives.values())

    def _info(self, month: int) -> Table:
        return Table(
            ["项", "值"],
            [["地区", COUNTY], ["上级地区", CITY], ["报告期", period(month)], ["截止日期", as_of(month)],
             ["金额单位", "万元"], ["填报单位", f"{COUNTY}发展和改革局"]],
        )  # fmt: skip

    def _targets(self, month: int) -> Table:
        table = self.tables["目标任务"]
        headers = [*table.headers[:-1], "位次", table.headers[-1]]
        year_row = next(row for row in table.rows if row[:3] == ["固定资产投资", "2022年", "市"])
        year_base = Decimal(year_row[6])
        quarter_base = Decimal(
            next(row for row in table.rows if row[1] == "2022年一季度" and row[2] == "市")[6]
        )
        rows = [
            [*row[:-1], None, row[-1]]
            for row in table.rows
            if row[0] != "固定资产投资" or row[1] == "2022年"
        ]
        for number, name in LABELS.items():
            if number == 12:
                continue
            index = MONTHS.index(number)
            share = (Decimal("0.208"), Decimal("0.45"), Decimal("0.72"))[index // 3]
            city = (Decimal(year_row[3]) * share).quantize(Decimal("0.1"))
            grew_by = Decimal(8) if number == 3 else Decimal("8.5")
            base = (
                quarter_base
                if number == 3
                else (city / (1 + grew_by / 100)).quantize(Decimal("0.0001"))
            )
            planned = self.expected(number) / 10000
            growth = ((planned / base - 1) * 100).quantize(Decimal("0.1"))
            done = self.done(number) / 10000 if month >= number else None
            grew = ((done / base - 1) * 100).quantize(Decimal("0.1")) if done is not None else None
            rank = (6, 5, 4)[index // 3] if month > number else None
            rows.append(
                [
                    "固定资产投资",
                    f"2022年{name}",
                    "市",
                    city,
                    "亿元",
                    grew_by,
                    base,
                    "现价",
                    done,
                    grew,
                    rank,
                    None,
                ]
            )
            rows.append(
                [
                    "固定资产投资",
                    f"2022年{name}",
                    "县",
                    planned,
                    "亿元",
                    growth,
                    base,
                    "现价",
                    done,
                    grew,
                    None,
                    None,
                ]
            )
        gdp = {
            3: (16.8, 15.32, 16.65, 6.6),
            6: (35.2, 32.4, 34.9, 6.9),
            9: (54.6, 50.3, 54.3, 7.1),
            12: (76.5, 70.2, 76.4, 7.4),
        }
        rows = [row for row in rows if row[:2] != ["地区生产总值", "2022年一季度"]]
        for number, (target, base, actual, grew) in gdp.items():
            known = (number if number != 3 else 4) <= month
            label = "2022年" if number == 12 else f"2022年{LABELS[number]}"
            rows.append(["地区生产总值", label, "县", target, "亿元", 7, base, "不变价",
                         actual if known else None, grew if known else None, None, None])  # fmt: skip
        if month == 12:
            done = self.done(12) / 10000
            grew = ((done / year_base - 1) * 100).quantize(Decimal("0.1"))
            rows = [
                [*r[:8], done, grew, 4, None] if r[:3] == ["固定资产投资", "2022年", "市"] else r
                for r in rows
            ]
        return Table(headers, rows)

    def _projects(self, month: int) -> Table:
        table = self.tables["项目台账"]
        first = [f"{YEAR}年1—{number}月完成投资（万元）" for number in (2, 3)]
        at = table.headers.index(first[0])
        shown = [number for number in MONTHS if number <= month]
        headers = [
            *table.headers[:at],
            *(f"{YEAR}年1—{number}月完成投资（万元）" for number in shown),
            *table.headers[at + 2 :],
        ]
        return Table(headers, [self._project(p, month, shown) for p in self.county.projects])

    def _project(self, project: Project, month: int, shown: list[int]) -> list[Any]:
        life, day = self.lives[project.code], as_of(month)
        past = {name: value if value and value <= day else None
                for name, value in (("start", life.started), ("entered", life.entered), ("finish", life.finished))}  # fmt: skip
        is_stopped = (
            life.stopped is not None
            and life.stopped <= day
            and not (life.went_on and life.went_on <= day)
        )
        reports = past["entered"] is not None
        actual = [life.actual[MONTHS.index(number)] for number in shown]
        latest = actual[-1] if actual else Decimal(0)
        cumulative = project.before + latest if project.before or reports else None
        share = int((cumulative or 0) / project.total * 100)
        if past["finish"]:
            progress = "已竣工" if past["finish"] >= YEAR_START else "已完工"
        elif is_stopped:
            progress = "停工"
        elif past["start"] is None:
            progress = "办理前期手续"
        else:
            works = str(project.progress or "").partition("，")[0]
            works = project.kind.works[-1] if works in {"停工", "办理前期手续", ""} else works
            progress = f"{works}，完成总工程量的{share}％"
        stage = "新建" if project.stage == "预备" and past["start"] else project.stage
        return [
            project.code, project.name, project.owner, project.kind.unit, project.leader,
            project.kind.team, project.level, stage, project.kind.industry,
            "是" if project.is_real_estate else "否", project.total, project.before,
            project.year_plan, *project.plan, *actual, cumulative,
            project.unreportable, project.reason, "是" if reports else "否", past["entered"],
            project.stat_code or (f"MA9{project.code[-6:]}529927{int(project.code[-3:]):03d}" if reports else None),
            past["start"], past["finish"], life.stopped if is_stopped else None, progress,
            project.start_planned, life.finish_planned, None if past["finish"] or (project.stopped and not is_stopped) else project.note,
        ]  # fmt: skip

    def _entries(self, month: int) -> Table:
        rows = []
        for entry in self.entries:
            project, day = entry.project, as_of(month)
            entered = self.entered[project.code]
            status = self._status(entry, entered, day)
            papers = (
                "√" * len(PAPERS) if status in {"已入库", "已申报", "市级审核"} else entry.papers
            )
            papers = "".join(
                old if old == "—" else new for old, new in zip(entry.papers, papers, strict=True)
            )
            rows.append([
                project.code, project.name, project.total, entry.planned, status,
                entered if status == "已入库" else None, *entry.contribution,
                *("不需要" if mark == "—" else mark for mark in papers),
                entry.returned if status == "退回" else None, project.kind.unit, project.leader, entry.note,
            ])  # fmt: skip
        return Table(self.tables["入库计划"].headers, rows)

    def _status(self, entry: Entry, entered: date | None, day: date) -> str:
        if entered and entered <= day:
            return "已入库"
        if entered is None:
            return entry.status
        wait = (entered - day).days
        started = self.lives[entry.project.code].started
        if entry.returned and wait > 30:
            return "退回"
        steps = ((10, "市级审核"), (20, "已申报"), (75, "收集资料"))
        for days, status in steps:
            if wait <= days:
                return status
        return "已开工未入库" if started and started <= day else "前期"

    def _firms(self, month: int) -> Table:
        headers = ["统一社会信用代码", "企业名称", "行业代码", "入库情况", "入库时间",
                   *(f"{YEAR}年1—{number}月计划营业收入（万元）" for number in MONTHS),
                   *(f"{YEAR}年1—{number}月实际营业收入（万元）" for number in MONTHS if number <= month),
                   "上年同期营业收入（万元）", "备注"]  # fmt: skip
        rows = []
        for number, row in enumerate(self.tables["服务业企业"].rows):
            quarter, base = Decimal(row[6]), Decimal(row[8])
            plan = [(quarter * number_ / 3).quantize(Decimal(1)) for number_ in MONTHS]
            plan[0], plan[1] = Decimal(row[5]), quarter
            share = Decimal(94 + number % 11) / 100
            actual = [(amount * share).quantize(Decimal("0.01")) for amount in plan]
            actual[0] = Decimal(row[7])
            shown = [amount for amount, at in zip(actual, MONTHS, strict=True) if at <= month]
            same = (base * max(3, month) / 3).quantize(Decimal("0.01"))
            rows.append([*row[:5], *plan, *shown, same, row[9]])
        return Table(headers, rows)

    def _resumptions(self, day: date) -> Table:
        rows = []
        for row in self.tables["复工复产"].rows:
            planned, actual = row[4], row[5]
            if actual is None:
                life = self.lives[row[0]]
                actual = life.went_on if life.stopped else planned + timedelta(19)
            is_past = actual is not None and actual <= day
            reason = (
                None
                if is_past or planned > day
                else row[6] or NOT_RESUMED[len(rows) % len(NOT_RESUMED)]
            )
            rows.append(
                [
                    *row[:5],
                    actual if is_past else None,
                    reason,
                    *row[7:9],
                    None if is_past else row[9],
                ]
            )
        return Table(self.tables["复工复产"].headers, rows)

    def _starts(self, day: date) -> Table:
        """List the batches announced so far: each a month before its day."""
        table = self.tables["集中开工"]
        rows = [row for row in table.rows if not row[0].startswith(f"{YEAR}年")]
        first = in_first_batch(
            self.county.reserved, [entry.project for entry in self.county.entries]
        )
        later = [
            p for p in self.lives if self._project_of(p).start_planned not in {None, FIRST_BATCH}
        ]
        later = sorted(map(self._project_of, later), key=lambda p: (p.start_planned, p.code))
        batches = [(FIRST_BATCH, first), (date(YEAR, 6, 28), [p for p in later if p.start_planned.month < 7]),
                   (date(YEAR, 9, 28), [p for p in later if 7 <= p.start_planned.month < 10])]  # fmt: skip
        for number, (held, projects) in enumerate(batches):
            if held - timedelta(60) > day:
                continue
            for project in projects:
                started = self.lives[project.code].started
                is_past = started is not None and started <= day
                is_ready = is_past or (started is not None and int(project.code[-3:]) % 6 < 4)
                ready = ("已完成", None) if is_ready else ("办理中", "施工许可证、水土保持方案")
                name = f"{YEAR}年第{'一二三'[number]}批"
                rows.append(start_row(name, project, held, started if is_past else None, ready))
        return Table(table.headers, rows)

    def _project_of(self, code: str) -> Project:
        return next(project for project in self.county.projects if project.code == code)

    def _issues(self, day: date) -> Table:
        """Those of the spring, solved one after another, and three new ones a month."""
        rows = []
        for number, row in enumerate(self.tables["问题清单"].rows):
            if row[5] > day:
                continue
            solved = row[11] or row[9] + timedelta((-2, 12, 45)[number % 3])
            life = self.lives[row[1]]
            if life.stopped:
                solved = life.went_on
            rows.append(self._issue(row, solved, day))
        texts = {row[3]: (row[4], row[12]) for row in self.tables["问题清单"].rows if row[12]}
        kinds = list(texts)
        for month in range(4, 13):
            for number in range(2):
                raised = date(YEAR, month, 6 + 9 * number)
                if raised > day:
                    continue
                index = (month * 7 + number * 11) % len(self.county.carried_over)
                project = self.county.carried_over[index]
                life = self.lives[project.code]
                if life.stopped or (life.finished and life.finished <= raised):
                    continue
                kind = kinds[(month + number) % len(kinds)]
                limit = raised + timedelta(30)
                solved = limit + timedelta((-8, 25, -3, 70)[(month + number) % 4])
                serial = f"WT{YEAR}-{100 + month * 10 + number:03d}"
                text, measure = texts[kind]
                text = text.replace("春节后", "")
                rows.append(self._issue(
                    [serial, project.code, project.name, kind, text, raised, None, project.kind.unit,
                     project.leader, limit, None, None, measure], solved, day,
                ))  # fmt: skip
        return Table(self.tables["问题清单"].headers, rows)

    def _issue(self, row: list[Any], solved: date | None, day: date) -> list[Any]:
        is_past = solved is not None and solved <= day
        stopped = row[6] if not is_past else None
        state = "已解决" if is_past else "推进中" if (day - row[5]).days > 10 else "未解决"
        return [
            *row[:6],
            stopped,
            *row[7:10],
            state,
            solved if is_past else None,
            row[12] if state != "未解决" else None,
        ]

    def _reserves(self) -> Table:
        """The reserve as at the year's beginning; what is in preparation stood in it, and becomes projects."""
        table = self.tables["储备项目"]
        kinds = [row[2] for row in table.rows[:4]]
        rows = [
            [
                p.name,
                p.total,
                kinds[n % 4],
                table.rows[n][3],
                (p.total / 2).quantize(Decimal(1)),
                "初步设计",
                p.start_planned,
                p.kind.unit,
                None,
            ]
            for n, p in enumerate(self.county.reserved)
        ]
        return Table(table.headers, [*table.rows, *rows])

    def _promotions(self, day: date) -> Table:
        rows = []
        for row in self.tables["招商引资"].rows:
            signed, planned, begun = row[2], row[6], row[7]
            if signed is None or signed > day:
                rows.append([*row[:2], None, row[3], None, "在谈", None, None, *row[8:]])
                continue
            begun = begun or (planned + timedelta(9) if planned and int(row[3]) % 3 else None)
            is_past = begun is not None and begun <= day
            state = row[5] if row[5] in {"开工", "投产"} else "开工" if is_past else row[5]
            rows.append([*row[:5], state, planned, begun if is_past else None, *row[8:]])
        return Table(self.tables["招商引资"].headers, rows)

    def _supervisions(self, day: date) -> Table:
        """Those of the spring, then every week, ten days and month, in turn with the same findings."""
        old = self.tables["督导记录"].rows
        rows = [row for row in old if row[0] <= day]
        days: list[tuple[date, str]] = []
        at = date(YEAR, 3, 21)
        while at <= day:
            if at.weekday() == 4 and at.day != 15:
                days.append((at, "周督查"))
            last = as_of(at.month)
            if at.day in {10, 20} or at == last:
                days.append((at, "旬调度"))
            if at == last:
                days.append((at, "月分析"))
            at += timedelta(1)
        for number, (held, manner) in enumerate(days):
            _, _, _, text, _, limit, _ = old[number % len(old)]
            project = self.county.carried_over[number * 5 % len(self.county.carried_over)]
            limit = held + timedelta((limit - old[number % len(old)][0]).days)
            rows.append(
                [held, manner, project.name, text, project.kind.unit, limit, limit - timedelta(1)]
            )
        done = [[*row[:6], row[6] if row[6] and row[6] <= day else None] for row in rows]
        for row in done:
            if row[6] is None and row[5] + timedelta(20) <= day:
                row[6] = row[5] + timedelta(15)
        return Table(self.tables["督导记录"].headers, done)

    def _funds(self, month: int) -> Table:
        """What came last year, and what this year's budget and bonds gave; paid as the work goes on."""
        day = as_of(month)
        table = fund_table(self.county)
        rows = []
        for number, row in enumerate(table.rows):
            arrived = min(row[4], (row[5] + row[4] * month / 40).quantize(Decimal(1)))
            paid = (
                row[6]
                if number == 1 and month < 8
                else min(arrived, (row[6] + arrived * month / 22).quantize(Decimal(1)))
            )
            rows.append([*row[:4], row[4], arrived, paid])
        sources = ("地方政府专项债券", "中央预算内投资", "省级")
        for number, project in enumerate(self.county.carried_over[4::11]):
            given = date(YEAR, 3 + number % 5, 24)
            if given > day or project.is_real_estate:
                continue
            allotted = (project.total * 12 / 100).quantize(Decimal(1))
            age = month - given.month
            arrived = (allotted * min(10, 3 + 2 * age) / 10).quantize(Decimal(1))
            paid = (arrived * min(9, max(0, age - number % 4)) / 10).quantize(Decimal(1))
            if number == 3:
                paid = Decimal(0)
            rows.append(
                [project.code, project.name, sources[number % 3], given, allotted, arrived, paid]
            )
        return Table(table.headers, rows)

    def _measures(self, month: int) -> Table:
        table = self.tables["工作措施"]
        rows = []
        told = {
            "会议依据": f"{CITY}{LABELS.get(month, f'{month}月')}经济运行调度会议",
            "主题词": MOTTOES.get(max(month, 3)) if month in {1, *MOTTOES} else None,
            "成文日期": as_of(month),
        }
        for item, content in table.rows:
            stated = told.get(item, content)
            if stated is not None:
                rows.append([item, stated])
        return replace(table, rows=rows)


def write_year(folder: Path) -> list[Path]:
    """Write the twelve ledgers into *folder*; return their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    year, paths = Year(), []
    for month in range(1, 13):
        path = folder / f"{COUNTY}{YEAR}年{month:02d}月台账.xlsx"
        write_workbook(path, year.tables_of(month))
        paths.append(path)
    return paths


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    for path in write_year(parser.parse_args().output):
        print(path.name)


if __name__ == "__main__":
    main()
