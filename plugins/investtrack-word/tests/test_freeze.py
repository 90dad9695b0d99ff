"""A frozen version: whole or said not to be, and what changed since, down to the cell."""

import json
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from attrs import evolve

from investtrack.cli.main import main
from investtrack.errors import SourceError
from investtrack.model.converter import ledger_to_json
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack_testing import sample_ledger
from investtrack_word.exporter import WordExporter
from investtrack_word.freeze.sealed import is_sealed, read_sealed
from investtrack_word.freeze.sealing import MANIFEST


LEDGER, REPORT, SEALED = "台账.json", "汇报.docx", "定稿.zip"


def put_ledger(path, ledger):
    path.write_text(ledger_to_json(ledger), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a ledger, its report and the frozen version of both; tests copy what they change."""
    folder = tmp_path_factory.mktemp("freeze")
    put_ledger(folder / LEDGER, sample_ledger())
    with (folder / REPORT).open("wb") as stream:
        WordExporter().export(build_report(sample_ledger()), stream)
    wanted = ["freeze", str(folder / REPORT), str(folder / LEDGER), "-o", str(folder / SEALED)]
    assert main([*wanted, "--by", "张三"]) == 0
    return folder


def changed_copy(made, folder, *, without=(), **members):
    """The frozen version with some members put, and some left out."""
    copy = folder / SEALED
    with zipfile.ZipFile(made / SEALED) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            if name not in without:
                new.writestr(name, members.pop(name, old.read(name)))
        for name, data in members.items():
            new.writestr(name, data)
    return copy


def said(capsys, *arguments):
    status = main([str(each) for each in arguments])
    return status, capsys.readouterr().out


def test_it_holds_report_ledger_profile_and_figures_under_one_fingerprint(made):
    sealed = read_sealed(made / SEALED)
    assert sealed.faults == ()
    assert set(sealed.members) == {f"汇报/{REPORT}", f"台账/{LEDGER}", "配置.json", "指标.json"}
    assert sealed.members[f"汇报/{REPORT}"] == (made / REPORT).read_bytes()
    assert (sealed.manifest["by"], sealed.manifest["as_of"]) == ("张三", "2022-03-20")
    assert set(sealed.manifest["numbers"]) == {"unchanged"}


def test_the_same_ledger_is_said_to_be_the_same(made, capsys):
    status, text = said(capsys, "verify", made / SEALED, made / LEDGER)
    assert status == 0
    assert "现在的台账和配置，与封存时没有不同" in text


def test_one_cell_changed_is_named_with_the_figures_it_moves(made, tmp_path, capsys):
    ledger = sample_ledger()
    first = ledger.projects[0]
    more = evolve(first, total_investment=first.total_investment + Amount.of(500, Unit.WAN))
    now = put_ledger(tmp_path / LEDGER, evolve(ledger, projects=(more, *ledger.projects[1:])))
    status, text = said(capsys, "verify", made / SEALED, now, "--json")
    since = json.loads(text)["since"]
    assert status == 1
    assert [(one["record"], one["field"]) for one in since["comparison"]["changes"]] == [
        (first.name, "total_investment")
    ]
    assert "全部项目总投资" in {one["title"] for one in since["comparison"]["figures"]}
    assert said(capsys, "verify", made / SEALED, now)[1].count(first.name) == 1


def test_a_setting_changed_is_named_by_its_path(made, tmp_path, capsys):
    own = tmp_path / "本县.toml"
    own.write_text('[entry]\nthreshold = "800"\n', encoding="utf-8")
    status, text = said(capsys, "verify", made / SEALED, made / LEDGER, "--profile", own)
    assert status == 1
    assert "配置改过：entry.threshold" in text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({f"台账/{LEDGER}": "{}"}, f"台账/{LEDGER} 改过"),
        ({"without": (f"汇报/{REPORT}",)}, f"汇报/{REPORT} 不见了"),
        ({"附加.txt": "一"}, "附加.txt 是封存以后放进去的"),
    ],
)
def test_what_was_done_to_the_package_is_named(made, tmp_path, capsys, change, fault):
    copy = changed_copy(made, tmp_path, **change)
    status, text = said(capsys, "verify", copy, made / LEDGER)
    assert status == 1
    assert f"定稿包动过：{fault}" in text


def test_another_name_on_the_seal_is_seen(made, tmp_path, capsys):
    manifest = read_sealed(made / SEALED).manifest | {"by": "李四"}
    copy = changed_copy(made, tmp_path, **{MANIFEST: json.dumps(manifest)})
    assert "定稿.json 改过" in said(capsys, "verify", copy)[1]


def test_a_package_made_anew_is_not_the_one_in_the_register(made, tmp_path, capsys):
    known = read_sealed(made / SEALED).fingerprint[:16]
    assert said(capsys, "verify", made / SEALED, "--seal", known)[0] == 0
    again = tmp_path / SEALED
    main(["freeze", str(made / REPORT), str(made / LEDGER), "-o", str(again), "--by", "李四"])
    status, text = said(capsys, "verify", again, "--seal", known)
    assert status == 1
    assert "这不是当时封存的那一份" in text


def test_half_a_fingerprint_proves_nothing(made, capsys):
    assert main(["verify", str(made / SEALED), "--seal", "a"]) == 2
    assert "16位指纹" in capsys.readouterr().err


def test_a_report_of_another_ledger_is_sealed_and_said(made, tmp_path, capsys):
    ledger = sample_ledger()
    fewer = put_ledger(tmp_path / LEDGER, evolve(ledger, projects=ledger.projects[1:]))
    status, text = said(capsys, "freeze", made / REPORT, fewer, "-o", tmp_path / SEALED)
    assert status == 1
    assert "汇报里的数与台账不符：过时" in text
    assert read_sealed(tmp_path / SEALED).manifest["numbers"]["stale"] > 0


def test_a_frozen_version_is_never_overwritten(made, capsys):
    before = (made / SEALED).read_bytes()
    wanted = ["freeze", str(made / REPORT), str(made / LEDGER), "-o", str(made / SEALED)]
    assert main(wanted) == 2
    assert "不覆盖" in capsys.readouterr().err
    assert (made / SEALED).read_bytes() == before


def test_a_report_alone_is_asked_for_its_ledger(made, capsys):
    assert main(["verify", str(made / REPORT)]) == 2
    assert "后面要写上台账" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("manifest", "why"),
    [("一", "不是定稿包"), ("{}", "不是定稿包"), ('{"files": {}, "layout": 99}', "更新版本")],
)
def test_what_is_no_frozen_version_is_refused_in_one_sentence(tmp_path, capsys, manifest, why):
    path = tmp_path / SEALED
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MANIFEST, manifest)
    assert main(["verify", str(path)]) == 2
    assert why in capsys.readouterr().err


@pytest.mark.parametrize(
    "changed",
    [
        {"by": "李\ud800"}, {"by": [1, 2]}, {"batch": 5}, {"region": {}}, {"period": None}, {"period": "待定"}, {"as_of": "2022-02-30"}, {"at": 1},
        {"files": {"汇报/汇报.docx": 1}}, {"files": {"汇报/汇报.docx": None}}, {"files": []},
    ],
)  # fmt: skip
def test_a_manifest_that_no_program_wrote_is_refused_in_one_sentence(made, tmp_path, capsys, changed):  # fmt: skip
    manifest = read_sealed(made / SEALED).manifest | changed
    copy = changed_copy(made, tmp_path, **{MANIFEST: json.dumps(manifest)})
    assert main(["verify", str(copy), str(made / LEDGER)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert told[0].endswith("不是定稿包：里面没有可读的定稿.json")


def test_another_day_in_the_ledger_is_said_and_the_sealed_one_counts(made, tmp_path, capsys):
    later = put_ledger(tmp_path / LEDGER, evolve(sample_ledger(), as_of=date(2022, 4, 30)))
    status, text = said(capsys, "verify", made / SEALED, later)
    assert status == 1
    assert "截止日期：封存时2022-03-20，现在2022-04-30" in text
    assert "因此变了的指标" not in text


def test_a_package_with_any_sign_of_its_directory_changed_is_read_or_refused(tmp_path):
    path = tmp_path / SEALED
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("定稿.json", '{"files": {}, "layout": 1}')
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        if is_sealed(path):
            with suppress(SourceError):
                read_sealed(path)
