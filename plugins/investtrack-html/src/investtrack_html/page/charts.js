// Charts as plain SVG and boxes: every bar and point is a button of its own, read out and reached by Tab.

const shareOf = (text, whole) => Math.max(0, Math.min(1, Number(text) / whole));
const percent = (share) => `${(share * 100).toFixed(2)}%`;

// A bar of what is done against a mark of what is due.
function paceBar(goal) {
  const done = shareOf(goal.share, 1);
  const due = goal.due_share === null ? null : shareOf(goal.due_share, 100);
  const said = `完成${goal.rate}` + (due === null ? "" : `，序时应达${goal.due.replace("个百分点", "％")}`);
  return el("div", { class: "pace", role: "img", "aria-label": said },
    el("div", { class: "pace-done", "data-state": goal.state, style: { width: percent(done) } }),
    due === null ? null : el("div", { class: "pace-due", style: { left: percent(due) } }));
}

// Bars, one a row: label, bar, number; each opens what it is made of.
function bars(rows, props) {
  const most = Math.max(1, ...rows.map((row) => row.size || 0));
  return el("ul", { class: "bars", ...props }, rows.map((row) => el("li", null,
    el("span", { class: "bars-label" }, row.label),
    el("span", { class: "bars-track", "aria-hidden": "true" },
      el("span", { class: "bars-bar", "data-tone": row.tone, style: { width: percent((row.size || 0) / most) } })),
    el("span", { class: "bars-number" }, row.numbers))));
}

// Shares of a whole between two ends, each on its own line: from the total down to what can be reported.
function waterfall(steps, open) {
  return el("ul", { class: "bars" }, steps.map((step) => {
    const from = shareOf(step.from, 1);
    const to = shareOf(step.to, 1);
    return el("li", null,
      el("span", { class: "bars-label" }, (step.taken ? "－ " : "") + step.label),
      el("span", { class: "bars-track", "aria-hidden": "true" },
        el("span", { class: "bars-bar", "data-tone": step.taken ? "taken" : "",
          style: { width: percent(to - from), "margin-left": percent(from) } })),
      el("span", { class: "bars-number" }, link(step.text, () => open(step))));
  }));
}

const STROKES = ["line-plan", "line-done"];

// The year's cumulated plan and actual, by month; points are buttons.
function curve(data, open) {
  const wide = 640, high = 260, left = 66, right = 26, above = 16, below = 26;
  const all = data.lines.flatMap((line) => line.points).concat(data.targets);
  if (!all.length) return el("p", { class: "absent" }, "台账没有分月的计划和完成投资");
  const top = Math.max(...all.map((point) => Number(point.wan))) || 1;
  const x = (month) => left + ((month - 1) / 11) * (wide - left - right);
  const y = (wan) => high - below - (Number(wan) / top) * (high - above - below);
  const said = data.lines.filter((line) => line.points.length)
    .map((line) => `${line.label}${line.points[line.points.length - 1].label}${line.points[line.points.length - 1].text}`).join("，");
  const axis = [];
  for (let month = 1; month <= 12; month += 1) {
    axis.push(svg("text", { x: x(month), y: high - 8, class: month % 3 ? "tick between" : "tick", "text-anchor": "middle" }, `${month}月`));
  }
  const ceiling = all.find((point) => Number(point.wan) === top);
  axis.push(svg("line", { x1: left, x2: wide - right, y1: y(0), y2: y(0), class: "axis" }));
  axis.push(svg("text", { x: left - 6, y: y(0) + 4, class: "tick", "text-anchor": "end" }, "0"));
  axis.push(svg("text", { x: left - 6, y: y(top) + 4, class: "tick", "text-anchor": "end" }, ceiling.text.replace("元", "")));
  const point = (line, one, shape) => svg("g", {
    class: "point", tabindex: 0, role: "button", "aria-label": `${line.label} ${one.label}：${one.text}`,
    on: {
      click: () => open(line.figure),
      keydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(line.figure); } },
    },
  }, svg("title", null, `${line.label} ${one.label}：${one.text}`), shape);
  const drawn = data.lines.map((line, i) => [
    line.points.length > 1 ? svg("polyline", { class: STROKES[i],
      points: line.points.map((one) => `${x(one.month).toFixed(1)},${y(one.wan).toFixed(1)}`).join(" ") }) : null,
    line.points.map((one) => point(line, one,
      svg("circle", { cx: x(one.month), cy: y(one.wan), r: 5, class: STROKES[i] }))),
  ]);
  const marks = data.targets.map((one) => point(one, one, svg("g", null,
    svg("line", { x1: x(one.month) - 12, x2: x(one.month) + 12, y1: y(one.wan), y2: y(one.wan), class: "line-goal" }),
    svg("text", one.month > 10 ? { x: x(one.month) - 18, y: y(one.wan) + 4, class: "tick", "text-anchor": "end" }
      : { x: x(one.month) + 18, y: y(one.wan) + 8, class: "tick", "text-anchor": "start" }, one.label))));
  return el("figure", { class: "chart" },
    svg("svg", { viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": `${data.year}年分月累计：${said}` }, axis, drawn, marks),
    el("figcaption", null, data.lines.map((line, i) => el("span", { class: `key ${STROKES[i]}` }, link(line.label, () => open(line.figure)))),
      el("span", { class: "key line-goal" }, "目标")));
}

// One bar of colours, with numbers in it: lights of a leader, a unit or a dimension.
function lightBar(counts, colours, pick) {
  const whole = Object.values(counts).reduce((sum, number) => sum + number, 0) || 1;
  const said = colours.filter((colour) => counts[colour]).map((colour) => `${colour}灯${counts[colour]}个`).join("、");
  return el("span", { class: "light-bar", role: "group", "aria-label": said }, [...colours].reverse().filter((colour) => counts[colour])
    .map((colour) => el("button", {
      type: "button", class: "light-part", "data-colour": colour, style: { "flex-grow": String(counts[colour] / whole) },
      "aria-label": `${colour}灯${counts[colour]}个，筛选`, title: `${colour}灯${counts[colour]}个`, on: { click: () => pick(colour) },
    }, String(counts[colour]))));
}
