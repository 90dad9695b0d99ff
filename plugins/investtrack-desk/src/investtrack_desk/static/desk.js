"use strict";
// Every text from a ledger goes in as text, never as markup.
const $ = id => document.getElementById(id);
const el = (tag, text, attributes) => {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  return made;
};
let now = null, seen = {}, shown = null, all = [];

const call = async (path, body, raw) => {
  const options = {headers: {"X-Investtrack": "desk"}};
  if (body !== undefined) { options.method = "POST"; options.body = raw ? body : JSON.stringify(body); }
  let answer;
  try { answer = await fetch(path, options); }
  catch (error) { throw new Error("连不上程序，可能已经退出。请重新打开程序；收到的表和写出的文件都在文件夹里。"); }
  const kind = answer.headers.get("content-type") || "";
  const data = kind.includes("json") ? await answer.json() : null;
  if (!answer.ok) throw new Error(data && data.error ? data.error : "没有办成（" + answer.status + "），请从程序重新打开网页。");
  return data;
};
const say = text => { $("error-text").textContent = text; $("error").hidden = !text; };
const act = (path, body) => call(path, body === undefined ? {} : body).then(look).catch(error => say(error.message));
const size = bytes => bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1048576).toFixed(1) + " MB";

// -- files -------------------------------------------------------------------------------------
const send = async (files, kind) => {
  say("");
  const list = [...files];
  const failed = [];
  let first = kind === "ledger" && !$("add").checked;
  for (const [number, file] of list.entries()) {
    busy({label: "收文件", step: file.name, done: number, total: list.length});
    const hold = kind === "ledger" ? "&hold=1" : "";
    try {
      await call("/api/files?kind=" + kind + "&name=" + encodeURIComponent(file.name) + hold + (first ? "&batch=new" : ""), file, true);
      first = false;
    } catch (error) { failed.push(error.message); }
  }
  if (kind === "ledger" && failed.length < list.length) await call("/api/read", {}).catch(error => failed.push(error.message));
  await look();
  if (failed.length) say(failed.join("\n"));
};
for (const zone of document.querySelectorAll(".zone")) {
  zone.addEventListener("dragover", event => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", event => {
    event.preventDefault(); event.stopPropagation(); zone.classList.remove("over");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files, zone.dataset.kind);
  });
  const pick = zone.querySelector("input[type=file]");
  pick.addEventListener("change", () => { if (pick.files.length) send(pick.files, zone.dataset.kind).then(() => { pick.value = ""; }); });
}
addEventListener("dragover", event => event.preventDefault());
addEventListener("drop", event => {
  event.preventDefault();
  const files = [...event.dataTransfer.files];
  if (files.length) send(files, files.every(file => /\.docx$/i.test(file.name)) ? "edited" : "ledger");
});

// -- state -------------------------------------------------------------------------------------
const busy = what => {
  $("busy").hidden = !what;
  if (!what) return;
  $("busy-text").textContent = what.label + (what.step ? "：" + what.step : "") + "……";
  const bar = $("bar");
  if (what.total) { bar.max = what.total; bar.value = Math.min(what.done, what.total); } else bar.removeAttribute("value");
};
let timer = 0, looking = null;
const look = () => looking || (looking = (async () => {
  clearTimeout(timer);
  try {
    const state = await call("/api/state");
    busy(state.busy);
    const isNew = !now || state.version !== now.version;
    if (isNew) {
      now = state;
      if (!state.busy) await draw();
      else drawFiles();
    }
    timer = setTimeout(look, state.busy ? 400 : 3000);
  } catch (error) { say(error.message); timer = setTimeout(look, 5000); }
})().finally(() => { looking = null; }));

const draw = async () => {
  drawFiles(); drawQuestions(); drawOutputs(); drawColumns();
  if (now.error) say(now.error);
  for (const key of ["written", "verified", "compared", "filled"]) {
    const text = now.texts[key] || "";
    $("t-" + key).textContent = text; $("t-" + key).hidden = !text;
  }
  $("agree").hidden = !now.asked_form;
  await Promise.all([drawFindings(), drawFigures()]);
};
const drawFiles = () => {
  const own = $("files"); own.replaceChildren();
  for (const file of now.files.filter(file => file.kind === "ledger")) {
    const item = el("li", file.name);
    item.append(el("span", size(file.size), {class: "size"}),
      el("button", "拿开", {type: "button", "aria-label": "拿开 " + file.name, onclick: () => act("/api/drop", {name: file.name})}));
    own.append(item);
  }
  if (now.watched) own.append(el("li", "盯住的文件夹：" + now.watched));
  const aside = $("aside"); aside.replaceChildren();
  for (const file of now.files.filter(file => file.kind === "aside")) {
    const item = el("li", file.name);
    item.append(el("button", "和它比", {type: "button", "aria-label": "和 " + file.name + " 比", onclick: () => act("/api/compare", {name: file.name})}));
    aside.append(item);
  }
  if (document.activeElement !== $("folder")) $("folder").value = now.folder;
  if (document.activeElement !== $("watch")) $("watch").value = now.watched;
};
const drawQuestions = () => {
  const section = $("s-questions"), form = $("questions");
  section.hidden = !now.questions.length;
  $("n-questions").textContent = now.questions.length ? now.questions.length + "问" : "";
  form.replaceChildren();
  now.questions.forEach((question, number) => {
    const set = el("fieldset");
    set.append(el("legend", (number + 1) + ". " + question.text));
    question.choices.forEach((choice, place) => {
      const label = el("label");
      const radio = el("input", null, {type: "radio", name: question.key, value: choice.value, required: !question.is_open});
      radio.checked = choice.value === question.proposal;
      label.append(radio, " " + choice.label + (radio.checked ? "（建议）" : ""));
      set.append(label);
    });
    if (question.is_open) {
      const label = el("label", "别的：");
      label.append(el("input", null, {type: "text", name: question.key + "|open", placeholder: "如 2026年1—3月", size: 18}));
      set.append(label);
    }
    if (question.why) set.append(el("p", "依据：" + question.why, {class: "why"}));
    form.append(set);
  });
  if (now.questions.length) form.append(el("button", "就这样，算", {class: "main", type: "submit"}));
};
$("questions").addEventListener("submit", event => {
  event.preventDefault();
  const given = new FormData(event.target), answers = {};
  for (const question of now.questions) {
    const open = (given.get(question.key + "|open") || "").trim();
    answers[question.key] = open || given.get(question.key) || "";
    if (!answers[question.key]) { say("“" + question.text + "”还没有回答"); return; }
  }
  say(""); act("/api/answers", {answers});
});
const drawOutputs = () => {
  const report = now.report;
  $("write").disabled = !report;
  $("forget").hidden = !now.has_answers;
  $("period").value = now.period;
  $("summary").textContent = report ? report.title + "，截至" + report.as_of + "，项目" + report.projects + "个" : now.why || "把本单位的表拖进来，就能看出数、出汇报。文件只在这台电脑上，不联网。";
  $("report-line").textContent = report
    ? report.title + "：指标" + report.figures + "项，有数的" + (report.figures - report.absent) + "项；错误" + report.findings.error + "条，警告" + report.findings.warning + "条，提示" + report.findings.note + "条。"
    : now.why || "还没有表。";
  const list = $("outputs"); list.replaceChildren();
  for (const file of now.outputs) {
    const item = el("li");
    item.append(el("a", file.name, {href: "/api/output?name=" + encodeURIComponent(file.name), download: file.name}), el("span", size(file.size), {class: "size"}));
    list.append(item);
  }
};
$("write").addEventListener("click", () => { say(""); act("/api/write"); });
$("agree").addEventListener("click", () => { say(""); act("/api/fill", {name: now.asked_form}); });
$("forget").addEventListener("click", () => act("/api/forget"));
$("period-form").addEventListener("submit", event => { event.preventDefault(); say(""); act("/api/period", {period: $("period").value}); });
$("folder-form").addEventListener("submit", event => { event.preventDefault(); say(""); act("/api/folder", {path: $("folder").value}); });
$("watch-form").addEventListener("submit", event => { event.preventDefault(); say(""); act("/api/watch", {path: $("watch").value}); });
$("unwatch").addEventListener("click", () => act("/api/watch", {path: ""}));
$("error-close").addEventListener("click", () => say(""));
$("quit").addEventListener("click", () => {
  if (!confirm("退出程序？收到的表和写出的文件都留在文件夹里。")) return;
  clearTimeout(timer);
  call("/api/quit", {}).catch(() => {}).then(() => {
    document.body.replaceChildren(el("main", "程序已退出，可以关掉这个网页。"));
  });
});

// -- findings, columns, figures ----------------------------------------------------------------
const cellButton = cell => {
  const name = cell.sheet + (cell.cell ? "!" + cell.cell : "");
  return el("button", name, {type: "button", class: "link", title: cell.file, "aria-label": "看原表 " + name, onclick: () => show(cell.file, cell.sheet, cell.cell)});
};
const drawFindings = async () => {
  const box = $("findings"); box.replaceChildren();
  $("findings-line").textContent = ""; $("n-findings").textContent = "";
  if (!now.sheets.length && !now.report) return;
  const found = await call("/api/findings");
  const number = found.reduce((sum, one) => sum + one.count, 0);
  $("n-findings").textContent = number || "";
  $("findings-line").textContent = number ? number + "条，同一个原因的归在一起，共" + found.length + "项。点开看怎么改，点位置看原表。" : "没有发现问题。";
  for (const one of found) {
    const item = el("details"), head = el("summary");
    head.append(el("span", one.label, {class: "tag " + one.grade}), " " + one.message + (one.count > 1 ? "（共" + one.count + "处）" : ""));
    item.append(head);
    if (one.found) item.append(el("p", "现值：" + one.found));
    if (one.expected) item.append(el("p", "应为：" + one.expected));
    if (one.mend) item.append(el("p", "怎么改：" + one.mend));
    const where = el("p", "位置：");
    for (const cell of one.cells.slice(0, 30)) where.append(cellButton(cell), " ");
    if (one.cells.length > 30) where.append("……共" + one.count + "处，全部在校核副本里");
    item.append(where);
    if (one.related.length) { const also = el("p", "相关："); for (const cell of one.related) also.append(cellButton(cell), " "); item.append(also); }
    box.append(item);
  }
};
const drawColumns = () => {
  const box = $("columns"); box.replaceChildren();
  for (const sheet of now.sheets) {
    const head = el("h3", sheet.file + "｜" + sheet.sheet + " → " + (sheet.standard || "没有读取") + (sheet.left_out ? "（" + sheet.left_out + "）" : ""));
    const bar = el("p");
    bar.append(el("button", "看原表", {type: "button", "aria-label": "看原表 " + sheet.sheet, onclick: () => show(sheet.file, sheet.sheet, "A1")}));
    const totals = sheet.totals.length ? "合计、小计" + sheet.totals.length + "行，不当作项目：" + sheet.totals.slice(0, 6).map(total => "第" + total.row + "行" + total.label).join("、") + (sheet.totals.length > 6 ? "等" : "") : "";
    const units = [...new Set(sheet.columns.map(column => column.unit).filter(Boolean))].map(unit => unit === "?" ? "没有写明（按配置或万元）" : unit);
    box.append(head, bar, el("p", [units.length ? "金额单位：" + units.join("、") : "", totals].filter(Boolean).join("；")));
    const wrap = el("div", null, {class: "scroll", tabindex: 0, role: "region", "aria-label": sheet.sheet + "的列"}), table = el("table"), body = el("tbody");
    const top = el("tr"); for (const title of ["列", "表头", "结果", "意思", "把握", "依据"]) top.append(el("th", title, {scope: "col"}));
    const thead = el("thead"); thead.append(top);
    for (const column of sheet.columns) {
      const row = el("tr");
      const first = el("th", null, {scope: "row"});
      first.append(el("button", column.column, {type: "button", class: "link", "aria-label": "看原表 " + column.column + "列", onclick: () => show(sheet.file, sheet.sheet, column.column + "1")}));
      row.append(first, el("td", column.header), el("td", column.state), el("td", column.meaning), el("td", column.sure), el("td", column.why));
      body.append(row);
    }
    table.append(thead, body); wrap.append(table); box.append(wrap);
  }
};
const show = async (file, sheet, cell) => {
  const parts = /^([A-Z]*)(?:列)?(\d*)$/.exec(cell || "") || [];
  const row = Number(parts[2] || (/第(\d+)行/.exec(cell || "") || [])[1] || 1);
  await grid(file, sheet, Math.max(1, row - 6), cell, row, parts[1] || "");
  $("viewer").scrollIntoView({block: "nearest"});
  $("grid").focus({preventScroll: true});
};
const grid = async (file, sheet, first, cell, target, letters) => {
  let data;
  try { data = await call("/api/sheet?file=" + encodeURIComponent(file) + "&sheet=" + encodeURIComponent(sheet) + "&row=" + first); }
  catch (error) { say(error.message); return; }
  shown = {file, sheet, first: data.first, cell, target, letters, in_all: data.in_all};
  $("viewer-title").textContent = file + "｜" + sheet + (cell ? "　" + cell : "") + "（共" + data.in_all + "行）";
  $("up").disabled = data.first <= 1; $("down").disabled = data.first + data.rows.length > data.in_all;
  const table = el("table"), top = el("tr"), thead = el("thead"), body = el("tbody");
  top.append(el("td", "")); for (const name of data.letters) top.append(el("th", name, {scope: "col"}));
  thead.append(top);
  let mark = null;
  data.rows.forEach((cells, index) => {
    const number = data.first + index, row = el("tr");
    row.append(el("th", number, {scope: "row"}));
    data.letters.forEach((name, place) => {
      const text = cells[place] || "", here = el("td", text, text.length > 14 ? {title: text} : {});
      const grade = data.marks[name + number];
      if (grade) here.classList.add(grade);
      if (number === target && name === letters) { here.classList.add("target"); here.setAttribute("aria-current", "true"); mark = here; }
      row.append(here);
    });
    body.append(row);
  });
  table.append(thead, body); $("grid").replaceChildren(table);
  if (mark) mark.scrollIntoView({block: "nearest", inline: "center"});
};
const move = by => shown && grid(shown.file, shown.sheet, Math.max(1, Math.min(shown.first + by, shown.in_all)), shown.cell, shown.target, shown.letters);
$("up").addEventListener("click", () => move(-30));
$("down").addEventListener("click", () => move(30));
$("grid").addEventListener("keydown", event => {
  if (event.key === "PageDown") { event.preventDefault(); move(30); }
  if (event.key === "PageUp") { event.preventDefault(); move(-30); }
});

const drawFigures = async () => {
  all = now.report ? await call("/api/figures") : [];
  listFigures();
};
const listFigures = () => {
  const box = $("figures"), wanted = $("find").value.trim(); box.replaceChildren();
  const found = all.filter(one => ($("absent").checked || one.value !== null) && (!wanted || one.title.includes(wanted) || one.id.startsWith(wanted)));
  for (const one of found) {
    const item = el("details"), head = el("summary");
    head.append(el("strong", one.title), "：" + (one.value === null ? "—（" + one.reason + "）" : one.text) + (one.missing ? "［缺" + one.missing + "条］" : "") + (one.note ? "〔" + one.note + "〕" : ""));
    item.append(head);
    item.addEventListener("toggle", () => { if (item.open && !item.dataset.full) { item.dataset.full = "1"; explain(item, one.id); } });
    box.append(item);
  }
  if (!found.length && all.length) box.append(el("p", "没有找到。"));
};
const explain = async (item, id) => {
  let data;
  try { data = await call("/api/figure?id=" + encodeURIComponent(id)); } catch (error) { say(error.message); return; }
  item.append(el("p", "口径：" + data.definition));
  if (!data.contributions.length) return;
  const wrap = el("div", null, {class: "scroll", tabindex: 0, role: "region", "aria-label": data.title + "的来源"}), table = el("table"), thead = el("thead"), top = el("tr"), body = el("tbody");
  for (const title of ["记录", "数", "来源单元格"]) top.append(el("th", title, {scope: "col"}));
  thead.append(top);
  for (const part of data.contributions) {
    const row = el("tr"), cells = el("td");
    for (const cell of part.cells.slice(0, 8)) cells.append(cellButton(cell), " ");
    row.append(el("td", (part.group ? part.group + "：" : "") + part.record), el("td", part.amount === null ? "" : part.amount + (part.is_money ? "万元" : ""), {class: "num"}), cells);
    body.append(row);
  }
  table.append(thead, body); wrap.append(table); item.append(wrap);
  if (data.has_more) item.append(el("p", "只列出前面的" + data.contributions.length + "项，全部在 Excel 工作簿里。"));
};
$("find").addEventListener("input", listFigures);
$("absent").addEventListener("change", listFigures);
addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
look();
