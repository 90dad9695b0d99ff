"""How long a clerk's way is, from the zip to the report: unpack, install without a network, start, drop, answer, download.

    python packaging/bundle.py --platform linux-x86_64 -o /tmp/bundle
    python -m uv run python benchmarks/clerk_path.py /tmp/bundle/*.zip WORKBOOK.xlsx

The page is driven in a real Chromium; the proposals to the questions are taken as they stand. Each step prints its seconds and the
questions that were asked. Installing runs without a network where `unshare` may be used.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright


def unpack(bundle, folder):
    """Unpack the zip as a clerk's file manager does, and return the folder within."""
    shutil.unpack_archive(bundle, folder)
    return next(path for path in Path(folder).iterdir() if path.is_dir())


def install(home):
    """Install what was unpacked, with the network off where that is possible."""
    alone = (
        ["unshare", "-n"]
        if shutil.which("unshare") and not subprocess.run(["unshare", "-n", "true"]).returncode
        else []
    )
    subprocess.run([*alone, "sh", "install.sh"], cwd=home, check=True, stdout=subprocess.DEVNULL)


def start(home):
    """Start the page, of a user who has never used it, and return the process and its address."""
    running = subprocess.Popen(
        ["sh", "start.sh", "desk", "--no-browser"],
        cwd=home,
        env={**os.environ, "HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in running.stdout:
        if found := re.search(r"http://127\.\S+", line):
            return running, found[0]
    raise SystemExit("the page did not start")


def report(address, book, folder):
    """Drop *book*, take the proposals, write, download the report; yield each step's name."""
    with sync_playwright() as library:
        browser = library.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(address)
        yield "page opened"
        page.set_input_files("input[type=file]", book)
        page.wait_for_selector("#questions fieldset")
        asked = page.locator("#questions fieldset legend").all_inner_texts()
        yield f"read, {len(asked)} asked: {' '.join(asked)}"
        page.locator("#questions button").click()
        page.wait_for_selector("#s-questions", state="hidden")
        yield "answered"
        page.locator("#write").click()
        page.wait_for_selector("#outputs a")
        yield "written"
        with page.expect_download() as coming:
            page.locator("#outputs a", has_text="工作汇报.docx").click()
        coming.value.save_as(Path(folder) / "汇报.docx")
        yield "report in hand"
        browser.close()


def main(bundle, book):
    """Go the whole way and print the seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        begun = last = time.monotonic()

        def step(name):
            nonlocal last
            now = time.monotonic()
            print(f"{now - last:6.1f} s  {name}", flush=True)
            last = now

        home = unpack(bundle, folder)
        step("unpacked")
        install(home)
        step("installed without a network")
        running, address = start(home)
        step("started")
        try:
            for name in report(address, book, folder):
                step(name)
        finally:
            running.terminate()
        print(f"{last - begun:6.1f} s  in all")


if __name__ == "__main__":
    main(*sys.argv[1:])
