"""The Word report of the baselines: python-docx makes the template, docxtpl fills it, matplotlib draws two pictures if wanted."""

from pathlib import Path

from docx import Document
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate, InlineImage


MONTHS = range(2, 13)


def make_template(path):
    document = Document()
    document.styles["Normal"].font.name = "仿宋"
    document.styles["Normal"].font.size = Pt(16)
    document.add_heading("{{ region }}2022年一季度固定资产投资工作情况汇报", level=0)
    document.add_heading("一、目标任务", level=1)
    document.add_paragraph(
        "一季度市下达目标{{ assigned }}亿元，我县按{{ planned }}亿元开展工作，同比增长{{ growth }}％。"
        "其中在库项目预计完成{{ in_library }}亿元，新增入库预计贡献{{ new_entry }}亿元。"
    )
    document.add_paragraph("{{ plan_picture }}")
    document.add_heading("二、入库情况", level=1)
    document.add_paragraph(
        "计划入库{{ entry_count }}个、总投资{{ entry_total }}亿元，已入库{{ entered }}个，"
        "正在收集资料{{ collecting }}个。"
    )
    add_table(document, "entry_rows", ["项目名称", "总投资（万元）", "计划入库时间", "入库状态"])
    document.add_heading("三、复工复产和集中开工", level=1)
    document.add_paragraph(
        "计划复工{{ resume_count }}个，已复工{{ resumed }}个，复工率{{ resume_rate }}％。"
    )
    add_table(document, "resume_rows", ["复工日期", "项目个数"])
    document.add_paragraph("{{ resume_picture }}")
    add_table(document, "start_rows", ["项目名称", "总投资（万元）", "产业类别", "前期工作"])
    document.add_heading("四、存在问题", level=1)
    document.add_paragraph(
        "接转在库项目{{ stock_count }}个，总投资{{ stock_total }}亿元，剩余投资{{ remaining }}亿元，"
        "可报{{ reportable }}亿元。推进较慢的项目{{ slow_count }}个。"
    )
    add_table(document, "slow_rows", ["项目名称", "年度计划（万元）", "已完成（万元）", "责任单位"])
    add_table(document, "issue_rows", ["问题类别", "未解决个数"])
    document.save(path)


def add_table(document, name, headers):
    table = document.add_table(rows=4, cols=len(headers), style="Table Grid")
    for index, header in enumerate(headers):
        table.cell(0, index).text = header
        table.cell(2, index).text = f"{{{{ row[{index}] }}}}"
    table.cell(1, 0).text = f"{{%tr for row in {name} %}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    document.add_paragraph()


def pyplot():
    """Return matplotlib's plotting; imported only where pictures are drawn."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    fonts = ["Noto Sans CJK SC", "Noto Sans CJK JP", "SimHei", "Microsoft YaHei"]
    plt.rcParams.update({"font.sans-serif": fonts, "axes.unicode_minus": False})
    return plt


def draw_plan(path, f):
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(7, 3.2))
    ax.plot(
        [f"1—{m}月" for m in MONTHS], [f[f"fai.plan.ytd.{m}"] / 10000 for m in MONTHS], marker="o"
    )
    ax.set_title("计划累计完成投资（亿元）")
    ax.grid(alpha=0.3)
    fig.tight_layout()
    fig.savefig(path, dpi=150)
    plt.close(fig)


def draw_resumption(path, by_date):
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(7, 3.2))
    ax.bar([f"{day:%m-%d}" for day, _ in by_date], [count for _, count in by_date])
    ax.set_title("复工项目个数")
    fig.tight_layout()
    fig.savefig(path, dpi=150)
    plt.close(fig)


def write_word(path, f, region, rows, *, pictures=True):
    """Fill the template; *rows*: table → its rows, as tuples."""
    template = Path(__file__).parent / "out" / "baseline_template.docx"
    if not template.exists():
        template.parent.mkdir(exist_ok=True)
        make_template(template)
    document = DocxTemplate(template)
    plan_picture = resume_picture = ""
    if pictures:
        plan_png, resume_png = path.parent / "plan.png", path.parent / "resumption.png"
        draw_plan(plan_png, f)
        draw_resumption(resume_png, rows["by_date"])
        plan_picture = InlineImage(document, str(plan_png), width=Mm(150))
        resume_picture = InlineImage(document, str(resume_png), width=Mm(150))

    def billions(key):
        return f"{f[key] / 10000:.2f}"

    document.render(
        {
            "region": region,
            "assigned": billions("fai.period.assigned"),
            "planned": billions("fai.period.planned"),
            "growth": f"{f['fai.period.growth_planned'] * 100:.1f}",
            "in_library": billions("fai.in_library.expected"),
            "new_entry": billions("fai.new_entry.expected"),
            "entry_count": f["entry.planned.count"],
            "entry_total": billions("entry.planned.investment"),
            "entered": f["entry.entered.count"],
            "collecting": f["entry.collecting.count"],
            "resume_count": f["resumption.planned.count"],
            "resumed": f["resumption.resumed.count"],
            "resume_rate": f"{f['resumption.rate'] * 100:.1f}",
            "stock_count": f["carryover.count"],
            "stock_total": billions("carryover.investment"),
            "remaining": billions("remaining.investment"),
            "reportable": billions("remaining.reportable"),
            "slow_count": f["progress.slow.count"],
            "plan_picture": plan_picture,
            "resume_picture": resume_picture,
            "entry_rows": [
                (name, f"{total:,.2f}", f"{day:%Y-%m-%d}", status)
                for name, total, day, status in rows["entries"]
            ],
            "resume_rows": [(f"{day:%Y-%m-%d}", count) for day, count in rows["by_date"]],
            "start_rows": [(name, f"{total:,.2f}", *rest) for name, total, *rest in rows["starts"]],
            "slow_rows": rows["slow"],
            "issue_rows": rows["issues"],
        }
    )
    document.save(path)
