"""The same main job with Polars, XlsxWriter, docxtpl and matplotlib, as one would ordinarily write it.

    python benchmarks/polars_version.py LEDGER.xlsx -o DIR

It states the figures that `baseline.py` states, from the same ledger; `agree.py` holds the two against each other.
Profiled at 5,000 projects: nine tenths are XlsxWriter's, so sheets are written by the method of each column's type, and
nothing is imported that is not needed. Polars reads by calamine, its fastest reader.
"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import polars as pl
from polars import col
import xlsxwriter

from ordinary_word import write_word


AS_OF, YEAR_START, QUARTER_END = date(2022, 3, 20), date(2022, 1, 1), date(2022, 3, 31)
MONTHS = range(2, 13)
TOTAL, NAME = "总投资（万元）", "项目名称"
PAPERS = ["立项", "用地", "规划许可", "施工许可", "施工合同", "现场照片", "付款凭证"]
INDUSTRIES = ["64", "65", "71", "72", "73", "74", "75", "80", "81", "82", "86", "87", "88", "89", "90"]  # fmt: skip


def growth(value, base):
    return value / base - 1 if base else None


def names(frame):
    return "、".join(frame[NAME].head(20))


def pairs(frame, key, *what):
    """Return group → aggregate, in the order of the groups."""
    return frame.drop_nulls(key).group_by(key).agg(*what).sort(key).rows()


def target_figures(targets):
    def of(indicator, period, level):
        return targets.filter(
            (col("指标") == indicator) & (col("期间") == period) & (col("下达层级") == level)
        ).row(0, named=True)

    gdp_year = of("地区生产总值", "2022年", "市")
    gdp = of("地区生产总值", "2022年一季度", "县")
    city = of("固定资产投资", "2022年一季度", "市")
    county = of("固定资产投资", "2022年一季度", "县")
    return {
        "gdp.year.growth_target": gdp_year["同比增速（％）"] / 100,
        "gdp.period.target": gdp["目标值"] * 10000,
        "gdp.period.growth_target": gdp["同比增速（％）"] / 100,
        "gdp.period.actual": gdp["实际完成"],
        "gdp.period.growth": gdp["实际增速（％）"],
        "fai.period.assigned": city["目标值"] * 10000,
        "fai.period.planned": county["目标值"] * 10000,
        "fai.period.growth_planned": county["同比增速（％）"] / 100,
        "fai.year.target": of("固定资产投资", "2022年", "市")["目标值"] * 10000,
        "fai.period.base": county["上年同期"] * 10000,
    }


def investment_figures(f, projects, entries):
    plans = [f"2022年1—{m}月计划完成投资（万元）" for m in MONTHS]
    gives = [f"2022年1—{m}月预计贡献投资（万元）" for m in MONTHS]
    library = projects.filter((col("是否入库") == "是") & (col("入库时间") < YEAR_START))
    planned = library.select(pl.col(plans).sum()).row(0)
    new = entries.filter(
        col("计划入库时间").is_between(YEAR_START, QUARTER_END)
        | col("实际入库时间").is_between(YEAR_START, QUARTER_END)
    )
    given = new.select(pl.col(gives).sum()).row(0)
    for m, plan, give in zip(MONTHS, planned, given):
        f[f"fai.plan.ytd.{m}"] = plan + give
    f["fai.in_library.expected"], f["fai.new_entry.expected"] = planned[1], given[1]
    f["fai.period.expected"] = planned[1] + given[1]
    f["fai.excess"] = f["fai.period.expected"] - f["fai.period.assigned"]
    f["fai.excess_rate"] = f["fai.excess"] / f["fai.period.assigned"]
    f["fai.period.completed"] = projects["2022年1—2月完成投资（万元）"].sum()
    f["fai.period.growth"] = growth(f["fai.period.completed"], f["fai.period.base"])
    f["fai.completion_rate"] = f["fai.period.completed"] / f["fai.period.planned"]
    f["fai.pace.gap"] = (f["fai.period.completed"] / f["fai.year.target"] - 2 / 12) * 100


def entry_figures(f, entries):
    planned = entries.filter(
        col("计划入库时间").is_between(YEAR_START, QUARTER_END) & (col(TOTAL) >= 500)
    )
    groups = {
        "entered": ["已入库"],
        "collecting": ["收集资料"],
        "submitted": ["已申报", "市级审核", "省级审核", "国家审核"],
        "returned": ["退回"],
    }
    known = [status for group in groups.values() for status in group]
    parts = {"planned": pl.lit(value=True)}
    parts |= {name: col("入库状态").is_in(statuses) for name, statuses in groups.items()}
    parts["other"] = ~col("入库状态").is_in(known)
    parts["major"] = col(TOTAL) >= 5000
    for name, condition in parts.items():
        part = planned.filter(condition)
        f[f"entry.{name}.count"], f[f"entry.{name}.investment"] = part.height, part[TOTAL].sum()
    f["entry.major.list"] = names(planned.filter(col(TOTAL) >= 5000))
    if planned.height:
        top = planned.row(planned[TOTAL].arg_max(), named=True)
        f["entry.concentration.project"], f["entry.concentration.investment"] = (
            top[NAME],
            top[TOTAL],
        )
        f["entry.concentration.share"] = top[TOTAL] / f["entry.planned.investment"]
    for paper in PAPERS:
        f[f"entry.missing.{paper}"] = (planned[paper] == "×").sum()
    late = entries.filter((col("计划入库时间") < AS_OF) & (col("入库状态") != "已入库"))
    f["entry.overdue.count"], f["entry.overdue.list"] = late.height, names(late)
    return planned


def service_figures(f, firms):
    chosen = firms.filter(col("行业代码").cast(str).str.slice(0, 2).is_in(INDUSTRIES))
    plan = dict(pairs(chosen, "入库情况", col("2022年1—3月计划营业收入（万元）").sum()))
    f["services.in_library"], f["services.new_entry"] = plan.get("在库", 0), plan.get("年度新增", 0)
    f["services.planned"] = sum(plan.values())
    f["services.growth"] = growth(f["services.planned"], chosen["上年同期营业收入（万元）"].sum())
    f["services.reported"] = chosen["2022年1—2月实际营业收入（万元）"].sum()


def resumption_figures(f, resumption):
    done = col("实际复工时间") <= AS_OF
    resumed, due = resumption.filter(done), resumption.filter(col("计划复工时间") <= AS_OF)
    f["resumption.planned.count"] = resumption.height
    for key, name in (("项目级别", "by_level"), ("建设阶段", "by_stage")):
        for value, count in pairs(resumption, key, pl.len()):
            f[f"resumption.{name}.{value}"] = count
    f["resumption.due.count"], f["resumption.resumed.count"] = due.height, resumed.height
    f["resumption.rate"] = resumed.height / resumption.height
    f["resumption.due_rate"] = due.filter(done).height / due.height
    by_date = pairs(resumed, "实际复工时间", pl.len())
    for day, count in by_date:
        f[f"resumption.by_date.{day:%Y-%m-%d}"] = count
    overdue = due.filter(~done.fill_null(value=False))
    f["resumption.overdue.count"], f["resumption.overdue.list"] = overdue.height, names(overdue)
    f["resumption.unassigned.count"] = resumption["包保领导"].null_count()
    return by_date


def start_figures(f, starts):
    batch = starts.filter(col("批次") == "2022年第一批")
    f["starts.count"], f["starts.investment"] = batch.height, batch[TOTAL].sum()
    f["starts.ready.count"] = (batch["前期工作"] == "已完成").sum()
    f["starts.started.count"] = (batch["实际开工时间"] <= AS_OF).sum()
    for name, count in pairs(starts, "批次", pl.len()):
        f[f"starts.by_batch.{name}"] = count
    for name, count in pairs(batch, "产业类别", pl.len()):
        f[f"starts.by_industry.{name}"] = count
    return batch


def stock_figures(f, projects):
    done = "2022年1—2月完成投资（万元）"
    stock = projects.filter(
        (col("是否入库") == "是")
        & (col("入库时间") < YEAR_START)
        & ~(col("竣工时间") < YEAR_START).fill_null(value=False)
    )
    since = pl.coalesce(
        "自开始建设累计完成投资（万元）", col("到上年底累计完成投资（万元）") + col(done)
    )
    stock = stock.with_columns(剩余投资=(col(TOTAL) - since).clip(lower_bound=0)).with_columns(
        不可报=pl.min_horizontal(col("不可报投资（万元）").fill_null(0), "剩余投资")
    )
    f["carryover.count"], f["carryover.investment"] = stock.height, stock[TOTAL].sum()
    f["remaining.investment"] = stock["剩余投资"].sum()
    kinds = {"是": "real_estate", "否": "other"}
    for kind, count, total, rest in pairs(
        stock, "是否房地产", pl.len(), col(TOTAL).sum(), col("剩余投资").sum()
    ):
        name = kinds[kind]
        f[f"carryover.{name}.count"], f[f"carryover.{name}.investment"] = count, total
        f[f"remaining.{name}"] = rest
    f["remaining.unreportable"] = stock["不可报"].sum()
    for reason, amount in pairs(stock, "不可报原因", col("不可报").sum()):
        f[f"remaining.by_reason.{reason}"] = amount
    f["remaining.reportable"] = f["remaining.investment"] - f["remaining.unreportable"]
    f["remaining.coverage"] = f["remaining.reportable"] / (
        f["fai.year.target"] - f["fai.period.completed"]
    )
    stock = stock.with_columns(进度=col(done) / col("年度计划投资（万元）"))
    slow = stock.filter(col("进度") < 2 / 12 - 0.1)
    f["progress.slow.count"], f["progress.slow.list"] = slow.height, names(slow)
    stopped = stock.filter(col("停工起始时间") <= AS_OF)
    f["progress.stopped.count"], f["progress.stopped.list"] = stopped.height, names(stopped)
    f["progress.stopped.days"] = stopped.select(
        (pl.lit(AS_OF) - col("停工起始时间")).dt.total_days().sum()
    ).item()
    return stock, slow


def other_figures(f, sheets, projects, planned):
    issues = sheets["问题清单"]
    unsolved = issues.filter(col("状态") != "已解决")
    f["issues.open.count"] = unsolved.height
    for key, name in (("问题类别", "by_category"), ("责任单位", "by_unit")):
        for value, count in pairs(unsolved, key, pl.len()):
            f[f"issues.{name}.{value}"] = count
    f["issues.overdue.count"] = (unsolved["整改时限"] < AS_OF).sum()
    f["issues.resolved.count"] = (issues["状态"] == "已解决").sum()
    reserve = sheets["储备项目"]
    f["reserve.count"], f["reserve.investment"] = reserve.height, reserve[TOTAL].sum()
    f["reserve.funds"] = reserve["资金需求（万元）"].sum()
    for name, amount in pairs(reserve, "四化类别", col(TOTAL).sum()):
        f[f"reserve.by_transformation.{name}"] = amount
    for name, amount in pairs(reserve, "拟申请资金渠道", col("资金需求（万元）").sum()):
        f[f"reserve.by_channel.{name}"] = amount
    promotion = sheets["招商引资"]
    signed = promotion.filter(col("项目状态") != "在谈")
    started = promotion.filter(col("项目状态").is_in(["开工", "投产"]))
    f["promotion.signed.count"], f["promotion.started.count"] = signed.height, started.height
    f["promotion.signed.investment"] = signed["协议投资额（万元）"].sum()
    f["promotion.conversion"] = started.height / signed.height
    f["promotion.funds"] = promotion["到位资金（万元）"].sum()
    visits = sheets["督导记录"]
    f["supervision.done"] = visits.unique(["日期", "方式"]).height
    weeks = len(
        pl.date_range(YEAR_START, AS_OF, "1d", eager=True)
        .dt.weekday()
        .to_frame()
        .filter(pl.nth(0) == 7)
    )
    f["supervision.due"] = weeks + 8 + 2
    late = visits.filter((col("整改时限") < AS_OF) & col("完成时间").is_null())
    f["supervision.overdue.count"] = late.height
    led = projects.filter(
        (col("是否入库") == "是") | col("项目编码").is_in(planned["项目编码"].implode())
    )
    load = sorted(pairs(led, "包保领导", pl.len(), col(TOTAL).sum()), key=lambda row: -row[1])
    for name, count, total in load:
        f[f"leaders.load.{name}"] = f"{count:.0f}个 {total / 10000:.2f}亿元"
    f["leaders.unassigned.count"] = led["包保领导"].null_count()
    return load


def write_excel(path, f, projects, entries, by_date, stock, load):
    with xlsxwriter.Workbook(path) as book:
        ws = book.add_worksheet("主要指标")
        ws.set_column(0, 1, 36)
        head = book.add_format(
            {"bold": True, "font_color": "white", "bg_color": "#1F4E79", "border": 1}
        )
        ws.write_row(0, 0, ["指标编号", "数值"], head)
        body = book.add_format({"border": 1})
        for row, (key, value) in enumerate(f.items(), 1):
            ws.write(row, 0, key, body)
            ws.write(row, 1, value, body)
        charts = book.add_worksheet("图表")
        series = [
            ("计划累计", "line", [(f"1—{m}月", f[f"fai.plan.ytd.{m}"]) for m in MONTHS]),
            ("复工进度", "column", [(f"{day:%m-%d}", count) for day, count in by_date]),
            ("剩余投资", "pie", pairs(stock, "行业", col("剩余投资").sum().round(2))),
            ("包保项目数", "column", [(name, count) for name, count, _ in load]),
        ]
        for number, (title, kind, values) in enumerate(series):
            at = number * 3
            charts.write_row(0, at, ["项目", title])
            for row, pair in enumerate(values, 1):
                charts.write_row(row, at, pair)
            chart = book.add_chart({"type": kind})
            chart.set_title({"name": title})
            chart.add_series(
                {
                    "categories": ["图表", 1, at, len(values), at],
                    "values": ["图表", 1, at + 1, len(values), at + 1],
                    "name": title,
                }
            )
            charts.insert_chart(19 + number // 2 * 18, (0, 10)[number % 2], chart)
        for name, frame in (("项目明细", projects), ("入库计划", entries)):
            write_frame(book, name, frame)


def write_frame(book, name, frame):
    """Write a frame column by column, by the method of its type: a third faster than ``frame.write_excel``, which makes a table."""
    ws = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    money = book.add_format({"num_format": "#,##0.00"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    ws.write_row(0, 0, frame.columns, head)
    ws.freeze_panes(1, 2)
    ws.autofilter(0, 0, frame.height, frame.width - 1)
    for place, column in enumerate(frame.iter_columns()):
        kind = column.dtype
        form = money if "（万元）" in column.name else day if kind.is_temporal() else None
        ws.set_column_pixels(place, place, {NAME: 260, "项目编码": 180}.get(column.name, 64), form)
        put = ws.write_number if kind.is_numeric() else ws.write_string
        put = ws.write_datetime if kind.is_temporal() else put
        for row, value in enumerate(column.to_list(), 1):
            if value is not None:
                put(row, place, value, form)


def read(source):
    """Return sheet → frame; a column of days is dates, whatever was guessed of it."""
    sheets = pl.read_excel(source, sheet_id=0, engine="calamine", infer_schema_length=None)
    for name, frame in sheets.items():
        days = [c for c in frame.columns if c.endswith("时间") or c in {"整改时限", "日期"}]
        as_dates = [
            col(c).dt.date()
            if frame[c].dtype.is_temporal()
            else col(c).cast(pl.String).str.to_date(strict=False)
            for c in days
        ]
        sheets[name] = frame.with_columns(as_dates) if days else frame
    return sheets


def run(source, out, *, pictures=True):
    out.mkdir(parents=True, exist_ok=True)
    sheets = read(source)
    info = dict(sheets["基本信息"].select("项", "值").rows())
    projects, entries = sheets["项目台账"], sheets["入库计划"]
    f = target_figures(sheets["目标任务"])
    investment_figures(f, projects, entries)
    planned = entry_figures(f, entries)
    service_figures(f, sheets["服务业企业"])
    by_date = resumption_figures(f, sheets["复工复产"])
    batch = start_figures(f, sheets["集中开工"])
    stock, slow = stock_figures(f, projects)
    load = other_figures(f, sheets, projects, planned)
    write_excel(out / "工作簿.xlsx", f, projects, entries, by_date, stock, load)
    issues = sheets["问题清单"].filter(col("状态") != "已解决")
    rows = {
        "by_date": by_date,
        "entries": planned.head(20).select(NAME, TOTAL, "计划入库时间", "入库状态").rows(),
        "starts": batch.head(20).select(NAME, TOTAL, "产业类别", "前期工作").rows(),
        "slow": slow.sort("进度")
        .head(20)
        .select(NAME, "年度计划投资（万元）", "2022年1—2月完成投资（万元）", "责任单位")
        .rows(),
        "issues": pairs(issues, "问题类别", pl.len()),
    }
    write_word(out / "汇报.docx", f, info["地区"], rows, pictures=pictures)
    return f


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument(
        "--no-pictures", action="store_true", help="leave the two pictures out of the Word report"
    )
    options = parser.parse_args()
    print(f"{len(run(options.source, options.output, pictures=not options.no_pictures))} figures")
