// A figure opened: what it means, and every contribution down to its cells.

const PAGE_OF_CONTRIBUTIONS = 100;

function openFigure(id) {
  const figure = figureOf.get(id);
  openSheet({ title: figure.title, draw: () => drawFigure(figure) });
}

function figureLink(id, text, props) {
  const figure = figureOf.get(id);
  return link([text === undefined ? figureText(figure) : text, doubt(figure)], () => openFigure(id),
    { title: `${figure.title}：打开来源`, "data-figure": id, ...props });
}

// The mark at a figure that rests on cells in error.
function doubt(figure) {
  return figure.errors ? el("span", { class: "doubt", title: `台账有${figure.errors.length}条错误未改，这个数可能不准` }, "※") : null;
}

const figureText = (figure) => figure.text || "—";

function drawFigure(figure) {
  const facts = [
    ["编号", figure.id],
    ["定义", figure.definition],
    figure.exact ? ["准确数", `${grouped(figure.exact)}万元`] : null,
    figure.note ? ["说明", figure.note] : null,
    figure.missing ? ["缺数", `${figure.missing}条记录缺数，未计入`] : null,
    figure.breakdown ? ["构成", figure.breakdown] : null,
  ].filter(Boolean);
  return [
    el("p", { class: figure.text ? "value" : "value absent" }, figure.text || "没有数"),
    figure.reason ? el("p", { class: "absent" }, figure.reason) : null,
    figure.errors ? el("div", { class: "caution" }, el("p", null, "台账有错误未改，这个数可能不准："),
      el("ul", null, figure.errors.slice(0, 20).map((error) => el("li", null, error)),
        figure.errors.length > 20 ? el("li", null, `等${figure.errors.length}条，见校核发现`) : null)) : null,
    el("dl", { class: "facts" }, facts.map(([name, text]) => [el("dt", null, name), el("dd", null, text)])),
    figure.parts ? table(["部分", ["数", "number"]], figure.parts.map((part) => part), { class: "narrow parts" }) : null,
    drawContributions(figure.sections || []),
  ];
}

function openSections(title, lead, sections) {
  openSheet({ title, draw: () => [lead ? el("p", null, lead) : null, drawContributions(sections)] });
}

function drawContributions(sections) {
  const all = sections.flatMap((index) => [...contributionsOf(index)]);
  if (!all.length) return el("p", { class: "absent" }, "没有来源记录");
  const places = new Set(all.flatMap((one) => one.cells.map((cell) => cell.place)));
  const home = places.size === 1 ? [...places][0] : "";
  const hasGroups = all.some((one) => one.group);
  const hasAmounts = all.some((one) => one.amount !== null);
  const has = (key) => all.some((one) => one[key] !== all[0][key]);
  const hasRoles = has("role") || all[0].role !== "＋";
  const hasFigures = has("figure");
  const heads = ["记录", hasRoles ? "作用" : null, hasFigures ? "先计入" : null, hasGroups ? "归入" : null,
    hasAmounts ? ["数", "number"] : null, "单元格"].filter(Boolean);
  const row = (one) => [
    recordLink(one.record), hasRoles ? one.role : null,
    hasFigures ? (figureOf.get(one.figure) || { title: one.figure }).title : null,
    hasGroups ? one.group || "—" : null, hasAmounts ? grouped(one.amount) : null, cellsText(one.cells, home),
  ].filter((cell) => cell !== null);
  const size = (one) => Math.abs(Number(one.amount)) || 0;
  const box = el("div", null);
  let bySize = false;
  let words = "";
  const redraw = () => {
    const found = all.filter((one) => !words || plainText(C.book.records[one.record][RECORD.label] + one.group).includes(words));
    const ordered = bySize ? [...found].sort((a, b) => size(b) - size(a)) : found;
    box.replaceChildren(growing(ordered, PAGE_OF_CONTRIBUTIONS, (part) => table(heads, part.map(row), { class: "rows" })));
  };
  const controls = all.length > 10 ? el("p", { class: "controls" },
    el("label", null, "找记录 ", el("input", { type: "search", on: { input: (event) => { words = plainText(event.target.value.trim()); redraw(); } } })),
    hasAmounts ? el("label", null, el("input", { type: "checkbox", on: { change: (event) => { bySize = event.target.checked; redraw(); } } }), " 大的在前") : null) : null;
  redraw();
  return el("div", null,
    el("h3", null, `来源：${all.length}条`),
    el("p", { class: "hint" }, `${home ? `单元格在：${home}。` : ""}${hasAmounts ? "金额单位：万元。" : ""}`),
    controls, box);
}

// A record's name: it opens its project, or else the record itself.
function recordLink(number) {
  const record = C.book.records[number];
  if (record[RECORD.project] >= 0) return link(record[RECORD.label], () => openProject(record[RECORD.project]));
  if (record[RECORD.form] < 0) return record[RECORD.label];
  return link(record[RECORD.label], () => openSheet({ title: record[RECORD.label], draw: () => drawRecord(number) }));
}
