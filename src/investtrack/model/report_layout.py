"""The county's own report: its templates, and the parts it adds, drops or calls otherwise (汇报)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from attrs import field, frozen

from investtrack.model.made_in_code import demand_limits


REPORT_KINDS = ("月度", "一季度", "上半年", "前三季度", "全年")
"""The kinds of report that a bureau writes in a year, by the period."""
_LEVELS = (1, 2)


@frozen(kw_only=True)
class AddedPart:
    """A part that a county adds to the packaged report.

    Attributes:
        title: its heading, without a number.
        text: its paragraphs; tags of the template may stand in them.
        after: the heading that it follows, with all below that; empty: it is the last.
        level: 1 for 一、, 2 for （一）.
        kinds: the kinds of report that have it; empty: all.
    """

    title: str
    text: tuple[str, ...] = ()
    after: str = ""
    level: int = 1
    kinds: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        demand_limits(
            self,
            {},
            "" if self.title.strip() else "title：要写标题",
            "" if self.level in _LEVELS else f"level：应为1或2，不能是 {self.level}",
            *_unknown_kinds("kinds", self.kinds),
        )


@frozen(kw_only=True)
class ReportLayout:
    """How the county's own report differs from the packaged one. Headings stand without their numbers.

    Attributes:
        template: the county's Word template, for every kind; a path as seen from the profile's file.
        templates: kind of report → its template, over ``template``.
        drop: headings that are left out with all below them.
        rename: heading → what the county calls it.
        add: parts of the county's own.
    """

    template: str = ""
    templates: Mapping[str, str] = field(factory=dict)
    drop: tuple[str, ...] = ()
    rename: Mapping[str, str] = field(factory=dict)
    add: tuple[AddedPart, ...] = ()

    def __attrs_post_init__(self) -> None:
        demand_limits(self, {}, *_unknown_kinds("templates", self.templates))

    def template_for(self, kind: str) -> str:
        """Return the path of the county's template for *kind*; empty where the packaged one is used."""
        return self.templates.get(kind, self.template)

    @property
    def changes_parts(self) -> bool:
        """Whether parts of the packaged report are dropped, renamed or added."""
        return bool(self.drop or self.rename or self.add)


def _unknown_kinds(name: str, kinds: Collection[str]) -> Iterator[str]:
    for kind in kinds:
        if kind not in REPORT_KINDS:
            yield f"{name}：没有“{kind}”这种汇报，可选：{'、'.join(REPORT_KINDS)}"
