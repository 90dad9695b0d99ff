"""Exports under fire: killed, out of room, forbidden, eight at once. The old file or the new one, never half.

INVESTTRACK_SOAK=200 kills two hundred runs instead of a few.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from investtrack import ledger_to_json
from investtrack_testing import sample_ledger


resource = pytest.importorskip("resource", reason="磁盘写满要用 Unix 的资源限制来模拟")

KILLS = int(os.environ.get("INVESTTRACK_SOAK", "6"))
OLD = b"the report of last quarter"


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """Return target → the command that writes the report there."""
    ledger = tmp_path_factory.mktemp("ledger") / "台账.json"
    ledger.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    start = [sys.executable, "-m", "investtrack", "report", str(ledger), "-o"]
    return lambda target: [*start, str(target)]


def run(command, **how):
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)


@pytest.fixture(scope="module")
def whole(command, tmp_path_factory):
    """Return name → bytes of every file of an undisturbed run, and its seconds."""
    target = tmp_path_factory.mktemp("whole")
    began = time.perf_counter()
    done = run(command(target))
    seconds = time.perf_counter() - began
    assert done.returncode in {0, 1}, done.stderr
    return {path.name: path.read_bytes() for path in target.iterdir()}, seconds


def with_old_files(folder, names):
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(OLD)


def shown(folder):
    """Return name → bytes of what a clerk sees in *folder*: hidden beginnings aside."""
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")
    }


@pytest.mark.slow
def test_a_killed_run_leaves_the_old_file_or_the_new_one(command, whole, tmp_path):
    files, seconds = whole
    chosen = random.Random(2022)
    seen = set()
    for number in range(KILLS):
        target = tmp_path / str(number)
        with_old_files(target, files)
        process = subprocess.Popen(
            command(target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # the second half of a run writes; a slow machine only shifts what is hit
        time.sleep(seconds * chosen.uniform(0.4, 1.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name, content in shown(target).items():
            # The old document is nobody's that we know, so the new one goes beside it.
            assert content in {OLD, files[name.replace("（新稿）", "")]}, f"{name} is half a file"
            seen.add(content == OLD)
        shutil.rmtree(target)
    assert seen, "something was looked at"


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_run_leaves_nothing_behind_and_no_traceback(number, command, whole, tmp_path):
    files, seconds = whole
    chosen = random.Random(int(number))
    for run_number in range(KILLS):
        target = tmp_path / str(run_number)
        with_old_files(target, files)
        process = subprocess.Popen(
            command(target), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        time.sleep(seconds * chosen.uniform(0.15, 1.05))
        process.send_signal(number)
        _, said = process.communicate()
        assert "Traceback" not in said, said
        assert [path.name for path in target.iterdir() if path.name.startswith(".")] == []
        for name, content in shown(target).items():
            assert content in {OLD, files[name.replace("（新稿）", "")]}, f"{name} is half a file"
        shutil.rmtree(target)


@pytest.mark.slow
def test_a_run_after_a_killed_one_is_whole(command, whole, tmp_path):
    files, _ = whole
    (tmp_path / f".{next(iter(files))}.x7y.part").write_bytes(b"half")
    assert run(command(tmp_path)).returncode in {0, 1}
    assert shown(tmp_path) == files


def test_out_of_room_the_old_file_stays_and_one_sentence_says_so(command, whole, tmp_path):
    files, _ = whole
    with_old_files(tmp_path, files)

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))

    done = run(command(tmp_path), preexec_fn=little_room)
    assert done.returncode == 2
    assert "无法写入" in done.stderr
    assert "原有文件未改动" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    # what fits in the room may be new, what does not is the old file: and nothing half lies about
    assert {
        name: content for name, content in shown(tmp_path).items() if content != OLD
    }.items() <= files.items()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_may_not_be_written_is_one_sentence(command, whole, tmp_path):
    files, _ = whole
    target = tmp_path / "只读"
    with_old_files(target, files)
    target.chmod(0o555)
    before = []
    if os.geteuid() == 0:  # root writes anywhere, unless that power is taken from it
        if shutil.which("setpriv") is None:
            pytest.skip("没有 setpriv，root 用户无法模拟只读文件夹")
        before = ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"]
    try:
        done = run([*before, *command(target)])
    finally:
        target.chmod(0o755)
    assert done.returncode == 2
    assert "无法写入" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert set(shown(target).values()) == {OLD}


@pytest.mark.slow
def test_eight_exports_at_once_to_one_folder_leave_whole_files(command, whole, tmp_path):
    files, _ = whole
    running = [
        subprocess.Popen(
            command(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    for process in running:
        _, errors = process.communicate()
        assert process.returncode in {0, 1}, errors
    assert shown(tmp_path) == files
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
