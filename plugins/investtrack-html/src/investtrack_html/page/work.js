// What the figures bear out, what is to be done, all figures, and faults of the ledger.

function drawWork() {
  put(byId("work"),
    el("h3", null, "存在问题"),
    C.conclusions.length ? el("ol", { class: "conclusions" }, C.conclusions.map((item) => el("li", null,
      el("b", null, `${item.title}。`), item.text, item.caveat ? el("span", { class: "hint" }, `（${item.caveat}）`) : null,
      el("div", { class: "cells" }, "依据：", item.figures.map((id, i) => [i ? "、" : "", figureLink(id, figureOf.get(id).title)]),
        item.sections.length ? [item.figures.length ? "、" : "", link("记录", () => openSections(item.title, item.text, item.sections))] : null))))
      : el("p", null, C.unsaid.length ? "没有列出问题，但下列各项无法判断。" : "指标没有反映出需要说的问题。"),
    C.unsaid.length ? el("p", { class: "hint" }, `无法判断：${C.unsaid.map(([kind, why]) => `${kind}（${why}）`).join("；")}`) : null,
    el("h3", null, `下一步任务：${C.tasks.length}件`),
    C.tasks.length ? growing(C.tasks, 30, (part) => table(["任务", "项目", "责任", "时限"], part.map((task) => [
      [el("b", null, `${task.title} `), task.what, task.measure ? `；${task.measure}` : ""],
      task.project >= 0 ? link(task.name, () => openProject(task.project)) : task.name,
      task.owner, [task.due || "—", task.late ? el("strong", { class: "late" }, " 逾期") : null],
    ]), { class: "rows" })) : el("p", null, "没有。"));
}

function drawFigures() {
  const areas = [...new Set(C.figures.map((figure) => figure.area))];
  put(byId("figures"), el("p", { class: "hint" }, "点数字看来源。没有数的，说明原因。"), el("div", { class: "areas" },
    areas.map((area) => el("div", null, el("h3", null, area), table(["指标", ["数", "number"]],
      C.figures.filter((figure) => figure.area === area).map((figure) => [
        [figure.title, figure.missing ? el("span", { class: "hint" }, ` 缺${figure.missing}条`) : null],
        figure.text ? figureLink(figure.id) : [figureLink(figure.id, "—"), el("div", { class: "hint" }, figure.reason)],
      ]), { class: "figures" })))));
}

function drawFindings() {
  const grades = [...new Set(C.findings.map(([grade]) => grade))];
  const count = (grade) => C.findings.filter(([of]) => of === grade).length;
  put(byId("findings"),
    el("p", null, C.findings.length ? grades.map((grade) => `${grade}${count(grade)}条`).join("、") : "没有发现。"),
    C.findings.length ? growing(C.findings, 50, (part) => table(["级别", "发现", "位置", "怎么改"], part.map(
      ([grade, message, place, found, expected, mend, related]) => [
        el("span", { class: "grade", "data-grade": grade }, grade),
        [message, found ? el("div", { class: "hint" }, `填的是：${found}`) : null, expected ? el("div", { class: "hint" }, `应为：${expected}`) : null],
        [place, related.length ? el("div", { class: "hint" }, `另见：${related.slice(0, 5).join("；")}${related.length > 5 ? `等${related.length}处` : ""}`) : null], mend || "—",
      ]), { class: "rows wide" })) : null);
}
