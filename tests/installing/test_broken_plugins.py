"""`investtrack plugins` beside broken distributions, really installed: each is named, the rest goes on."""

import json
import subprocess
import textwrap
import zipfile
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
OLDER = Path(__file__).parent / "older" / "investtrack_demo_county-0.1.0-py3-none-any.whl"
"""The demo county as it was built when hooks were of version 1, before columns, sheets, figures and words could be added."""
EXPORTER = """
    from investtrack.plugin import Exporter, hookimpl

    class Made(Exporter):
        name, label, suffix = "{name}", "自制", ".txt"

        def export(self, report, stream, template=None):
            stream.write(report.title.encode())

    @hookimpl
    def investtrack_exporters():
        return (Made(),)
"""
# distribution → (entry-point name, the module's text)
MADE = {
    "a-good": ("good", EXPORTER.format(name="good-text")),
    "b-import": ("import-error", "import no_such_library_anywhere"),
    "c-syntax": ("syntax-error", "def broken(:\n    pass"),
    "d-misspelt": ("misspelt", EXPORTER.format(name="lost").replace("def investtrack_exporters", "def investtrack_exporter")),
    "e-twin": ("twin-one", EXPORTER.format(name="twin-text")),
    "f-twin": ("twin-two", EXPORTER.format(name="twin-text")),
    "g-same": ("good", EXPORTER.format(name="other-text")),
    "h-raises": ("raises", EXPORTER.format(name="x").replace("return (Made(),)", "raise RuntimeError('坏了\\n两行')")),
    "i-class": ("class-not-object", EXPORTER.format(name="y").replace("return (Made(),)", "return (Made,)")),
    "j-exits": ("exits", "raise SystemExit(3)"),
    "k-arguments": ("arguments", EXPORTER.format(name="z").replace("def investtrack_exporters()", "def investtrack_exporters(manager)")),
    "l-abstract": ("abstract", EXPORTER.format(name="w").replace("def export(", "def exports(")),
    "m-nothing": ("nothing", EXPORTER.format(name="v").replace("return (Made(),)", "return None")),
    "n-no-name": ("no-name", EXPORTER.format(name="u").replace('name, label, suffix = "u", "自制", ".txt"', "pass")),
    "p-newer": ("newer", EXPORTER.format(name="newer-text") + """
    INVESTTRACK_HOOKS = 99

    @hookimpl
    def investtrack_dreams():
        return ()
"""),
    "o-no-label": ("no-label", EXPORTER.format(name="t").replace('name, label, suffix = "t", "自制", ".txt"', 'name = "t"')),
}  # fmt: skip
REASONS = {
    ("import-error", "b-import"): "no_such_library_anywhere",
    ("syntax-error", "c-syntax"): "SyntaxError",
    ("misspelt", "d-misspelt"): "不认识的钩子：investtrack_exporter",
    ("twin-two", "f-twin"): "导出插件“twin-text”与 e-twin 的重名",
    ("good", "g-same"): "与 a-good 的插件同名“good”，未加载",
    ("raises", "h-raises"): "坏了 两行",
    ("class-not-object", "i-class"): "不是 Exporter 对象",
    ("exits", "j-exits"): "SystemExit",
    ("arguments", "k-arguments"): "manager",
    ("abstract", "l-abstract"): "abstract",
    ("nothing", "m-nothing"): "TypeError",
    ("no-name", "n-no-name"): "没有 name",
    ("no-label", "o-no-label"): "没有 label",
    ("newer", "p-newer"): "不认识的钩子：investtrack_dreams（它用第99版的钩子，这里是第",
}


@pytest.fixture(scope="module")
def programs(installer, tmp_path_factory):
    """Install every distribution above beside the core; return the folder of programs."""
    folder = tmp_path_factory.mktemp("broken")
    wheels = [wheel(folder, name, entry, text) for name, (entry, text) in MADE.items()]
    return installer.environment(folder / "environment", "investtrack", OLDER, *wheels)


def wheel(folder, distribution, entry, text):
    """Write a wheel of one module and one entry point; a build back end would take a second each."""
    bare = distribution.replace("-", "_")
    info = f"{bare}-1.dist-info"
    members = {
        f"made_{bare}.py": textwrap.dedent(text),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1\nRequires-Dist: investtrack\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[investtrack]\n{entry} = made_{bare}\n",
    }
    members[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in (*members, f"{info}/RECORD"))
    path = folder / f"{bare}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def run(installer, programs, *arguments):
    return subprocess.run(
        [programs / "investtrack", *arguments], capture_output=True, text=True, encoding="utf-8",
        check=False, env=installer.environ, cwd=programs.parent,
    )  # fmt: skip


@pytest.mark.slow
def test_each_broken_plugin_is_named_with_its_distribution_and_its_reason(installer, programs):
    done = run(installer, programs, "plugins", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    data = json.loads(done.stdout)
    failures = {(item["plugin"], item["provider"]): item["reason"] for item in data["failures"]}
    assert set(failures) == set(REASONS)
    assert {key: word for key, word in REASONS.items() if word not in failures[key]} == {}
    ours = {
        item["name"]: item["provider"]
        for item in data["exporters"]
        if item["provider"] != "investtrack"
    }
    assert ours == {
        "good-text": "a-good",
        "twin-text": "e-twin",
        "newer-text": "p-newer",
        "demo-bulletin": "investtrack-demo-county",
    }


@pytest.mark.slow
def test_a_clerk_reads_one_line_a_broken_plugin_and_no_traceback(installer, programs):
    done = run(installer, programs, "plugins")
    assert done.returncode == 1
    assert "good-text" in done.stdout
    said = [
        line for line in done.stdout.splitlines() if any(f"（{name}）" in line for name in MADE)
    ]
    assert len(said) == len(REASONS)
    assert "Traceback" not in done.stdout + done.stderr


@pytest.fixture
def source(tmp_path):
    """Return a ledger in a file."""
    from investtrack import ledger_to_json
    from investtrack_testing import sample_ledger

    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_plugin_built_for_older_hooks_does_what_it_did(installer, programs, source):
    target = source.with_name("通报.txt")
    done = run(
        installer, programs, "export", str(source), "--profile", "demo-county", "--to", "demo-bulletin", "-o", str(target),
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    expected = ROOT / "plugins" / "investtrack-demo-county" / "tests" / "expected" / "复工通报.txt"
    assert target.read_text(encoding="utf-8") == expected.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_rest_goes_on(installer, programs, source):
    target = source.with_name("题名.txt")
    done = run(installer, programs, "export", str(source), "--to", "good-text", "-o", str(target))
    assert done.returncode in {0, 1}, done.stderr
    assert target.read_text(encoding="utf-8") == "样例县2022年一季度"
    assert "Traceback" not in done.stderr
