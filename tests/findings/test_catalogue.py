"""The catalogue refuses what is not declared, and fills its texts."""

import re

import pytest

from investtrack.errors import ProfileError
from investtrack.findings import FINDINGS, SECTIONS, Catalogue, FindingKind, Grade, Variant, make
from investtrack.model.converter import profile_from_toml, profile_to_data
from investtrack.plugin import collect, hookimpl, load_plugins, new_manager
from investtrack.report import build_report
from investtrack.tables.plain import findings_data
from investtrack.values.amount import Amount, Unit
from investtrack.values.cell import CellRef
from investtrack_testing import sample_ledger


PLACE = CellRef("台账.xlsx", "项目台账", "C2")


def kind(code="two-rows", **given):
    texts = {"title": "两行", "meaning": "two rows", "message": "“{name}”有{rows}行"}
    return FindingKind(code=code, grade=Grade.WARNING, **{**texts, **given})


def test_a_call_names_a_code_and_fills_its_fields():
    found = make(
        "amount-negative", PLACE, name="河东大桥", label="总投资", amount=Amount.of(-3, Unit.YI)
    )
    assert found.message == "“河东大桥”的总投资为负数"
    assert (found.found, found.expected) == ("-30000万元", "不小于0")
    assert found.mend == "核对后改为正数；没有数的留空"
    assert (found.grade, found.place) == (Grade.ERROR, PLACE)


def test_a_variant_says_it_otherwise_and_may_be_graver():
    given = {"name": "甲", "amount": Amount.of(1, Unit.WAN), "limit": Amount.of(500, Unit.WAN)}
    plain = make("entry-below-threshold", PLACE, **given)
    slip = make("entry-below-threshold", PLACE, variant="slip", **given)
    assert (plain.grade, slip.grade) == (Grade.NOTE, Grade.WARNING)
    assert slip.message == plain.message + "；疑似把亿元数填进了万元列"
    assert slip.mend == plain.mend


def test_texts_of_cells_are_texts_whatever_braces_they_hold():
    found = make("name-differs", PLACE, name="{0.__class__}", other="{other}")
    assert found.message == "“{0.__class__}”与项目台账同编码项目的名称不同（{other}）"


def test_what_is_not_declared_is_refused_and_the_nearest_code_named():
    with pytest.raises(LookupError, match=r"'amount-negativ'.*is 'amount-negative' meant"):
        make("amount-negativ", PLACE)
    with pytest.raises(LookupError, match=r"no variant 'slips'.*is 'slip' meant"):
        make("entry-below-threshold", PLACE, variant="slips")


def test_a_field_that_is_missing_or_spare_is_refused():
    with pytest.raises(TypeError, match=r"lacks \['amount'\], has no text for \['sum'\]"):
        make("amount-negative", PLACE, name="甲", label="总投资", sum=1)


def test_a_code_is_declared_once_and_looks_like_one():
    with pytest.raises(ValueError, match="declared twice"):
        Catalogue([kind(), kind()])
    with pytest.raises(ValueError, match="small letters"):
        kind("Two_Rows")
    with pytest.raises(ValueError, match="plain name"):
        Catalogue([kind(message="{name.__class__}")])


@pytest.mark.parametrize("one", FINDINGS, ids=lambda one: one.code)
def test_every_kind_says_what_it_means_and_what_to_do(one):
    assert re.search("[一-龥]", one.title)
    assert len(one.title) <= 12
    assert one.meaning
    assert one.grade is Grade.NOTE or one.expected or one.mend
    for name, variant in one.variants.items():
        assert variant != Variant(), name
        assert variant.when, name


def test_every_kind_of_the_core_is_in_one_section():
    assert [one.code for kinds in SECTIONS.values() for one in kinds] == list(FINDINGS.codes)


class Offers:
    @hookimpl
    def investtrack_findings(self):
        return Catalogue([kind(), kind("unit-slip")])


def test_a_plugin_declares_its_own_and_not_again_the_cores():
    from investtrack.plugin.built_in import offers

    manager = new_manager()
    manager.register(offers, "investtrack")
    manager.register(Offers(), "county")
    offered = collect(manager)
    assert offered.findings["two-rows"].title == "两行"
    assert offered.providers["findings", "unit-slip"] == "investtrack"
    assert [failure.reason for failure in offered.failures] == [
        "校核发现“unit-slip”与 investtrack 的重名，未启用"
    ]


def test_plugins_installed_here_declare_theirs():
    loaded = load_plugins(("findings",))
    assert loaded.failures == ()
    assert {"form-note", "unit-slip"} <= loaded.findings.keys()


def test_json_gives_the_title():
    own = make("unreportable-without-reason", PLACE, name="甲")
    (data,) = findings_data([own])
    assert (data["code"], data["title"]) == (own.code, "不可报投资没有原因")


def test_a_profile_grades_as_the_county_wishes():
    profile = profile_from_toml('[grades]\nproject-unknown = "error"\n')
    assert profile_to_data(profile) == {"grades": {"project-unknown": "error"}}
    before, after = (build_report(sample_ledger(), profile=one).findings for one in (None, profile))
    wanted = [f for f in before if f.code == "project-unknown"]
    assert wanted
    assert Grade.ERROR not in {f.grade for f in wanted}
    graded = [f for f in after if f.code == "project-unknown"]
    assert {f.grade for f in graded} == {Grade.ERROR}
    assert [f.message for f in graded] == [f.message for f in wanted]
    assert [f.sort_key for f in after] == sorted(f.sort_key for f in after)


def test_an_unknown_code_in_a_profile_names_the_closest_beside_other_faults():
    with pytest.raises(ProfileError) as caught:
        profile_from_toml('unti = "万元"\n[grades]\nunit-slipp = "note"\nqqq = "note"\n')
    said = str(caught.value)
    assert "grades.unit-slipp：没有这个校核代码，是不是 unit-slip？" in said
    assert "grades.qqq：没有这个校核代码；代码见 docs/reference/findings.md" in said
    assert "unti" in said


def test_a_grade_that_is_none_names_its_path():
    with pytest.raises(ProfileError, match=r"unit-slip.*可选：error、warning、note|不能是 'off'"):
        profile_from_toml('[grades]\nunit-slip = "off"\n')


def test_a_plugins_code_may_be_graded_where_the_plugin_is_known():
    text = '[grades]\nform-note = "warning"\n'
    with pytest.raises(ProfileError, match="form-note"):
        profile_from_toml(text)
    codes = load_plugins(("findings",)).findings
    assert profile_from_toml(text, codes=codes).grades == {"form-note": Grade.WARNING}
