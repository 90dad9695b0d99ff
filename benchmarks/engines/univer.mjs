// Computes a workbook given as JSON with Univer, headless; changes the cells it names as edits, and writes one value a formula.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url); // its ES modules import names that their dependency does not export
const { createUniver, LocaleType } = require('@univerjs/presets');
const { UniverSheetsNodeCorePreset } = require('@univerjs/preset-sheets-node-core');

const [given, target] = process.argv.slice(2);
const book = JSON.parse(fs.readFileSync(given, 'utf8'));
const sheets = {};
const order = [];
book.sheets.forEach((sheet, place) => {
  const cellData = {};
  let [rows, columns] = [0, 0];
  for (const [row, column, value, isFormula] of sheet.cells) {
    (cellData[row] ??= {})[column] = isFormula ? { f: value } : { v: value, t: typeof value === 'number' ? 2 : 1 };
    [rows, columns] = [Math.max(rows, row), Math.max(columns, column)];
  }
  order.push(`s${place}`);
  sheets[`s${place}`] = { id: `s${place}`, name: sheet.name, cellData, rowCount: rows + 10, columnCount: columns + 5 };
});
const names = Object.entries(book.names).map(([name, reference], place) =>
  [`n${place}`, { id: `n${place}`, name, formulaOrRefString: reference, localSheetId: 'AllDefaultWorkbook' }]);
const resources = [{ name: 'SHEET_DEFINED_NAME_PLUGIN', data: JSON.stringify(Object.fromEntries(names)) }];
const { univerAPI } = createUniver({
  locale: LocaleType.EN_US, locales: { enUS: {} }, presets: [UniverSheetsNodeCorePreset()],
});
const workbook = univerAPI.createWorkbook({
  id: 'w', name: 'w', sheetOrder: order, sheets, resources, locale: 'enUS', appVersion: '0.25.1', styles: {},
});
const read = () => book.sheets.flatMap((sheet, place) => {
  const worksheet = workbook.getSheetBySheetId(`s${place}`);
  return sheet.cells.filter((cell) => cell[3]).map(([row, column]) => {
    const value = worksheet.getRange(row, column).getValue();
    return typeof value === 'string' && value.startsWith('#') ? { error: value } : value;
  });
});
const settled = async (before) => {
  univerAPI.getFormula().executeCalculation();
  let [values, last] = [[], ''];
  for (let tries = 0; tries < 60; tries += 1) { // it tells nobody when it is done: done is what is other than before and no longer changes
    await new Promise((done) => { setTimeout(done, 1000); });
    values = read();
    const now = JSON.stringify(values);
    if (now === last && now !== before && values.some((value) => value !== null && value !== undefined)) break;
    last = now;
  }
  return values;
};
let values = await settled();
if (book.edits) {
  for (const [name, row, column, value] of book.edits) {
    const place = book.sheets.findIndex((sheet) => sheet.name === name);
    workbook.getSheetBySheetId(`s${place}`).getRange(row, column).setValue(value);
  }
  values = await settled(JSON.stringify(values));
}
fs.writeFileSync(target, JSON.stringify(values));
process.exit(0);
