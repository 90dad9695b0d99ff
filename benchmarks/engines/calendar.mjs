// Counts the events of a calendar that ical.js reads whole: node calendar.mjs FILE TARGET
import fs from 'node:fs';
import ICAL from 'ical.js';

const [given, target] = process.argv.slice(2);
const events = new ICAL.Component(ICAL.parse(fs.readFileSync(given, 'utf8'))).getAllSubcomponents('vevent');
const whole = events.map((each) => new ICAL.Event(each)).filter((each) => each.uid && each.summary && each.startDate);
fs.writeFileSync(target, JSON.stringify([events.length, whole.length]));
