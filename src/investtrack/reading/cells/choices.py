"""Words for choices, flags and papers, and the other ways clerks write them."""

from __future__ import annotations

from enum import StrEnum

from investtrack.lazy import lazy_pattern
from investtrack.model.activity import (
    IssueCategory,
    IssueStatus,
    Preliminaries,
    SupervisionMode,
)
from investtrack.model.entry import EntryStatus, PaperState
from investtrack.model.fund import FundSource
from investtrack.model.project import ProjectLevel, ProjectStage
from investtrack.model.prospect import FirmStatus, FundingChannel, PromotionStage, Transformation
from investtrack.model.target import AssignedBy, Basis


_VARIANTS: dict[type[StrEnum], dict[str, str]] = {
    ProjectLevel: {
        "国家": "国家级 国家重大 国家重点 国家级重大 国家级重点",
        "省级重大": "省级 省 省重大 省重点 省级重点 省重大项目 省重点项目 省级重大项目 省级重点项目",
        "市级重大": "市级 市 市重大 市重点 市级重点 市重大项目 市重点项目 市级重大项目 市级重点项目",
        "县级": "县 区级 县重点 县级重点 县重大 县级重大 县重点项目 县级重点项目 县级项目",
    },
    ProjectStage: {
        "新建": "新开工 新建项目 新开工项目 计划新开工 拟新开工 计划新开工项目 本年新开工 新开工类 新建类 当年新开工",
        "续建": "续建项目 在建 在建项目 在建续建 续建类 在建类",
        "收尾": "收尾项目 竣工 竣工投产 投产 促竣工 竣工项目 建成投产 竣工或部分竣工 竣工投产类 收尾类 竣工类 已竣工",
        "预备": "预备项目 前期 前期工作 筹建 储备 预备类 前期项目 报批 筹建项目",
    },
    EntryStatus: {
        "谋划": "谋划中 谋划阶段 储备",
        "前期": "前期工作 前期阶段 办理前期 未开工",
        "已开工未入库": "已开工 已开工未纳统 已开工未入统",
        "收集资料": "正在收集资料 正在准备资料 收集资料中 资料收集 资料收集中 收集材料 准备资料 整理资料 资料准备 资料准备中 补充资料",
        "已申报": "申报 已上报 上报 申报中 正在申报 正在上报 正在审核 已提交 已报送 报送 已报审 已报 审核中 待审核",
        "市级审核": "市审 市级审核中 市审核 市局审核",
        "省级审核": "省审 省级审核中 省审核 省局审核",
        "国家审核": "国家审 国家审核中 国家局审核",
        "已入库": "入库 已纳统 已入统 纳统 审核通过 是 √ ✓ ✔",
        "退回": "已退回 被退回 退回修改",
        "未入库": "否 × ✗ ✘ 未纳统 未入统 暂未入库 尚未入库 暂未纳统 尚未纳统 待入库 待纳统 拟入库",
    },
    FirmStatus: {"在库": "已在库 存量", "年度新增": "新增 新增入库 年度新入库 新入库 年度新增入库"},
    Preliminaries: {
        "已完成": "完成 已办结 办结 全部完成",
        "办理中": "正在办理 在办 办理",
        "未启动": "未开展 未办理 尚未启动",
    },
    IssueCategory: {
        "资金": "资金问题 融资 资金短缺 资金缺口 资金不足 资金保障 资金落实 资金筹措 融资难",
        "用地": "土地 用地问题 土地问题 征地 拆迁 征拆 征迁 征地拆迁 征拆迁 土地指标 用地指标 用地保障 土地要素",
        "手续": "手续问题 手续办理 审批手续 前期手续 审批 报批 前期审批 林地手续 用林",
        "用工": "用工问题 人工 劳务 招工 用工短缺",
        "原材料": "材料 原材料供应 建材",
        "水电要素": "水电 要素保障 用水用电 水电气 要素 供电 供水 用电 用水",
        "发票": "票据 发票问题",
        "其他": "其它 其他问题",
    },
    IssueStatus: {
        "未解决": "未办结 尚未解决 否 未整改 待解决 尚未整改 未销号 尚未销号 未办理 没有解决 暂未解决 未完成 尚未办结 ×",
        "推进中": "解决中 正在解决 正在推进 办理中 正在办理 整改中 正在整改 协调中 正在协调 处理中 部分解决 持续推进 推进 跟进中 落实中",
        "已解决": "解决 已办结 办结 已销号 销号 已整改 整改完成 已完成整改 是 已完成 完成 整改到位 已整改到位 已整改完成 已协调解决 解决到位 √ ✓ ✔",
    },
    Transformation: {
        "新型工业化": "工业 工业化",
        "新型城镇化": "城镇化",
        "农业现代化": "农业",
        "旅游产业化": "旅游 旅游业",
    },
    FundingChannel: {
        "中央预算内投资": "中央预算内 中央预算内资金",
        "地方政府专项债券": "专项债 专项债券 地方专项债 政府专项债 地方政府专项债",
        "银行融资": "银行贷款 融资 贷款",
        "招商引资": "招商",
        "其他": "其它 超长期特别国债 特别国债 超长期国债 增发国债 一般债券 一般债 政策性金融工具 自筹 自有资金 企业自筹 财政资金",
    },
    FundSource: {
        "中央预算内投资": "中央预算内 中央预算内资金 中央资金",
        "超长期特别国债": "特别国债 超长期国债 超长期特别国债资金",
        "增发国债": "国债 增发国债资金 2023年增发国债",
        "地方政府专项债券": "专项债 专项债券 地方专项债 政府专项债 地方政府专项债 新增专项债券 专项债券资金",
        "一般债券": "一般债 地方政府一般债券 政府一般债券 新增一般债券",
        "政策性金融工具": "政策性开发性金融工具 新型政策性金融工具 金融工具",
        "省级": "省级资金 省级财政 省级预算内 省预算内 省级配套",
        "市级": "市级资金 市级财政 市级配套 州级",
        "县级": "县级资金 县级财政 县级配套 区级 本级财政",
        "银行贷款": "银行融资 贷款 融资 金融机构贷款",
        "自筹": "企业自筹 自筹资金 自有资金 单位自筹",
        "其他": "其它 其他资金",
    },
    PromotionStage: {
        "在谈": "洽谈 在谈项目 洽谈中",
        "签约": "已签约 签约项目",
        "前期": "前期工作",
        "开工": "已开工 在建",
        "投产": "已投产 建成投产 竣工投产",
    },
    SupervisionMode: {
        "每日通报": "日通报 每日一通报 日报",
        "周督查": "周督导 每周一督查 周督察 每周督查",
        "旬调度": "旬调度会 每旬一调度 每旬调度",
        "半月督查": "半月一督查 半月督导 每半月督查",
        "月分析": "月度分析 每月一分析 每月分析 月分析会",
        "月调度": "每月调度 一月一调度 月度调度 月调度会",
        "月通报": "每月通报 一月一通报 月度通报",
        "月排位": "每月排位 月度排名 月排名",
        "季度盘点": "季度一盘点 每季度盘点 季盘点",
        "季考核": "季度考核 每季考核",
    },
    AssignedBy: {
        "国家": "国家级",
        "省": "省级 省级下达 省里 省下达",
        "市": "市级 市级下达 市里 市下达 州",
        "县": "县级 县级自定 县定 区",
    },
    Basis: {
        "现价": "当年价 名义 当年价格",
        "可比口径": "可比 可比价 同口径",
        "不变价": "不变价格 可比价格",
    },
}

_BUILD_KINDS = (
    "新建 扩建 改建 改扩建 改建和技术改造 技术改造 技改 迁建 恢复 单纯购置 单纯建造生活设施 设备购置 新建项目 "
    "扩建项目 改建项目 迁建项目"
)
BUILD_KINDS = frozenset(_BUILD_KINDS.split())
"""What statistics call 建设性质; only 新建 is a stage of construction too."""

PLAIN_YES = frozenset(["是", "√", "✓", "✔", "有", "已", "Y", "YES", "1", "TRUE"])
"""Yes to whatever is asked; the others of YES answer one question each."""
YES = PLAIN_YES | frozenset(
    ["已入库", "已纳统", "已入统", "入库", "纳统", "在库", "已开工", "开工"]
)
NO = frozenset(
    [
        "否",
        "×",
        "✗",
        "✘",
        "X",
        "无",
        "未",
        "N",
        "NO",
        "0",
        "2",
        "FALSE",
        "不是",
        "没有",
        "未入库",
        "未纳统",
        "未入统",
        "不在库",
        "已退库",
        "退库",
        "已出库",
        "出库",
        "未开工",
    ]
)
LEFT_LIBRARY = lazy_pattern("[退出]库")
"""What a cell says of a project that was in the library and is no longer: the day of its entry is past."""
NO_PROBLEM = frozenset(
    {"无", "没有", "暂无", "无问题", "没有问题", "暂无问题", "无存在问题", "目前无问题", "不存在问题", "否", "/", "-", "—", "正常"}
)  # fmt: skip
"""What a cell of problems says where there is none."""
_PAPERS = {
    PaperState.HELD: "√ ✓ ✔ 是 有 已办 已办理 已办结 已取得 已完成 完成 1 Y YES 齐 已有 齐全",
    PaperState.LACKING: "× ✗ ✘ X 否 无 未办 未办理 未办结 未取得 未完成 0 N NO 缺 没有 办理中 正在办理",
    PaperState.NOT_NEEDED: "不需要 无需 不涉及 不需 免 免办 无需办理 /",
}
PAPERS = {word: state for state, words in _PAPERS.items() for word in words.split()}
PICTURE = "[图片]"
"""What stands for a cell that holds a picture: a paper that is there, and no text."""
PAPERS[PICTURE] = PaperState.HELD
_MARKS = "[图片] √ ✓ ✔ × ✗ ✘ X x 不需要 无需 不涉及"
MARKS = frozenset(_MARKS.split())
"""Cells that show a column to be a paper."""
_KNOWN_PAPERS = (
    "立项 备案 核准 可研 初设 用地 土地证 用地批文 用地规划许可证 规划许可 工程规划许可证 施工许可 施工许可证 "
    "施工合同 现场照片 付款凭证 环评 能评 节能 节能审查 水土保持 水保 林地 招投标 中标通知书 发票 购置合同 "
    "法人证明 申报表 营业执照 开工报告 监理合同 设计文件"
)
KNOWN_PAPERS = frozenset(_KNOWN_PAPERS.split())
"""Headers of papers even where no cell is filled yet."""


def words_of(kind: type[StrEnum]) -> dict[str, StrEnum]:
    """Return word → member: the values themselves, and their known variants."""
    known = {
        variant: kind(value)
        for value, variants in _VARIANTS.get(kind, {}).items()
        for variant in variants.split()
    }
    known.update({member.value: member for member in kind})
    return known


_TAIL_OF_KIND = lazy_pattern(r"(?:(?:方面|类)的?)?(?:问题|原因|困难)?$")


def kind_of_problem(text: str) -> str:
    """Return the kind of a problem without the words behind it: 资金类问题 → 资金."""
    return _TAIL_OF_KIND.sub("", text)


def is_kind_of_problem(text: str) -> bool:
    """Whether a cleaned header is a kind of problem."""
    return kind_of_problem(text) in words_of(IssueCategory)
