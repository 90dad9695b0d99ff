// The page's content: read once, never changed. Records and sections refer to each other by number.

const C = JSON.parse(byId("content").textContent);
const figureOf = new Map(C.figures.map((figure) => [figure.id, figure]));

const RECORD = { form: 0, row: 1, label: 2, project: 3, values: 4, moved: 5 };

// The cell of a field: as the ledger's reader names it, or the row where no column holds the field.
function cellOf(number, key) {
  const record = C.book.records[number];
  const form = C.book.forms[record[RECORD.form]];
  if (!form || !form.sheet) return null;
  const moved = record[RECORD.moved];
  if (moved && Array.isArray(moved[key])) return { place: moved[key][0], cell: moved[key][1] }; // on another sheet
  const row = (moved && moved[key]) || record[RECORD.row];
  const column = form.columns[key];
  return { place: `${form.file}｜${form.sheet}`, cell: column ? column + row : `第${row}行` };
}

function cellsOf(number, keyset) {
  return C.book.keysets[keyset].map((key) => cellOf(number, key)).filter(Boolean);
}

// Cells as text, the file and sheet said once where they are the same.
function cellsText(cells, home) {
  const places = new Map();
  for (const { place, cell } of cells) places.set(place, [...(places.get(place) || []), cell]);
  return [...places].map(([place, list]) => (place === home ? "" : `${place}!`) + [...new Set(list)].join("、")).join("；");
}

const sourcesText = (sources) => cellsText(sources.flatMap(([number, keyset]) => cellsOf(number, keyset)));

const groupOf = (section, at) => (section.groups ? section.groups[section.group[at]] : "");

// One section's contributions, in ledger order.
function* contributionsOf(index) {
  const section = C.book.sections[index];
  const { records, amounts, keys } = section;
  for (let i = 0; i < records.length; i += 1) {
    yield {
      record: records[i],
      amount: amounts ? amounts[i] : null,
      cells: cellsOf(records[i], typeof keys === "number" ? keys : keys[i]),
      role: section.role,
      group: groupOf(section, i),
      figure: section.figure,
    };
  }
}

// Record → the figures it takes part in, made when the first card is opened.
let takesPart = null;
function figuresWith(number) {
  if (!takesPart) {
    takesPart = new Map();
    for (const figure of C.figures) {
      for (const index of figure.sections || []) {
        C.book.sections[index].records.forEach((record, at) => {
          if (!takesPart.has(record)) takesPart.set(record, []);
          takesPart.get(record).push([figure.id, index, at]);
        });
      }
    }
  }
  return takesPart.get(number) || [];
}

const tasksOf = new Map();
for (const task of C.tasks) {
  if (task.project >= 0) tasksOf.set(task.project, [...(tasksOf.get(task.project) || []), task]);
}
