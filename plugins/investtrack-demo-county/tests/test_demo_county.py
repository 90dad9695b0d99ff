"""The county's plugin, tested as a county's developer would."""

import io

from investtrack.model.entry import EntryKind
from investtrack.plugin import load_plugins
from investtrack.values import Amount, Unit
from investtrack_demo_county import plugin
from investtrack_demo_county.bulletin import BulletinExporter
from investtrack_testing import bare_ledger, check_exporter, check_plugin, exported, sample_report


def test_the_bulletin_keeps_every_promise_of_an_exporter():
    check_exporter(BulletinExporter(), another_process=True)


def test_what_the_plugin_offers_keeps_the_contract():
    assert "demo-county" in check_plugin(plugin, "demo-county").profiles


def test_the_bulletin_is_what_it_was(golden, sample_report):
    golden(exported(BulletinExporter(), sample_report), "复工通报.txt")


def test_the_bulletin_states_the_figures_of_the_report():
    stream = io.BytesIO()
    BulletinExporter().export(sample_report(), stream)
    text = stream.getvalue().decode()
    assert "计划复工项目个数：2个" in text
    assert "已复工项目个数：1个" in text
    assert "复工率：50％" in text  # 1 ÷ 2
    assert "逾期未复工项目名单：青山花园" in text


def test_what_is_absent_says_why():
    stream = io.BytesIO()
    BulletinExporter().export(sample_report(bare_ledger()), stream)
    assert "计划复工项目个数：暂缺（没有“复工复产”表）" in stream.getvalue().decode()


def test_profile_is_found_by_name_and_its_first_fitting_rule_decides():
    profile = load_plugins().profile("demo-county")
    large, small = Amount.of(5000, Unit.WAN), Amount.of("4999.99", Unit.WAN)
    day = sample_report().as_of
    rule = profile.entry.rule_for(EntryKind.CONSTRUCTION, large, day)
    assert rule is not None
    assert "用地" in rule.all_of
    rule = profile.entry.rule_for(EntryKind.CONSTRUCTION, small, day)
    assert rule is not None
    assert rule.all_of == ("立项", "施工许可")
    rule = profile.entry.rule_for(EntryKind.REAL_ESTATE, large, day)
    assert rule is not None
    assert rule.any_of == (("施工合同", "付款凭证"),)
