// Elements made by code. Texts go in as text nodes only: what a ledger says is never read as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, props, children) {
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [name, run] of Object.entries(value)) node.addEventListener(name, run);
    else if (key === "style") for (const [name, of] of Object.entries(value)) node.style.setProperty(name, of);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

const el = (tag, props, ...children) => fill(document.createElement(tag), props, children);
const svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);
const put = (node, ...children) => fill(node, null, children);
const byId = (id) => document.getElementById(id);

function link(text, run, props) {
  return el("button", { type: "button", class: "link", on: { click: run }, ...props }, text);
}

// 12345.6 → 12,345.6; the digits themselves are left as they came.
function grouped(text) {
  if (text === null || text === undefined) return "—";
  const parts = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  return parts ? parts[1] + parts[2].replace(/\B(?=(\d{3})+$)/g, ",") + (parts[3] || "") : text;
}

// A light; without a word it repeats what stands beside it, and is not read out.
function lamp(colour, word) {
  return el("span", { class: "lamp", "data-colour": colour || "无", ...(word ? { role: "img", "aria-label": word } : { "aria-hidden": "true" }) },
    el("span", { "aria-hidden": "true" }, colour || "—"));
}

// What is searched is compared without case, width or spaces.
const plainText = (text) => text.normalize("NFKC").toLowerCase();

// A table; each cell is a node, a text or a list. *heads* are texts, or [text, class].
function table(heads, rows, props) {
  const classes = heads.map((head) => (Array.isArray(head) ? head[1] : ""));
  const names = heads.map((head) => (Array.isArray(head) ? head[0] : head));
  return el("table", props,
    el("thead", null, el("tr", null, names.map((name, i) => el("th", { scope: "col", class: classes[i] }, name)))),
    el("tbody", null, rows.map((row) => el("tr", null,
      row.map((cell, i) => el("td", { "data-label": names[i], class: classes[i] }, cell))))));
}

// Shows the first *size* of *items*, and more on demand: a list of thousands costs what is seen of it. Paper gets all.
function growing(items, size, draw) {
  const box = el("div", { class: "growing" });
  let shown = size;
  box.addEventListener("grow", () => {
    const before = shown;
    shown = items.length;
    redraw();
    shown = before;
  });
  box.addEventListener("shrink", () => redraw());
  const redraw = (focusAt) => {
    const rest = items.length - shown;
    box.replaceChildren(draw(items.slice(0, shown)));
    if (rest > 0) {
      box.append(el("p", { class: "more" }, link(`再显示${Math.min(size, rest)}条（还有${rest}条）`, () => {
        const from = shown;
        shown += size;
        redraw(from);
      })));
    }
    if (focusAt !== undefined) {
      const next = box.querySelectorAll("tbody tr")[focusAt];
      const target = next && next.querySelector("button");
      if (target) target.focus();
    }
  };
  redraw();
  return box;
}
