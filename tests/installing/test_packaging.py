"""The scripts of packaging/: the same bytes twice, the same versions on any day, and a release that a script follows."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "packaging"


@pytest.fixture
def with_uv(installer, monkeypatch):
    """Let the scripts use the uv of the other tests."""
    monkeypatch.setenv("UV", installer.uv)


def is_reached(installer, *arguments):
    """Run the script, and skip where there is no index to ask, except in CI."""
    done = installer.script(sys.executable, *arguments, cwd=ROOT)
    if done.returncode and "CI" not in os.environ and any(word in done.stderr for word in ("dns error", "Failed to fetch", "error sending request")):  # fmt: skip
        pytest.skip("no package index to resolve from")
    return done


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-12-01", "2099-01-01"])
def test_the_known_good_set_is_the_same_on_any_day(installer, day):
    done = is_reached(installer, SCRIPTS / "known_good.py", "--check", "--exclude-newer", day)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_known_good_set_names_no_address():
    listed = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert len(listed) > 100
    assert [line for line in listed if "==" not in line or "/" in line or "@" in line] == []


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(with_uv, built, tmp_path):
    from build import SUMS, build
    from repository import copy_tree, projects

    elsewhere = copy_tree(tmp_path / "another place" / "tree")
    again = build(tmp_path / "again", root=elsewhere)
    assert len(again) == 2 * len(projects())
    assert [path.name for path in again if path.read_bytes() != (built / path.name).read_bytes()] == []  # fmt: skip
    assert (tmp_path / "again" / SUMS).read_text() == (built / SUMS).read_text()


@pytest.mark.slow
def test_every_part_is_listed_with_its_licence(installer, tmp_path):
    from repository import projects

    made = [tmp_path / name for name in ("one", "two")]
    for folder in made:
        done = is_reached(installer, SCRIPTS / "sbom.py", "-o", folder)
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith(": none\n"), done.stdout
    one, two = ((folder / "sbom.json").read_text(encoding="utf-8") for folder in made)
    assert one == two
    assert "http" not in re.sub(r"\bhttp(?:core2|x2)\b", "", one)  # names of packages, no addresses
    parts = {part["name"] for part in json.loads(one)["components"]}
    assert {*projects(), "attrs", "cattrs", "pluggy", "lxml", "openpyxl"} <= parts
    assert parts & {"pytest", "ruff", "sphinx"} == set()
    rows = (made[0] / "LICENCES.md").read_text(encoding="utf-8").splitlines()[4:]
    assert {row.split("|")[1].strip() for row in rows} == parts


@pytest.mark.parametrize(
    ("version", "asked"),
    [("0.2.0", ">=0.2,<0.3"), ("0.2.1", ">=0.2.1,<0.3"), ("1.0.0rc1", ">=1.0.0rc1,<1.1"), ("1.4.0", ">=1.4,<1.5")],
)  # fmt: skip
def test_the_distributions_ask_for_their_own_minor_version(version, asked):
    from release import with_version

    text = 'version = "0.1.0"\ndependencies = ["investtrack>=0.1,<0.2", "investtrack-ooxml>=0.1,<0.2", "lxml>=5"]\n'
    assert with_version(text, version) == (
        f'version = "{version}"\ndependencies = ["investtrack{asked}", "investtrack-ooxml{asked}", "lxml>=5"]\n'
    )


def test_every_distribution_has_the_version_that_the_package_states():
    from release import current

    import investtrack

    assert current() == investtrack.__version__


def test_versions_are_ordered():
    from release import rank

    written = ["0.9.0", "0.10.0a1", "0.10.0rc1", "0.10.0", "0.10.1", "1.0.0"]
    assert sorted(written, key=rank) == written
    for wrong in ("1", "1.0", "v1.0.0", "1.0.0.dev1", "01.0.0", "1.0.0-rc1", ""):
        with pytest.raises(SystemExit, match="no version"):
            rank(wrong)


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A repository of the project files and the changelog, for a release to be tried on."""
    import release
    from repository import projects

    for path in (*projects().values(), ROOT / "CHANGELOG.md", ROOT / "src/investtrack/__init__.py"):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name, value in {"AUTHOR_NAME": "A", "AUTHOR_EMAIL": "a@example.org", "COMMITTER_NAME": "A", "COMMITTER_EMAIL": "a@example.org"}.items():  # fmt: skip
        monkeypatch.setenv(f"GIT_{name}", value)
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setattr(release, "projects", lambda: projects(tmp_path))
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "all")):
        release.run("git", *command)
    return tmp_path


def test_a_release_is_prepared_and_tagged_once(clone):
    import release

    was = release.notes((clone / "CHANGELOG.md").read_text(encoding="utf-8"))
    with pytest.raises(SystemExit, match="run prepare first"):
        release.tag("7.0.0")
    release.prepare("7.0.0", "2027-01-05")
    text = (clone / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]\n\n## [7.0.0] - 2027-01-05\n" in text
    assert release.notes(text, "7.0.0") == was
    assert release.current() == "7.0.0"
    assert '\n__version__ = "7.0.0"\n' in (clone / "src/investtrack/__init__.py").read_text(
        encoding="utf-8"
    )
    assert "investtrack>=7.0,<7.1" in (clone / "plugins/investtrack-word/pyproject.toml").read_text(encoding="utf-8")  # fmt: skip
    release.tag("7.0.0")
    assert release.run("git", "tag", "-l", "--format=%(contents)").startswith(
        f"7.0.0\n\n{was[:40]}"
    )
    with pytest.raises(SystemExit, match="never moved"):
        release.tag("7.0.0")
    with pytest.raises(SystemExit, match="nothing under Unreleased"):
        release.prepare("7.1.0", "2027-02-01")
    (clone / "CHANGELOG.md").write_text(text.replace("[Unreleased]\n", "[Unreleased]\n- New.\n"), encoding="utf-8")  # fmt: skip
    with pytest.raises(SystemExit, match="not committed"):
        release.prepare("7.1.0", "2027-02-01")
    release.run("git", "commit", "-qam", "more")
    with pytest.raises(SystemExit, match="does not come after"):
        release.prepare("7.0.0", "2027-02-01")
