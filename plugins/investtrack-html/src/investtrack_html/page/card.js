// A project's own card: lights, tasks, every row of every sheet, and the figures it counts in.

// Opens a card; with the list it was opened from, the next and the one before can be stepped to.
function openProject(index, among) {
  const view = (at) => ({
    title: C.projects[at].name,
    draw: () => [among ? drawSteps(among, at) : null, drawProject(C.projects[at], at)],
    step: among ? (by) => {
      const to = among[among.indexOf(at) + by];
      if (to !== undefined) replaceTop(view(to));
    } : null,
  });
  openSheet(view(index));
}

function drawSteps(among, index) {
  const at = among.indexOf(index);
  return el("p", { class: "bar steps" },
    el("button", { type: "button", disabled: at === 0, on: { click: () => stepTop(-1) } }, "上一个（P）"),
    el("span", null, `第${at + 1}个，共${among.length}个`),
    el("button", { type: "button", disabled: at === among.length - 1, on: { click: () => stepTop(1) } }, "下一个（N）"));
}

function drawProject(project, index) {
  const facts = [
    ["编码", project.code], ["包保领导", (project.leaders || []).join("、") || "未明确"], ["责任单位", project.unit || "未明确"],
    ["建设单位", project.owner], ["建设阶段", project.stage], ["项目级别", project.level], ["行业", project.industry],
    ["乡镇", project.towns ? `${project.towns.join("、")}（据${project.towns_from}）` : null], ["入库状态", project.entry],
    ["总投资", project.total ? `${grouped(project.total)}万元` : null],
    ["年度计划", project.plan ? `${grouped(project.plan)}万元` : null],
    ["完成投资", project.done ? `${grouped(project.done)}万元（${project.done_month}）` : null],
  ].filter(([, text]) => text);
  return [
    el("p", { class: "value" }, lamp(project.colour), " ", project.word || "没有规则涉及这个项目"),
    el("dl", { class: "facts" }, facts.map(([name, text]) => [el("dt", null, name), el("dd", null, text)])),
    project.lights ? [el("h3", null, "亮灯理由"), el("ul", { class: "lights" }, project.lights.map(drawLight))] : null,
    drawTasks(index),
    project.rows.map((number) => drawRecord(number)),
    drawParts(project),
  ];
}

function drawLight([dimension, colour, word, reason, sources, figures]) {
  const cells = sourcesText(sources);
  return el("li", null, lamp(colour, word), el("div", null,
    el("b", null, `${dimension}：`), reason,
    figures && figures.length ? [" ", figures.map((id) => figureLink(id, figureOf.get(id).title))] : null,
    cells ? el("div", { class: "cells" }, cells) : null));
}

function drawTasks(index) {
  const tasks = tasksOf.get(index);
  if (!tasks) return null;
  return [el("h3", null, "要办的事"), el("ul", { class: "plainlist" }, tasks.map((task) => el("li", null,
    el("b", null, `${task.title}：`), task.what, task.measure ? `；${task.measure}` : "",
    `（${task.owner}${task.due ? `，${task.due}前` : ""}`, task.late ? el("strong", { class: "late" }, "，已逾期") : null, "）",
    el("div", { class: "cells" }, sourcesText(task.cells)))))];
}

const MARKS = { "√": "有", "×": "缺" };

// One row of one sheet: every field with its cell; the empty ones are named.
function drawRecord(number) {
  const [form, row, , , values] = C.book.records[number];
  const { standard, file, sheet: name, keys, labels } = C.book.forms[form];
  const filled = [];
  const papers = [];
  const empty = [];
  keys.forEach((key, i) => {
    const text = values[i];
    if (key.startsWith("papers.")) papers.push([labels[i], text]);
    else if (text === null || text === undefined) empty.push(labels[i]);
    else filled.push([labels[i], /（万元）$/.test(labels[i]) ? grouped(text) : text, cellOf(number, key)]);
  });
  return el("section", { class: "record" },
    el("h3", null, standard, el("small", null, file ? ` ${file}｜${name} 第${row}行` : "")),
    el("dl", { class: "fields" }, filled.map(([label, text, cell]) => el("div", null,
      el("dt", null, label), el("dd", null, text, cell ? el("span", { class: "cell" }, cell.cell) : null)))),
    papers.length ? el("div", null, el("h4", null, "入库资料"), el("ul", { class: "papers" }, papers.map(([paper, state]) =>
      el("li", { "data-state": state || "空" }, `${paper} ${state ? MARKS[state] || state : "未填"}`)))) : null,
    empty.length ? el("p", { class: "hint" }, `空白：${empty.join("、")}`) : null);
}

function drawParts(project) {
  const found = project.rows.flatMap((number) => figuresWith(number).map(([id, index, at]) => {
    const section = C.book.sections[index];
    const keys = typeof section.keys === "number" ? section.keys : section.keys[at];
    return [figureLink(id, figureOf.get(id).title), section.role, groupOf(section, at) || "—",
      section.amounts ? grouped(section.amounts[at]) : "—", cellsText(cellsOf(number, keys))];
  }));
  if (!found.length) return el("p", { class: "absent" }, "这个项目没有计入任何指标");
  return [el("h3", null, `计入的指标：${found.length}处`), el("p", { class: "hint" }, "金额单位：万元。"),
    table(["指标", "作用", "归入", ["数", "number"], "单元格"], found, { class: "rows" })];
}
