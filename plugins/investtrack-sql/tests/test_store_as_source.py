"""A store is a source: of every verb by its address, of a roll-up whole, and no password is ever told."""

import json
import subprocess
import sys
from datetime import date, datetime

import pytest
from attrs import evolve

from investtrack.cli.main import main
from investtrack.errors import SourceError
from investtrack.model.ledger import Region
from investtrack.model.profile import Profile
from investtrack.plugin import Extract, load_plugins
from investtrack.plugin.addresses import placed
from investtrack.plugin.sources.files import read_sources
from investtrack.plugin.stored import read_stored, stored_before
from investtrack.values.amount import Amount
from investtrack_sql.address import parted
from investtrack_sql.store import Store
from investtrack_testing import sample_ledger


def ledger(name, day=20, factor=1):
    whole = sample_ledger()
    projects = tuple(
        evolve(each, total_investment=Amount(each.total_investment.yuan * factor))
        for each in whole.projects
    )
    return evolve(
        whole,
        region=Region(name=name, parent="云州市"),
        as_of=date(2022, 3, day),
        projects=projects,
    )


@pytest.fixture
def address(place):
    """A store of two counties; 甲县 has a later version of 25 March, twice as large."""
    with Store(place, create=True) as store:
        for each in (ledger("甲县"), ledger("乙县"), ledger("甲县", 25, 2)):
            store.add(Extract(each), recorded_at=datetime(2022, 4, 1, 12))
    return place if "://" in place else f"sqlite:///{place}"


def with_asked(address, **asked):
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in asked.items())}"


def test_what_an_address_asks_for_is_no_part_of_the_place():
    assert parted("sqlite:///库.sqlite?region=甲县&at=2022-03-31")[1] == {
        "region": "甲县",
        "at": "2022-03-31",
    }
    assert str(parted("sqlite:////srv/库.sqlite")[0]) == "/srv/库.sqlite"
    assert parted("postgresql://u@h/d?sslmode=no&region=甲县") == (
        "postgresql://u@h/d?sslmode=no",
        {"region": "甲县"},
    )
    assert parted("postgresql://u@h/d?sslmode=no") == ("postgresql://u@h/d?sslmode=no", {})


def test_every_verb_takes_an_address(address, tmp_path, capsys):
    one = with_asked(address, region="甲县")
    for arguments in (
        ["metrics", one], ["check", one], ["explain", one, "all_projects.investment"], ["diagnose", one], ["lights", one],
        ["responsibility", one], ["compare", with_asked(address, region="甲县", at="2022-03-20"), one],
        ["report", one, "-o", str(tmp_path / "出稿")], ["export", one, "--to", "json", "-o", str(tmp_path / "甲县.json")],
    ):  # fmt: skip
        assert main(arguments) in {0, 1}, (arguments[0], capsys.readouterr().err)
    written = json.loads((tmp_path / "甲县.json").read_text(encoding="utf-8"))
    assert written
    assert list((tmp_path / "出稿").glob("甲县*.docx"))
    capsys.readouterr()


def test_several_regions_are_asked_about_and_an_absent_one_named(address, capsys):
    assert main(["metrics", address]) == 2
    assert "几个地区（乙县、甲县）" in capsys.readouterr().err
    assert main(["metrics", with_asked(address, region="丙县")]) == 2
    assert "没有“丙县”；库中有：乙县、甲县" in capsys.readouterr().err
    assert main(["metrics", with_asked(address, region="甲县", at="昨天")]) == 2
    assert "不是日期" in capsys.readouterr().err


def test_a_ledger_of_a_date_is_read_with_its_cells(address):
    plugins = load_plugins(("importers",))
    newest = read_sources(plugins, with_asked(address, region="甲县"), Profile()).ledger
    earlier = read_sources(
        plugins, with_asked(address, region="甲县", at="2022-03-21"), Profile()
    ).ledger
    assert (newest.as_of, earlier.as_of) == (date(2022, 3, 25), date(2022, 3, 20))
    assert earlier == ledger("甲县")


def rolled(out, *arguments):
    assert main(
        ["rollup", *arguments, "-o", str(out), "--workers", "1", "--json", "--top-only"]
    ) in {0, 1}


def test_a_store_feeds_a_roll_up(address, tmp_path, capsys):
    capsys.readouterr()
    rolled(tmp_path / "甲", address)
    newest = json.loads(capsys.readouterr().out)
    rolled(tmp_path / "乙", address, "--at", "2022-03-21")
    earlier = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in newest["root"]["children"]] == ["乙县", "甲县"]

    def total(done):
        return float(done["root"]["figures"]["all_projects.investment"])

    assert total(newest) == pytest.approx(total(earlier) * 1.5)
    rolled(tmp_path / "甲", address, "--resume")
    assert json.loads(capsys.readouterr().out)["reused"] == 2


def test_a_report_is_compared_with_the_last_version_of_its_county_before_it(address):
    """``--since`` a history store: never with another county's, never with the version of its own day."""
    importers = load_plugins(("importers",)).importers
    path = placed(address)
    before = stored_before(importers, path, Region(name="甲县"), date(2022, 3, 25))
    assert (before.region, read_stored(importers, before, Profile()).ledger.as_of) == ("甲县", date(2022, 3, 20))  # fmt: skip
    newest = stored_before(importers, path, Region(name="甲县"), date(2022, 4, 30))
    assert read_stored(importers, newest, Profile()).ledger.as_of == date(2022, 3, 25)
    for name, day in (("甲县", date(2022, 3, 20)), ("丙县", date(2022, 4, 30)), (None, date(2022, 4, 30))):  # fmt: skip
        with pytest.raises(SourceError):
            stored_before(importers, path, Region(name=name), day)


def homonym(parent=None, code=None, day=20, factor=1):
    return evolve(ledger("鼓楼区", day, factor), region=Region(name="鼓楼区", parent=parent, code=code))  # fmt: skip


def test_two_regions_of_one_name_are_two_histories(place, tmp_path, capsys):
    nanjing, xuzhou = ("江苏省/南京市", "320106"), ("徐州市", "320302")
    with Store(place, create=True) as store:
        for each in (
            homonym(*nanjing), homonym(*xuzhou, factor=2), homonym("南京", None, 25, 3), homonym(None, "320302", 25, 4), ledger("乙县"),
        ):  # fmt: skip
            assert store.add(Extract(each), recorded_at=datetime(2022, 4, 1, 12)).is_new
        # What stands already is not added again for another of its name that came between.
        again = store.add(Extract(homonym(*nanjing)), recorded_at=datetime(2022, 4, 2))
        assert not again.is_new
        regions = ("乙县", "徐州市/鼓楼区", "江苏省/南京市/鼓楼区")
        assert store.regions() == regions
        assert {name for name, _, _ in store.newest()} == set(regions)
        for region, factor in ((regions[1], 4), (regions[2], 3)):
            version = store.version_at(region)
            assert (version.region, version.as_of.day) == (region, 25)
            total = store.load(version).ledger.projects[0].total_investment
            assert total == Amount(ledger("甲县").projects[0].total_investment.yuan * factor)
            assert len(store.versions(region)) == 2
        assert store.version_at("鼓楼区") is None
    address = place if "://" in place else f"sqlite:///{place}"
    assert main(["metrics", with_asked(address, region="鼓楼区")]) == 2
    assert "几个“鼓楼区”" in capsys.readouterr().err
    assert main(["metrics", with_asked(address, region="徐州市鼓楼区")]) == 0
    capsys.readouterr()
    rolled(tmp_path / "汇总", address)
    done = json.loads(capsys.readouterr().out)
    assert len([each for each in done["counties"] if each["name"] == "鼓楼区"]) == 2
    assert done["root"]["counties"] == 3
    importers = load_plugins(("importers",)).importers
    held = stored_before(importers, placed(address), Region(name="鼓楼区", parent="南京市"), date(2022, 4, 30))  # fmt: skip
    assert held.region == regions[2]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (("江右省/东州市", None), ("东州", None), True), (("江右省东州市", None), ("东州市", "470101"), True), (("东州市", None), ("西州市", None), False),
        (("东州市", "470101"), ("西州市", "470101"), True), ((None, "470101"), (None, "470102"), False), ((None, "470101"), ("东州市", None), None),
        ((None, None), (None, None), None), (("东州市", "470101"), ("东州市", "470109"), True),
    ],
)  # fmt: skip
def test_what_tells_two_regions_of_one_name_apart(one, two, same):
    first, second = (Region(name="鼓楼区", parent=parent, code=code) for parent, code in (one, two))
    assert first.is_same(second) is same
    assert second.is_same(first) is same


def test_a_file_that_is_no_store_is_read_as_it_is(tmp_path):
    path = tmp_path / "上次.csv"
    path.write_text("项目名称\n甲", encoding="utf-8")
    assert stored_before(load_plugins(("importers",)).importers, path, Region(name="甲县"), date(2022, 4, 30)) is None  # fmt: skip


def test_the_report_tells_what_came_since_the_store_had_it(tmp_path, capsys):
    from docx import Document

    store, book = tmp_path / "历史.sqlite", tmp_path / "本次.json"
    with Store(store, create=True) as kept:
        earlier = evolve(ledger("甲县", 1), projects=ledger("甲县").projects[:1])
        for each in (earlier, ledger("甲县")):
            kept.add(Extract(each), recorded_at=datetime(2022, 4, 1, 12))
    assert main(["history", "get", "--store", str(store), "-o", str(book)]) == 0
    out = tmp_path / "汇报.docx"
    main(["export", str(book), "--to", "word-clean", "-o", str(out), "--since", str(store)])
    (told,) = [p.text for p in Document(out).paragraphs if "相比" in p.text]
    assert "3月1日" in told


def test_at_is_only_for_stores(tmp_path, capsys):
    (tmp_path / "甲县.csv").write_text("x", encoding="utf-8")
    assert main(["rollup", str(tmp_path), "-o", str(tmp_path / "o"), "--at", "2022-03-31"]) == 2
    assert "只用于历史库" in capsys.readouterr().err


def test_nothing_of_a_store_that_is_not_there_is_made(tmp_path, capsys):
    path = tmp_path / "没有.sqlite"
    assert main(["metrics", f"sqlite:///{path}"]) == 2
    assert not path.exists()
    assert "没有这个历史库" in capsys.readouterr().err


SECRET, PLAIN = "Geheim%40Wort9", "Geheim@Wort9"
FAILING = [
    f"postgresql+psycopg://zhang:{SECRET}@127.0.0.1:1/none",  # nobody listens
    f"postgresql+psycopg://zhang:{PLAIN}@127.0.0.1:1/none",
    f"postgresql+psycopg://zhang:{SECRET}@127.0.0.1:notaport/none",
    f"postgresql+psycopg://zhang:{SECRET}@no.such.host.invalid/none",
    f"postgresql+psycopg://127.0.0.1:1/none?user=zhang&password={SECRET}",
    f"postgresql+psycopg://127.0.0.1:1/none?user=zhang&password={SECRET}&region=甲县",
    f"postgresql+nosuchdriver://zhang:{SECRET}@127.0.0.1/none",
    f"mysql://zhang:{SECRET}@127.0.0.1/none",
]


@pytest.mark.parametrize("place", FAILING)
def test_no_verb_tells_a_password(place, tmp_path, capsys):
    out = tmp_path / "出"
    for arguments in (
        ["metrics", place], ["check", place, "-o", str(out / "x.xlsx")], ["report", place, "-o", str(out)],
        ["compare", place, place], ["explain", place, "all_projects.count"], ["rollup", place, "-o", str(out)],
        ["export", place, "--to", "json", "-o", str(out / "x.json")], ["diagnose", place],
        ["history", "add", place, "--store", str(out / "库.sqlite")],
    ):  # fmt: skip
        assert main(arguments) == 2, arguments[0]
    spoken = capsys.readouterr()
    assert "Wort9" not in spoken.out + spoken.err
    assert all(
        "Wort9" not in path.read_text(errors="replace") for path in out.rglob("*") if path.is_file()
    )


def test_a_stored_ledger_shows_no_address():
    from investtrack.plugin.interfaces import StoredLedger

    held = StoredLedger(importer="history", address=FAILING[0], region="甲县")
    assert "Wort9" not in repr(held)


def test_a_program_of_its_own_tells_no_password_even_in_a_traceback():
    run = subprocess.run(
        [sys.executable, "-m", "investtrack", "metrics", FAILING[1]],
        capture_output=True, text=True, env={**__import__("os").environ, "INVESTTRACK_TRACEBACK": "1"}, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "Wort9" not in run.stdout + run.stderr


def test_a_worker_that_cannot_reach_the_store_is_one_row_without_the_password(monkeypatch):
    from investtrack.plugin.interfaces import StoredLedger
    from investtrack_sql.importer import StoreImporter

    held = StoredLedger(importer="history", address=FAILING[0], region="甲县", number=1)
    with pytest.raises(SourceError) as raised:
        StoreImporter().extract_stored(held, Profile())
    assert "Wort9" not in str(raised.value)
