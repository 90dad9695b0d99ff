"""The page in a real browser: drop, ask, answer, download, open what came; keys, a small screen, hostile texts, axe."""

import base64
import shutil
import zipfile

import pytest
from desk_client import LEDGER, NAME

from investtrack.cli.demo import example_path


CHROMIUM = (
    shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: the page is not tried in a browser"
)
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DROP = """(zone, {name, data}) => {
  const bytes = Uint8Array.from(atob(data), char => char.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  for (const kind of ["dragover", "drop"]) zone.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), chromium_sandbox=False
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser, desk):
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(desk.address)
    page.wait_for_selector("#folder")
    yield page
    assert page.faults == []
    context.close()


def drop(page, name, data, zone="ledger"):
    page.locator(f".zone[data-kind={zone}]").evaluate(
        DROP, {"name": name, "data": base64.b64encode(data).decode()}
    )


def no_serious_fault(page):
    from axe_playwright_python.sync_playwright import Axe

    # Of what passes nothing is asked, so that it is not described either.
    asked = {
        "rules": {"label-content-name-mismatch": {"enabled": True}},
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=asked).response["violations"]
    return [
        (one["id"], one["nodes"][0]["html"])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def test_drop_ask_answer_download_open(page, tmp_path):
    drop(page, NAME, LEDGER)
    page.wait_for_selector("#questions fieldset >> nth=1")
    assert "token" not in page.url
    assert page.locator("#questions input:checked").count() == 2  # as proposed
    page.locator("#questions button").click()
    page.wait_for_selector("#s-questions", state="hidden")
    page.locator("#write").click()
    page.wait_for_selector("#outputs a")
    with page.expect_download() as coming:
        page.locator("#outputs a", has_text="工作汇报.docx").click()
    saved = tmp_path / "汇报.docx"
    coming.value.save_as(saved)
    assert "河东大桥（征拆滞后）" in zipfile.ZipFile(saved).read("word/document.xml").decode()
    assert no_serious_fault(page) == []


def test_what_was_understood_stands_beside_the_sheet_with_the_cell_marked(page):
    drop(page, NAME, LEDGER)
    page.wait_for_selector("#columns table")
    assert "河湾县2026年一季度" in page.locator("#summary").inner_text()
    page.locator("#find").fill("年度计划投资")
    page.locator("#figures summary").first.click()
    page.locator("#figures button", has_text="C5").click()
    page.wait_for_selector("#grid td.target")
    assert page.locator("#grid td.target").inner_text() == "6000"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    # A name that is markup is shown as it is written.
    assert page.locator("#grid td", has_text="<img src=x").count() == 1
    assert page.locator("#grid img").count() == 0
    page.locator("#s-findings summary").first.click()
    assert "怎么改" in page.locator("#s-findings details[open]").inner_text()
    assert no_serious_fault(page) == []


def test_keys_alone_are_enough(page):
    drop(page, NAME, LEDGER)
    page.wait_for_selector("#questions fieldset >> nth=1")
    page.locator("#questions input").first.focus()
    page.keyboard.press("ArrowDown")  # 都不在库
    assert page.locator("#questions input:checked").first.get_attribute("value") == "none"
    page.keyboard.press("Enter")
    page.wait_for_selector("#s-questions", state="hidden")
    page.locator("#write").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#outputs a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") in {"BUTTON", "INPUT"}


def test_wrong_files_are_said_on_the_page(page):
    drop(page, "照片.png", b"x")
    page.wait_for_selector("#error:not([hidden])")
    assert "照片.png" in page.locator("#error-text").inner_text()
    page.locator("#error-close").click()
    assert page.locator("#error").is_hidden()
    drop(page, "坏.xlsx", b"no workbook")
    page.wait_for_selector("#error:not([hidden])")
    assert "坏.xlsx" in page.locator("#error-text").inner_text()


def test_an_edited_report_dropped_anywhere_is_verified(page, desk):
    drop(page, "台账.xlsx", example_path().read_bytes())
    page.wait_for_selector("#write:enabled")
    page.locator("#write").click()
    page.wait_for_selector("#outputs a", timeout=60_000)
    report = next(path for path in desk.room.outputs if path.suffix == ".docx")
    drop(page, "上周的汇报.docx", report.read_bytes(), "edited")
    page.wait_for_selector("#t-verified:not([hidden])", timeout=60_000)
    assert "未变" in page.locator("#t-verified").inner_text()


def test_a_browser_closed_and_opened_again_sees_the_work(browser, page, desk):
    drop(page, NAME, LEDGER)
    page.wait_for_selector("#columns table")
    other = browser.new_context().new_page()
    other.goto(desk.address)
    other.wait_for_selector("#columns table")
    assert other.locator("#files li").count() == 1
    other.context.close()


def test_the_manual_opens_beside_the_work(page):
    with page.expect_popup() as opened:
        page.locator("header a").click()
    opened.value.wait_for_selector("#forms table")
    assert no_serious_fault(opened.value) == []


def test_quit_says_goodbye(page, desk):
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#quit").click()
    page.wait_for_selector("text=程序已退出")
