// Opens a workbook and saves it again: node resave.mjs exceljs|sheetjs|xlsx-populate FROM TO
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [engine, from, to] = process.argv.slice(2);
if (engine === 'exceljs') {
  const book = new (require('exceljs').Workbook)();
  await book.xlsx.readFile(from);
  await book.xlsx.writeFile(to);
} else if (engine === 'sheetjs') {
  const xlsx = require('xlsx');
  xlsx.writeFile(xlsx.readFile(from, { cellStyles: true, cellNF: true }), to, { cellStyles: true });
} else {
  const book = await require('xlsx-populate').fromFileAsync(from);
  await book.toFileAsync(to);
}
