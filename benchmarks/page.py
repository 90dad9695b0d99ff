"""Measure the dispatch meeting's page in headless Chromium: opening, and a filter's keystroke to painted rows.

    python benchmarks/page.py [--projects 5000]

The page is written from a ledger of that many projects. A keystroke is timed inside the page: from
the input event to the second animation frame after it, when the rows have been painted. Needs the
``test`` group and a Chromium.
"""

from argparse import ArgumentParser
from pathlib import Path
import shutil
from statistics import median
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright


HERE = Path(__file__).parent
OUT = HERE / "out"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TYPED = ("水", "水库", "水库 王", "复工", "县水务局 红", "2022年2月", "没有这样的项目", "")
KEYSTROKE = """(text) => new Promise((done) => {
  const box = document.getElementById("find");
  const began = performance.now();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const ran = performance.now() - began;
  requestAnimationFrame(() => requestAnimationFrame(() => done([ran, performance.now() - began])));
})"""
OPEN = """(run) => new Promise((done) => {
  const began = performance.now();
  document.querySelector(run).click();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const took = performance.now() - began;
    document.getElementById("sheet").close();
    done(took);
  }));
})"""


def main():
    parser = ArgumentParser()
    parser.add_argument("--projects", type=int, default=5000)
    size = parser.parse_args().projects
    ledger, page_file = OUT / f"ledger_{size}.xlsx", OUT / f"page_{size}.html"
    if not ledger.exists():
        subprocess.run(
            [sys.executable, str(HERE / "make_ledger.py"), str(size), str(ledger)], check=True
        )
    began = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "investtrack",
        "export",
        str(ledger),
        "--to",
        "html",
        "-o",
        str(page_file),
    ]
    subprocess.run(command, stdout=subprocess.DEVNULL)
    print(
        f"{size} projects: written in {time.perf_counter() - began:.1f} s, "
        f"{page_file.stat().st_size / 2**20:.1f} MiB"
    )
    with sync_playwright() as play:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=False)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        began = time.perf_counter()
        page.goto(page_file.as_uri())
        page.wait_for_selector("html[data-ready]")
        print(f"opened in {time.perf_counter() - began:.2f} s")
        page.locator("#projects").scroll_into_view_if_needed()
        runs = {text: [page.evaluate(KEYSTROKE, text) for _ in range(5)] for text in TYPED}
        for text, times in runs.items():
            count = page.evaluate(f"{KEYSTROKE}", text) and page.locator("#count").text_content()
            print(
                f"  “{text}”: script {median(t[0] for t in times):.0f} ms, painted "
                f"{median(t[1] for t in times):.0f} ms, worst {max(t[1] for t in times):.0f} ms ({count})"
            )
        for what, selector in (
            ("a project's card", ".row-link"),
            ("the figure with most contributions", '[data-figure="remaining.reportable"]'),
        ):
            times = [page.evaluate(OPEN, selector) for _ in range(4)]
            print(f"  {what}: first {times[0]:.0f} ms, then {median(times[1:]):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
