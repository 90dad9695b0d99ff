"""The ten projects with one thing otherwise: what to hold figures and findings against, change by change.

Each part yields a heading and two settings, before and after: ledger, period, as_of and profile where they are not
those of the ten projects.
"""

import os
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, pairwise

from attrs import evolve
from ten_projects import PROFILE, Q1, T, sheet, ten_projects, wan

from investtrack.model.columns import columns
from investtrack.model.entry import EntryKind, PaperRule
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import SHEETS
from investtrack.model.profile import Cadence, CadenceUnit, PaceKind, PaceProfile
from investtrack.model.source import Origin, SheetRef
from investtrack.model.target import AssignedBy, Target
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan, parse_date
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate


CITY, COUNTY, YEAR = AssignedBy.CITY, AssignedBy.COUNTY, Period.full_year(2022)
FUNDS = sheet("项目资金", "code", "name", "source", "allotted_on", "allotted", "arrived", "paid")


def fund(row, code, name, source, on, *numbers):
    """Return one row of 项目资金: what was allotted, arrived and was paid, in 万元."""
    allotted, arrived, paid = (None if number is None else wan(number) for number in numbers)
    return Fund(
        code=code, name=name, source=source, allotted_on=None if on is None else parse_date(on), allotted=allotted,
        arrived=arrived, paid=paid, origin=FUNDS(row),
    )  # fmt: skip


_MORE = {
    "P01": {"started_on": parse_date("2021-12-31"), "finish_planned": parse_date("2022-12-31"), "planned_special_bonds": wan("1200"), "industry": "交通"},
    "P02": {"finish_planned": parse_date("2022-03-01"), "planned_bank": wan("30000"), "industry": "房地产"},  # late
    "P03": {"finish_planned": parse_date("2023-01-01"), "planned_special_bonds": wan("300"), "planned_central": wan("0")},
    "P05": {"start_planned": parse_date("2022年2月"), "started_on": parse_date("2022-01-31"), "finish_planned": parse_date("2022年12月")},  # early
    "P06": {"start_planned": parse_date("2022-03-20")},  # due on t
    "P07": {"start_planned": parse_date("2022-03-19"), "started_on": parse_date("2022-03-21")},  # late: it starts after t
    "P09": {"start_planned": parse_date("2022-03-21"), "industry": "工业"},
    "P10": {"finish_planned": parse_date("2022年3月"), "started_on": parse_date("2022-01-01")},  # finished before it is due
}  # fmt: skip


def whole_ledger():
    """The ten projects, with money behind them, dates and ranks, which the page on them has not."""
    ledger = ten_projects()
    bond, central = FundSource.SPECIAL_BONDS, FundSource.CENTRAL_BUDGET
    return evolve(
        ledger,
        projects=tuple(evolve(each, **_MORE.get(each.code, {})) for each in ledger.projects),
        funds=(
            fund(2, "P01", "河东大桥", bond, "2021年8月", "1000", "800", "0"),  # idle from 1 March
            fund(3, "P01", "河东大桥", bond, "2021年9月", "500", "500", "0"),  # from 1 April
            fund(4, None, "★城北水厂", central, "2021-03-01", "300", "300", "120.5"),
            fund(5, "P02", "青山花园", FundSource.BANK, "2021-05-01", "2000", None, None),
            fund(6, "P08", "云岭商城", bond, None, "700", "700", None),
            fund(7, "P09", "光伏基地", None, "2022-01-10", "50", "0", "0"),
        ),
        targets=(
            *(evolve(t, rank="第3位") if t.period == Q1 and t.assigned_by is CITY else t for t in ledger.targets),
        ),
    )  # fmt: skip


def without_a_column():
    """Each column of each sheet left empty in all rows."""
    for title, bare, _ in _columns():
        yield title, {}, {"ledger": bare}


def without_a_head():
    """Each column of each sheet not there at all, not merely empty."""
    for title, bare, headless in _columns():
        yield f"{title}，没有这一列", {"ledger": bare}, {"ledger": headless}


def _columns():
    """Yield the ledger with each column empty, and with it not there."""
    whole = whole_ledger()
    for one in SHEETS:
        records = getattr(whole, one.attribute)
        for column in columns(one.record) if records else ():
            empty = next(a for a in one.record.__attrs_attrs__ if a.name == column.key).default
            empty = getattr(empty, "factory", lambda default=empty: default)()
            if empty is not None and not isinstance(empty, (tuple, Mapping)):
                continue
            bare = tuple(evolve(record, **{column.key: empty}) for record in records)
            if bare == records:
                continue
            place = records[0].origin.sheet
            kept = {key: at for key, at in place.columns.items() if key.partition(".")[0] != column.key}  # fmt: skip
            short = SheetRef(place.file, place.sheet, kept)
            headless = tuple(evolve(r, origin=Origin(short, r.origin.row)) for r in bare)
            yield (
                f"{one.name}没有填{column.label}",
                evolve(whole, **{one.attribute: bare}),
                evolve(whole, **{one.attribute: headless}),
            )


def without_a_sheet():
    whole = whole_ledger()
    for one in SHEETS:
        yield f"没有{one.name}表", {}, {"ledger": evolve(whole, **{one.attribute: None})}
        yield f"{one.name}表没有行", {}, {"ledger": evolve(whole, **{one.attribute: ()})}


def without_a_row():
    """Each row taken away alone, and each sheet the other way round."""
    whole = whole_ledger()
    for one in SHEETS:
        records = getattr(whole, one.attribute) or ()
        for place, record in enumerate(records):
            rest = (*records[:place], *records[place + 1 :])
            heading = f"没有{one.name}第{record.origin.row}行"
            yield heading, {}, {"ledger": evolve(whole, **{one.attribute: rest})}
        yield f"{one.name}倒过来", {}, {"ledger": evolve(whole, **{one.attribute: records[::-1]})}


def day_by_day():
    """Every day of the ledger on which a figure changes, and how."""
    ledger = whole_ledger()
    spans = {
        value
        for one in SHEETS
        for record in getattr(ledger, one.attribute) or ()
        for column in columns(one.record)
        if isinstance(value := getattr(record, column.key), DateSpan)
    }
    ends = set(chain.from_iterable((span.first, span.last) for span in spans))
    days = sorted({day + timedelta(days=more) for day in ends for more in (0, 1) if day.year == 2022})  # fmt: skip
    for before, after in pairwise(days):
        yield f"截至{after}", {"as_of": before}, {"as_of": after}


def period_by_period():
    periods = [Period(2022, 1, last) for last in (2, 4, 6, 9)]
    periods += [Period.quarter(2022, number) for number in (2, 3, 4)] + [Period(2022, 3, 3), Period(2022, 7, 12), Period(2021, 1, 12)]  # fmt: skip
    for period in periods:
        yield f"报告期{period.label}", {}, {"period": period}
    for day in (date(2021, 12, 31), date(2022, 12, 31), date(2023, 1, 1), date(2023, 3, 20)):
        yield f"全年，截至{day}", {"period": YEAR}, {"period": YEAR, "as_of": day}


def by_other_rules():
    """Each rule of the profile otherwise, on either side of what the ledger states."""
    entry, pace = PROFILE.entry, PROFILE.pace
    table = {month: Points.of(number) for month, number in ((2, 5), (3, 20))}
    mode = PROFILE.cadences[0].mode
    others = {
        "入库起点499.9999万元": {"entry": evolve(entry, threshold=wan("499.9999"))},
        "入库起点500.0001万元": {"entry": evolve(entry, threshold=wan("500.0001"))},
        "大项目起点5000.0001万元": {"entry": evolve(entry, major_threshold=wan("5000.0001"))},
        "没有资料要求": {"entry": evolve(entry, rules=())},
        "推进较慢幅度9.99点": {"pace": evolve(pace, slow_band=Points.of("9.99"))},
        "推进较慢幅度15点": {"pace": evolve(pace, slow_band=Points.of(15))},
        "序时进度按表": {"pace": PaceProfile(kind=PaceKind.TABLE, table=table)},
        "序时进度表没有3月": {"pace": PaceProfile(kind=PaceKind.TABLE, table={2: Points.of(5)})},
        "营利性服务业不限行业": {"services": evolve(PROFILE.services, industries=())},
        "营利性服务业只有65": {"services": evolve(PROFILE.services, industries=("65",))},
        "报2021年第四批": {"starts_batch": "2021年第四批"},
        "报第二批": {"starts_batch": "第二批"},
        "报第九批": {"starts_batch": "第九批"},
        "城北水厂又名早入库项目": {"aliases": {"早入库项目": "城北水厂"}},
        **{f"每{unit.value}督导": {"cadences": (Cadence(mode=mode, every=unit),)} for unit in CadenceUnit},
        "不督导": {"cadences": ()},
    }  # fmt: skip
    for heading, rules in others.items():
        yield heading, {}, {"profile": evolve(PROFILE, **rules)}
    kinds = EntryKind.PURCHASE, EntryKind.REAL_ESTATE
    rules = tuple(PaperRule(kinds=(kind,), all_of=(kind.value,)) for kind in kinds)
    profile = evolve(PROFILE, entry=evolve(entry, rules=(*rules, *entry.rules)))
    entries = list(whole_ledger().entries)
    entries[3] = evolve(entries[3], remark="设备购置")
    entries[6] = evolve(entries[6], name="设备购置项目")
    entries[8] = evolve(entries[8], name="云岭商城")  # of real estate, as 项目台账 says
    yield "购置和房地产另有资料要求", {}, {"profile": profile, "ledger": evolve(whole_ledger(), entries=tuple(entries))}  # fmt: skip


def with_other_targets():
    """Rows of 目标任务 that lead, stand in, or leave it open."""
    whole, march = whole_ledger(), Month(2022, 3)
    gdp, fai = "地区生产总值", "固定资产投资"
    rows = {
        "没有下达层级": (Target(indicator=fai, period=Q1, amount=wan("9500"), growth=Rate.percent(8)),),
        "省级下达": (Target(indicator=fai, period=Q1, assigned_by=AssignedBy.PROVINCE, amount=wan("9500")),),
        "县级另有增速": (Target(indicator=fai, period=Q1, assigned_by=COUNTY, growth=Rate.percent(8)),),
        "填报实际增速": (Target(indicator=fai, period=Q1, assigned_by=CITY, actual_growth=Rate.percent("-3.5")),),
        "上年同期为零": (Target(indicator=fai, period=Q1, assigned_by=CITY, base=wan(0)),),
        "指标写得不一样": (Target(indicator="固定资产投资额", period=Q1, assigned_by=CITY, amount=wan("9500")),),
        "指标写错": (Target(indicator="固定资产投次", period=Q1, assigned_by=CITY, amount=wan("9500")),),
        "没有指标": (Target(period=Q1, assigned_by=CITY, amount=wan("9500")),),
        "位次写不清": (Target(indicator=gdp, period=Q1, assigned_by=COUNTY, rank="前列"), Target(indicator=fai, period=Q1, assigned_by=CITY, rank="全市第十二位")),
        "全年目标为零": (Target(indicator=fai, period=YEAR, assigned_by=CITY, amount=wan(0)),),
        "县级工作目标为零": (Target(indicator=fai, period=Q1, assigned_by=COUNTY, amount=wan(0)),),
    }  # fmt: skip
    for heading, targets in rows.items():
        yield f"目标任务只有：{heading}", {}, {"ledger": evolve(whole, targets=targets)}
        both = evolve(whole, targets=(*targets, *whole.targets))
        yield f"目标任务先有：{heading}", {}, {"ledger": both}
    for heading, numbers in (("各季度本季数", (10, 20, 30, 40)), ("各季度累计数", (10, 30, 60, 100)), ("说不清", (10, 20, 30, 50))):  # fmt: skip
        quarters = [Target(indicator=fai, period=Period.quarter(2022, n + 1), assigned_by=CITY, amount=wan(number), base=wan(number), growth=Rate(Fraction(n, 20))) for n, number in enumerate(numbers)]  # fmt: skip
        year = Target(indicator=fai, period=YEAR, assigned_by=CITY, amount=wan(100), base=wan(100))
        ledger = evolve(whole, targets=(*quarters, year))
        for last in (6, 9):
            period = Period.year_to_date(2022, last)
            yield f"{heading}，{period.label}", {"period": period}, {"ledger": ledger, "period": period, "as_of": march.end}  # fmt: skip
    rest = tuple(t for t in whole.targets if t.assigned_by is not COUNTY)
    yield "没有县级目标，也没有项目台账", {}, {"ledger": evolve(whole, targets=rest, projects=None)}
    zero = tuple(evolve(p, year_plan=p.year_plan and wan(0)) for p in whole.projects)
    yield "年度计划都是零", {}, {"ledger": evolve(whole, projects=zero)}
    free = evolve(PROFILE, entry=evolve(PROFILE.entry, threshold=wan(0)))
    zero = tuple(evolve(e, total_investment=wan(0)) for e in whole.entries)
    yield "计划入库的总投资都是零", {}, {"ledger": evolve(whole, entries=zero), "profile": free}


def one_yuan_more():
    """Each amount a yuan more than it is: what was equal, or just within, is not."""
    yield from _cell_by_cell("多一元", lambda value: isinstance(value, Amount), lambda value: value + wan("0.0001"))  # fmt: skip


def one_day_later():
    """Each date a day later than it is."""
    day = timedelta(days=1)
    yield from _cell_by_cell("晚一天", lambda value: isinstance(value, DateSpan), lambda value: DateSpan(value.first + day, value.last + day))  # fmt: skip


def _cell_by_cell(how, is_meant, change):
    whole = whole_ledger()
    for one in SHEETS:
        records = getattr(whole, one.attribute) or ()
        for place, record in enumerate(records):
            for column in columns(one.record):
                value = getattr(record, column.key)
                if is_meant(value):
                    other = change(value)
                elif isinstance(value, tuple) and value and is_meant(value[-1][-1]):
                    other = (*value[:-1], (value[-1][0], change(value[-1][-1])))
                else:
                    continue
                rows = (*records[:place], evolve(record, **{column.key: other}), *records[place + 1 :])  # fmt: skip
                heading = f"{one.name}第{record.origin.row}行{column.label}{how}"
                yield heading, {}, {"ledger": evolve(whole, **{one.attribute: rows})}


def half_a_yuan():
    """The first amount of each column half a yuan, where there was nothing: it is more than nothing, and less than a yuan."""
    whole, half = whole_ledger(), wan("0.00005")
    for one in SHEETS:
        records = getattr(whole, one.attribute) or ()
        for column in columns(one.record):
            for place, record in enumerate(records):
                value = getattr(record, column.key)
                is_series = isinstance(value, tuple) and value and isinstance(value[0][-1], Amount)
                if not is_series and not isinstance(value, Amount):
                    continue
                none, some = (
                    evolve(record, **{column.key: ((value[0][0], number), *value[1:]) if is_series else number})
                    for number in (wan(0), half)
                )  # fmt: skip
                before, after = ((*records[:place], row, *records[place + 1 :]) for row in (none, some))  # fmt: skip
                yield f"{one.name}{column.label}半元", {"ledger": evolve(whole, **{one.attribute: before})}, {"ledger": evolve(whole, **{one.attribute: after})}  # fmt: skip
                if not is_series:
                    break


def settings(ledger=None, period=Q1, as_of=T, profile=PROFILE):
    """Return what is not said filled in: ledger, period, as-of date and profile."""
    return whole_ledger() if ledger is None else ledger, period, as_of, profile


def written_as(part, tell):
    """Return the page of *part*: under each change the lines of *tell* that come with it; what goes is told with －."""
    told = [({}, tell(*settings()))]

    def tell_once(given):
        known = next((text for other, text in told if other == given), None) if len(given) < 2 and "ledger" not in given else None  # fmt: skip
        if known is None:
            known = tell(*settings(**given))
            told[1:] = [(given, known)]  # what comes after one change is before the next
        return known

    yield f"## {part.__name__}"
    for title, before, after in part():
        here, there = tell_once(before), tell_once(after)
        if here != there:
            yield from (f"# {title}", *difference(here, there))


def difference(before, after):
    """Yield what *after* says otherwise than *before*, both key → text, keys of one text together."""
    by_text = {}
    for key, text in after.items():
        if before.get(key) != text:
            by_text.setdefault(text, []).append(key)
    yield from (f"{' '.join(keys)}　{text}" for text, keys in by_text.items())
    gone = [key for key in before if key not in after]
    if gone:
        yield f"－ {' '.join(gone)}"


class Page:
    """What is written down of the ten projects as they are, and of each change to them.

    Args:
        path: the file.
        renewed_by: the variable of the environment that has it written anew where it is 1.
        as_they_are: gives the lines of the ten projects as they are.
        parts: the changes.
        tell: gives what :func:`written_as` tells of settings.
    """

    def __init__(self, path, renewed_by, as_they_are, parts, tell):
        self.path, self.renewed_by, self.tell = path, renewed_by, tell
        self.as_they_are = as_they_are
        self.parts = (as_they_are, *parts)

    def of(self, part):
        """Return the text of *part* as it is now."""
        if part is self.as_they_are:
            return "\n".join((f"## {part.__name__}", *part()))
        return "\n".join(written_as(part, self.tell))

    def written(self):
        """Return the name of each part → its text as written down."""
        if os.environ.get(self.renewed_by) == "1":
            self.path.write_text("\n\n".join(map(self.of, self.parts)) + "\n", encoding="utf-8")
        texts = self.path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
        return {text.partition("\n")[0].removeprefix("## "): text for text in texts}
