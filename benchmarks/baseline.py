"""The same main job with pandas, openpyxl, docxtpl and matplotlib, as one would ordinarily write it.

    python benchmarks/baseline.py LEDGER.xlsx -o DIR

It reads every sheet, computes the figures with groupbys, and writes an Excel workbook (figures,
charts, all projects) and a Word report (five tables, two pictures). It checks nothing and keeps
no record of where a figure came from.
"""

from argparse import ArgumentParser
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
import pandas as pd

from ordinary_word import write_word


AS_OF = pd.Timestamp("2022-03-20")
YEAR_START = pd.Timestamp("2022-01-01")
QUARTER_END = pd.Timestamp("2022-03-31")
MONTHS = range(2, 13)
TOTAL = "总投资（万元）"
PAPERS = ["立项", "用地", "规划许可", "施工许可", "施工合同", "现场照片", "付款凭证"]
INDUSTRIES = (
    "64",
    "65",
    "71",
    "72",
    "73",
    "74",
    "75",
    "80",
    "81",
    "82",
    "86",
    "87",
    "88",
    "89",
    "90",
)


# ---------------------------------------------------------------- figures


def growth(value, base):
    return value / base - 1 if base else None


def target_figures(targets):
    t = targets.set_index(["指标", "期间", "下达层级"])
    gdp_year = t.loc[("地区生产总值", "2022年", "市")]
    gdp = t.loc[("地区生产总值", "2022年一季度", "县")]
    city = t.loc[("固定资产投资", "2022年一季度", "市")]
    county = t.loc[("固定资产投资", "2022年一季度", "县")]
    return {
        "gdp.year.growth_target": gdp_year["同比增速（％）"] / 100,
        "gdp.period.target": gdp["目标值"] * 10000,
        "gdp.period.growth_target": gdp["同比增速（％）"] / 100,
        "gdp.period.actual": gdp["实际完成"],
        "gdp.period.growth": gdp["实际增速（％）"],
        "fai.period.assigned": city["目标值"] * 10000,
        "fai.period.planned": county["目标值"] * 10000,
        "fai.period.growth_planned": county["同比增速（％）"] / 100,
        "fai.year.target": t.loc[("固定资产投资", "2022年", "市")]["目标值"] * 10000,
        "fai.period.base": county["上年同期"] * 10000,
    }


def investment_figures(f, projects, entries):
    in_library = projects[(projects["是否入库"] == "是") & (projects["入库时间"] < YEAR_START)]
    new = entries[
        entries["计划入库时间"].between(YEAR_START, QUARTER_END)
        | entries["实际入库时间"].between(YEAR_START, QUARTER_END)
    ]
    for m in MONTHS:
        plan = in_library[f"2022年1—{m}月计划完成投资（万元）"].sum()
        f[f"fai.plan.ytd.{m}"] = plan + new[f"2022年1—{m}月预计贡献投资（万元）"].sum()
    f["fai.in_library.expected"] = in_library["2022年1—3月计划完成投资（万元）"].sum()
    f["fai.new_entry.expected"] = new["2022年1—3月预计贡献投资（万元）"].sum()
    f["fai.period.expected"] = f["fai.in_library.expected"] + f["fai.new_entry.expected"]
    f["fai.excess"] = f["fai.period.expected"] - f["fai.period.assigned"]
    f["fai.excess_rate"] = f["fai.excess"] / f["fai.period.assigned"]
    f["fai.period.completed"] = projects["2022年1—2月完成投资（万元）"].sum()
    f["fai.period.growth"] = growth(f["fai.period.completed"], f["fai.period.base"])
    f["fai.completion_rate"] = f["fai.period.completed"] / f["fai.period.planned"]
    f["fai.pace.gap"] = (f["fai.period.completed"] / f["fai.year.target"] - 2 / 12) * 100


def entry_figures(f, entries):
    planned = entries[
        entries["计划入库时间"].between(YEAR_START, QUARTER_END) & (entries[TOTAL] >= 500)
    ]
    groups = {
        "entered": ["已入库"],
        "collecting": ["收集资料"],
        "submitted": ["已申报", "市级审核", "省级审核", "国家审核"],
        "returned": ["退回"],
    }
    f["entry.planned.count"] = len(planned)
    f["entry.planned.investment"] = planned[TOTAL].sum()
    known = [status for group in groups.values() for status in group]
    for name, statuses in groups.items():
        part = planned[planned["入库状态"].isin(statuses)]
        f[f"entry.{name}.count"], f[f"entry.{name}.investment"] = len(part), part[TOTAL].sum()
    other = planned[~planned["入库状态"].isin(known)]
    f["entry.other.count"], f["entry.other.investment"] = len(other), other[TOTAL].sum()
    major = planned[planned[TOTAL] >= 5000]
    f["entry.major.count"], f["entry.major.investment"] = len(major), major[TOTAL].sum()
    f["entry.major.list"] = "、".join(major["项目名称"].head(20))
    if len(planned):
        top = planned.loc[planned[TOTAL].idxmax()]
        f["entry.concentration.project"] = top["项目名称"]
        f["entry.concentration.investment"] = top[TOTAL]
        f["entry.concentration.share"] = top[TOTAL] / f["entry.planned.investment"]
    for paper in PAPERS:
        f[f"entry.missing.{paper}"] = (planned[paper] == "×").sum()
    late = entries[(entries["计划入库时间"] < AS_OF) & (entries["入库状态"] != "已入库")]
    f["entry.overdue.count"] = len(late)
    f["entry.overdue.list"] = "、".join(late["项目名称"].head(20))
    return planned


def service_figures(f, firms):
    chosen = firms[firms["行业代码"].astype(str).str[:2].isin(INDUSTRIES)]
    plan = chosen.groupby("入库情况")["2022年1—3月计划营业收入（万元）"].sum()
    f["services.in_library"] = plan.get("在库", 0)
    f["services.new_entry"] = plan.get("年度新增", 0)
    f["services.planned"] = plan.sum()
    f["services.growth"] = growth(plan.sum(), chosen["上年同期营业收入（万元）"].sum())
    f["services.reported"] = chosen["2022年1—2月实际营业收入（万元）"].sum()


def resumption_figures(f, resumption):
    resumed = resumption[resumption["实际复工时间"] <= AS_OF]
    due = resumption[resumption["计划复工时间"] <= AS_OF]
    due_resumed = due[due["实际复工时间"] <= AS_OF]
    f["resumption.planned.count"] = len(resumption)
    for level, count in resumption.groupby("项目级别").size().items():
        f[f"resumption.by_level.{level}"] = count
    for stage, count in resumption.groupby("建设阶段").size().items():
        f[f"resumption.by_stage.{stage}"] = count
    f["resumption.due.count"] = len(due)
    f["resumption.resumed.count"] = len(resumed)
    f["resumption.rate"] = len(resumed) / len(resumption)
    f["resumption.due_rate"] = len(due_resumed) / len(due)
    by_date = resumed.groupby("实际复工时间").size().sort_index()
    for day, count in by_date.items():
        f[f"resumption.by_date.{day:%Y-%m-%d}"] = count
    overdue = due[~(due["实际复工时间"] <= AS_OF)]
    f["resumption.overdue.count"] = len(overdue)
    f["resumption.overdue.list"] = "、".join(overdue["项目名称"].head(20))
    f["resumption.unassigned.count"] = resumption["包保领导"].isna().sum()
    return by_date


def start_figures(f, starts):
    batch = starts[starts["批次"] == "2022年第一批"]
    f["starts.count"], f["starts.investment"] = len(batch), batch[TOTAL].sum()
    f["starts.ready.count"] = (batch["前期工作"] == "已完成").sum()
    f["starts.started.count"] = (batch["实际开工时间"] <= AS_OF).sum()
    for name, count in starts.groupby("批次").size().items():
        f[f"starts.by_batch.{name}"] = count
    for name, count in batch.groupby("产业类别").size().items():
        f[f"starts.by_industry.{name}"] = count
    return batch


def stock_figures(f, projects):
    stock = projects[
        (projects["是否入库"] == "是")
        & (projects["入库时间"] < YEAR_START)
        & ~(projects["竣工时间"] < YEAR_START)
    ].copy()
    since = stock["自开始建设累计完成投资（万元）"].fillna(
        stock["到上年底累计完成投资（万元）"] + stock["2022年1—2月完成投资（万元）"]
    )
    stock["剩余投资"] = (stock[TOTAL] - since).clip(lower=0)
    stock["不可报"] = stock["不可报投资（万元）"].fillna(0).clip(upper=stock["剩余投资"])
    estate = stock["是否房地产"].map({"是": "real_estate", "否": "other"})
    groups = stock.groupby(estate)
    f["carryover.count"], f["carryover.investment"] = len(stock), stock[TOTAL].sum()
    f["remaining.investment"] = stock["剩余投资"].sum()
    for name, group in groups:
        f[f"carryover.{name}.count"] = len(group)
        f[f"carryover.{name}.investment"] = group[TOTAL].sum()
        f[f"remaining.{name}"] = group["剩余投资"].sum()
    f["remaining.unreportable"] = stock["不可报"].sum()
    for reason, amount in stock.groupby("不可报原因")["不可报"].sum().items():
        f[f"remaining.by_reason.{reason}"] = amount
    f["remaining.reportable"] = f["remaining.investment"] - f["remaining.unreportable"]
    f["remaining.coverage"] = f["remaining.reportable"] / (
        f["fai.year.target"] - f["fai.period.completed"]
    )
    pace = stock["2022年1—2月完成投资（万元）"] / stock["年度计划投资（万元）"]
    slow = stock[pace < 2 / 12 - 0.1].copy()
    slow["进度"] = pace[slow.index]
    f["progress.slow.count"] = len(slow)
    f["progress.slow.list"] = "、".join(slow["项目名称"].head(20))
    stopped = stock[stock["停工起始时间"] <= AS_OF]
    f["progress.stopped.count"] = len(stopped)
    f["progress.stopped.days"] = (AS_OF - stopped["停工起始时间"]).dt.days.sum()
    f["progress.stopped.list"] = "、".join(stopped["项目名称"].head(20))
    return stock, slow


def other_figures(f, sheets, projects, planned):
    issues = sheets["问题清单"]
    unsolved = issues[issues["状态"] != "已解决"]
    f["issues.open.count"] = len(unsolved)
    for name, count in unsolved.groupby("问题类别").size().items():
        f[f"issues.by_category.{name}"] = count
    for name, count in unsolved.groupby("责任单位").size().items():
        f[f"issues.by_unit.{name}"] = count
    f["issues.overdue.count"] = (unsolved["整改时限"] < AS_OF).sum()
    f["issues.resolved.count"] = (issues["状态"] == "已解决").sum()
    reserve = sheets["储备项目"]
    f["reserve.count"], f["reserve.investment"] = len(reserve), reserve[TOTAL].sum()
    f["reserve.funds"] = reserve["资金需求（万元）"].sum()
    for name, amount in reserve.groupby("四化类别")[TOTAL].sum().items():
        f[f"reserve.by_transformation.{name}"] = amount
    for name, amount in reserve.groupby("拟申请资金渠道")["资金需求（万元）"].sum().items():
        f[f"reserve.by_channel.{name}"] = amount
    promotion = sheets["招商引资"]
    signed = promotion[promotion["项目状态"] != "在谈"]
    started = promotion[promotion["项目状态"].isin(["开工", "投产"])]
    f["promotion.signed.count"] = len(signed)
    f["promotion.signed.investment"] = signed["协议投资额（万元）"].sum()
    f["promotion.started.count"] = len(started)
    f["promotion.conversion"] = len(started) / len(signed)
    f["promotion.funds"] = promotion["到位资金（万元）"].sum()
    visits = sheets["督导记录"]
    f["supervision.done"] = visits.drop_duplicates(["日期", "方式"]).shape[0]
    weeks = len(pd.date_range(YEAR_START, AS_OF, freq="W"))
    f["supervision.due"] = weeks + 8 + 2
    late = visits[(visits["整改时限"] < AS_OF) & visits["完成时间"].isna()]
    f["supervision.overdue.count"] = len(late)
    led = projects[(projects["是否入库"] == "是") | projects["项目编码"].isin(planned["项目编码"])]
    load = (
        led.groupby("包保领导")[TOTAL].agg(["count", "sum"]).sort_values("count", ascending=False)
    )
    for name, row in load.iterrows():
        f[f"leaders.load.{name}"] = f"{row['count']:.0f}个 {row['sum'] / 10000:.2f}亿元"
    f["leaders.unassigned.count"] = led["包保领导"].isna().sum()
    return load


# ---------------------------------------------------------------- Excel

THIN = Side(style="thin", color="BFBFBF")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEADER_FONT = Font(name="宋体", size=10, bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor="1F4E79")
BODY_FONT = Font(name="宋体", size=10)
CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(vertical="center", wrap_text=True)


def write_sheet(ws, frame):
    ws.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        ws.append([None if pd.isna(value) else value for value in row])
    for cell in ws[1]:
        cell.font, cell.fill, cell.alignment, cell.border = HEADER_FONT, HEADER_FILL, CENTER, BORDER
    formats = []
    for column in frame.columns:
        if "（万元）" in column:
            formats.append("#,##0.00")
        elif column.endswith("时间"):
            formats.append("yyyy-mm-dd")
        else:
            formats.append(None)
    for row in ws.iter_rows(min_row=2):
        for cell, number_format in zip(row, formats):
            cell.font, cell.border, cell.alignment = BODY_FONT, BORDER, LEFT
            if number_format:
                cell.number_format = number_format
    for index, column in enumerate(frame.columns, start=1):
        width = 40 if column == "项目名称" else 27 if column == "项目编码" else 14
        ws.column_dimensions[get_column_letter(index)].width = width
    ws.freeze_panes = "C2"
    ws.auto_filter.ref = ws.dimensions
    ws.page_setup.orientation = "landscape"
    ws.page_setup.paperSize = 8
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.print_title_rows = "1:1"


def add_chart(ws, chart, title, column, rows, anchor):
    chart.title = title
    chart.add_data(
        Reference(ws, min_col=column + 1, min_row=1, max_row=rows + 1), titles_from_data=True
    )
    chart.set_categories(Reference(ws, min_col=column, min_row=2, max_row=rows + 1))
    chart.width, chart.height = 16, 8
    ws.add_chart(chart, anchor)


def write_excel(path, f, projects, entries, by_date, stock, load):
    book = Workbook()
    ws = book.active
    ws.title = "主要指标"
    ws.append(["指标编号", "数值"])
    for key, value in f.items():
        ws.append([key, None if pd.isna(value) else value])
    for row in ws.iter_rows():
        for cell in row:
            cell.font, cell.border = BODY_FONT, BORDER
    for cell in ws[1]:
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    ws.column_dimensions["A"].width, ws.column_dimensions["B"].width = 36, 24

    charts = book.create_sheet("图表")
    series = [
        ("计划累计", LineChart(), {f"1—{m}月": f[f"fai.plan.ytd.{m}"] for m in MONTHS}),
        ("复工进度", BarChart(), {f"{d:%m-%d}": int(n) for d, n in by_date.items()}),
        ("剩余投资", PieChart(), stock.groupby("行业")["剩余投资"].sum().round(2).to_dict()),
        ("包保项目数", BarChart(), load["count"].to_dict()),
    ]
    for number, (title, chart, values) in enumerate(series):
        column = number * 3 + 1
        for row, pair in enumerate([("项目", title), *values.items()], start=1):
            charts.cell(row, column, pair[0])
            charts.cell(row, column + 1, pair[1])
        add_chart(
            charts, chart, title, column, len(values), f"{'AK'[number % 2]}{20 + number // 2 * 18}"
        )

    write_sheet(book.create_sheet("项目明细"), projects)
    write_sheet(book.create_sheet("入库计划"), entries)
    book.save(path)


def top(frame, *columns):
    return list(frame.head(20)[list(columns)].itertuples(index=False, name=None))


def run(source, out, engine, *, pictures=True):
    out.mkdir(parents=True, exist_ok=True)
    sheets = pd.read_excel(source, sheet_name=None, engine=engine)
    info = sheets["基本信息"].set_index("项")["值"]
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
    unsolved = sheets["问题清单"].query("状态 != '已解决'").groupby("问题类别").size()
    late = slow.sort_values("进度").head(20)
    rows = {
        "by_date": list(by_date.items()),
        "entries": top(planned, "项目名称", TOTAL, "计划入库时间", "入库状态"),
        "starts": top(batch, "项目名称", TOTAL, "产业类别", "前期工作"),
        "slow": top(
            late, "项目名称", "年度计划投资（万元）", "2022年1—2月完成投资（万元）", "责任单位"
        ),
        "issues": list(unsolved.items()),
    }
    write_word(out / "汇报.docx", f, info["地区"], rows, pictures=pictures)
    return f


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    # openpyxl is what pandas 2 and 3 take by themselves; naming it silences a warning.
    parser.add_argument("--engine", choices=("openpyxl", "calamine"), default="openpyxl")
    parser.add_argument(
        "--no-pictures", action="store_true", help="leave the two pictures out of the Word report"
    )
    options = parser.parse_args()
    print(
        f"{len(run(options.source, options.output, options.engine, pictures=not options.no_pictures))} figures"
    )
