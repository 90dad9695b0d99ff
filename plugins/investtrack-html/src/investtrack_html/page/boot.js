// Draws the page once, and what belongs to it as a whole: colours and printing.

const THEMES = ["", "dark", "light"];

byId("theme").addEventListener("click", () => {
  const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme || "") + 1) % THEMES.length];
  document.documentElement.dataset.theme = next;
  byId("theme").textContent = { "": "配色", dark: "深色", light: "浅色" }[next];
});
byId("print").addEventListener("click", () => window.print());
// Paper has no pages to turn: all projects that are chosen are printed; or what is opened, and that alone. A copy of
// it is, since a browser cuts a dialog off at the first page.
const tellGrowing = (what) => document.querySelectorAll(".growing").forEach((box) => box.dispatchEvent(new Event(what)));
window.addEventListener("beforeprint", () => {
  isPrinting = true;
  tellGrowing("grow");
  if (sheet.open) {
    document.documentElement.dataset.paper = "true";
    document.body.append(el("div", { id: "paper" }, el("h2", null, byId("sheet-title").textContent),
      [...byId("sheet-body").children].map((child) => child.cloneNode(true))));
  } else {
    drawList();
  }
});
window.addEventListener("afterprint", () => {
  isPrinting = false;
  if (byId("paper")) byId("paper").remove();
  delete document.documentElement.dataset.paper;
  tellGrowing("shrink");
  drawList();
});

drawHead();
drawCautions();
drawGoals();
drawLights();
drawEntries();
drawProjects();
drawWork();
drawFigures();
drawFindings();
document.documentElement.dataset.ready = "true";
