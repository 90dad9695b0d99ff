"""Findings of the rules on stated totals, targets and figures."""

from __future__ import annotations

from investtrack.findings.catalogue import FindingKind, Variant
from investtrack.findings.finding import Grade


TOTALS = (
    FindingKind(
        code="stated-total-differs", grade=Grade.ERROR, title="合计对不上",
        meaning="a 小计 or 合计 row is not the sum of its rows. The cause is guessed: a 万元/亿元 slip of the row or of one of "
        "its rows, rows that are missing (the count is short too), a row counted twice or left out, one project in two "
        "rows, a subtotal added as well, a formula that stops short",
        message="“{name}”的合计数与其下{rows}行之和不符{cause}", found="{amount}", expected="{sum}",
        mend="核对各行和合计；合计行只作核对，不计入指标",
        variants={
            "rounded": Variant(when="it is rounding alone", grade=Grade.WARNING),
            "short": Variant(
                when="several columns and the count are short", message="“{name}”有{columns}列合计比其下各行之和多，个数也多{lacking}个，{short}{lacking}行",
                found="{amount}（{cell}）", mend="补填缺的项目；合计行只作核对，不计入指标",
            ),
        },
    ),
    FindingKind(
        code="stated-total-scope", grade=Grade.WARNING, title="合计范围不同",
        meaning="most columns of a subtotal row differ: it covers other rows",
        message="“{name}”有{columns}列合计与其上各行之和不符，可能只统计了其中一部分", found="{amount}（{cell}）", expected="{sum}",
        mend="核对合计行统计的范围；合计行只作核对，不计入指标",
    ),
    FindingKind(
        code="stated-count-differs", grade=Grade.WARNING, title="个数对不上",
        meaning="“37个” over another number of rows",
        message="“{name}”所写的个数与其下行数不符{cause}", found="{stated}个", expected="{counted}个",
        mend="核对是否漏填、重填项目，或更正合计行的个数",
    ),
    FindingKind(
        code="breakdown-differs", grade=Grade.WARNING, title="分项之和不等于总数",
        meaning="the parts of a partition do not make up the whole",
        message="“{parts}”之和不等于“{whole}”", found="{sum}", expected="{amount}",
        mend="补填没有分类的记录（缺级别、阶段、类别或是否房地产）",
    ),
)  # fmt: skip

TARGETS = (
    FindingKind(
        code="growth-mismatch", grade=Grade.WARNING, title="增速对不上",
        meaning="stated growth is not amount ÷ base − 1",
        message="“{name}”的{rate_label}与{amount_label}÷上年同期−1不符", found="{stated}", expected="{computed}",
        mend="核对目标值、上年同期和增速口径",
        variants={
            "other-basis": Variant(
                when="the basis is not 现价", grade=Grade.NOTE,
                message="“{name}”的{rate_label}与{amount_label}÷上年同期−1不符；口径不是现价，两者本可不同，按填报数",
            ),
        },
    ),
    FindingKind(
        code="base-zero", grade=Grade.WARNING, title="上年同期为零",
        meaning="上年同期 is zero or below: no growth can be computed",
        message="“{name}”的上年同期为零或负数，算不出增速", found="{amount}", expected="大于零的数；没有的留空", mend="核对上年同期",
    ),
    FindingKind(
        code="base-missing", grade=Grade.NOTE, title="算不出增速",
        meaning="the county's target has neither a growth nor 上年同期: the report states no growth",
        message="固定资产投资工作目标没有填同比增速，也没有填上年同期，报告不写增速", expected="同比增速，或上年同期", mend="补填其中一项",
    ),
    FindingKind(
        code="quarter-rows-unclear", grade=Grade.WARNING, title="季度目标口径不清",
        meaning="quarters' rows that neither sum to the year's nor have it as the fourth: nobody can tell what they state",
        message="“{name}”没有{period}的一行，各季度的数是本季数还是从1月累计的数分不清，本期目标没有取数", found="{found}",
        expected="{period}一行，或四个季度之和等于全年（本季数），或四季度等于全年（累计数）", mend="补填{period}一行，或补齐四个季度和全年",
    ),
    FindingKind(
        code="target-twice", grade=Grade.ERROR, title="同一目标写了两次",
        meaning="two rows of one indicator, period, level and basis state different numbers: the first counts, which nobody chose",
        message="“{name}”{period}的“{label}”写了不止一个，不相同，按先写的第{first}行计：{other}", found="{found}",
        expected="同一指标、期间、下达层级只有一行", mend="只留一行：调整过的留下现行的；分乡镇、分部门的，另列一表",
    ),
    FindingKind(
        code="target-level-missing", grade=Grade.WARNING, title="目标没有写由谁下达",
        meaning="a target of investment that names no level: whether it was assigned or is the county's own is not known",
        message="“{name}”的目标没有写下达层级，没有取用：本期要比的缺口、超额、完成率算不出", expected="市（上级下达的）或县（县里自定的）",
        mend="在“下达层级”列写明是谁定的目标",
    ),
    FindingKind(
        code="target-below-assigned", grade=Grade.WARNING, title="目标低于下达数",
        meaning="the county's target is below the assigned one",
        message="县级工作目标低于上级下达目标", found="{amount}", expected="不低于{limit}", mend="核对两个目标的数和单位",
    ),
    FindingKind(
        code="expected-differs-from-target", grade=Grade.WARNING, title="预计与目标不符",
        meaning="what projects and entries will report is not the county's target",
        message="在库与新增入库项目的预计完成数不等于县级工作目标", found="{amount}", expected="{target}",
        mend="核对各项目本期末月累计计划和入库项目预计贡献，或调整工作目标",
    ),
    FindingKind(
        code="completed-differs", grade=Grade.WARNING, title="完成数与项目合计相差太大",
        meaning="the stated investment of the period is over twice, or under half, of what the projects add up to",
        message="目标任务表填的固定资产投资实际完成与在库项目累计完成之和相差一倍以上；汇报写的是项目之和，增速若按填报，不是它的增速",
        found="{amount}", expected="与项目之和{sum}相近", mend="核对两个数的单位和范围，补齐在库项目或改正填报数",
    ),
    FindingKind(
        code="plan-differs-from-expected", grade=Grade.ERROR, title="累计计划与预计不符",
        meaning="the plan series of the last month is not what is expected",
        message="{month}累计计划不等于本期预计完成", found="{amount}", expected="{expected}", mend="补填各项目和入库计划的本期末月累计数",
    ),
)  # fmt: skip

PERIOD = (
    FindingKind(
        code="period-implied", grade=Grade.WARNING, title="报告期是推定的",
        meaning="no period or date is stated; it was taken from what is known",
        message="台账没有写明报告期或截止日期，按{period}、截至{as_of}计算", expected="报告期、截止日期",
        mend="在“基本信息”表填写，或用 --period、--as-of 指定",
        variants={
            "assumed": Variant(
                when="as the profile's [assume] says", grade=Grade.NOTE,
                message="台账没有写明报告期或截止日期，按县区配置的 [assume] 取{period}、截至{as_of}计算",
            ),
        },
    ),
    FindingKind(
        code="as-of-before-period", grade=Grade.WARNING, title="截止日期早于报告期",
        meaning="the as-of date is before the period begins",
        message="截止日期在报告期“{period}”开始之前，本期还没有实际数", found="{as_of}", expected="不早于{start}",
        mend="核对“基本信息”表的截止日期，或 --period、--as-of",
    ),
    FindingKind(
        code="period-missing", grade=Grade.ERROR, title="没有报告期",
        meaning="no period is stated or implied",
        message="{why}", expected="报告期、截止日期",
    ),
    FindingKind(
        code="digit-moved", grade=Grade.NOTE, title="尾数作了调整",
        meaning="the profile asks that printed parts add up: the last digit of this one was moved",
        message="“{part}”的尾数作了调整，使“{whole}”各分项印出的数相加等于总数", found="印作{printed}",
        expected="单独修约为{rounded}", mend="无需处理；不要调整的，在县区配置写 display.add_up = false",
    ),
    FindingKind(
        code="check-failed", grade=Grade.WARNING, title="校核没有做完",
        meaning="a plugin's check did not finish; the others did",
        message="校核插件“{label}”（{check}）没有做完，其余校核照常", found="{error}", expected="这项校核的结果",
        mend="升级或停用提供它的插件，并告知作者",
    ),
)  # fmt: skip

SOURCES = (
    FindingKind(
        code="source-twice", grade=Grade.ERROR, title="同一台账给了两次",
        meaning="most records of a file stand in another too: two versions of one ledger, counted twice",
        message="与“{other}”大半相同，疑似同一份台账的两个版本，两份都已计入，合计重复", found="{rows}行中{same}行同名",
        expected="一份台账只给一次", mend="只留其中一份（如最新的），再运行一次",
    ),
    FindingKind(
        code="sources-disagree", grade=Grade.ERROR, title="几个文件不一致",
        meaning="several files state different periods, dates or regions",
        message="几个文件的“{label}”不一致", found="{here}", expected="{first}（{source}）",
        mend="改成同一个{label}，或分开汇总；本次按“{first}”计算",
    ),
)  # fmt: skip

MAGNITUDES = (
    FindingKind(
        code="magnitude-doubtful", grade=Grade.WARNING, title="数量级可疑",
        meaning="in most rows a column is of another order of magnitude than the one it is part of, or than its own month before",
        message="“{sheet}”的“{label}”多数行是“{other}”的{times}（如“{name}”），可能不是同一个单位",
        found="{amount}；{other}{other_amount}", expected="{other}的{bounds}", mend="核对这两列的单位：1亿元＝10000万元",
        variants={
            "doubt": Variant(when="of most rows", grade=Grade.WARNING),
            "slip": Variant(
                when="of most rows, and no county's figures are so far apart", grade=Grade.ERROR,
                message="“{sheet}”的“{label}”多数行是“{other}”的{times}（如“{name}”），不会是同一个单位",
            ),
            "row-doubt": Variant(
                when="of one row", message="“{sheet}”里“{name}”的{label}是{other}的{times}，可能不是同一个单位",
            ),
            "row-slip": Variant(
                when="of one row, and no county's figures are so far apart", grade=Grade.ERROR,
                message="“{sheet}”里“{name}”的{label}是{other}的{times}，不会是同一个单位",
            ),
        },
    ),
    FindingKind(
        code="magnitude-between-sheets", grade=Grade.WARNING, title="与其他表数量级不同",
        meaning="the projects of a sheet are of another order of magnitude than those of all other sheets",
        message="“{sheet}”的“{label}”一般是其他各表项目的{times}，可能不是同一个单位",
        found="中间一个{amount}；其他各表{other_amount}", expected="其他各表的{bounds}", mend="核对这一列的单位：1亿元＝10000万元",
        variants={
            "slip": Variant(
                when="no county's sheets are so far apart", grade=Grade.ERROR,
                message="“{sheet}”的“{label}”一般是其他各表项目的{times}，不会是同一个单位",
            ),
            "largest": Variant(
                when="its largest row is small beside three quarters of the projects elsewhere",
                message="“{sheet}”里最大的“{label}”只是其他各表较小项目的{times}，可能不是同一个单位",
                found="最大一个{amount}；其他各表四分之三的项目在{other_amount}以上",
            ),
        },
    ),
    FindingKind(
        code="magnitude-outsize", grade=Grade.WARNING, title="一行大小悬殊",
        meaning="a project hundreds of times as large, or as small, as most of its sheet",
        message="“{sheet}”里“{name}”的{label}是同表一般项目的{times}，可能填错了单位", found="{amount}",
        expected="同表中间一个是{middle}", mend="核对这一格的单位：1亿元＝10000万元",
    ),
    FindingKind(
        code="growth-beyond", grade=Grade.ERROR, title="增速不可能",
        meaning="a growth beyond +300％, or below −100％, is no county's",
        message="“{name}”的{label}超出了可能的范围", found="{rate}", expected="-100％到300％", mend="核对：本列填百分数，5.5％填 5.5",
    ),
    FindingKind(
        code="growth-target-negative", grade=Grade.NOTE, title="目标增速为负",
        meaning="a growth below zero as a target: rare, and easily a sign too many",
        message="“{name}”的{label}目标是负数", found="{rate}", expected="一般不为负", mend="核对符号；确是下降目标的，无需处理",
    ),
    FindingKind(
        code="expected-beyond-target", grade=Grade.ERROR, title="预计与目标差一个数量级",
        meaning="what projects and entries will report is more than ten times a target, or less than a tenth of the period's or a "
        "fiftieth of the year's",
        message="在库与新增入库项目的预计完成数是“{title}”的{times}，不会是同一个单位", found="{amount}", expected="与{target}同一个数量级",
        mend="核对目标任务、各项目本期末月累计计划和入库项目预计贡献的单位",
    ),
)  # fmt: skip
