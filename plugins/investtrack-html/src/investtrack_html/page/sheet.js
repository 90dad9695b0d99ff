// The sheet that slides over the page: figures, records and projects open in it, one upon another.

const sheet = byId("sheet");
const opened = [];
let openedFrom = null;

function showTop() {
  const { title, draw } = opened[opened.length - 1];
  byId("sheet-title").textContent = title;
  byId("sheet-back").hidden = opened.length < 2;
  byId("sheet-body").replaceChildren(...[draw()].flat(Infinity).filter(Boolean));
  byId("sheet-body").scrollTop = 0;
  byId("sheet-title").focus();
}

// *view*: a title, what draws the body, and, for one of a list, what steps to its neighbours.
function openSheet(view) {
  if (!sheet.open) openedFrom = document.activeElement;
  opened.push(view);
  if (!sheet.open) sheet.showModal();
  showTop();
}

function replaceTop(view) {
  opened[opened.length - 1] = view;
  showTop();
}

function stepTop(by) {
  const { step } = opened[opened.length - 1] || {};
  if (step) step(by);
}

function back() {
  opened.pop();
  showTop();
}

sheet.addEventListener("close", () => {
  opened.length = 0;
  byId("sheet-body").replaceChildren();
  if (openedFrom && openedFrom.isConnected) openedFrom.focus();
  openedFrom = null;
});
sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
sheet.addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLInputElement;
  if ((event.key === "Backspace" || event.key === "ArrowLeft") && !isTyping && opened.length > 1) {
    event.preventDefault();
    back();
  } else if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && /^[np]$/i.test(event.key)) {
    stepTop(/n/i.test(event.key) ? 1 : -1);
  }
});
byId("sheet-back").addEventListener("click", back);
byId("sheet-close").addEventListener("click", () => sheet.close());
