// Computes a workbook given as JSON, changes the cells it names as edits, and writes one value a formula. Names and sheets are put as HyperFormula spells them.
import fs from 'node:fs';
import { HyperFormula } from 'hyperformula';

const [given, target] = process.argv.slice(2);
const book = JSON.parse(fs.readFileSync(given, 'utf8'));
const names = Object.keys(book.names).sort((a, b) => b.length - a.length);
const named = names.length ? new RegExp(names.join('|'), 'g') : null;
const spelt = (text) => (named ? text.replace(named, (name) => book.names[name]) : text)
  .replace(/(^|[^"'\u4e00-\u9fff])([\u4e00-\u9fff]+)!/g, "$1'$2'!");

const sheets = {};
for (const sheet of book.sheets) {
  const rows = [];
  for (const [row, column, value, isFormula] of sheet.cells) {
    while (rows.length <= row) rows.push([]);
    rows[row][column] = isFormula ? spelt(value) : typeof value === 'string' && value !== '' ? `'${value}` : value;
  }
  sheets[sheet.name] = rows.map((row) => Array.from(row, (cell) => (cell === undefined ? null : cell)));
}
const engine = HyperFormula.buildFromSheets(sheets, {
  licenseKey: 'gpl-v3', useArrayArithmetic: true, smartRounding: false, evaluateNullToZero: true,
});
for (const [name, row, col, value] of book.edits ?? []) {
  engine.setCellContents({ sheet: engine.getSheetId(name), row, col }, value);
}
const values = [];
for (const sheet of book.sheets) {
  const id = engine.getSheetId(sheet.name);
  for (const [row, column, , isFormula] of sheet.cells) {
    if (!isFormula) continue;
    const value = engine.getCellValue({ sheet: id, row, col: column });
    values.push(value !== null && typeof value === 'object' ? { error: value.value } : value);
  }
}
fs.writeFileSync(target, JSON.stringify(values));
