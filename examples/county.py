"""A fictional county and its ledger, made up from a seed.

云溪县 and 青岚市 do not exist; every name, code and amount below is invented. The sheets that
`build` returns follow the standard ledger and agree with each other, so a check of them should
find nothing wrong. `soil.py` adds the faults of everyday ledgers; `make_example.py` writes both.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple


COUNTY, CITY = "云溪县", "青岚市"
YEAR, AS_OF = 2022, date(2022, 3, 20)
YEAR_START = date(YEAR, 1, 1)
QUARTER_END = date(YEAR, 3, 31)
MONTHS = range(2, 13)  # January alone is not reported
AREA_CODE = "529927"  # no such place
CENT = Decimal("0.01")

PAPERS = ("立项", "用地", "规划许可", "施工许可", "施工合同", "现场照片", "付款凭证")
TOWNS = (
    "望江街道", "松坪镇", "白鹭镇", "枫林镇", "沙坝镇", "茶坪乡",
    "竹园镇", "双河镇", "青石镇", "石笋乡", "月亮湾镇", "长岭镇",
)  # fmt: skip
LEADERS = (
    "李明", "王芳", "陈志远", "罗江平", "杨建", "周海燕", "吴启帆",
    "何文静", "赵国梁", "唐晓峰", "冉立新", "谭永红", "龙玉", "田家兴",
)  # fmt: skip
BRANDS = (
    "云岭", "溪谷", "恒茂", "鑫泰源", "绿野", "鸿远达", "青禾", "瑞川", "宏阔",
    "丰和", "九岭", "乾泽", "沐风", "百禾", "启辰源", "隆兴达",
)  # fmt: skip
CHINESE_NUMBERS = "一二三四五六七八九"


class Kind(NamedTuple):
    """A kind of project: who looks after it, who builds it, how much it costs, its names."""

    industry: str
    unit: str
    team: str
    owner: str
    sector: str
    least: int
    most: int
    works: tuple[str, ...]  # what is being done half-way through
    names: tuple[str, ...]


KINDS = {
    "工业": Kind(
        "制造业", "县工业和信息化局", "工业项目专班", "{county}{brand}实业有限公司",
        "工业", 1200, 32000, ("厂房钢结构吊装", "主体厂房施工"),
        (
            "{town}年产{n}万吨机制砂生产线建设项目", "{county}年产{n}万套电子元器件封装线项目",
            "{town}中药材精深加工厂建设项目", "{town}茶叶精制加工厂改扩建项目",
            "{town}装配式建筑构件（管片）生产项目", "{town}竹木家具加工项目",
            "{county}废旧轮胎综合利用项目", "{town}天然矿泉水灌装线扩建项目",
            "{county}经济开发区标准厂房建设项目", "{town}辣椒制品生产线技术改造项目",
            "{county}年产{n}万吨建筑垃圾再生骨料项目", "{town}服装加工产业园项目",
        ),
    ),
    "农业": Kind(
        "农业", "县农业农村局", "农业项目专班", "{county}{brand}农业发展有限公司",
        "农业", 600, 9000, ("配套用房施工", "田间道路和沟渠施工"),
        (
            "{town}生猪标准化养殖场建设项目", "{town}高标准农田建设项目",
            "{town}食用菌产业园建设项目", "{town}肉牛养殖基地建设项目",
            "{town}设施蔬菜种植示范园项目", "{town}农产品冷链（仓储）物流中心项目",
            "{town}油茶林提质增效项目", "{town}稻渔综合种养示范项目",
        ),
    ),
    "水利": Kind(
        "水利管理业", "县水务局", "水利项目专班", "{county}水利投资有限责任公司",
        "基础设施", 800, 26000, ("大坝填筑", "渠道衬砌", "管网敷设"),
        (
            "{town}水库工程", "{town}病险水库除险加固工程", "{town}灌区续建配套与节水改造工程",
            "云溪河{town}段防洪治理工程", "{town}农村供水保障工程",
        ),
    ),
    "交通": Kind(
        "道路运输业", "县交通运输局", "交通项目专班", "{county}交通建设投资有限责任公司",
        "基础设施", 1500, 48000, ("路基施工", "桥涵施工", "路面基层施工"),
        (
            "{town}至{other}公路改扩建工程", "{town}大桥新建工程", "{county}{town}客运站建设项目",
            "{town}产业路硬化工程", "{county}城区至{town}快速通道项目",
        ),
    ),
    "市政": Kind(
        "公共设施管理业", "县住房和城乡建设局", "城建项目专班",
        "{county}城市建设投资有限责任公司", "基础设施", 900, 21000, ("管网敷设", "主体结构施工"),
        (
            "{town}污水处理厂及配套管网建设项目", "{county}城区老旧小区改造项目",
            "{county}{town}供水管网更新改造项目", "{town}生活垃圾转运站建设项目",
            "{county}智慧停车场建设项目", "{town}易地扶贫搬迁安置点配套设施项目",
        ),
    ),
    "教育": Kind(
        "教育", "县教育局", "民生项目专班", "{county}教育事业发展中心",
        "社会民生", 700, 18000, ("主体结构施工", "二次结构砌筑"),
        (
            "{town}中心小学改扩建项目", "{county}第三高级中学建设项目",
            "{town}公办幼儿园建设项目", "{town}初级中学学生宿舍建设项目",
        ),
    ),
    "卫生": Kind(
        "卫生和社会工作", "县卫生健康局", "民生项目专班", "{county}卫生事业发展中心",
        "社会民生", 700, 15000, ("主体结构施工", "二次结构砌筑"),
        (
            "{county}人民医院门诊综合楼项目", "{town}卫生院业务用房建设项目",
            "{town}养老服务中心（公建）建设项目",
        ),
    ),
    "旅游": Kind(
        "文化旅游业", "县文体广电旅游局", "文旅项目专班", "{county}{brand}文化旅游有限公司",
        "旅游", 2000, 36000, ("主体结构施工", "景观绿化施工"),
        (
            "{town}温泉康养度假区项目", "{town}乡村旅游示范点建设项目",
            "{county}云溪古街保护与利用项目", "{town}湿地公园游客服务设施项目",
            "{town}露营基地建设项目",
        ),
    ),
    "能源": Kind(
        "电力、热力生产和供应业", "县能源局", "能源项目专班", "{city}{brand}新能源有限公司",
        "工业", 3000, 42000, ("基础浇筑", "支架及线路安装"),
        (
            "{town}农业光伏电站项目", "{town}分散式风电项目", "{town}110千伏输变电工程",
            "{county}天然气管网“县县通”支线项目",
        ),
    ),
    "房开": Kind(
        "房地产业", "县住房和城乡建设局", "城建项目专班", "{county}{brand}房地产开发有限公司",
        "房地产", 18000, 96000, ("主体结构施工", "二次结构砌筑"),
        (
            "{county}云水澜庭商住小区建设项目", "{county}金桂苑住宅小区建设项目",
            "{county}望江·观澜府建设项目", "{town}印象城商业综合体项目",
            "{county}书香雅苑建设项目", "{town}新城家园（B区）建设项目",
            "{county}半山语林建设项目",
        ),
    ),
}  # fmt: skip
KIND_WEIGHTS = (24, 14, 9, 11, 14, 7, 4, 6, 5, 9)


@dataclass
class Project:
    """One row of 项目台账."""

    code: str
    name: str
    kind: Kind
    owner: str
    leader: str | None
    total: Decimal
    level: str = "县级"
    stage: str = "续建"
    before: Decimal | None = Decimal(0)
    year_plan: Decimal | None = None
    plan: list[Decimal | None] = field(default_factory=lambda: [None] * len(MONTHS))
    actual: Decimal | None = None
    cumulative: Decimal | None = None
    unreportable: Decimal | None = None
    reason: str | None = None
    entered: date | None = None
    stat_code: str | None = None
    start: date | None = None
    start_planned: date | None = None
    finish: date | None = None
    stopped: date | None = None
    progress: str | None = None
    note: str | None = None

    @property
    def is_real_estate(self) -> bool:
        return self.kind is KINDS["房开"]

    @property
    def is_carried_over(self) -> bool:
        """In the library on 1 January and not finished before it."""
        in_library = self.entered is not None and self.entered < YEAR_START
        return in_library and not (self.finish and self.finish < YEAR_START)


class Entry(NamedTuple):
    """One row of 入库计划."""

    project: Project
    planned: date
    status: str
    entered: date | None
    contribution: list[Decimal]
    papers: str
    returned: str | None
    note: str | None


@dataclass
class Table:
    """A sheet: headers, rows, and what real sheets carry around them."""

    headers: list[str]
    rows: list[list[Any]]
    preamble: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)  # indexes into rows


@dataclass(frozen=True)
class Scale:
    """How many records each sheet gets."""

    carried_over: int = 94
    finished: int = 2
    reserved: int = 9
    entries: int = 15
    firms: int = 18
    resumptions: int = 40
    issues: int = 25
    reserve: int = 20
    promotion: int = 15

    @classmethod
    def for_projects(cls, projects: int) -> "Scale":
        """Return a ledger of *projects* rows in 项目台账, the other sheets in proportion."""
        entries = max(15, projects // 10)
        reserved = max(9, projects // 20)
        return cls(
            carried_over=projects - 2 - reserved - entries,
            reserved=reserved,
            entries=entries,
            firms=min(max(18, projects // 8), 2000),
            resumptions=min(max(40, projects // 3), 10000),
            issues=min(max(25, projects // 5), 5000),
            reserve=min(max(20, projects // 6), 3000),
            promotion=min(max(15, projects // 8), 2000),
        )


def round_down(amount: Decimal, step: int) -> Decimal:
    return amount // step * step


def spread(random: Random, year_plan: Decimal, first: int = 0) -> list[Decimal]:
    """Spread a year's plan over the cumulative months; nothing is planned before *first*."""
    weights = [0 if month < first else random.uniform(0.7, 1.3) for month in MONTHS]
    weights[0] *= 1.35  # two months in one
    done, plan = Decimal(0), []
    for weight in weights:
        done += Decimal(weight)
        plan.append(round_down(year_plan * done / Decimal(sum(weights)), 1))
    plan[-1] = year_plan
    return plan


class Maker:
    """Make the county's records, all from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._names: dict[str, int] = {}
        self._serial = self.random.randrange(100000, 400000)
        self._stat_serial = 0

    # -- small things

    def day(self, first: date, last: date) -> date:
        """Return a working day between two dates."""
        day = first + timedelta(days=self.random.randrange((last - first).days + 1))
        friday = day - timedelta(days=max(0, day.weekday() - 4))
        return friday if friday >= first else friday + timedelta(days=3)

    def amount(self, least: int, most: int) -> Decimal:
        """Return an amount, smaller ones more often; one in five has an odd tail."""
        share = self.random.random() ** 2.2
        value = Decimal(least) + round_down(Decimal((most - least) * share), 10)
        return value if self.random.random() < 0.8 else value + self.odd(1000)

    def odd(self, most: int) -> Decimal:
        return Decimal(self.random.randrange(1, most)) * CENT

    def part(self, amount: Decimal, least: float, most: float) -> Decimal:
        return (amount * Decimal(self.random.uniform(least, most))).quantize(CENT)

    def fill(self, pattern: str) -> str:
        town, other = self.random.sample(TOWNS, 2)
        return pattern.format(
            town=town,
            other=other,
            county=COUNTY,
            city=CITY,
            brand=self.random.choice(BRANDS),
            n=self.random.choice((2, 3, 5, 6, 8, 10, 20, 30)),
        )

    def name(self, patterns: tuple[str, ...]) -> str:
        """Return a name not given before; the second of a name is its second phase."""
        name = self.fill(self.random.choice(patterns))
        count = self._names[name] = self._names.get(name, 0) + 1
        if count == 1:
            return name
        return f"{name}（{CHINESE_NUMBERS[count - 1]}期）" if count < 9 else f"{name}{count}号地块"

    def code(self, started: date) -> str:
        self._serial += self.random.randrange(7, 9)
        return f"{started:%y%m}-{AREA_CODE}-04-01-{self._serial:06d}"

    def stat_code(self) -> str:
        """Return an 18-character code: organisation, area, serial."""
        self._stat_serial += 1
        owner = self.random.randrange(10**6, 10**7)
        return f"MA{owner}{AREA_CODE}{self._stat_serial % 1000:03d}"

    def leader(self) -> str:
        return self.random.choice(LEADERS)

    # -- projects

    def new_project(self, kind: Kind, started: date) -> Project:
        return Project(
            code=self.code(started),
            name=self.name(kind.names),
            kind=kind,
            owner=self.fill(kind.owner),
            leader=self.leader(),
            total=self.amount(kind.least, kind.most),
            start=started,
        )

    def carried_over(self) -> Project:
        """Make a project that was in the library before the year began."""
        kind = self.random.choices(list(KINDS.values()), KIND_WEIGHTS)[0]
        year = self.random.choices((2019, 2020, 2021), (2, 4, 7))[0]
        entered = self.day(date(year, 3, 8), date(year, 12, 24))
        project = self.new_project(kind, self.day(entered - timedelta(100), entered))
        project.entered, project.stat_code = entered, self.stat_code()
        share = self._share_done(project, entered)
        project.before = self.part(project.total, share, min(share + 0.06, 0.99))
        self._plan_year(project)
        self._report(project)
        return project

    def _share_done(self, project: Project, entered: date) -> float:
        if entered >= date(2021, 10, 1):
            project.stage = "新建"
            return self.random.uniform(0.04, 0.25)
        age = (YEAR_START - entered).days / 365
        share = min(0.93, self.random.uniform(0.3, 0.55) + 0.2 * age)
        project.stage = "收尾" if share > 0.8 else "续建"
        return share

    def _plan_year(self, project: Project) -> None:
        """Set what cannot be reported, then plan some of what is left."""
        left = project.total - project.before
        if project.stage != "新建" and self.random.random() < 0.4:
            project.unreportable = self.part(left, 0.25, 0.75)
            project.reason = self.random.choice(
                ("设备采购无发票", "前期费用未开票", "已决算", "征拆补偿费无票据", "合同纠纷")
            )
            left -= project.unreportable
        wanted = self.part(project.total, 0.18, 0.4)
        project.year_plan = round_down(min(left, wanted), 10)
        project.plan = spread(self.random, project.year_plan)

    def _report(self, project: Project) -> None:
        """Report the first two months; one project in eight is far behind its plan."""
        slow = self.random.random() < 0.13
        least, most = (0.0, 0.45) if slow else (0.82, 1.12)
        project.actual = min(self.part(project.plan[0], least, most), project.year_plan)
        project.cumulative = project.before + project.actual
        share = int(project.cumulative / project.total * 100)
        project.progress = f"{self._works(project)}，完成总工程量的{share}％"
        if slow:
            project.note = self.random.choice(
                ("融资未到位，推进缓慢", "征地受阻", "原材料供应不足")
            )
        elif self.random.random() < 0.5:
            months = 3 if project.stage == "收尾" else 16
            project.finish = self.day(date(2022, 5, 1), date(2022, 7, 1) + timedelta(months * 30))

    def _works(self, project: Project) -> str:
        return self.random.choice(
            {
                "新建": ("场地平整完成，基础施工", "桩基施工", "土石方开挖"),
                "收尾": ("设备安装调试", "附属工程施工", "室内装修"),
            }.get(project.stage, project.kind.works)
        )

    def finished(self) -> Project:
        """Make a project that was completed before the year and is still listed."""
        project = self.new_project(KINDS["市政"], self.day(date(2019, 4, 1), date(2019, 9, 1)))
        project.entered = self.day(date(2019, 10, 8), date(2019, 12, 20))
        project.stat_code = self.stat_code()
        project.stage, project.progress = "收尾", "已完工"
        project.before = project.cumulative = project.total
        project.finish = self.day(date(2021, 9, 1), date(2021, 12, 15))
        project.note = "已竣工验收，待出库"
        return project

    def in_preparation(self) -> Project:
        """Make a project that is neither started nor in the library."""
        kind = KINDS[self.random.choice(("工业", "农业", "市政", "教育", "旅游"))]
        project = self.new_project(kind, self.day(date(2021, 9, 1), date(2022, 2, 20)))
        project.start, project.stage, project.progress = None, "预备", "办理前期手续"
        project.year_plan = round_down(self.part(project.total, 0.2, 0.5), 10)
        project.plan = spread(self.random, project.year_plan, first=4)
        return project

    def stop(self, projects: list[Project]) -> None:
        """Bring some projects to a halt."""
        for project, since in zip(
            projects,
            (date(2021, 8, 16), date(2021, 11, 8), date(2021, 12, 20), date(2022, 1, 17)),
            strict=False,
        ):
            project.stopped, project.finish = since, None
            project.actual = (
                Decimal(0) if since < YEAR_START else self.part(project.plan[0], 0, 0.3)
            )
            project.cumulative = project.before + project.actual
            project.progress, project.note = "停工", "资金链紧张，停工"

    # -- entries

    def entry(self, row: "EntryPlan") -> Entry:
        """Make an entry and its project from a line of `ENTRY_PLANS`."""
        kind = KINDS[row.kind]
        started = (
            None
            if row.status in {"谋划", "前期"}
            else self.day(date(2021, 10, 12), date(2021, 12, 20))
        )
        project = self.new_project(kind, started or date(2022, 1, 10))
        project.start, project.stage, project.level = started, "新建", row.level
        if row.name:
            project.name = row.name
        project.total, project.year_plan = Decimal(row.total), Decimal(row.year_plan)
        early = [Decimal(row.to_february), Decimal(row.to_march)]
        late = spread(self.random, project.year_plan - early[1], first=4)[2:]
        project.plan = early + [early[1] + amount for amount in late]
        project.progress = project.kind.works[0] if started else "办理前期手续"
        if row.entered:
            project.entered, project.stat_code = row.entered, self.stat_code()
            in_time = row.entered < date(2022, 3, 1)
            project.actual = self.part(early[0], 0.8, 1.1) if in_time else Decimal(0)
            project.cumulative = project.actual
        return Entry(
            project, row.planned, row.status, row.entered, list(project.plan),
            row.papers, row.returned, row.note,
        )  # fmt: skip

    def entry_plan(self) -> "EntryPlan":
        """Return one more line like those of `ENTRY_PLANS`, for ledgers larger than that."""
        status = self.random.choice([plan.status for plan in ENTRY_PLANS])
        total = int(self.amount(500, 9000))
        year_plan = total // 20 * 10
        planned = date(2022, self.random.choice((1, 2, 3, 3, 3, 4, 5)), 28)
        in_quarter = planned < QUARTER_END
        to_march = year_plan // 50 * 10 if in_quarter else 0
        done = status == "已入库"
        if done and not in_quarter:
            planned, to_march = date(2022, 3, 28), year_plan // 50 * 10
        return EntryPlan(
            "", self.random.choice(list(KINDS)), total, year_plan, to_march // 20 * 10, to_march,
            planned, status, self.day(date(2022, 1, 10), date(2022, 3, 18)) if done else None,
            "√√√√√√√" if done else "".join(self.random.choices("√×", (3, 1), k=7)),
            returned="施工合同无签订日期" if status == "退回" else None,
        )  # fmt: skip


class EntryPlan(NamedTuple):
    """What is written by hand about a planned entry. Amounts in 万元; papers as in `PAPERS`."""

    name: str
    kind: str
    total: float
    year_plan: int
    to_february: int
    to_march: int
    planned: date
    status: str
    entered: date | None
    papers: str  # √ held, × lacking, — not needed
    level: str = "县级"
    returned: str | None = None
    note: str | None = None


MARCH, FEBRUARY, JANUARY = date(2022, 3, 31), date(2022, 2, 28), date(2022, 1, 31)
ENTRY_PLANS = (
    EntryPlan("云溪县年产4万吨磷酸铁前驱体生产线建设项目", "工业", 42000, 21000, 3600, 9800,
              MARCH, "收集资料", None, "√√√×√√×", "省级重大", note="正在加快主体施工"),
    EntryPlan("松坪镇、双河镇片区畜禽粪污资源化利用项目", "农业", 8600, 5200, 600, 1800,
              FEBRUARY, "已入库", date(2022, 2, 22), "√√√—√√√", "市级重大"),
    EntryPlan("云溪县经济开发区污水集中处理设施扩容项目", "市政", 5200, 3200, 300, 1100,
              MARCH, "市级审核", None, "√√√√√√√", "市级重大"),
    EntryPlan("白鹭镇茶旅融合示范园项目", "旅游", 3980, 1900, 240, 700,
              MARCH, "已申报", None, "√√√√√√√"),
    EntryPlan("竹园镇重竹地板生产线项目", "工业", 2980, 1800, 260, 620,
              JANUARY, "已入库", date(2022, 1, 19), "√√√√√√√"),
    EntryPlan("沙坝镇柑橘分拣包装中心项目", "农业", 2450.5, 1300, 200, 560,
              MARCH, "收集资料", None, "√√××√√×"),
    EntryPlan("云溪县城乡物流配送中心项目", "交通", 1860, 1100, 150, 430,
              MARCH, "已入库", date(2022, 3, 11), "√√√√√√√"),
    EntryPlan("长岭镇装配式猪舍构件加工项目", "工业", 1320, 800, 120, 330,
              FEBRUARY, "退回", None, "√√√√×√√", returned="施工合同未载明工期与合同金额"),
    EntryPlan("枫林镇二期安置区幼儿园项目", "教育", 980, 600, 80, 260,
              MARCH, "已开工未入库", None, "√√√×√××"),
    EntryPlan("石笋乡山塘整治工程", "水利", 760, 500, 60, 190,
              MARCH, "收集资料", None, "√——×√√×"),
    EntryPlan("茶坪乡民宿集群改造项目", "旅游", 640, 320, 0, 90,
              MARCH, "前期", None, "√××××××"),
    EntryPlan("青石镇农机服务站项目", "农业", 480, 300, 40, 120,
              MARCH, "收集资料", None, "√√√—√√×", note="总投资不足500万元"),
    EntryPlan("月亮湾镇智能分拣设备购置项目", "工业", 6800, 3000, 0, 0,
              date(2022, 5, 31), "前期", None, "√———×××"),
    EntryPlan("云溪县城南片区雨污分流改造项目", "市政", 3260, 1500, 0, 0,
              date(2022, 6, 30), "谋划", None, "√××××××"),
    EntryPlan("望江街道社区工厂建设项目", "工业", 1750, 900, 0, 0,
              date(2021, 12, 31), "已开工未入库", None, "√√√×√√×", note="施工许可证正在补办"),
)  # fmt: skip


@dataclass
class County:
    """The county's projects, each once, and the lists that name them."""

    projects: list[Project]
    carried_over: list[Project]
    reserved: list[Project]
    entries: list[Entry]
    resumed: list[Project]

    def expected(self) -> Decimal:
        """Return what the quarter should bring: carried-over projects and this quarter's entries.

        Finished projects have no plan; an entered project counts as an entry only.
        """
        march = MONTHS.index(3)
        stock = sum(project.plan[march] for project in self.carried_over)
        return stock + sum(
            entry.contribution[march]
            for entry in self.entries
            if YEAR_START <= entry.planned <= QUARTER_END
        )


def make_county(maker: Maker, scale: Scale) -> County:
    carried_over = [maker.carried_over() for _ in range(scale.carried_over)]
    carried_over.sort(key=lambda project: (project.entered, project.code))
    reserved = [maker.in_preparation() for _ in range(scale.reserved)]
    plans = [*ENTRY_PLANS, *(maker.entry_plan() for _ in range(scale.entries - len(ENTRY_PLANS)))]
    entries = [maker.entry(plan) for plan in plans]
    # Houses are rarely anybody's major project; otherwise size decides.
    by_weight = sorted(carried_over, key=lambda p: (not p.is_real_estate, p.total), reverse=True)
    national, *majors = by_weight[: scale.resumptions + 1]
    national.level = "国家"
    for rank, project in enumerate(majors):
        project.level = "省级重大" if rank < len(majors) * 3 // 10 else "市级重大"
    resumed = sorted(majors, key=lambda project: project.code)
    old = [p for p in carried_over if p.stage == "续建" and p.start < date(2021, 6, 1)]
    minor = [p for p in old if p.level == "县级"]
    maker.stop([*[p for p in old if p.level.endswith("重大")][3:12:8], *minor[2:4]])
    resumed[11].leader = None
    finished = [maker.finished() for _ in range(scale.finished)]
    plan_starts(reserved, [entry.project for entry in entries])
    projects = [*finished, *carried_over, *(entry.project for entry in entries), *reserved]
    return County(projects, carried_over, reserved, entries, resumed)


FIRST_BATCH = date(2022, 3, 28)


def in_first_batch(reserved: list[Project], entering: list[Project]) -> list[Project]:
    """Return what is to be started together in the spring."""
    return [*reserved[:5], *[project for project in entering if project.start is None][:3]]


def plan_starts(reserved: list[Project], entering: list[Project]) -> None:
    """Plan a start for whatever has none: the first batch in March, the others through the year."""
    first = in_first_batch(reserved, entering)
    later = [p for p in [*reserved, *entering] if p.start is None and p not in first]
    for project in first:
        project.start_planned = FIRST_BATCH
    for number, project in enumerate(later):
        project.start_planned = date(YEAR, 5 + number % 6, 20)


# -- sheets


def info_table() -> Table:
    return Table(
        ["项", "值"],
        [
            ["地区", COUNTY],
            ["上级地区", CITY],
            ["报告期", "2022年一季度"],
            ["截止日期", AS_OF],
            ["金额单位", "万元"],
            ["填报单位", f"{COUNTY}发展和改革局"],
        ],
    )


def target_table(county: County) -> Table:
    """Set the county's target to what its projects add up to, the city's a little lower."""
    planned = county.expected() / 10000
    assigned = (planned * Decimal("0.965")).quantize(Decimal("0.1"))
    base = (assigned / Decimal("1.08")).quantize(Decimal("0.0001"))
    growth = ((planned / base - 1) * 100).quantize(Decimal("0.1"))
    year = (assigned / Decimal("0.21")).quantize(Decimal(1))
    year_base = (year / Decimal("1.085")).quantize(Decimal("0.0001"))
    gdp, fai = "地区生产总值", "固定资产投资"
    return Table(
        ["指标", "期间", "下达层级", "目标值", "单位", "同比增速（％）", "上年同期", "增速口径",
         "实际完成", "实际增速（％）", "备注"],
        [
            [gdp, "2022年", "市", None, "亿元", 7.5, None, "不变价", None, None, "增速为下限"],
            [gdp, "2022年一季度", "县", 16.8, "亿元", 7, 15.32, "不变价", None, None, None],
            [fai, "2022年", "市", year, "亿元", 8.5, year_base, "现价", None, None, None],
            [fai, "2022年一季度", "市", assigned, "亿元", 8, base, "现价", None, None, None],
            [fai, "2022年一季度", "县", planned, "亿元", growth, base, "现价", None, None, "目标"],
            ["规模以上工业增加值", "2022年一季度", "市", None, None, 9, None, "可比口径", None,
             None, None],
            ["社会消费品零售总额", "2022年一季度", "市", None, None, 6.5, None, "现价", None, None,
             None],
        ],
    )  # fmt: skip


def project_table(county: County) -> Table:
    headers = [
        "项目编码", "项目名称", "建设单位", "责任单位", "包保领导", "工作专班", "项目级别",
        "建设阶段", "行业", "是否房地产", "总投资（万元）", "到上年底累计完成投资（万元）",
        "年度计划投资（万元）",
        *(f"{YEAR}年1—{month}月计划完成投资（万元）" for month in MONTHS),
        *(f"{YEAR}年1—{month}月完成投资（万元）" for month in (2, 3)),
        "自开始建设累计完成投资（万元）", "不可报投资（万元）", "不可报原因", "是否入库",
        "入库时间", "纳统编码", "开工时间", "竣工时间", "停工起始时间", "形象进度", "计划开工时间",
        "计划竣工时间", "备注",
    ]  # fmt: skip
    return Table(headers, [project_row(project) for project in county.projects])


def project_row(project: Project) -> list[Any]:
    is_finished = project.finish is not None and project.finish <= AS_OF
    return [
        project.code, project.name, project.owner, project.kind.unit, project.leader,
        project.kind.team, project.level, project.stage, project.kind.industry,
        "是" if project.is_real_estate else "否", project.total, project.before,
        project.year_plan, *project.plan,
        project.actual, None,  # March is not reported yet
        project.cumulative, project.unreportable, project.reason,
        "是" if project.entered else "否", project.entered, project.stat_code,
        project.start, project.finish if is_finished else None, project.stopped, project.progress,
        project.start_planned, None if is_finished else project.finish, project.note,
    ]  # fmt: skip


def entry_table(county: County) -> Table:
    headers = [
        "项目编码", "项目名称", "总投资（万元）", "计划入库时间", "入库状态", "实际入库时间",
        *(f"{YEAR}年1—{month}月预计贡献投资（万元）" for month in MONTHS),
        *PAPERS, "退回原因", "责任单位", "包保领导", "备注",
    ]  # fmt: skip
    rows = [
        [
            entry.project.code, entry.project.name, entry.project.total, entry.planned,
            entry.status, entry.entered, *entry.contribution,
            *("不需要" if mark == "—" else mark for mark in entry.papers),
            entry.returned, entry.project.kind.unit, entry.project.leader, entry.note,
        ]
        for entry in county.entries
    ]  # fmt: skip
    return Table(headers, rows)


FIRMS = (
    ("7211", "城市运营管理有限公司"), ("7213", "产业投资服务有限公司"),
    ("7261", "人力资源服务有限公司"), ("7271", "保安护卫服务有限公司"),
    ("7121", "机械租赁有限公司"), ("7291", "旅行社有限公司"), ("6450", "网络信息服务有限公司"),
    ("6513", "软件开发有限公司"), ("6531", "信息系统集成有限公司"), ("8111", "汽车维修有限公司"),
    ("8040", "洗染服务有限公司"), ("9013", "网络文化娱乐有限公司"), ("8890", "文化传播有限公司"),
    ("7481", "工程管理咨询有限公司"), ("7511", "农业技术推广有限公司"),
    ("8010", "家政服务有限公司"), ("6110", "酒店管理有限公司"), ("5442", "公路客运站务有限公司"),
)  # fmt: skip


def credit_code(random: Random) -> str:
    """Return a unified social credit code with valid check digits."""
    organisation = "MA" + "".join(random.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=6))
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(alphabet.index(c) * w for c, w in zip(organisation, weights, strict=True)) % 11
    code = f"91{AREA_CODE}{organisation}" + {10: "X", 11: "0"}.get(rest, str(rest))
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + alphabet[-total % 31]


def firm_table(maker: Maker, scale: Scale) -> Table:
    random, rows = maker.random, []
    for number in range(scale.firms):
        industry, trade = FIRMS[number % len(FIRMS)]
        is_new = number % 6 == 4
        base = maker.amount(150, 900)
        plan = round_down(base * Decimal(random.uniform(1.04, 1.2)), 1)
        early = round_down(plan * Decimal("0.62"), 1)
        year = 2022 if is_new else random.randrange(2016, 2022)
        rows.append([
            credit_code(random),
            maker.name((f"{{county}}{{brand}}{trade}",)),
            industry,
            "年度新增" if is_new else "在库",
            date(year, 1, 20) if is_new else maker.day(date(year, 1, 5), date(year, 12, 20)),
            early, plan, maker.part(early, 0.9, 1.08), base,
            "2022年1月新增入库" if is_new else None,
        ])  # fmt: skip
    headers = [
        "统一社会信用代码", "企业名称", "行业代码", "入库情况", "入库时间",
        f"{YEAR}年1—2月计划营业收入（万元）", f"{YEAR}年1—3月计划营业收入（万元）",
        f"{YEAR}年1—2月实际营业收入（万元）", "上年同期营业收入（万元）", "备注",
    ]  # fmt: skip
    return Table(headers, rows)


RESUMED_ON = (date(2022, 2, 7), date(2022, 2, 10), date(2022, 2, 15), date(2022, 2, 18),
              date(2022, 2, 28))  # fmt: skip
NOT_RESUMED = ("资金未到位", "征地矛盾未化解", "施工队伍尚未返岗", "设计变更待批复")


def resumption_table(maker: Maker, county: County) -> Table:
    rows = []
    for number, project in enumerate(county.resumed):
        planned = maker.random.choices(RESUMED_ON, (3, 6, 4, 5, 2))[0]
        actual, reason, note = planned, None, None
        if project.stopped or number in {8, 29}:
            planned = date(2022, 3, 28) if number == 29 else planned
            actual, reason = None, NOT_RESUMED[number % len(NOT_RESUMED)]
            note = "已纳入重点督办" if project.stopped else None
        rows.append([
            project.code, project.name, project.level, project.stage, planned, actual,
            reason, project.leader, project.kind.unit, note,
        ])  # fmt: skip
    headers = [
        "项目编码", "项目名称", "项目级别", "建设阶段", "计划复工时间", "实际复工时间",
        "未复工原因", "包保领导", "责任单位", "备注",
    ]  # fmt: skip
    return Table(headers, rows)


def start_table(county: County) -> Table:
    """List the batch to come (three projects from 入库计划) and the one of last autumn."""
    planned = FIRST_BATCH
    coming = in_first_batch(county.reserved, [entry.project for entry in county.entries])
    held = date(2021, 10, 12)
    late = sorted(
        (p for p in county.carried_over if p.start >= held), key=lambda p: (p.start, p.code)
    )
    unentered = [e.project for e in county.entries if e.planned < YEAR_START]
    rows = []
    for number, project in enumerate(coming):
        ready = ("办理中", "施工许可证、水土保持方案") if number in {3, 6} else ("已完成", None)
        rows.append(start_row("2022年第一批", project, planned, None, ready))
    for project in [*late[:5], *unentered[:1]]:
        ready = ("已完成", None)
        rows.append(start_row("2021年第四批", project, held, project.start, ready))
    headers = [
        "批次", "项目编码", "项目名称", "总投资（万元）", "年度计划投资（万元）", "产业类别",
        "计划开工时间", "实际开工时间", "前期工作", "未办结手续", "备注",
    ]  # fmt: skip
    return Table(headers, rows)


def start_row(
    batch: str, project: Project, planned: date, actual: date | None, ready: tuple[str, str | None]
) -> list[Any]:
    return [
        batch, project.code, project.name, project.total, project.year_plan,
        project.kind.sector, planned, actual, *ready, None,
    ]  # fmt: skip


ISSUES = (
    ("资金", "银行贷款尚未放款，工程款支付滞后", "协调金融机构开展银企对接"),
    ("用地", "部分地块征拆协议未签订", "由属地乡镇组织专人入户协商"),
    ("手续", "施工许可证未办结", "行政审批窗口提前介入、容缺办理"),
    ("用工", "春节后技术工人到岗不足", "组织县内劳务公司定向输送"),
    ("原材料", "砂石、水泥供应紧张", "协调县内砂石企业保供"),
    ("水电要素", "施工用电容量不足", "供电部门架设临时变压器"),
    ("发票", "设备采购发票无法提供", "税务部门上门辅导开票"),
    ("其他", "施工便道与村民出行矛盾", "调整运输时段并硬化便道"),
)


def issue_table(maker: Maker, county: County, scale: Scale) -> Table:
    stopped = [project for project in county.carried_over if project.stopped]
    others = [project for project in county.carried_over if not project.stopped]
    others = maker.random.sample(others, min(len(others), scale.issues))
    rows = []
    for number, project in enumerate([*stopped, *others][: scale.issues]):
        category, text, measure = ISSUES[0 if project.stopped else number % len(ISSUES)]
        raised = maker.day(max(date(2022, 1, 4), project.stopped or YEAR_START), date(2022, 3, 17))
        limit = raised + timedelta(days=maker.random.choice((10, 15, 20, 30)))
        state = maker.random.choice(("未解决", "推进中", "推进中", "已解决", "已解决"))
        state = "推进中" if project.stopped else state
        solved = min(limit - timedelta(3), date(2022, 3, 18)) if state == "已解决" else None
        rows.append([
            f"WT2022-{number + 1:03d}", project.code, project.name, category, text, raised,
            project.stopped, project.kind.unit, project.leader, limit, state, solved,
            None if state == "未解决" else measure,
        ])  # fmt: skip
    headers = [
        "编号", "项目编码", "项目名称", "问题类别", "问题描述", "提出时间", "停工起始时间",
        "责任单位", "责任领导", "整改时限", "状态", "解决时间", "解决措施",
    ]  # fmt: skip
    return Table(headers, rows)


TRANSFORMATIONS = {
    "新型工业化": ("{town}新能源材料产业园项目", "{county}智能终端配件生产项目"),
    "新型城镇化": ("{county}城市更新片区改造项目", "{town}特色小镇基础设施项目"),
    "农业现代化": ("{town}现代农业产业示范园项目", "{town}辣椒全产业链项目"),
    "旅游产业化": ("{town}峡谷漂流景区项目", "{county}红色文化研学基地项目"),
}
CHANNELS = ("中央预算内投资", "地方政府专项债券", "银行融资", "招商引资", "其他")
UNITS = ("县工业和信息化局", "县住房和城乡建设局", "县农业农村局", "县文体广电旅游局")


def reserve_table(maker: Maker, scale: Scale) -> Table:
    random, rows = maker.random, []
    for number in range(scale.reserve):
        which = number % 4
        transformation = list(TRANSFORMATIONS)[which]
        total = maker.amount(2000, 60000)
        rows.append([
            maker.name(TRANSFORMATIONS[transformation]), total, transformation,
            random.choice(CHANNELS), round_down(maker.part(total, 0.4, 0.8), 10),
            random.choice(("项目建议书", "可行性研究", "初步设计", "用地预审")),
            maker.day(date(2022, 5, 9), date(2023, 6, 30)), UNITS[which], None,
        ])  # fmt: skip
    headers = [
        "项目名称", "总投资（万元）", "四化类别", "拟申请资金渠道", "资金需求（万元）",
        "前期阶段", "拟开工时间", "责任单位", "备注",
    ]  # fmt: skip
    return Table(headers, rows)


PROMOTION_NAMES = (
    "{town}{brand}食品加工招商项目", "{town}文旅小镇招商项目", "{county}可降解材料产业园招商项目",
    "{town}预制菜中央厨房招商项目", "{county}{brand}产教融合实训基地招商项目",
    "{town}{brand}石材加工园招商项目", "{county}{brand}电子线束生产招商项目",
)  # fmt: skip


def promotion_table(maker: Maker, scale: Scale) -> Table:
    random, rows = maker.random, []
    states = ("在谈", "签约", "前期", "开工", "签约", "投产", "前期", "签约")
    for number in range(scale.promotion):
        state = states[number % len(states)]
        signed = planned = begun = None
        if state in {"开工", "投产"}:
            signed = maker.day(date(2021, 4, 6), date(2021, 7, 30))
            planned = maker.day(signed + timedelta(60), signed + timedelta(150))
            begun = planned + timedelta(random.choice((0, 0, 7, 14)))
        elif state != "在谈":
            signed = maker.day(date(2021, 8, 2), date(2022, 3, 11))
            planned = maker.day(max(signed + timedelta(60), date(2022, 2, 21)), date(2022, 9, 30))
        total = maker.amount(3000, 80000)
        funds = maker.part(total, 0.05, 0.3) if state in {"前期", "开工", "投产"} else Decimal(0)
        rows.append([
            maker.name(PROMOTION_NAMES), f"{CITY}{random.choice(BRANDS)}控股集团有限公司", signed,
            total, funds if signed else None, state, planned,
            begun, "县投资促进局", None,
        ])  # fmt: skip
    headers = [
        "项目名称", "投资方", "签约时间", "协议投资额（万元）", "到位资金（万元）", "项目状态",
        "计划开工时间", "实际开工时间", "责任单位", "备注",
    ]  # fmt: skip
    return Table(headers, rows)


FOUND = (
    ("现场作业人员偏少", 7), ("施工围挡及扬尘防控不到位", 5), ("工程资料归档不及时", 10),
    ("进度滞后于计划", 14), ("设备进场迟缓", 10),
)  # fmt: skip


def supervision_table(maker: Maker, county: County) -> Table:
    """Visit every Friday, on every tenth and at every month's end, with a few occasions missed."""
    fridays = [date(2022, 1, 7) + timedelta(7 * week) for week in range(11)]
    tenths = [date(2022, 1, 10), date(2022, 1, 20), date(2022, 1, 29), date(2022, 2, 10),
              date(2022, 2, 28), date(2022, 3, 10), date(2022, 3, 20)]  # fmt: skip
    missed = {date(2022, 2, 4), date(2022, 3, 11)}
    occasions = [(day, "周督查") for day in fridays if day not in missed]
    occasions += [(day, "旬调度") for day in tenths]
    occasions += [(date(2022, 1, 29), "月分析"), (date(2022, 2, 28), "月分析")]
    rows = []
    for day, manner in sorted(occasions):
        for project in maker.random.sample(county.carried_over, 2 if manner == "周督查" else 1):
            text, days = maker.random.choice(FOUND)
            limit = day + timedelta(days)
            done = limit - timedelta(1) if maker.random.random() < 0.8 else None
            done = done if done and done <= AS_OF else None
            rows.append([day, manner, project.name, text, project.kind.unit, limit, done])
    headers = ["日期", "方式", "项目名称", "发现问题", "责任单位", "整改时限", "完成时间"]
    return Table(headers, rows)


def fund_table(county: County) -> Table:
    """What each source gave some of the carried-over projects; of the oldest bonds nothing was paid yet."""
    sources = ("中央预算内投资", "地方政府专项债券", "省级", "县级", "银行贷款", "自筹")
    rows: list[list[Any]] = []
    for number, project in enumerate(county.carried_over[::9]):
        allotted = (project.total / 10).quantize(Decimal(1))
        arrived = (allotted * (7 + number % 4) / 10).quantize(Decimal(1))
        is_idle = number == 1
        paid = Decimal(0) if is_idle else (arrived * (3 + number % 5) / 10).quantize(Decimal(1))
        day = date(YEAR - 1, 6 if is_idle else 9, 15)
        rows.append(
            [
                project.code,
                project.name,
                sources[number % len(sources)],
                day,
                allotted,
                arrived,
                paid,
            ]
        )
    headers = [
        "项目编码", "项目名称", "资金来源", "下达时间", "下达金额（万元）", "到位金额（万元）", "已支付金额（万元）",
    ]  # fmt: skip
    return Table(headers, rows)


def measure_table() -> Table:
    """What the office did and was told, in its words; items that it left out are not in the report either."""
    rows: list[list[Any]] = [
        ["会议依据", f"{CITY}一季度经济运行调度会议"],
        ["主送", f"{CITY}人民政府"],
        ["主题词", "开门红"],
        ["方案名称", f"{COUNTY}{YEAR}年重点项目复工复产工作方案"],
        ["文号", "云发改〔2022〕5号"],
        ["印发日期", date(2022, 1, 25)],
        ["督查单位", "县政府督查室、县发展和改革局"],
        ["督查起始日", date(2022, 2, 7)],
        ["工作机制", "周督查、旬调度、月分析"],
        ["产业方针", "新型工业化、新型城镇化、农业现代化、旅游产业化"],
        ["署名", f"{COUNTY}发展和改革局"],
        ["成文日期", AS_OF],
    ]
    return Table(["项", "内容"], rows)


def build(scale: Scale, seed: int) -> dict[str, Table]:
    """Return the sheets of a ledger by name."""
    maker = Maker(seed)
    county = make_county(maker, scale)
    return {
        "基本信息": info_table(),
        "目标任务": target_table(county),
        "项目台账": project_table(county),
        "入库计划": entry_table(county),
        "服务业企业": firm_table(maker, scale),
        "复工复产": resumption_table(maker, county),
        "集中开工": start_table(county),
        "问题清单": issue_table(maker, county, scale),
        "储备项目": reserve_table(maker, scale),
        "招商引资": promotion_table(maker, scale),
        "督导记录": supervision_table(maker, county),
        "项目资金": fund_table(county),
        "工作措施": measure_table(),
    }
