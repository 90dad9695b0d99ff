// The list of projects: a page at a time, sorted, walked with the arrow keys.

const PAGE_OF_PROJECTS = 50;
const COLUMNS = [
  ["灯", null], ["项目", "name"], ["领导", "leader"], ["单位", "unit"], ["阶段", "stage"],
  ["总投资", "total"], ["年度计划", "plan"], ["完成", "done"], ["理由", null],
];
const NUMBERS = new Set(["total", "plan", "done"]);
let order = { key: "", down: true };
let pageAt = 0;
let isPrinting = false;
let list = [];

// Order only: numbers are compared as such, unknown ones stand last. The digits shown are the ledger's.
function sorted(found) {
  const { key, down } = order;
  if (!key) return found;
  const sign = down ? -1 : 1;
  const number = (i) => (C.projects[i][key] === undefined ? null : Number(C.projects[i][key]));
  const words = (i) => (key === "leader" ? (C.projects[i].leaders || [])[0] : C.projects[i][key]) || null;
  const read = NUMBERS.has(key) ? number : words;
  const compare = NUMBERS.has(key) ? (a, b) => a - b : new Intl.Collator("zh-CN").compare;
  return found.map((i) => [i, read(i)]).sort(([i, a], [j, b]) => {
    if (a === null || b === null) return (a === null) - (b === null) || i - j;
    return sign * compare(a, b) || i - j;
  }).map(([i]) => i);
}

function reasonOf(project) {
  const lights = (project.lights || []).filter(([, colour]) => colour === project.colour);
  return lights.map(([, , , reason]) => reason).join("；");
}

function drawRow(i, at) {
  const project = C.projects[i];
  const cell = (label, content, name) => el("td", { "data-label": label, class: name }, content);
  return el("tr", { "data-project": i },
    cell("灯", lamp(project.colour, project.word || "未评"), "lamp-cell"),
    cell("项目", el("button", { type: "button", class: "link row-link", tabindex: at ? "-1" : "0", on: { click: () => openProject(i, list) } }, project.name), "name"),
    cell("领导", (project.leaders || []).join("、") || "未明确", "leader"), cell("单位", project.unit || "未明确", "unit"),
    cell("阶段", project.stage || project.entry || "—", "stage"),
    cell("总投资", grouped(project.total), "number"), cell("年度计划", grouped(project.plan), "number"),
    el("td", { "data-label": "完成", class: "number", title: project.done_month }, grouped(project.done)), cell("理由", reasonOf(project), "reason"));
}

function drawList() {
  const pages = Math.max(1, Math.ceil(list.length / PAGE_OF_PROJECTS));
  pageAt = Math.max(0, Math.min(pageAt, pages - 1));
  const from = isPrinting ? 0 : pageAt * PAGE_OF_PROJECTS;
  const shown = isPrinting ? list : list.slice(from, from + PAGE_OF_PROJECTS);
  byId("list-body").replaceChildren(...shown.map(drawRow));
  byId("count").textContent = list.length === C.projects.length ? `共${list.length}个项目`
    : `${list.length}个项目（共${C.projects.length}个）`;
  byId("page-of").textContent = `第${pageAt + 1}页，共${pages}页`;
  byId("page-back").disabled = pageAt === 0;
  byId("page-on").disabled = pageAt >= pages - 1;
  byId("order").value = order.key ? `${order.key} ${order.down ? "down" : "up"}` : "";
  for (const head of document.querySelectorAll("#list th[data-key]")) {
    const isOwn = head.dataset.key === order.key;
    head.setAttribute("aria-sort", isOwn ? (order.down ? "descending" : "ascending") : "none");
  }
}

function showProjects() {
  list = sorted(chosen());
  pageAt = 0;
  drawList();
  syncFilters();
}

function turn(by) {
  pageAt += by;
  drawList();
}

// Up and down walk the rows, Home and End reach the ends, PageUp and PageDown turn the page.
function walk(event) {
  const links = [...document.querySelectorAll(".row-link")];
  const at = links.indexOf(document.activeElement);
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (event.key === "PageDown" || event.key === "PageUp") {
    event.preventDefault();
    turn(event.key === "PageDown" ? 1 : -1);
    const first = document.querySelector(".row-link");
    if (first) first.focus();
  } else if (to !== undefined) {
    event.preventDefault();
    const next = links[Math.max(0, Math.min(to, links.length - 1))];
    links[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}

function drawProjects() {
  const sortBy = (key) => {
    order = order.key === key ? { key, down: !order.down } : { key, down: NUMBERS.has(key) };
    showProjects();
  };
  const options = COLUMNS.filter(([, key]) => key).flatMap(([name, key]) => (NUMBERS.has(key)
    ? [[`${key} down`, `${name}从大到小`], [`${key} up`, `${name}从小到大`]] : [[`${key} up`, name]]));
  const select = el("select", { id: "order", on: { change: () => {
    const [key, way] = select.value.split(" ");
    order = { key, down: way === "down" };
    showProjects();
  } } }, el("option", { value: "" }, "灯，重的在前"), options.map(([value, name]) => el("option", { value }, name)));
  const heads = COLUMNS.map(([name, key]) => el("th", { scope: "col", "data-key": key, "data-name": name, class: key && NUMBERS.has(key) ? "number" : key || (name === "灯" ? "lamp-cell" : "reason") },
    key ? link(name, () => sortBy(key), { title: "排序" }) : name));
  put(byId("projects"),
    drawFilters(showProjects),
    el("p", { class: "bar" }, el("span", null, el("span", { id: "count", role: "status", "aria-live": "polite" }), el("span", { class: "hint" }, "　金额单位：万元")),
      el("label", { class: "order" }, "排序 ", select),
      el("span", { class: "pager" }, el("button", { type: "button", id: "page-back", on: { click: () => turn(-1) } }, "上一页"),
        el("span", { id: "page-of" }), el("button", { type: "button", id: "page-on", on: { click: () => turn(1) } }, "下一页"))),
    el("div", { class: "scroll" }, el("table", { id: "list", on: { keydown: walk } },
      el("thead", null, el("tr", null, heads)), el("tbody", { id: "list-body" }))));
  showProjects();
}
