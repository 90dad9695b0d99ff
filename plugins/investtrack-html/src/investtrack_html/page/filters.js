// Which projects are shown: leader, unit, town, stage, entry, dimension, colours and free text.

const NONE = "（未填）";
const CHOICES = [
  ["leader", "领导", (project) => project.leaders || [NONE]],
  ["unit", "单位", (project) => [project.unit || NONE]],
  ["town", "乡镇", (project) => project.towns || [NONE]],
  ["stage", "阶段", (project) => [project.stage || NONE]],
  ["entry", "入库状态", (project) => (project.entry ? [project.entry] : [])],
  ["dimension", "方面", (project) => [...new Set((project.lights || []).map(([name]) => name))]],
];
const EMPTY = { text: "", leader: "", unit: "", town: "", stage: "", entry: "", dimension: "", colours: [] };
let filter = { ...EMPTY };

// What is searched of a project, made once.
const haystacks = C.projects.map((project) => plainText([
  project.name, project.code, project.unit, project.owner, project.stage, project.level, project.industry, project.entry,
  ...(project.leaders || []), ...(project.towns || []), ...(project.lights || []).map(([, , , reason]) => reason),
].filter(Boolean).join("\n")));
const valuesOf = C.projects.map((project) => Object.fromEntries(CHOICES.map(([key, , read]) => [key, read(project)])));

const SEVERITY = ["绿", "蓝", "灰", "黄", "红"];

// The colour that counts: over all, or of the dimension asked for.
function colourIn(project, dimension) {
  if (!dimension) return project.colour || "无";
  const own = (project.lights || []).filter(([name]) => name === dimension).map(([, colour]) => colour);
  return SEVERITY[Math.max(...own.map((colour) => SEVERITY.indexOf(colour)))];
}

function chosen() {
  const words = plainText(filter.text).split(/\s+/).filter(Boolean);
  const wanted = CHOICES.filter(([key]) => filter[key]);
  const found = [];
  for (let i = 0; i < C.projects.length; i += 1) {
    if (!wanted.every(([key]) => valuesOf[i][key].includes(filter[key]))) continue;
    if (filter.colours.length && !filter.colours.includes(colourIn(C.projects[i], filter.dimension))) continue;
    if (!words.every((word) => haystacks[i].includes(word))) continue;
    found.push(i);
  }
  return found;
}

function optionsOf(key) {
  const counts = new Map();
  for (const values of valuesOf) for (const value of values[key]) counts.set(value, (counts.get(value) || 0) + 1);
  const byName = new Intl.Collator("zh-CN").compare;
  return [...counts].sort(([a], [b]) => (a === NONE) - (b === NONE) || byName(a, b));
}

function drawFilters(changed) {
  const text = el("input", { type: "search", id: "find", placeholder: "名称、编码、单位、领导、理由", autocomplete: "off",
    on: { input: () => { filter.text = text.value; changed(); } } });
  const selects = CHOICES.map(([key, label]) => {
    const options = optionsOf(key);
    if (!options.some(([value]) => value !== NONE)) return null;
    const select = el("select", { id: `by-${key}`, on: { change: () => { filter[key] = select.value; changed(); } } },
      el("option", { value: "" }, "全部"), options.map(([value, count]) => el("option", { value }, `${value}（${count}）`)));
    return el("label", null, label, select);
  });
  const shades = [...C.board.colours].reverse().concat(C.projects.some((project) => !project.colour) ? ["无"] : []);
  const chips = shades.map((colour) => el("button", {
    type: "button", class: "chip", "data-colour": colour, "aria-pressed": "false", "aria-label": colour === "无" ? "未评" : `${colour}灯`,
    on: { click: () => {
      filter.colours = filter.colours.includes(colour) ? filter.colours.filter((of) => of !== colour) : [...filter.colours, colour];
      changed();
    } } }, lamp(colour, "")));
  return el("form", { class: "filters", role: "search", "aria-label": "筛选项目", on: { submit: (event) => event.preventDefault() } },
    el("label", { class: "find" }, "找", text), selects, el("span", { class: "chips", role: "group", "aria-label": "按灯" }, "灯", chips),
    el("button", { type: "button", id: "clear", on: { click: () => { filter = { ...EMPTY }; changed(); text.focus(); } } }, "清除"));
}

// Makes the controls say what the filter says.
function syncFilters() {
  if (byId("find").value !== filter.text) byId("find").value = filter.text;
  for (const [key] of CHOICES) if (byId(`by-${key}`)) byId(`by-${key}`).value = filter[key];
  for (const chip of document.querySelectorAll(".chip")) {
    chip.setAttribute("aria-pressed", String(filter.colours.includes(chip.dataset.colour)));
  }
}

function filterBy(wanted) {
  filter = { ...EMPTY, ...wanted };
  showProjects();
  byId("projects").scrollIntoView();
  byId("projects").focus({ preventScroll: true });
}
