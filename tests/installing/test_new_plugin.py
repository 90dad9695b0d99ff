"""`investtrack new-plugin`: what it writes is sound, what it refuses it says in Chinese."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import investtrack
from investtrack.cli.main import main
from investtrack.errors import ExportError
from investtrack.plugin import Plugins
from investtrack_testing import check_command
from investtrack_testing.new_plugin import NewPlugin, plugin_label, plugin_name, write_plugin


ROOT = Path(__file__).parents[2]
LONG = "a" + "-bc1" * 7 + "d"  # thirty characters, the longest there may be


@pytest.fixture(scope="module", params=["qinghe", LONG, "zhen-an"], ids=["short", "long", "last"])
def made(request, tmp_path_factory):
    target = tmp_path_factory.mktemp("made") / f"investtrack-{request.param}"
    write_plugin(request.param, "清河县", target)
    return target


def test_it_writes_a_distribution_and_says_what_comes_next(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new-plugin", "Qing_He", "--label", "清河县"]) == 0
    said = capsys.readouterr().out
    folder = tmp_path / "investtrack-qing-he"
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert written == {
        ".ci/run", ".gitignore", "README.md", "pyproject.toml",
        "src/investtrack_qing_he/__init__.py", "src/investtrack_qing_he/exporter.py",
        "src/investtrack_qing_he/importer.py", "src/investtrack_qing_he/plugin.py",
        "src/investtrack_qing_he/profile.schema.json", "src/investtrack_qing_he/profile.toml", "src/investtrack_qing_he/py.typed",
        "tests/expected/快报.txt", "tests/test_qing_he.py", "tests/样例.csv",
    }  # fmt: skip
    for word in ("已写出插件 investtrack-qing-he", "接下来：", "cd investtrack-qing-he", "pip install", "investtrack plugins"):  # fmt: skip
        assert word in said
    assert list(tmp_path.iterdir()) == [folder]  # nothing half-written is left beside it


def test_its_project_file_says_what_it_needs_and_what_it_offers(made):
    project = tomllib.loads((made / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = made.name.removeprefix("investtrack-")
    assert project["name"] == made.name
    major, minor, *_ = investtrack.__version__.split(".")
    bounds = f">={major}.{minor},<{major}.{int(minor) + 1}"
    assert project["dependencies"] == [f"investtrack{bounds}", f"investtrack-csv{bounds}"]
    assert project["entry-points"]["investtrack"] == {
        name: f"investtrack_{name.replace('-', '_')}.plugin"
    }


def test_nothing_of_the_template_is_left(made):
    for path in made.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "$" not in text or path.suffix == ".json", (
                path
            )  # a JSON Schema has keys that begin with it
            assert "\r" not in text, path


def tool(*arguments, cwd):
    done = subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, check=False, cwd=cwd
    )
    assert not done.returncode, done.stdout + done.stderr


def test_it_keeps_the_projects_rules_and_its_own(made):
    for rules in (["--config", str(ROOT / "pyproject.toml")], []):
        tool("ruff", "check", "--no-cache", *rules, ".", cwd=made)
        tool("ruff", "format", "--no-cache", "--check", *rules, ".", cwd=made)


@pytest.mark.slow
def test_its_types_hold(made, request, worker_id):
    cache = (
        request.config.cache.mkdir(f"new-plugin-mypy-{worker_id}")
        if hasattr(request.config, "cache")
        else "/dev/null"
    )
    tool("mypy", "--strict", "--cache-dir", str(cache), "src", cwd=made)


@pytest.mark.slow
def test_two_are_installed_beside_each_other(installer, tmp_path):
    folders = [tmp_path / f"investtrack-{name}" for name in ("qinghe", "shiquan")]
    for folder, label in zip(folders, ("清河县", "石泉县"), strict=True):
        write_plugin(folder.name.removeprefix("investtrack-"), label, folder)
    programs = installer.environment(tmp_path / "env", "investtrack", *folders)

    def run(*command):
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False,
            env=installer.environ, cwd=tmp_path,
        )  # fmt: skip

    listed = run(programs / "investtrack", "plugins")
    assert listed.returncode == 0, listed.stdout
    for word in ("qinghe-table", "qinghe-brief", "清河县投资快报", "shiquan-table"):
        assert word in listed.stdout
    # One table, two readers that claim it: said, not guessed.
    table = folders[0] / "tests" / "样例.csv"
    done = run(programs / "investtrack", "check", str(table))
    assert (done.returncode, "多个导入插件" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("清河", "小写字母"), ("1county", "小写字母"), ("", "小写字母"), ("a b", "小写字母"), ("-a", "小写字母"), ("a;rm", "小写字母"),
        ("../a", "小写字母"), ("a$name", "小写字母"), ("a" * 31, "30"), ("class", "另有用处"), ("default", "另有用处"),
        ("word", "同名"), ("investtrack-word", "同名"), ("demo-county", "同名"), ("Demo_County", "同名"),
    ],
)  # fmt: skip
def test_a_name_that_will_not_do_is_refused_in_one_sentence(
    name, word, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["new-plugin", "--", name]) == 2
    said = capsys.readouterr().err
    assert word in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("written", "name"), [("Qing.He", "qing-he"), ("investtrack_qinghe", "qinghe"), ("a--b__c", "a-b-c")])  # fmt: skip
def test_a_name_is_normalised_as_distributions_are(written, name):
    assert plugin_name(written, Plugins()) == name


@pytest.mark.parametrize("label", ["county", '清"河', "清\n河", "清河${x}", "县" * 21, ""])
def test_a_label_that_would_break_the_files_is_refused(label):
    with pytest.raises(ExportError, match="中文名"):
        plugin_label(label)


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path, capsys):
    for there in (tmp_path / "folder", tmp_path / "file"):
        there.mkdir() if there.name == "folder" else there.write_text("别动", encoding="utf-8")
        assert main(["new-plugin", "qinghe", "-o", str(there)]) == 2
        assert "已经存在" in capsys.readouterr().err
    assert list((tmp_path / "folder").iterdir()) == []
    assert (tmp_path / "file").read_text(encoding="utf-8") == "别动"


def test_a_place_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["new-plugin", "qinghe", "-o", str(tmp_path / "file" / "x")]) == 2
    assert "无法写入" in capsys.readouterr().err


def test_it_keeps_the_contract_of_a_verb(tmp_path):
    check_command(NewPlugin(), ["word"])  # refused each time, in Chinese
    check_command(
        NewPlugin(), ["qinghe", "-o", str(tmp_path / "made")]
    )  # written once, then refused
