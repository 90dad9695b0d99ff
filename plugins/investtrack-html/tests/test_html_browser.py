"""The page in a real browser: clicks, filters, keys, escaping, a phone, paper. One session for all."""

import io
import re
import shutil
import subprocess
from datetime import date

import pytest
from attrs import evolve

from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack_html.exporter import HtmlExporter
from investtrack_testing import sample_ledger, sample_report


CHROMIUM = (
    shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: the page is not tried in a browser"
)

FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HOSTILE = "</script><script>window.hurt=1</script><img src=x onerror=window.hurt=2>'\"{{7*7}}${7*7}\u2028`&lt;b&gt;"
TOWNS = ("竹园镇", "白鹭镇", "望江街道")
LEADERS = ("王一", "李二", "赵三")


def ledger():
    """The sample, a project with a hostile name, and 120 projects, each third of which is late to resume."""
    whole = sample_ledger()
    keys = (
        "name",
        "total_investment",
        "leaders",
        "planned.2022-03",
        "actual.2022-02",
        "stage",
        "responsible_unit",
    )
    sheet = SheetRef("样例台账.xlsx", "项目台账", {key: i for i, key in enumerate(keys)})
    more = tuple(
        evolve(
            whole.projects[0], code=f"C{n:03}", name=f"{TOWNS[n % 3]}第{n:03}号工程", leaders=(LEADERS[n % 3],),
            responsible_unit="水务局" if n % 2 else "交通局", total_investment=Amount.of(1000 + n, Unit.WAN),
            origin=Origin(sheet, n + 10),
        )
        for n in range(120)
    )  # fmt: skip
    hostile = evolve(
        whole.projects[0], code="X1", name=HOSTILE, leaders=("<b>甲</b>",), remark=HOSTILE,
        responsible_unit=HOSTILE, origin=Origin(sheet, 200, moved=(("leaders", 199),)),
    )  # fmt: skip
    late = tuple(
        evolve(
            whole.resumptions[1],
            code=p.code,
            name=p.name,
            planned_on=DateSpan.day(date(2022, 2, 1)),
        )
        for p in more[::3]
    )
    return evolve(
        whole, projects=(*whole.projects, *more, hostile), resumptions=(*whole.resumptions, *late)
    )


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), chromium_sandbox=False
        )
        yield opened.new_context(viewport={"width": 1920, "height": 1080})
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    stream = io.BytesIO()
    HtmlExporter().export(sample_report(ledger()), stream)
    path = tmp_path_factory.mktemp("page") / "调度会.html"
    path.write_bytes(stream.getvalue())
    return path


@pytest.fixture
def page(browser, file):
    """The page, opened anew; nothing may be said on its console and nothing may be requested but itself."""
    opened = browser.new_page()
    opened.set_default_timeout(5000)
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: said.append(f"dialog {dialog.message}"))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    opened.wait_for_selector("html[data-ready]")
    opened.said = said
    yield opened
    assert said == []
    assert asked == [file.as_uri()]
    opened.close()


def shown(page):
    return page.locator("#list-body .row-link").all_text_contents()


def count(page):
    return page.locator("#count").text_content()


def test_a_figure_opens_its_contributions_and_a_project_from_there(page):
    page.locator('.tile[data-figure="fai.period.completed"]').click()
    sheet = page.locator("#sheet")
    assert sheet.locator("#sheet-title").text_content() == "累计完成固定资产投资"
    # 450 and 200 of the sample; 450 of each of the 121 others: 450×122 + 200 = 55100万元.
    assert "55,100万元" in sheet.text_content()
    assert "来源：123条" in sheet.text_content()
    row = sheet.locator("tbody tr", has_text="竹园镇第000号工程")
    assert row.locator("td").last.text_content() == "E10"
    sheet.get_by_role("searchbox").fill("花园")
    assert sheet.locator("tbody tr").count() == 1
    sheet.get_by_role("button", name="青山花园").click()
    assert sheet.locator("#sheet-title").text_content() == "青山花园"
    assert "停工" in sheet.text_content()
    page.keyboard.press("ArrowLeft")
    assert sheet.locator("#sheet-title").text_content() == "累计完成固定资产投资"
    page.keyboard.press("Escape")
    assert not sheet.is_visible()


def test_a_card_tells_lights_tasks_fields_papers_and_figures(page):
    page.locator("#find").fill("青山花园")
    page.get_by_role("button", name="青山花园", exact=True).first.click()
    card = page.locator("#sheet-body")
    text = card.text_content()
    assert "计划复工时间2022年2月20日，逾期28天" in text
    assert "解决问题：解决资金问题：资金未到位" in text
    assert "总投资（万元）50,000C3" in text  # the field, its value and its cell
    row = card.locator("tbody tr", has_text="停工项目个数")
    assert row.count() == 1
    page.keyboard.press("Escape")
    page.locator("#find").fill("铝材")
    page.locator(".row-link").first.click()
    assert card.locator('.papers [data-state="×"]').all_text_contents() == ["施工合同 缺"]


def test_filters_narrow_by_leader_unit_town_light_and_words(page):
    assert count(page) == "共124个项目"
    page.locator("#by-leader").select_option("李二")
    # 李二 has 40 of the 120, and 铝材加工厂.
    assert count(page) == "41个项目（共124个）"
    page.locator("#by-town").select_option("白鹭镇")
    assert count(page) == "40个项目（共124个）"
    page.locator("#by-unit").select_option("水务局")
    assert count(page) == "20个项目（共124个）"
    page.locator("#find").fill("Ｃ00 第007")  # full width, two words
    assert shown(page) == ["白鹭镇第007号工程"]
    page.locator("#clear").click()
    page.locator('.chip[data-colour="红"]').click()
    # 0, 3, 6 … 117 are 28 days and more late to resume, with 青山花园; red.
    assert count(page) == "41个项目（共124个）"
    page.locator("#by-stage").select_option("续建")
    assert count(page) == "41个项目（共124个）"
    page.locator("#clear").click()
    assert count(page) == "共124个项目"
    assert page.evaluate("document.activeElement.id") == "find"


def test_the_board_filters_the_list(page):
    page.locator("#lights").get_by_role("button", name="红灯41个，列出来").click()
    assert count(page) == "41个项目（共124个）"
    page.locator("#lights").get_by_role("button", name="赵三").click()
    assert count(page) == "40个项目（共124个）"
    assert page.locator("#by-leader").input_value() == "赵三"


def test_pages_turn_and_columns_sort(page):
    assert len(shown(page)) == 50
    page.locator("#page-on").click()
    page.locator("#page-on").click()
    assert len(shown(page)) == 24
    assert page.locator("#page-on").is_disabled()
    page.locator('#list th[data-key="total"] button').click()
    assert shown(page)[0] == "青山花园"  # 50000万元
    assert page.locator('#list th[data-key="total"]').get_attribute("aria-sort") == "descending"
    page.locator("#order").select_option("total up")
    assert shown(page)[0] == "竹园镇第000号工程"  # 1000万元


def test_keys_alone_reach_everything(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "find"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.type("第01")
    assert count(page) == "10个项目（共124个）"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('row-link')"):
            break
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.textContent")
    assert [first, second] == shown(page)[:2]
    page.keyboard.press("Enter")
    assert page.locator("#sheet-title").text_content() == second
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == second
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == shown(page)[-1]
    point = page.locator(".point").first
    point.focus()
    page.keyboard.press("Enter")
    assert page.locator("#sheet-title").text_content() == "分月累计计划完成投资"


def test_a_meeting_steps_from_project_to_project(page):
    page.locator("#by-leader").select_option("李二")
    names = shown(page)
    page.locator(".row-link").nth(1).click()
    title = page.locator("#sheet-title")
    assert "第2个，共41个" in page.locator("#sheet-body").text_content()
    page.keyboard.press("n")
    assert title.text_content() == names[2]
    page.get_by_role("button", name="上一个").click()
    page.keyboard.press("p")
    page.keyboard.press("p")  # there is none before the first
    assert title.text_content() == names[0]
    assert page.get_by_role("button", name="上一个").is_disabled()


def test_what_a_ledger_says_is_never_run(page):
    page.locator("#find").fill("onerror")
    assert shown(page) == [HOSTILE]
    page.locator(".row-link").first.click()
    assert page.locator("#sheet-title").text_content() == HOSTILE
    assert HOSTILE in page.locator("#sheet-body").text_content()
    # Its leader is a label merged downward from the row above: that cell is named.
    assert "<b>甲</b>C199" in page.locator("#sheet-body").text_content()
    assert (
        page.locator("#sheet-body img, #sheet-body script, #sheet-body b:has-text('甲')").count()
        == 0
    )
    assert page.evaluate("window.hurt") is None


def test_the_policy_lets_nothing_out(page):
    blocked = page.evaluate(
        """() => new Promise((done) => {
             document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
             fetch("http://127.0.0.1:9/").catch(() => setTimeout(() => done("none"), 500));
           })"""
    )
    assert blocked == "connect-src"
    ran = page.evaluate(
        """() => { const s = document.createElement("script"); s.textContent = "window.hurt = 3";
                   document.body.append(s); return window.hurt; }"""
    )
    assert ran is None
    assert all("Content Security Policy" in text for text in page.said)
    page.said.clear()


def test_texts_are_readable_in_both_schemes(page):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(LOW_CONTRAST) == []


LOW_CONTRAST = r"""() => {
          const lum = (c) => c.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const rgb = (text) => text.match(/[\d.]+/g).map(Number);
          const ground = (node) => {
            for (let at = node; at; at = at.parentElement) {
              const colour = rgb(getComputedStyle(at).backgroundColor);
              if (colour.length < 4 || colour[3] > 0) return colour.slice(0, 3);
            }
            return [255, 255, 255];
          };
          const bad = [];
          for (const node of document.querySelectorAll("body *")) {
            const own = [...node.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
            if (!own || node.closest(":disabled, script, noscript, option, svg") || !node.getClientRects().length) continue;
            const [a, b] = [lum(rgb(getComputedStyle(node).color).slice(0, 3)), lum(ground(node))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) bad.push(`${node.tagName}.${node.className} ${ratio.toFixed(2)} ${node.textContent.slice(0, 20)}`);
          }
          return [...new Set(bad)];
        }"""
"""Finds texts whose contrast to their ground is below 4.5 (WCAG 2, level AA)."""


def test_every_control_has_a_name_and_every_id_is_its_own(page):
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a[href], input, select, [role=button]")].filter((node) =>
             !(node.getAttribute("aria-label") || node.textContent.trim() || node.closest("label"))).map((n) => n.outerHTML)"""
    )
    assert nameless == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))


def test_a_phone_shows_it_without_sideways_scrolling(page):
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#find").fill("青山花园")
    page.locator(".row-link").first.click()
    assert page.evaluate("document.getElementById('sheet-body').scrollWidth") <= 390
    assert page.locator("#sheet").bounding_box()["width"] == 390


def test_paper_has_every_chosen_project(page, tmp_path):
    page.locator("#by-stage").select_option("续建")
    path = tmp_path / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    assert path.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", path, "-"], capture_output=True, check=True
        ).stdout.decode()
        printed = set(re.findall(r"第(\d{3})号工程", text))
        assert printed == {f"{n:03}" for n in range(120)}  # three pages of the screen
        # Of its tasks the screen shows 30; paper has all, 青山花园 and every third of the 120 to resume.
        assert text.count("督促复工") == 41
        assert "上一页" not in text
    assert page.locator("#work tbody tr").count() == 30
    assert len(shown(page)) == 50


def test_paper_has_the_whole_of_an_open_card_and_nothing_else(page, tmp_path):
    page.locator("#find").fill("青山花园")
    page.locator(".row-link").first.click()
    path = tmp_path / "card.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    assert page.locator("#paper").count() == 0
    assert page.locator("#sheet").is_visible()
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", path, "-"], capture_output=True, check=True
        ).stdout.decode()
        assert text.count("\f") > 1
        assert "计入的指标" in text  # the card's last part
        assert "河东大桥" not in text


def test_the_colours_can_be_chosen(page):
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 28)"


def test_axe_finds_no_serious_fault(page):
    from axe_playwright_python.sync_playwright import Axe

    # Of what passes nothing is asked, so that it is not described either.
    asked = {
        "rules": {"label-content-name-mismatch": {"enabled": True}},
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=asked).response["violations"]
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []
