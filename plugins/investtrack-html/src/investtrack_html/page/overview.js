// The top of the page: targets against pace, lights, the funnel of entries, the stock.

function drawCautions() {
  put(byId("cautions"), C.cautions.map((text) => el("p", { class: "caution" }, `※ ${text}`)));
}

function drawHead() {
  const { title, as_of: day, unit, sources } = C.head;
  byId("title").textContent = `${title}　调度会`;
  byId("subtitle").textContent = [`截至${day}`, unit, C.board.rules].filter(Boolean).join("　");
  put(byId("foot"), el("p", null, `数据来源：${sources.join("、") || "未注明"}。每个数都可点开，看由哪些记录、哪些单元格得来。本页不访问网络。`));
  for (const section of document.querySelectorAll("main > section")) {
    put(byId("nav"), el("a", { href: `#${section.id}` }, section.querySelector("h2").textContent));
  }
}

function drawGoals() {
  const { goals, tiles, curve: year, curve_name: name } = C.overview;
  put(byId("goals"),
    el("div", { class: "goals" }, goals.map((goal) => drawGoal(goal, name))),
    el("div", { class: "columns" },
      el("div", { class: "tiles" }, tiles.map((id) => {
        const figure = figureOf.get(id);
        return el("button", { type: "button", class: "tile", "data-figure": id, title: figure.reason || "打开来源", on: { click: () => openFigure(id) } },
          el("span", { class: "tile-name" }, figure.title),
          el("span", { class: figure.text ? "tile-value" : "tile-value absent" }, figureText(figure), doubt(figure)));
      })),
      el("div", null, el("h3", null, "分月累计"), curve(year, openFigure))));
}

const STATES = { behind: "落后序时", ahead: "超序时", even: "与序时持平" };

function drawGoal(goal, name) {
  const [target, done] = goal.figures;
  if (goal.reason) {
    return el("article", { class: "goal" }, el("h3", null, `${goal.label}固定资产投资`), el("p", { class: "absent" }, goal.reason));
  }
  return el("article", { class: "goal" },
    el("h3", null, `${goal.label}固定资产投资`, goal.state ? el("span", { class: "state", "data-state": goal.state },
      goal.state === "even" ? STATES.even : `${STATES[goal.state]}${goal.gap}`) : null),
    goal.rate ? paceBar(goal) : null,
    el("p", null, "目标", figureLink(target, goal.target), "，完成", figureLink(done, goal.completed), `（${goal.data_month || "—"}）`, goal.rate ? `，占${goal.rate}` : "",
      goal.due ? `；按序时（${name}）应完成${goal.due_amount}。` : "。"),
    goal.unlike ? el("p", { class: "absent" }, `不与目标和序时进度比：${goal.unlike}`) : null,
    el("p", { class: "hint" }, `还差${goal.left}`, goal.per_month ? `，余${goal.months}个月每月需${goal.per_month}` : "",
      goal.per_day ? `，余${goal.days}天每天需${goal.per_day}` : ""));
}

function drawLights() {
  const { colours, counts, dimensions, county } = C.board;
  const worstFirst = [...colours].reverse();
  const people = (title, rows, key) => el("div", null, el("h3", null, title), rows.length
    ? growing(rows, 12, (part) => table([title.slice(1, 3), ["项目", "number"], ["总投资", "number"], ["问题", "number"], "亮灯"],
      part.map(([name, number, money, , issues, overdue, lights]) => [
        link(name, () => filterBy({ [key]: name })), number, money,
        issues ? `${issues}${overdue ? `（逾期${overdue}）` : ""}` : "—",
        lightBar(lights, colours, (colour) => filterBy({ [key]: name, colours: [colour] })),
      ]), { class: "people" }))
    : el("p", { class: "absent" }, C.loads.reason || "台账没有填"));
  const unlit = C.projects.filter((project) => !project.colour).length;
  put(byId("lights"),
    el("div", { class: "counts" }, worstFirst.map((colour) => el("button", {
      type: "button", class: "count", "data-colour": colour, on: { click: () => filterBy({ colours: [colour] }) },
      "aria-label": `${colour}灯${counts[colour]}个，列出来` }, lamp(colour, ""), "灯", el("b", null, counts[colour]), "个"))),
    el("p", { class: "hint" }, unlit ? `另有${unlit}个项目没有规则涉及。` : "",
      "按领导、按单位只数在库和本期计划入库的项目；项目清单还列别的表里的项目。"),
    county.length ? el("ul", { class: "lights" }, county.map(drawLight)) : null,
    el("div", { class: "columns" },
      el("div", null, el("h3", null, "按方面"), table(["方面", "亮灯"], dimensions.map(([name, of]) => [
        link(name, () => filterBy({ dimension: name })),
        lightBar(of, colours, (colour) => filterBy({ dimension: name, colours: [colour] })),
      ]), { class: "people" })),
      people("按领导", C.loads.leaders, "leader"), people("按单位", C.loads.units, "unit")));
}

function drawEntries() {
  const { funnel, papers, waterfall: steps } = C.overview;
  const reason = funnel[0].count === null ? funnel[0].reason : "";
  put(byId("entries"), el("div", { class: "columns" },
    el("div", null, el("h3", null, "入库进度"), reason ? el("p", { class: "absent" }, reason) : bars(funnel.map((row) => ({
      label: row.label, size: row.count, tone: row.label === "退回" ? "taken" : row.label === "已入库" ? "good" : "",
      numbers: [figureLink(row.count_figure), " ", figureLink(row.money_figure)],
    })))),
    papers.length ? el("div", null, el("h3", null, "缺的资料"), bars(papers.map(([paper, number]) => ({
      label: paper, size: number, tone: "taken", numbers: figureLink("entry.missing", `${number}个项目`),
    })))) : null,
    el("div", null, el("h3", null, "存量：从总投资到可报投资"), steps.length
      ? waterfall(steps, (step) => (step.figure ? openFigure(step.figure) : openSections(step.label, step.text, step.sections)))
      : el("p", { class: "absent" }, (figureOf.get("remaining.reportable") || {}).reason || "没有数"))),
    C.overview.rounding ? el("p", { class: "hint" }, `注：${C.overview.rounding}。`) : null);
}
