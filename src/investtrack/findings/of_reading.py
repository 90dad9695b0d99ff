"""Findings of reading tables: sheets, columns, rows and cells."""

from __future__ import annotations

from investtrack.findings.catalogue import FindingKind, Variant
from investtrack.findings.finding import Grade


_IN_PROFILE = "或在县区配置的 [[mapping]] 里写明"


def _unreadable(code: str, title: str, meaning: str) -> FindingKind:
    return FindingKind(
        code=code, grade=Grade.ERROR, title=title, meaning=meaning,
        message="“{label}”读不懂，没有计入", found="{found}", expected="{expected}", mend="{mend}",
        variants={
            "optional": Variant(when="in a column that no figure needs", grade=Grade.WARNING),
            "info": Variant(when="in 基本信息", message="{label}读不懂", mend="改成{expected}"),
        },
    )  # fmt: skip


CELLS = (
    _unreadable("amount-unreadable", "金额读不懂", "no number; the text is kept on the record"),
    _unreadable("date-unreadable", "日期读不懂", "no date"),
    _unreadable("rate-unreadable", "百分数读不懂", "no percentage"),
    _unreadable("count-unreadable", "个数读不懂", "no whole number"),
    _unreadable("period-unreadable", "期间读不懂", "no period"),
    _unreadable("choice-unknown", "不在可选之列", "not one of the choices"),
    FindingKind(
        code="cell-ditto", grade=Grade.WARNING, title="写的是“同上”",
        meaning="a cell that says that it is as the one above (同上, 〃); not read",
        message="“{label}”写的是“同上”一类的记号，没有读取", found="{found}", expected="{expected}", mend="{mend}",
        variants={"optional": Variant(when="in a column that no figure needs")},
    ),
    FindingKind(
        code="event-undated", grade=Grade.ERROR, title="办了的事没有日期",
        meaning="a column says that it has happened (是否复工：是), and the column of its day is empty: it is not counted, and the figures say so",
        message="写的是已{word}，没有填{label}，没有计入已{word}的", found="{found}", expected="{label}", mend="补填{label}",
        variants={
            "no-column": Variant(
                when="there is no column of its day", grade=Grade.WARNING,
                message="“{header}”列有{number}行写的是已{word}，表里没有“{label}”列，已{word}的个数算不出来",
                mend="加一列“{label}”，填上各是哪一天",
            ),
        },
    ),
    FindingKind(
        code="number-rough", grade=Grade.NOTE, title="约数、暂定数、带说明的数",
        meaning="a number that its cell calls rough or provisional (约, 左右, 暂定), or whose parts it tells in brackets; read as it stands",
        message="“{label}”写的是约数、暂定数或带说明的数，按{taken}计入", found="{found}", expected="确数", mend="定下后改成确数；说明写在备注里",
    ),
    FindingKind(
        code="code-digits-lost", grade=Grade.WARNING, title="编码丢了位数",
        meaning="a code of more than 15 digits that a spreadsheet took for a number: its last digits are gone, and it is not read",
        message="“{label}”存成了数，15位以后的数字已经丢失，没有采用", found="{found}", expected="{expected}", mend="{mend}",
        variants={"optional": Variant(when="in a column that no figure needs")},
    ),
    FindingKind(
        code="date-undetermined", grade=Grade.NOTE, title="日期未定",
        meaning="待定",
        message="“{label}”还没有定", found="{found}", expected="日期", mend="定下后补填",
        variants={
            "not-yet": Variant(
                when="a column of dates says 未开工, 未复工", message="“{label}”写着“{found}”，按还没有读取", mend="有了日期后补填"
            ),
            "no-end": Variant(
                when="a limit says 长期, 立即整改", message="“{label}”写着“{found}”，没有日子，不判断逾期", mend="有时限的补填日期"
            ),
        },
    ),
    FindingKind(
        code="date-ambiguous", grade=Grade.WARNING, title="可能是10月",
        meaning="2022.1 as a number: January, or October with its nought lost",
        message="数字 {found} 按1月读取，也可能是10月（末尾的0不显示）", found="{found}", expected="2022年1月 或 2022年10月",
        mend="改成日期，或写成“2022年10月”",
        variants={
            "before": Variant(
                when="a month before which something is to be (3月前): that month is taken",
                message="“{found}”按那个月读取，也可能指那个月之前", expected="一个月或一天", mend="写明年月，如“2022年2月底”",
            ),
        },
    ),
    FindingKind(
        code="cell-error", grade=Grade.ERROR, title="错误值",
        meaning="an error value such as #REF!",
        message="“{label}”是错误值，没有计入", found="{found}", expected="能算出结果的公式，或数", mend="改正公式的引用，或直接填数",
        variants={
            "total": Variant(
                when="in a row that is no record", grade=Grade.WARNING, message="{row}的“{label}”是错误值，没有核对",
            ),
            "info": Variant(when="in 基本信息", expected="{label}", mend="直接填写"),
        },
    ),
    FindingKind(
        code="formula-uncomputed", grade=Grade.ERROR, title="公式没有结果",
        meaning="a formula without a stored result",
        message="“{label}”的公式没有存下结果，没有计入", found="没有结果的公式", expected="公式的结果",
        mend="用 Excel 或 WPS 打开，重新计算后保存",
        variants={
            "total": Variant(
                when="in a row that is no record", grade=Grade.WARNING, message="{row}的“{label}”公式没有存下结果，没有核对",
            ),
            "info": Variant(when="in 基本信息", expected="{label}"),
        },
    ),
    FindingKind(
        code="rate-suspicious", grade=Grade.WARNING, title="增速小得不寻常",
        meaning="a growth below 0.3％: perhaps a fraction",
        message="增速小得不寻常，像是把百分数填成了小数（或单元格用了百分比格式）", found="{found}",
        expected="若本意是 {likely}％，应填 {likely}", mend="本列填百分数：5.5％填 5.5，单元格用常规格式",
    ),
)  # fmt: skip

ROWS = (
    FindingKind(
        code="name-missing", grade=Grade.ERROR, title="没有名称",
        meaning="a row with data and no name",
        message="第{row}行有数据，却没有{label}，没有读取", expected="{label}",
        mend="补填{label}；是上一个项目的分行的，把数并入上一行；不要的删去这一行",
        variants={
            "merged": Variant(
                when="its name is merged with that of another row",
                message="第{row}行的{label}与第{above}行合并在一格，这一行的数据没有读取",
            ),
            "no-name": Variant(
                when="its name is a number or a mark such as 同上", found="{found}",
                message="第{row}行的{label}是“{found}”，不是名称，这一行没有读取",
            ),
        },
    ),
    FindingKind(
        code="row-too-long", grade=Grade.ERROR, title="一行比表头长",
        meaning="a row of a CSV file has more cells than its header; a comma in a text without quotes",
        message="第{row}行比表头多出{number}格，多出的没有读取", found="{extra}", expected="{width}格",
        mend="多半是文字里的逗号没有加引号；请用 Excel 或 WPS 改好再另存为 CSV",
    ),
    FindingKind(
        code="row-no-problem", grade=Grade.NOTE, title="写明没有问题的行",
        meaning="a row of 问题清单 that says that there is none (无, 暂无问题): no problem is counted",
        message="第{row}行写的是没有问题，没有当作一个问题读取", found="{found}", mend="不影响计算，无需处理",
    ),
    FindingKind(
        code="row-name-only", grade=Grade.WARNING, title="只有名称的行",
        meaning="a row with a name and nothing else: a project that is not filled in, or the title of a group",
        message="第{row}行只有{label}，其余都是空的，按一个项目读取", found="{found}", expected="各列的内容",
        mend="是项目的补填其余各列；是分组标题的，请在前面加上“一、”或“（一）”",
    ),
    FindingKind(
        code="group-told", grade=Grade.NOTE, title="按分组标题认的",
        meaning="the sheet has no column of the field, and the heads of its groups say it (一、续建项目): read from there",
        message="没有“{label}”列，按分组标题认：{groups}", found="{groups}", expected="“{label}”列",
        mend="认错的，请加一列“{label}”写明",
    ),
    FindingKind(
        code="names-several", grade=Grade.WARNING, title="一格写了几个名称",
        meaning="a cell of names that has several, numbered or parted by semicolons (1.甲项目；2.乙项目); read as one record",
        message="这一格的{label}像是{number}个，按一个读取，个数会少", found="{found}", expected="一行一个",
        mend="分成{number}行，金额各填各的；确是一个的，去掉名称里的编号和分号",
    ),
    FindingKind(
        code="row-continued", grade=Grade.NOTE, title="续行",
        meaning="rows without a name and amounts of their own that go on with the project above",
        message="第{rows}没有自己的项目名称，是上一行项目的续行（如按资金来源分行），没有另计项目",
        mend="是另一个项目的，请补填项目名称",
        variants={
            "words": Variant(
                when="one has words that are not read", grade=Grade.WARNING,
                message="第{row}行与第{above}行是同一个项目，这一行的“{label}”没有读取", found="{found}",
                expected="写在第{above}行", mend="并入第{above}行的“{label}”",
            ),
        },
    ),
    FindingKind(
        code="row-part", grade=Grade.NOTE, title="分期、子项的行",
        meaning="rows that are phases or parts of the project above: by their numbers or names, and their amounts add up to its own",
        message="第{rows}行是“{name}”的分期或子项，金额已含在它里面，没有另计", found="{name}",
        mend="无需处理；各是单独项目的，请去掉名称前的“（1）”“1.1”“其中”，并写全名称",
    ),
    FindingKind(
        code="row-part-doubtful", grade=Grade.WARNING, title="像是分期的行",
        meaning="rows numbered as parts of the project above whose amounts do not add up to its own; read as projects",
        message="第{rows}行像是“{name}”的分期或子项，金额之和却与它对不上，按单独的项目读取，可能重复计算", found="{name}",
        expected="各分期之和等于上面的项目", mend="核对金额；是分期的改到相等，或只留一行；是单独项目的，去掉名称前的编号",
    ),
    FindingKind(
        code="row-group", grade=Grade.NOTE, title="分组行",
        meaning="a row of a town, an industry or the like whose amounts are the sums of the rows below; not counted",
        message="第{row}行“{name}”是其下{number}行之和，按分组行处理，没有另计", found="{name}", mend="无需处理；它是单独项目的，补填其余各列",
    ),
    FindingKind(
        code="row-group-doubtful", grade=Grade.WARNING, title="像是分组的行",
        meaning="a row of a town or an industry with nothing but amounts, which are not the sums of the rows below; read as a project",
        message="第{row}行“{name}”像是分组行，金额却不等于其下各行之和，按一个项目读取，可能重复计算", found="{name}",
        expected="项目名称", mend="是分组行的，核对金额，或在前面加上“一、”；是项目的，写全名称",
    ),
    FindingKind(
        code="row-hidden", grade=Grade.NOTE, title="隐藏行",
        meaning="a hidden row, read as any other",
        message="{rows}是隐藏行，已照常读取", found="隐藏行", mend="不应计入的请删去，不要隐藏",
    ),
    FindingKind(
        code="column-hidden", grade=Grade.NOTE, title="隐藏列",
        meaning="hidden columns, read as any others",
        message="“{headers}”是隐藏列，已照常读取", found="隐藏列", mend="不应计入的请删去，不要隐藏",
    ),
    FindingKind(
        code="row-struck", grade=Grade.WARNING, title="整行画了删除线",
        meaning="a row whose every cell is struck out; not counted",
        message="第{row}行整行画了删除线，没有计入", found="{found}", expected="不计入的行删去；要计入的去掉删除线",
        mend="确认不要的整行删去；仍要计入的去掉删除线",
    ),
    FindingKind(
        code="cell-struck", grade=Grade.WARNING, title="画了删除线的内容",
        meaning="struck-out text in a cell; what is struck out is not read",
        message="这一格有画了删除线的内容，没有读取，按“{kept}”读取", found="{found}", expected="只留要用的内容",
        mend="删去画线的部分；画线的部分仍要用的，去掉删除线",
    ),
    FindingKind(
        code="footnote-mark", grade=Grade.NOTE, title="注释标记",
        meaning="a superscript or subscript sign that points to a note; it is no digit of the cell",
        message="上标、下标的“{mark}”按注释标记处理，没有当作数字", found="{found}", mend="无需处理；它确是数的一部分的，去掉上标格式",
    ),
    FindingKind(
        code="format-unit", grade=Grade.WARNING, title="格式里的单位与表头不同",
        meaning="cells whose number format writes a unit that is not the column's; read in the unit that the cells show",
        message="“{label}”的单元格格式写着“{shown}”，表头和单位行却是{unit}；已按单元格显示的{shown}读取", found="{found}",
        expected="{unit}", mend="核对这一列的单位，把表头或单元格格式改成一致",
    ),
    FindingKind(
        code="number-unseen", grade=Grade.WARNING, title="看不见的数",
        meaning="numbers that their format hides (;;;, text of the colour of its ground): nobody sees them, and they are read as they are stored",
        message="这一列有{number}格的数被单元格格式隐藏，看上去是空的，已照常读取", found="{found}", expected="看得见的数，或空格",
        mend="不应计入的清空；要计入的，把格式改成常规",
    ),
    FindingKind(
        code="date-shifted", grade=Grade.NOTE, title="日期存成前一天16点",
        meaning="dates stored as 16:00 or a few seconds before midnight of the day before, as programs of browsers write midnight in China; "
        "read as the day that was meant",
        message="有{number}个日期存成了前一天的16:00（网页程序导出时常见），已按次日读取", found="{found}", expected="只有日期、没有时刻",
        mend="核对这些日期；确是前一天的，把时刻去掉",
    ),
    FindingKind(
        code="example-left", grade=Grade.WARNING, title="示例内容没有改",
        meaning="a row of the blank form whose name was overwritten, and which still has the example's code, firm or leaders, "
        "or two of its amounts; read as it stands",
        message="第{row}行还留着示例行的内容，已按正式数据读取：{cells}", found="{found}", expected="这一行自己的内容",
        mend="逐格核对，不是这一行的改掉或清空",
    ),
    FindingKind(
        code="example-row", grade=Grade.NOTE, title="示例行",
        meaning="a row of the blank form whose name begins with （示例）; not read",
        message="第{row}行是示例行，没有读取", mend="可以整行删去；要作为正式数据，请把名称开头的“（示例）”去掉",
    ),
    FindingKind(
        code="amount-merged", grade=Grade.WARNING, title="金额合并了单元格",
        meaning="an amount merged over several rows: it counts in the first of them, the others have none",
        message="第{row}—{last}行的“{label}”合并在一格，只计入第{row}行，其余各行没有数", found="{found}", expected="每行一个数",
        mend="取消合并，分别填写各行的数",
        variants={
            "across": Variant(
                when="an amount merged over several columns of amounts: it is that of the first",
                message="第{row}行的“{label}”与“{other}”合并在一格，只作为“{label}”读取", expected="每列一个数",
                mend="取消合并，分别填写各列的数",
            ),
        },
    ),
    FindingKind(
        code="total-unreadable", grade=Grade.NOTE, title="合计数读不懂",
        meaning="an amount of a total row that cannot be read; not checked",
        message="“{row}”行的“{label}”读不懂，没有核对", found="{found}", expected="数字，如 1200 或 1.2亿元",
        mend="改成数字，或留空",
    ),
    FindingKind(
        code="total-unplaced", grade=Grade.NOTE, title="合计不知含哪些行",
        meaning="a total row whose parts could not be told; not counted, not checked",
        message="“{row}”之下没有它自己的行，没有核对", found="{row}", mend="无需处理；要核对的，请把它移到所含各行之上",
    ),
)  # fmt: skip

COLUMNS = (
    FindingKind(
        code="header-missing", grade=Grade.ERROR, title="没有表头",
        meaning="a known sheet without a header row",
        message="“{sheet}”表找不到表头行，没有读取", expected="有“{labels}”等列的表头行",
        mend="补上表头，可用 investtrack template excel 生成标准表头",
        variants={
            "column": Variant(
                when="the header lacks the column without which a row is no record",
                message="“{sheet}”表没有“{labels}”列，没有读取", found="{found}",
            ),
            "bare": Variant(
                when="a column without a header is like that one",
                message="“{sheet}”表没有“{labels}”列（{letter}列没有表头，像是它），没有读取", found="{found}",
                mend="在 {letter}{row} 补上“{labels}”，或在县区配置的 [[mapping]] 里写明 {letter}列",
            ),
        },
    ),
    FindingKind(
        code="header-duplicate", grade=Grade.WARNING, title="两列意思相同",
        meaning="two columns mean the same; the first is read",
        message="“{sheet}”表的“{header}”列与 {first} 意思相同，只读 {first}", found="{header}", expected="每项一列",
        mend=f"删去或改名其中一列，{_IN_PROFILE}",
    ),
    FindingKind(
        code="columns-joined", grade=Grade.NOTE, title="两列一并读取",
        meaning="two columns of leaders (市领导, 县领导), or of problems (用地, 资金); what stands in both is read",
        message="“{sheet}”表的“{header}”列与 {first} 都是{label}，两列一并读取", found="{header}",
        mend="其中一列不是{label}的，在配置里写“不读”：investtrack map 会写出这份对应",
    ),
    FindingKind(
        code="column-unknown", grade=Grade.NOTE, title="不认识的列",
        meaning="a column that is not understood, and was not read",
        message="“{sheet}”表的“{header}”列不认识，没有读取", found="{header}", expected="标准表头或其同义写法",
        mend=f"需要读取的，请改成标准表头，{_IN_PROFILE}",
    ),
    FindingKind(
        code="library-assumed", grade=Grade.NOTE, title="在库按回答认定",
        meaning="no column tells which projects are in the library: taken as [assume] library says; the related cells say 未入库",
        message="表上没有写明哪些项目在库，按县区配置的 [assume]，{number}个项目中{inside}个当作在库", expected="是否入库（是、否）",
        mend="不对的，加一列“是否入库”逐个填，或重新运行 investtrack ask",
        variants={
            "title": Variant(
                when="as the sheet's name or title says: 在库项目",
                message="表名或标题写的是“{title}”，各项目没有另外写明，{number}个项目中{inside}个当作在库",
                mend="有不在库的，加一列“是否入库”逐个填",
            ),
        },
    ),
    FindingKind(
        code="level-assumed", grade=Grade.NOTE, title="下达层级按回答认定",
        meaning="targets without 下达层级, taken as set by the level that [assume] target says",
        message="{number}个目标没有写明下达层级，按县区配置的 [assume] 当作{level}级下达", expected="下达层级（国家、省、市、县）",
        mend="不对的，在“目标任务”表填写，或重新运行 investtrack ask",
    ),
    FindingKind(
        code="counties-together", grade=Grade.WARNING, title="几个县的项目在一起",
        meaning="a column names several counties, all of whose projects are counted as those of one",
        message="“{sheet}”表的“{header}”列写着{number}个县（市、区）（{names}），全部算作一个地区的项目", found="{names}",
        expected="一个县一份台账", mend="只报一个县的，删去别县的行；要分县汇总的，按县分成几个文件，用 investtrack rollup",
    ),
    FindingKind(
        code="column-decided", grade=Grade.NOTE, title="按内容认出的列",
        meaning="a header of two meanings, decided by its values",
        message="“{sheet}”表的“{header}”列读作“{label}”：{why}", found="{header}", expected="{label}",
        mend=f"不对的，请改表头，{_IN_PROFILE}",
    ),
    FindingKind(
        code="funds-across", grade=Grade.NOTE, title="按来源分列的资金",
        meaning="columns of a project table that state money allotted, arrived or paid by source, read as rows of 项目资金",
        message="“{sheet}”表有{number}列写明了各项资金的下达、到位或支付，一个项目一个来源一行读入项目资金", found="{headers}",
        expected="项目资金", mend="没有下达时间，不能判断债券资金是否闲置；要判断的，改填“项目资金”表",
    ),
    FindingKind(
        code="funds-stated-twice", grade=Grade.WARNING, title="资金在两张表里都有",
        meaning="money of one project from one source that both 项目资金 and a column of a project table state; 项目资金 counts",
        message="“{name}”的{source}在“{sheet}”表和另一张表都有，按另一张表计算，这里的不计",
        found="{sheet}", expected="一处", mend="只在一张表里填写资金",
    ),
    FindingKind(
        code="months-added", grade=Grade.NOTE, title="单月数逐月累加",
        meaning="columns of single months, added up into the amounts to date that records hold",
        message="“{sheet}”表的{first}月至{last}月各列是单月{label}（{why}），逐月累加成年初以来的累计数读取",
        found="{header}", expected="年初以来的累计数",
        mend="不对的，请把表头写明白：单月的如“3月完成投资”，累计的如“1—3月完成投资”",
        variants={
            "quarters": Variant(
                when="of quarters", message="“{sheet}”表的各季度列（季末{first}月至{last}月）是本季{label}（{why}），逐季累加成年初以来的累计数读取",
                mend="不对的，请把表头写明白：累计的如“1—6月计划投资”",
            ),
        },
    ),
    FindingKind(
        code="months-doubtful", grade=Grade.WARNING, title="单月数还是累计数",
        meaning="columns headed by a month alone: planned or done, of each month or from January on, nothing tells",
        message="“{sheet}”表有{number}列只写了月份或季度，看不出是计划还是完成、当期还是累计，没有读取",
        found="{headers}", expected="单月完成的如“3月完成投资”，累计完成的如“1—3月完成投资”",
        mend="把表头写明白，一个项目一行；表名写着“完成情况”、旁边有各月合计列的，会自己认出",
    ),
    FindingKind(
        code="months-total-differs", grade=Grade.ERROR, title="各月之和与合计不符",
        meaning="the months of a row do not add up to the row's own total, as those of other rows do",
        message="第{row}行各月的{label}之和与“{header}”列不符，按各月之和计算",
        found="{found}", expected="各月之和{whole}", mend="核对各月的数和合计，改正错的一个",
    ),
    FindingKind(
        code="column-doubtful", grade=Grade.WARNING, title="意思不止一种的列",
        meaning="a header of several meanings that its values do not decide; the choices are named",
        message="“{sheet}”表的“{header}”列可以有{number}种意思，没有读取", found="{header}", expected="{choices}",
        mend=f"把表头改成其中一种，{_IN_PROFILE}",
    ),
    FindingKind(
        code="column-month-unknown", grade=Grade.WARNING, title="不知累计到几月",
        meaning="an amount cumulated to a month that nothing names; not read",
        message="“{sheet}”表的“{header}”列没有写明累计{lacks}，没有读取", found="{header}",
        expected="写明年月，如 2022年1—7月{label}", mend=f"在表头写明，或在表头上方写“截至×年×月×日”，{_IN_PROFILE}",
        variants={
            "target": Variant(
                when="of a target, whose header names a period without a year",
                message="“{sheet}”表的“{header}”列没有写明是哪一年的，没有读取", expected="年份，如 2022年全年目标",
                mend="在表的上方写明年份（如“2022年主要经济指标”），或在基本信息里写报告期，或用 --period 指定",
            ),
        },
    ),
    FindingKind(
        code="column-amount-left", grade=Grade.NOTE, title="不是累计数的列",
        meaning="an amount of a single month or ten days, which is no cumulated one; not counted",
        message="“{sheet}”表的“{header}”列{why}，没有读取", found="{header}",
        expected="年初以来累计完成投资，如 2022年1—7月完成投资", mend=f"要计入的，请另列累计数，{_IN_PROFILE}",
    ),
    FindingKind(
        code="column-unkept", grade=Grade.NOTE, title="没有对应项的列",
        meaning="columns that are understood and that the standard ledger has no field for",
        message="“{sheet}”表有{number}列认得，但标准台账没有对应的项，或与别的列相同，没有读取：{headers}", found="{header}",
        mend="不影响计算，无需处理",
    ),
    FindingKind(
        code="unit-unreadable", grade=Grade.ERROR, title="单位不能换算",
        meaning="a line names a unit of money in which no amounts are read (千元, 万美元): they would count as 万元",
        message="“{sheet}”表写着单位是{unit}，金额不能按它读取，现按{taken}读取，不可用", found="{unit}", expected="元、万元 或 亿元",
        mend="把金额换算成万元，并改正单位",
        variants={
            "column": Variant(
                when="a header names it, whose column is not read", grade=Grade.WARNING,
                message="“{sheet}”表的“{header}”列单位是{unit}，不能换算，没有读取", found="{header}",
            ),
            "of-row": Variant(
                when="a row of a column 单位 names it, or none where others name several",
                message="这一行的金额单位是“{unit}”，读不懂，按{taken}读取，不可用",
            ),
            "row": Variant(
                when="a row names it, whose amounts are not read",
                message="“{label}”的单位是{unit}，不能换算，没有读取", found="{found}",
            ),
            "foreign": Variant(
                when="a row is of foreign money, of which no figure is made", grade=Grade.NOTE,
                message="“{label}”的单位是{unit}，没有读取", found="{found}",
            ),
        },
    ),
    FindingKind(
        code="unit-conflict", grade=Grade.ERROR, title="单位互相矛盾",
        meaning="lines of a sheet name different units of money",
        message="“{sheet}”表写了不同的单位（{units}），金额按{taken}读取", found="{units}", expected="同一个单位",
        mend="只留一个单位；各列单位不同的，写在各列的表头里，如 总投资（亿元）",
    ),
    FindingKind(
        code="mapping-unmatched", grade=Grade.WARNING, title="配置里的列不存在",
        meaning="the profile maps a sheet or a column that is not there",
        message="配置里写的“{header}”列，“{sheet}”表没有", found="{found}", expected="{header}", mend="改正配置里的列名",
    ),
)  # fmt: skip

SHEETS = (
    FindingKind(
        code="file-left", grade=Grade.NOTE, title="文件夹里没有读取的文件",
        meaning="a file of the folder given that may hold a ledger, and that no importer reads: an archive, a workbook of another program",
        message="文件夹里的“{name}”没有读取", found="{name}", mend="{mend}",
    ),
    FindingKind(
        code="folder-left", grade=Grade.NOTE, title="没有读取的子文件夹",
        meaning="a folder below the one given holds files that could be read: only the files of the folder itself are",
        message="子文件夹“{name}”里的{count}个文件没有读取", found="{name}",
        mend="台账在里面的，把这个子文件夹也写在命令里，或把文件移到上一级",
    ),
    FindingKind(
        code="no-known-sheet", grade=Grade.ERROR, title="没有认识的表",
        meaning="no sheet that is understood",
        message="没有一张认识的表（现有：{names}）", found="{names}", expected="{standard}",
        mend="把表名、表头改成标准台账的，可用 investtrack template excel 生成一份对照",
    ),
    FindingKind(
        code="sheet-unknown", grade=Grade.NOTE, title="不认识的表",
        meaning="a sheet that is not understood, and was not read",
        message="“{sheet}”不是标准台账的表，没有读取", found="{sheet}", expected="{standard}",
        mend="如需读取，请改成对应的表名和表头，或在县区配置的 [[mapping]] 里写明",
        variants={
            "projects": Variant(
                when="it names projects and states amounts of theirs", grade=Grade.WARNING,
                message="“{sheet}”写着项目和金额（{headers}），却认不出是哪张表，没有读取，里面的项目不在各项指标里",
                mend="要读的，把表名改成它说的那一种（如“项目台账”“入库计划”），或在县区配置的 [[mapping]] 里写明；"
                "只是摘抄的，写明 skip = true 就不再提醒",
            ),
        },
    ),
    FindingKind(
        code="sheet-card", grade=Grade.ERROR, title="卡片式的表",
        meaning="a sheet that is a card: an item a row, its name beside its value, not a project a row; not read",
        message="“{sheet}”是卡片式的表（一行一项：{items}），不是一行一个项目，没有读取", found="{items}", expected="一行一个项目，每项一列",
        mend="把各项目填进“项目台账”，一个项目一行；可用 investtrack template excel 生成空表",
        variants={
            "other": Variant(when="its name is no standard sheet's, so that it may repeat what a ledger has", grade=Grade.WARNING),
        },
    ),
    FindingKind(
        code="tables-side-by-side", grade=Grade.NOTE, title="并排的表",
        meaning="a sheet has several tables of the same header side by side; all are read",
        message="“{sheet}”并排写了{number}张表头相同的表（{columns}），都已读取", found="{columns}", expected="一张表，上下排列",
        mend="不是同一种表的，请把表头写成不同的",
    ),
    FindingKind(
        code="rows-share-name", grade=Grade.ERROR, title="名称合并的几行各有各的数",
        meaning="a row has amounts of its own below a name that is merged over it: parts of one project, or another one",
        message="第{row}行与第{above}行合用一个名称“{name}”，又有自己的{labels}，是同一个项目的一部分还是另一个项目，分不清", found="{name}",
        expected="一个项目一行", mend="同一个项目的，把几行的数并成一行；不是的，补填各自的名称",
    ),
    FindingKind(
        code="rows-by-statement", grade=Grade.ERROR, title="一个项目有几行",
        meaning="a sheet whose projects, firms or indicators have a row for each of several statements (计划, 完成); what they state differently is not read",
        message="“{sheet}”里一个项目有几行（{rows}：{labels}），各行不同的数算哪一项分不清，没有读取", found="{labels}", expected="一个项目一行，{labels}各占一列",
        mend="把{labels}改成并排的列，表头写明，如 3月计划投资、3月完成投资；同一项目的几行并成一行",
    ),
    FindingKind(
        code="sheet-recognised", grade=Grade.NOTE, title="按表头认出的表",
        meaning="a sheet of another name, known by its headers",
        message="“{sheet}”按表头认作“{standard}”读取", found="{sheet}", expected="{standard}", mend="认错的，请改表名或表头",
        variants={
            "source": Variant(
                when="the money of one source, by the sheet's name or title",
                message="“{sheet}”认作“{standard}”读取，没有资金来源列，按表名或标题都是{source}",
            ),
        },
    ),
    FindingKind(
        code="list-differs", grade=Grade.WARNING, title="另列的清单与台账不一致",
        meaning="a list beside 项目台账 (停工项目, 竣工项目, 新入库项目, 退库项目) has projects of which 项目台账 does not say so; the figures follow 项目台账",
        message="“{sheet}”表里有{number}个项目（{names}），项目台账没有写明{word}，各项指标以项目台账为准", found="{names}", expected="项目台账的“{label}”",
        mend="在项目台账里补填“{label}”；没有{word}的，从清单里删去",
        variants={
            "absent": Variant(
                when="projects of the list are not in 项目台账",
                message="“{sheet}”表里有{number}个项目（{names}）在项目台账里找不到，没有计入",
                expected="项目台账里的项目名称", mend="补进项目台账；名称不同的，改成一样",
            ),
        },
    ),
    FindingKind(
        code="list-agrees", grade=Grade.NOTE, title="另列的清单与台账一致",
        meaning="a list beside 项目台账 says of its projects what 项目台账 says; it is not counted again",
        message="“{sheet}”表的{number}个项目与项目台账一致，没有另计", found="{sheet}", mend="无需处理",
    ),
    FindingKind(
        code="sheet-doubtful", grade=Grade.WARNING, title="不知是哪张表",
        meaning="a sheet could be one of several; the choices are named",
        message="“{sheet}”像“{alike}”，没有读取", found="{sheet}", expected="{choices}",
        mend="把表名改成其中一张标准表的，或在县区配置的 [[mapping]] 里写明 standard",
    ),
    FindingKind(
        code="sheet-spare", grade=Grade.WARNING, title="多余的表",
        meaning="a sheet like one already read; left out, lest records count twice",
        message="“{sheet}”像是“{standard}”，但已有“{others}”表，为免重复计算没有读取", found="{sheet}", expected="{others}",
        mend="多半是从那张表摘出来的；里面有那张表没有的项目，才并入那张表，其余不必处理",
    ),
    FindingKind(
        code="sheet-hidden", grade=Grade.NOTE, title="隐藏的表",
        meaning="a hidden sheet, read as any other",
        message="“{sheet}”是隐藏的表，已照常读取", mend="不应计入的请删去，不要隐藏",
    ),
    FindingKind(
        code="ledger-below", grade=Grade.NOTE, title="表里还有一份台账",
        meaning="a second ledger begins lower down in the sheet; it is read too",
        message="“{sheet}”表从第{row}行起是另一份台账，按“{standard}”读取", expected="{standard}", mend="认错的，请分成两张表",
    ),
    FindingKind(
        code="table-below", grade=Grade.WARNING, title="表里还有一张别的表",
        meaning="a table of another kind lower down in the sheet; its rows were not read",
        message="“{sheet}”表{rows}是另一张表{title}，表头不是台账的，没有读取", found="{found}", expected="一张工作表只放一份台账",
        mend="与台账无关的，请移到另一张工作表；其中有要计入的项目的，请按台账的表头填",
        variants={
            "named": Variant(when="it has the column that names a record of this ledger", grade=Grade.ERROR),
        },
    ),
    FindingKind(
        code="sheets-disagree", grade=Grade.WARNING, title="各表日期不同",
        meaning="several sheets state different dates; none was taken",
        message="各表上写的截至日期不同，没有采用", found="{dates}", expected="同一个日期",
        mend="改成同一天，或在“基本信息”里填截止日期，或用 --as-of 给出",
    ),
)  # fmt: skip
