"""Findings of the rules on one sheet: projects, entries, resumptions, starts, issues, firms, supervision."""

from __future__ import annotations

from investtrack.findings.catalogue import FindingKind, Variant
from investtrack.findings.finding import Grade


AMOUNTS = (
    FindingKind(
        code="amount-negative", grade=Grade.ERROR, title="金额为负数",
        meaning="an amount is below zero",
        message="“{name}”的{label}为负数", found="{amount}", expected="不小于0", mend="核对后改为正数；没有数的留空",
    ),
    FindingKind(
        code="unit-slip", grade=Grade.ERROR, title="疑似单位填错",
        meaning="an amount is 10⁴ off its own total, its project elsewhere, or any known size: 万元 for 亿元",
        message="“{name}”的{label}{why}，疑似万元、亿元（或元）填错", found="{amount}", expected="约{likely}",
        mend="核对这一列和这一格的单位：1亿元＝10000万元",
        variants={
            "elsewhere": Variant(
                when="against 项目台账", message="“{name}”的总投资在{sheet}和项目台账不同，正好差1万倍，疑似万元、亿元填错",
                expected="{other}", mend="核对后改成同一个数",
            ),
        },
    ),
    FindingKind(
        code="ytd-exceeds-cumulative", grade=Grade.ERROR, title="本年完成大于累计完成",
        meaning="the year to date exceeds what was completed since construction began",
        message="“{name}”的{month}完成投资大于自开始建设累计完成投资", found="{amount}", expected="不超过{limit}",
        mend="核对两列是否填反或漏加以前年度",
    ),
    FindingKind(
        code="cumulative-exceeds-total", grade=Grade.WARNING, title="累计完成超过总投资",
        meaning="more completed than the total; the remainder counts 0",
        message="“{name}”的累计完成投资超过总投资，剩余投资为负，按0计", found="{amount}", expected="不超过总投资{limit}",
        mend="核对总投资是否调整、累计数是否多报",
    ),
    FindingKind(
        code="cumulative-mismatch", grade=Grade.WARNING, title="累计完成对不上",
        meaning="cumulative is not 到上年底累计 plus the year to date",
        message="“{name}”的自开始建设累计不等于到上年底累计＋{month}完成", found="{amount}", expected="{sum}",
        mend="核对三个数，改正其中填错的一个",
    ),
    FindingKind(
        code="part-exceeds-total", grade=Grade.WARNING, title="部分超过总投资",
        meaning="an annual plan, an earlier cumulative or a contribution exceeds the total",
        message="“{name}”的{label}超过总投资", found="{amount}", expected="不超过{limit}", mend="核对总投资和本列",
        variants={
            "contribution": Variant(
                when="a contribution, which counts in what is expected", grade=Grade.ERROR,
                message="“{name}”的{month}预计贡献投资超过总投资", mend="核对单位是否填错（1亿元应填10000）",
            ),
        },
    ),
    FindingKind(
        code="year-plan-mismatch", grade=Grade.WARNING, title="分月计划与年度计划不符",
        meaning="a plan to date exceeds the annual plan, or 1—12月 differs from it",
        message="“{name}”的{month}计划完成投资与年度计划投资不符", found="{amount}", expected="不超过{limit}",
        mend="核对分月计划和年度计划",
        variants={"december": Variant(when="of 1—12月", expected="等于{limit}")},
    ),
    FindingKind(
        code="unreportable-exceeds-remaining", grade=Grade.WARNING, title="不可报投资大于剩余投资",
        meaning="不可报投资 exceeds what remains",
        message="“{name}”的不可报投资大于剩余投资，按剩余投资计", found="{amount}", expected="不超过{limit}",
        mend="核对不可报投资和累计完成投资",
    ),
    FindingKind(
        code="unreportable-without-reason", grade=Grade.NOTE, title="不可报投资没有原因",
        meaning="不可报投资 without its reason",
        message="“{name}”有不可报投资而没有填原因", expected="不可报原因", mend="补填，如无发票、前期费用、已决算",
    ),
    FindingKind(
        code="ytd-falling", grade=Grade.WARNING, title="累计数小于上月",
        meaning="a cumulated amount is below the month before's",
        message="“{name}”的{month}{label}小于{before}", found="{amount}", expected="不小于{limit}",
        mend="本列为1月起累计数；如填成了单月数请改为累计，如系核减请在备注说明",
        variants={"contribution": Variant(when="of an entry", mend="本列为1月起累计数，请改为累计")},
    ),
    FindingKind(
        code="actual-behind", grade=Grade.WARNING, title="完成投资报得少",
        meaning="a project's actuals end months before the others'",
        message="“{name}”的完成投资只报到{month}，多数投资已报到{newest}", expected="{newest}完成投资",
        mend="补报；本次按已报月份计",
    ),
    FindingKind(
        code="actual-ahead", grade=Grade.NOTE, title="完成投资先报了",
        meaning="a project's actuals go on after the month of the data, which most of the money has reached",
        message="“{name}”已报到{month}，多数投资只报到{newest}；增速、进度按{newest}比，不按{month}", found="{month}",
        expected="{newest}完成投资", mend="其余项目补报后重新出数",
    ),
    FindingKind(
        code="data-old", grade=Grade.WARNING, title="完成投资是旧数",
        meaning="the month of the data is a quarter or more before the as-of date: what is said of today rests on old amounts",
        message="完成投资只报到{month}，截止日期是{as_of}，相差{months}个月；完成数、增速和进度说的是{month}的情况，不是现在的", found="{month}",
        expected="接近截止日期的月份", mend="补填以后各月的完成投资；或把截止日期（--as-of）改成数据所到的时候",
    ),
    FindingKind(
        code="total-missing", grade=Grade.WARNING, title="没有总投资",
        meaning="no total investment",
        message="“{name}”没有填总投资", expected="总投资", mend="补填总投资；不填则不计入总投资和剩余投资",
        variants={
            "entry": Variant(
                when="of an entry", message="“{name}”没有填总投资，无法判断是否达到入库起点",
                mend="补填总投资；不填则不计入入库各项",
            ),
        },
    ),
    FindingKind(
        code="carried-over-without-cumulative", grade=Grade.WARNING, title="接转项目没有累计完成",
        meaning="carried over, and what was completed is unknown",
        message="“{name}”是接转在库项目，却没有累计完成投资，算不出剩余投资", expected="自开始建设累计，或到上年底累计和本年完成",
        mend="补填自开始建设累计完成投资",
    ),
)  # fmt: skip

LIBRARY = (
    FindingKind(
        code="entered-without-date", grade=Grade.WARNING, title="已入库没有入库时间",
        meaning="in the library, and since when is unknown",
        message="“{name}”已入库而没有入库时间，按接转在库项目计", expected="入库时间", mend="补填入库时间",
        variants={
            "entry": Variant(
                when="of an entry", message="“{name}”入库状态为已入库，却没有实际入库时间", expected="实际入库时间",
                mend="补填实际入库时间",
            ),
        },
    ),
    FindingKind(
        code="state-in-words", grade=Grade.WARNING, title="停工、竣工只写在文字里",
        meaning="形象进度 or 备注 says that a project has stopped or is finished, and the column of the day is empty: no figure counts it as such",
        message="“{name}”的{column}写的是“{said}”，没有填{label}，没有计入{state}项目", found="{said}", expected="{label}",
        mend="是{state}的，补填{label}；不是的，{column}换个写法",
    ),
    FindingKind(
        code="left-in-words", grade=Grade.WARNING, title="退库只写在文字里",
        meaning="形象进度 or 备注 says that a project left the library, and 是否入库 is yes: it is counted in it",
        message="“{name}”的{column}写的是“{said}”，是否入库却是“是”，仍按在库计入", found="{said}", expected="是否入库：否",
        mend="已退库的，是否入库改为“否”；没有退库的，{column}换个写法",
    ),
    FindingKind(
        code="merged-in-words", grade=Grade.WARNING, title="并入别的项目只写在文字里",
        meaning="形象进度 or 备注 says that a project was made part of another, and it states amounts of its own: they may count twice",
        message="“{name}”的{column}写的是“{said}”，它的金额仍单独计入，可能重复计算", found="{said}", expected="一个项目一行",
        mend="已并入的，删去这一行或清空金额；没有并入的，{column}换个写法",
    ),
    FindingKind(
        code="library-contradiction", grade=Grade.ERROR, title="是否入库自相矛盾",
        meaning="a date of entry, and “not entered”",
        message="“{name}”填了入库时间，却标为未入库", found="否；{date}", expected="两者一致",
        mend="核对是否入库和入库时间；本次按未入库计",
        variants={
            "entry": Variant(
                when="of an entry", message="“{name}”填了实际入库时间，入库状态却不是已入库", found="{status}；{date}",
                mend="核对入库状态和实际入库时间；本次按入库状态计",
            ),
        },
    ),
    FindingKind(
        code="date-after-as-of", grade=Grade.WARNING, title="日期在截止日期之后",
        meaning="something done is dated after the as-of date",
        message="“{name}”已入库，入库时间却在截止日期之后", found="{date}", expected="不晚于{as_of}",
        mend="核对入库时间；计划入库的请填在入库计划表",
        variants={
            "fund": Variant(
                when="an allotment of money", message="“{name}”的资金下达时间在截止日期之后", mend="核对下达时间；没有下达的不填",
            ),
            "entry": Variant(
                when="of an entry", message="“{name}”的实际入库时间在截止日期之后，截止日期按未入库计", mend="核对实际入库时间",
            ),
            "resumption": Variant(
                when="of a resumption", message="“{name}”的实际复工时间在截止日期之后，截止日期按未复工计",
                mend="核对日期；是计划的请填在计划复工时间",
            ),
        },
    ),
    FindingKind(
        code="date-read-as-planned", grade=Grade.NOTE, title="按计划时间读取",
        meaning="a 开工时间 or 竣工时间 after the as-of date: read as planned",
        message="“{name}”的{label}在截止日期之后，按计划时间读取", found="{date}", expected="不晚于{as_of}",
        mend="是计划的，请填在“计划{label}”；已发生的，核对日期",
    ),
    FindingKind(
        code="finished-before-started", grade=Grade.WARNING, title="竣工早于开工",
        meaning="completion before start",
        message="“{name}”的竣工时间早于开工时间", found="{date}", expected="不早于{limit}", mend="核对两个日期",
    ),
    FindingKind(
        code="completed-after-finish", grade=Grade.WARNING, title="竣工之后的完成投资",
        meaning="an amount of this year for a project that was finished before the year: it is in no figure of the library",
        message="“{name}”{date}已经竣工，{month}的完成投资没有计入在库项目", found="{amount}", expected="年初前竣工的不再报",
        mend="没有竣工的，改竣工时间；竣工后补报的，核对应不应计入",
    ),
    FindingKind(
        code="dates-reversed", grade=Grade.WARNING, title="日期先后颠倒",
        meaning="solved before raised, rectified before inspected",
        message="“{name}”的{later}早于{earlier}", found="{date}", expected="不早于{limit}", mend="核对两个日期",
    ),
    FindingKind(
        code="duplicate-code", grade=Grade.ERROR, title="编码重复",
        meaning="two projects, or two firms, of one code",
        message="“{name}”与“{first}”的项目编码相同", found="{code}", expected="每个项目一个编码",
        mend="核对：重复填报的删去一行，不同项目的改编码",
        variants={
            "firm": Variant(
                when="of a firm", message="“{name}”与“{first}”的统一社会信用代码相同", expected="每家企业一个代码",
                mend="重复填报的删去一行",
            ),
        },
    ),
    FindingKind(
        code="duplicate-name", grade=Grade.WARNING, title="项目重名",
        meaning="two rows of one project name",
        message="“{name}”与另一行项目同名", found="{name}", expected="一个项目一行",
        mend="重复填报的删去一行；分期项目请在名称注明一期、二期",
    ),
    FindingKind(
        code="entry-below-threshold", grade=Grade.NOTE, title="低于入库起点",
        meaning="below the entry threshold",
        message="“{name}”的总投资低于入库起点，不计入入库各项", found="{amount}", expected="不低于{limit}",
        mend="核对总投资的数和单位",
        variants={
            "slip": Variant(
                when="it looks like 亿元 in a 万元 column", grade=Grade.WARNING,
                message="“{name}”的总投资低于入库起点，不计入入库各项；疑似把亿元数填进了万元列",
            ),
        },
    ),
    FindingKind(
        code="entered-without-papers", grade=Grade.ERROR, title="已入库缺资料",
        meaning="已入库, and required papers are lacking",
        message="“{name}”已入库，应备资料却缺{number}件：{papers}", found="×或未填", expected="√",
        mend="核对资料；已备的改√，确实不需要的填“不需要”",
    ),
    FindingKind(
        code="entry-already-in-library", grade=Grade.WARNING, title="计划入库而早已在库",
        meaning="planned to enter in the period, and in the library before it",
        message="“{name}”在本期之前已经入库，仍列为本期计划入库；投资只计入在库项目", found="{date}", expected="不再列入计划",
        mend="从入库计划删去，或更正项目台账的入库时间",
    ),
    FindingKind(
        code="entered-outside-plan", grade=Grade.WARNING, title="入库而不在计划",
        meaning="entered this year by the end of the period, and in no row of 入库计划: its plan is counted nowhere",
        message="“{name}”本年入库，却不在入库计划表，其计划投资没有计入预计完成", found="{date}",
        expected="入库计划表有这个项目", mend="在入库计划表补一行，填预计贡献投资",
    ),
    FindingKind(
        code="plan-stated-twice", grade=Grade.WARNING, title="计划报了两个数",
        meaning="a project that enters this year has another plan in 项目台账; what 入库计划 says counts",
        message="“{name}”{month}的预计贡献投资与项目台账的计划完成投资不同，按入库计划计", found="{amount}", expected="{other}",
        mend="本年入库的项目只在入库计划填预计贡献，或把两表改成一致",
    ),
    FindingKind(
        code="contribution-before-entry", grade=Grade.NOTE, title="入库前就有预计贡献",
        meaning="contributions for months before the planned entry: a month's plan exceeds what is expected by then",
        message="“{name}”{months}已有预计贡献投资，早于计划入库时间", found="{planned}", expected="计划入库以后各月才有预计贡献",
        mend="核对计划入库时间和各月预计贡献",
    ),
    FindingKind(
        code="entered-not-in-library", grade=Grade.WARNING, title="两表入库情况不一致",
        meaning="入库计划 and 项目台账 disagree on whether it entered",
        message="“{name}”在入库计划为{here}，在项目台账为{there}", found="{status}", expected="两表一致",
        mend="核对后改正其中一表",
    ),
    FindingKind(
        code="status-missing", grade=Grade.WARNING, title="没有入库状态",
        meaning="no 入库状态",
        message="“{name}”没有填入库状态，计入“其他”", expected="入库状态", mend="补填入库状态",
    ),
    FindingKind(
        code="planned-date-missing", grade=Grade.WARNING, title="没有计划时间",
        meaning="no planned date: of an entry it is not counted",
        message="“{name}”没有计划入库时间，不计入本期计划入库", expected="计划入库时间", mend="补填，如 2022年3月",
        variants={
            "resumption": Variant(
                when="of a resumption, which no figure of the plan needs", grade=Grade.NOTE,
                message="“{name}”没有计划复工时间，无法判断是否应复工", expected="计划复工时间", mend="补填计划复工时间",
            ),
        },
    ),
    FindingKind(
        code="returned-without-reason", grade=Grade.NOTE, title="退回没有原因",
        meaning="退回 without its reason",
        message="“{name}”被退回而没有填退回原因", expected="退回原因", mend="补填退回原因",
    ),
)  # fmt: skip

LINKS = (
    FindingKind(
        code="project-unknown", grade=Grade.WARNING, title="找不到项目",
        meaning="refers to no project; projects of near names are offered",
        message="“{name}”在项目台账里找不到", found="{written}", expected="项目台账里的项目编码或名称",
        mend="核对编码和名称；是新项目的请补入项目台账",
        variants={
            "new": Variant(when="a sheet where a project may stand before 项目台账 has it", grade=Grade.NOTE),
            "near": Variant(
                when="a project of a near name is there",
                mend="是否就是{offered}{several}？是则在配置的 aliases 里写明，或改成同一名称；是新项目的请补入项目台账",
            ),
        },
    ),
    FindingKind(
        code="project-ambiguous", grade=Grade.WARNING, title="同名项目不止一个",
        meaning="its name fits several projects",
        message="“{name}”在项目台账有{number}个同名项目，不知指哪一个", found="{name}", expected="填项目编码", mend="补填项目编码",
    ),
    FindingKind(
        code="name-differs", grade=Grade.WARNING, title="同编码不同名",
        meaning="same code, other name",
        message="“{name}”与项目台账同编码项目的名称不同（{other}）", found="{name}", expected="{other}",
        mend="核对编码和名称；确为同一项目的改成同名",
    ),
    FindingKind(
        code="total-differs", grade=Grade.WARNING, title="总投资不一致",
        meaning="another total than in 项目台账, or than in another sheet",
        message="“{name}”的总投资在{sheet}和{other_sheet}不同{cause}", found="{amount}", expected="{other}",
        mend="核对后改成同一个数",
    ),
    FindingKind(
        code="ledgers-differ", grade=Grade.ERROR, title="两份台账不一致",
        meaning="one project in two files or sheets with different amounts",
        message="“{name}”的{label}在两份台账里不同{cause}", found="{amount}", expected="{other}（{cell}）",
        mend="核对后改成同一个数；两处是同一个项目的只留一行，以免重复计算",
        variants={"rounded": Variant(when="it looks like rounding", grade=Grade.WARNING)},
    ),
    FindingKind(
        code="level-differs", grade=Grade.WARNING, title="项目级别不一致",
        meaning="another level than in 项目台账",
        message="“{name}”的项目级别在复工复产和项目台账不同", found="{here}", expected="{there}", mend="核对后改成一致",
    ),
    FindingKind(
        code="stage-differs", grade=Grade.WARNING, title="建设阶段不一致",
        meaning="another stage than in 项目台账",
        message="“{name}”的建设阶段在复工复产和项目台账不同", found="{here}", expected="{there}", mend="核对后改成一致",
    ),
    FindingKind(
        code="leader-elsewhere", grade=Grade.WARNING, title="包保领导填在别的表",
        meaning="another sheet names a leader of a project that 项目台账 has without one: that leader is taken",
        message="“{name}”的包保领导填在{sheet}，项目台账没有填，按{sheet}所填计", found="{leaders}",
        expected="项目台账也填", mend="补填项目台账的包保领导",
    ),
)  # fmt: skip

ABSENT = (
    FindingKind(
        code="leader-borrowed", grade=Grade.NOTE, title="包保领导取自别的表",
        meaning="rows of a sheet name no leader, and another sheet does: that one is taken",
        message="“{sheet}”有{number}行没有填包保领导，按其他表所填计（如“{name}”：{leaders}）", mend="无需处理；要改的，在这张表里填写",
    ),
    FindingKind(
        code="library-unknown", grade=Grade.ERROR, title="不知哪些项目在库",
        meaning="项目台账 has no column 是否入库 and none 入库时间, or nothing in them: the figures on projects in the library are absent",
        message="项目台账没有“是否入库”列，也没有“入库时间”列，在库项目的各项指标都算不出来", expected="是否入库（是、否）",
        mend="加一列“是否入库”逐个填是或否；列名不同的，在县区配置的 [[mapping]] 里写明：investtrack map 会写出现有各列的对应",
        variants={
            "recognised": Variant(
                when="of a list that is known by its headers alone, and may be no ledger of the library", grade=Grade.WARNING,
            ),
            "blank": Variant(
                when="the columns are there, and empty", message="项目台账的“是否入库”“入库时间”都是空的，在库项目的各项指标都算不出来",
                mend="逐个填是或否",
            ),
        },
    ),
    FindingKind(
        code="problems-unlisted", grade=Grade.WARNING, title="存在问题没有列入问题清单",
        meaning="项目台账 tells problems of projects, and there is no 问题清单: figures and sentences on problems leave them out",
        message="项目台账有{number}个项目填了存在问题（如“{name}”：{problem}），台账没有问题清单表，问题各项指标不含它们",
        expected="问题清单", mend="加一张“问题清单”表，一个问题一行，写明类别、责任单位、整改时限和状态",
    ),
)  # fmt: skip

ACTIVITY = (
    FindingKind(
        code="resumed-before-stopped", grade=Grade.WARNING, title="复工早于停工",
        meaning="resumed before the stop began",
        message="“{name}”的实际复工时间早于停工起始时间", found="{date}", expected="不早于{limit}",
        mend="核对两个日期；复工后再次停工的请在备注说明，本次按仍在停工计",
    ),
    FindingKind(
        code="resumed-with-reason", grade=Grade.NOTE, title="已复工还有未复工原因",
        meaning="resumed, and a reason for not resuming",
        message="“{name}”已复工，却还填着未复工原因", found="{reason}", expected="空", mend="已复工的清空未复工原因",
    ),
    FindingKind(
        code="procedures-contradiction", grade=Grade.WARNING, title="前期工作自相矛盾",
        meaning="procedures done, and some open",
        message="“{name}”前期工作标为已完成，却还有未办结手续", found="{procedures}", expected="空",
        mend="核对前期工作和未办结手续",
    ),
    FindingKind(
        code="started-without-procedures", grade=Grade.WARNING, title="前期未完先开工",
        meaning="started before procedures were done",
        message="“{name}”已开工，前期工作却没有完成", found="{date}；{status}", expected="前期工作已完成",
        mend="核对开工时间和前期工作",
    ),
    FindingKind(
        code="resolved-without-date", grade=Grade.WARNING, title="已解决没有时间",
        meaning="已解决 without a date",
        message="“{name}”已解决而没有解决时间", expected="解决时间", mend="补填解决时间",
    ),
    FindingKind(
        code="issue-contradiction", grade=Grade.WARNING, title="问题状态自相矛盾",
        meaning="a date of solution, and not solved",
        message="“{name}”填了解决时间，状态却不是已解决", found="{status}", expected="已解决",
        mend="核对状态和解决时间；本次按状态计",
    ),
    FindingKind(
        code="deadline-missing", grade=Grade.NOTE, title="没有整改时限",
        meaning="an open issue without a deadline",
        message="“{name}”没有整改时限，无法判断是否逾期", expected="整改时限", mend="补填整改时限",
    ),
    FindingKind(
        code="industry-code-unknown", grade=Grade.WARNING, title="行业代码不认识",
        meaning="an industry that is no code or name of GB/T 4754-2017; whether the firm counts cannot be told",
        message="“{name}”的行业代码“{found}”不是国民经济行业分类里的代码或名称，无法判断是否计入其他营利性服务业", found="{found}",
        expected="行业代码（GB/T 4754，2—4位数字），如 7211", mend="改成2—4位的行业代码；不改则不计入",
        variants={
            "wide": Variant(
                when="it names several divisions, of which only some count",
                message="“{name}”的行业“{found}”只有一部分计入其他营利性服务业，无法判断它是否计入",
                expected="更细的行业代码，如 7211",
            ),
        },
    ),
    FindingKind(
        code="credit-code-wrong", grade=Grade.WARNING, title="信用代码写错",
        meaning="a 统一社会信用代码 that is not of 18 signs, has signs it cannot have, or whose check sign does not fit (GB 32100)",
        message="“{name}”的统一社会信用代码不对：{why}", found="{found}", expected="18位统一社会信用代码", mend="对照营业执照改正",
    ),
    FindingKind(
        code="project-code-wrong", grade=Grade.WARNING, title="项目代码写错",
        meaning="a 投资项目统一代码 that is not of 4, 6, 2, 2 and 6 signs, or begins with no year and month (GB/T 40058)",
        message="“{name}”的投资项目统一代码不对：{why}", found="{found}", expected="如 2105-520422-04-01-123456",
        mend="对照在线审批监管平台的赋码改正",
    ),
    FindingKind(
        code="industry-code-missing", grade=Grade.WARNING, title="没有行业代码",
        meaning="a firm whose industry is unknown, so not counted",
        message="“{name}”没有行业代码，无法判断是否计入其他营利性服务业", expected="行业代码（GB/T 4754）",
        mend="补填行业代码；不填则不计入",
    ),
)  # fmt: skip

FUNDS = (
    FindingKind(
        code="fund-exceeds", grade=Grade.WARNING, title="资金前后不符",
        meaning="more money arrived than was allotted, or more was paid than arrived",
        message="“{name}”的{label}大于{limit_label}", found="{amount}", expected="不超过{limit}",
        mend="核对两列是否填反、单位是否一致，或漏填后来下达的资金",
    ),
    FindingKind(
        code="fund-source-missing", grade=Grade.WARNING, title="没有资金来源",
        meaning="a row of money without a source, so counted neither as the government's nor as others'",
        message="“{name}”没有资金来源，不计入政府资金各项指标", expected="中央预算内投资、地方政府专项债券等",
        mend="补填资金来源",
    ),
    FindingKind(
        code="rank-unreadable", grade=Grade.WARNING, title="位次读不出",
        meaning="a published rank that is no number",
        message="“{name}”的位次读不出名次，没有采用", found="{rank}", expected="如 3、第3位、3/12", mend="改成数字",
    ),
)  # fmt: skip
