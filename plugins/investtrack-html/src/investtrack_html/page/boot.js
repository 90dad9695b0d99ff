// Draws the page once, and what belongs to it as a whole: colours and printing.

const THEMES = ["", "dark", "light"];

byId("theme").addEventListener("click", () => {
  const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme || "") + 1) % THEMES.length];
  document.documentElement.dataset.theme = next;
  byId("theme").textContent = { "": "配色", dark: "深色", light: "浅色" }[next];
});
byId("print").addEventListener("click", () => window.print());
// Paper has no pages to turn: all projects that are chosen are printed.
window.addEventListener("beforeprint", () => { isPrinting = true; drawList(); });
window.addEventListener("afterprint", () => { isPrinting = false; drawList(); });

drawHead();
drawGoals();
drawLights();
drawEntries();
drawProjects();
drawWork();
drawFigures();
drawFindings();
document.documentElement.dataset.ready = "true";
