"""Pages held against the rules of axe-core for people who do not see or point: how many rules that apply are kept."""

from pathlib import Path
import shutil

from tools import HOME, MissingError


_RUN = """async () => {
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { "label-content-name-mismatch": { enabled: true } },
  });
  return [found.passes.map((rule) => rule.id), found.violations.map((rule) => `${rule.id} (${rule.nodes.length})`)];
}"""
"""The rules that are on as a rule, and one that is not: that a control is called by what is written on it."""


def axe(path: Path) -> dict[str, int]:
    """Return how many rules apply to the page at *path*, and how many of them it keeps."""
    from playwright.sync_api import sync_playwright

    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    script = HOME / "node_modules" / "axe-core" / "axe.min.js"
    if browser_path is None or not script.is_file():
        raise MissingError("chromium, axe-core")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, chromium_sandbox=False)
        page = browser.new_page(bypass_csp=True)  # its policy lets no script in but its own
        page.goto(path.as_uri())
        page.add_script_tag(path=str(script))
        kept, broken = page.evaluate(_RUN)
        browser.close()
    if broken:
        print("axe-core:", ", ".join(broken))
    return {
        "rules": len({*kept, *(each.split()[0] for each in broken)}),
        "right": len(set(kept) - {each.split()[0] for each in broken}),
    }
