"""Findings of rolling up counties."""

from __future__ import annotations

from investtrack.findings.catalogue import FindingKind, Variant
from investtrack.findings.finding import Grade


REGIONS = (
    FindingKind(
        code="county-unusable", grade=Grade.ERROR, title="一个地区用不了",
        meaning="a county's files could not be used; the rest was rolled up",
        message="“{job}”没有汇入：{why}", mend="改好这个文件后重新汇总；加 --resume 只重算改过的",
    ),
    FindingKind(
        code="county-lost", grade=Grade.ERROR, title="一个地区没有读完",
        meaning="the worker that read a county died",
        message="“{job}”没有汇入：{why}", mend="单独用 investtrack check 检查这个文件",
        variants={"again": Variant(when="it was not tried alone", mend="重新汇总；仍然如此则单独检查这个文件")},
    ),
    FindingKind(
        code="county-disappeared", grade=Grade.WARNING, title="比上次少了地区",
        meaning="the run before into the same folder had a region that this one has not",
        message="上次汇总里有“{region}”，这次没有它的台账", mend="补上它的台账再汇总；它并入别处或不再上报的，不必处理",
    ),
    FindingKind(
        code="period-differs", grade=Grade.ERROR, title="报告期不同",
        meaning="a county of another period than most; left out",
        message="“{region}”没有汇入：{why}", mend="请该地区上报同一报告期的台账，或用 --period 指定",
    ),
    FindingKind(
        code="region-twice", grade=Grade.ERROR, title="地区重复上报",
        meaning="a region reported twice; counted once",
        message="“{region}”上报了两次，只汇入“{first}”，未汇入“{second}”",
        mend="删去一份；同一地区有几个文件的，放进一个文件夹并用 --by-folder",
    ),
    FindingKind(
        code="region-unclear", grade=Grade.WARNING, title="地区名称不明确",
        meaning="a region's name is short for several that are there",
        message="“{region}”可能是{regions}，没有合并", mend="写全地区名称", found="{region}", expected="{regions}",
    ),
    FindingKind(
        code="region-code-differs", grade=Grade.WARNING, title="行政区划代码与地区不符",
        meaning="the code of a ledger is another region's than the one it names; the name is followed",
        message="“{region}”的台账写行政区划代码{code}，它是{official}的代码；按名称汇总", mend="改正代码或地区名称",
        found="{code}", expected="{region}的代码",
        variants={
            "above": Variant(
                when="it lies elsewhere than the ledger says",
                message="台账写的是“{region}”，行政区划代码{code}却是{official}；按台账写的上级地区汇总",
            ),
            "shared": Variant(
                when="two regions of unlike names give one code", grade=Grade.ERROR,
                message="“{region}”和{official}写了同一个行政区划代码{code}，按两个地区汇总",
                mend="改正其中一个的代码；是同一个地区的，删去一份", expected="各自的代码",
            ),
        },
    ),
    FindingKind(
        code="region-code-unknown", grade=Grade.NOTE, title="没有这个行政区划代码",
        meaning="a code that neither GB/T 2260 nor the roster has in the year",
        message="“{region}”的行政区划代码{code}不在 GB/T 2260 的代码表里，也不在地区归属表里；仍按它认定地区",
        mend="核对代码；表里还没有的新代码，写进地区归属表（--regions）",
        variants={
            "retired": Variant(
                when="it is no longer in use", grade=Grade.WARNING,
                message="“{region}”的行政区划代码{code}是{was}的，用到{last}年，{year}年已不再使用",
                mend="改成现行的代码",
            ),
        },
    ),
    FindingKind(
        code="region-contradiction", grade=Grade.WARNING, title="上级地区与文件夹不一致",
        meaning="the ledger names another region above than its folders do; the ledger's is used",
        message="“{region}”的台账写上级地区是{stated}，却放在文件夹{folders}里；按台账汇总", mend="改正其中一处",
        found="{stated}", expected="{folders}",
    ),
    FindingKind(
        code="region-not-sent", grade=Grade.WARNING, title="地区没有上报",
        meaning="a region of the roster (--regions) sent no ledger",
        message="“{region}”在地区归属表里，但没有台账：各项汇总数不含它", mend="补报后重新汇总",
    ),
    FindingKind(
        code="definition-differs", grade=Grade.WARNING, title="口径不一致",
        meaning="counties rest on unlike definitions",
        message="{region}所属地区的“{label}”不一致：{ways}", mend="统一后再汇总；不能统一的，使用汇总数时说明",
        variants={"usual": Variant(when="of as-of dates, which are often unlike", grade=Grade.NOTE)},
    ),
    FindingKind(
        code="region-magnitude", grade=Grade.ERROR, title="一个地区的金额大小异常",
        meaning="the projects of one county are, on average, a thousand times as large, or as small, as those of the others beside it",
        message="“{region}”平均每个项目总投资{size}，{above}其他地区多在{usual}上下，相差{times}倍，可能是金额单位不对",
        found="{size}", mend="核对这个地区台账的金额单位和县区配置的 unit，改正后重新汇总；确是大项目的不必处理",
    ),
    FindingKind(
        code="sum-of-some", grade=Grade.WARNING, title="汇总数缺地区",
        meaning="the merged figures of a group are of some counties only; they leave out the same ones",
        message="{region}的{group}各数不含{lacking}：这些地区缺少其中的指标", mend="补报后重新汇总；使用这些数时说明不含哪些地区",
    ),
    FindingKind(
        code="target-sum-differs", grade=Grade.WARNING, title="目标分解对不上",
        meaning="a region's own target is not the sum of those below it",
        message="{region}“{title}”是{target}，所属地区合计{sum}，{more}{apart}{lacking}", found="{sum}", expected="{target}",
        mend="核对分解下达的目标",
    ),
    FindingKind(
        code="code-in-two-counties", grade=Grade.WARNING, title="项目编码跨县重复",
        meaning="one project code in two counties",
        message="项目编码{code}在几个地区出现：{holders}；{same}", found="{code}", mend="跨县项目只由一个县统计；编码填错的改正",
        variants={
            "more": Variant(
                when="there are more than are listed",
                message="共有{codes}个项目编码在两个以上地区出现，涉及{regions}个地区，这里只列出前{listed}个地区之间的",
                found="", mend="先改正已列出的，再重新汇总",
            ),
        },
    ),
)  # fmt: skip
