"""What a user has: wheels in a fresh environment, and no tree. Every command of both READMEs runs there."""

import json
import os
import re
import shlex
import shutil
import subprocess
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest


ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh-CN.md")
# A row of a table of commands: the command, and what is said of it.
ROW = re.compile(r"^\| `investtrack ([^`]+)` \| (.+) \|$", re.MULTILINE)
FLAG = re.compile(r"`(-[^`]+)`")
VERB = re.compile(r"^    ([a-z][a-z-]+)(?:$| {2})", re.MULTILINE)
STANDS_FOR = {"某项目": "云溪县城区老旧小区改造项目", "指标编号": "fai.period.expected"}
# What the READMEs name only by their first word.
MORE = ("history list --store 历史.sqlite", "history get --store 历史.sqlite -o 取回.json", "history changes --store 历史.sqlite")  # fmt: skip


def _open_the_page(desk, arguments):
    """Start the page, look at it as a browser does, end it; return what is wrong."""
    call = [desk.program, *arguments, "--no-browser", "--folder", str(desk.folder / "网页")]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**desk.installer.environ, "PYTHONUNBUFFERED": "1"}) as served:  # fmt: skip
        try:
            address = served.stdout.readline().rpartition("：")[2].strip()
            browser = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}))
            with browser.open(address, timeout=30) as page:
                said = page.read().decode()
            return "" if "把表拖到这里" in said else said[:300]
        finally:
            served.terminate()


def _serve_agents(desk, arguments):
    """Start the door for agents, whose input ends at once; return what is wrong."""
    done = subprocess.run([desk.program, *arguments], capture_output=True, text=True, encoding="utf-8", input="", check=False, cwd=desk.folder, env=desk.installer.environ, timeout=60)  # fmt: skip
    return "" if done.returncode == 0 else f"{done.returncode}: {done.stderr[-500:]}"


SERVES = {"desk": _open_the_page, "mcp": _serve_agents}


class Desk:
    """A clerk's folder, and the installed program."""

    def __init__(self, installer, program, folder, forks=None):
        self.installer, self.program, self.folder, self.forks = installer, program, folder, forks
        self.ran, self.faults = [], {}

    def run(self, *arguments):
        """Run the program as a shell does."""
        return subprocess.run(
            [self.program, *arguments], capture_output=True, text=True, encoding="utf-8",
            check=False, cwd=self.folder, env=self.installer.environ,
        )  # fmt: skip

    def run_again(self, *arguments):
        """Run the program in a process that need not import everything anew, where there is one."""
        if arguments[0] == "ask" and "--defaults" not in arguments:
            arguments = (*arguments, "--defaults")  # nobody is there to answer
        if arguments[0] == "ask":
            (self.folder / arguments[arguments.index("-o") + 1]).unlink(missing_ok=True)
        if self.forks is None:
            return self.run(*arguments)
        self.forks.stdin.write(json.dumps([arguments, str(self.folder)]) + "\n")
        self.forks.stdin.flush()
        return SimpleNamespace(**json.loads(self.forks.stdout.readline()))

    def try_out(self, line):
        """Run *line*; note what went wrong, and whether what it was to write is there."""
        arguments = [STANDS_FOR.get(word, word) for word in shlex.split(line)]
        if arguments[0] in SERVES:
            self.ran.append(line)
            if fault := SERVES[arguments[0]](self, arguments):
                self.faults[line] = fault
            return
        done = self.run_again(*arguments)
        self.ran.append(line)
        wanted = self.folder / arguments[arguments.index("-o") + 1] if "-o" in arguments else None
        if done.returncode not in {0, 1} or "Traceback" in done.stderr or "未加载" in done.stderr:
            self.faults[line] = f"{done.returncode}: {done.stdout[-500:]}{done.stderr[-1500:]}"
        elif wanted is not None and not (wanted.is_dir() or wanted.stat().st_size):
            self.faults[line] = f"{wanted.name} is empty"
        elif wanted is None and not done.stdout:
            self.faults[line] = "it said nothing"


@pytest.fixture(scope="module")
def made(installer, built, distributions, tmp_path_factory):
    """Every wheel of this repository in an environment; return its folder of programs."""
    wheels = {path.name.split("-")[0].replace("_", "-"): path for path in built.glob("*.whl")}
    assert set(wheels) == set(distributions)
    return installer.environment(tmp_path_factory.mktemp("every") / "environment", *wheels.values())


@pytest.fixture(scope="module")
def forks(installer, made):
    """The installed program, imported once and run many times; None where processes cannot part."""
    if not hasattr(os, "fork"):
        yield None
        return
    call = [made / "python", "-I", "-X", "utf8", Path(__file__).with_name("forks.py")]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=installer.environ) as running:  # fmt: skip
        yield running
        running.stdin.close()


@pytest.fixture
def desk(installer, made, forks, prepared, tmp_path):
    """A folder of this test with all that the commands of the READMEs name."""
    folder = shutil.copytree(prepared, tmp_path / "desk")
    return Desk(installer, made / "investtrack", folder, forks)


@pytest.fixture(scope="module")
def prepared(installer, made, tmp_path_factory):
    """The folder as it is before any of these commands."""
    folder = tmp_path_factory.mktemp("prepared")
    desk = Desk(installer, made / "investtrack", folder)
    done = desk.run("demo", "-o", "示例")
    assert done.returncode == 0, done.stderr
    examples = list(made.parent.rglob("云溪县2022年一季度台账.xlsx"))
    assert len(examples) == 1, "the example is in the wheel of the core, once"
    (report,) = (folder / "示例").glob("*工作汇报.docx")
    for name in ("台账.xlsx", "上次.xlsx", "这次.xlsx"):
        shutil.copyfile(examples[0], folder / name)
    for name in ("台账", "上次台账", "这次台账", "各县台账", "各县台账文件夹"):
        (folder / name).mkdir()
        shutil.copyfile(examples[0], folder / name / "云溪县.xlsx")
    for name in ("汇报.docx", "上期.docx", "上期汇报.docx"):
        shutil.copyfile(report, folder / name)
    assert desk.run("template", "form-entry", "-o", "上级表.xlsx").returncode == 0
    return folder


def commands_of_the_pages():
    """Return every command of the tables of the pages, as it stands and with each flag its row names, once."""
    rows = [row for page in PAGES for row in ROW.findall((ROOT / page).read_text(encoding="utf-8"))]
    lines = [line for command, said in rows if "NAME" not in command
             for line in (command, *(f"{command} {flag}" for flag in FLAG.findall(said)))]  # fmt: skip
    return list({re.sub(r"\.xlsx|文件夹", "", line): line for line in lines}.values())


@pytest.mark.slow
def test_every_command_of_the_pages_runs_from_wheels(desk):
    lines = commands_of_the_pages()
    assert len(lines) > 40
    for line in (*lines, *MORE):
        desk.try_out(line)
    assert desk.faults == {}


@pytest.mark.slow
def test_every_verb_is_on_a_page_and_every_format_is_written_from_wheels(desk, distributions):
    verbs = set(VERB.findall(desk.run("--help").stdout))
    assert len(verbs) > 20
    named = {line.split()[0] for line in commands_of_the_pages()}
    assert verbs - named - {"demo"} == set(), "a verb that no README names, so that nothing runs it"

    listed = json.loads(desk.run("plugins", "--json").stdout)
    assert listed["failures"] == []
    formats = {item["name"] for item in listed["exporters"]}
    for name in formats:
        file = "form.xlsx --template 上级表.xlsx" if name == "form" else name
        desk.try_out(f"export 台账.xlsx --to {name} -o 写出/{file}")
    assert desk.faults == {}
    providers = {
        item["provider"] for kind in listed.values() for item in kind if "provider" in item
    }
    assert (
        {"investtrack", "investtrack-excel", "investtrack-word"} < providers <= set(distributions)
    )
