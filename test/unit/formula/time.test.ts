/** Dates, durations and time zones in formulas. Answers are those of KEDA 2.21.0's own code at the same instant. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFormula } from '../../../server/src/formula/index';

/** A Sunday. */
const SECOND = Date.parse('2026-11-29T10:11:12Z') / 1000;
const TRIGGERS = new Map([['a', 3.5]]);

const cases: readonly [formula: string, value: number][] = [
  ['now().Hour()', 10],
  ['now().Hour() >= 8 && now().Hour() < 18 ? max(a, 5) : a', 5],
  ['now(timezone("Europe/Berlin")).Hour()', 11],
  ['now().Weekday().String() in ["Saturday", "Sunday"] ? 1 : a', 1],
  ['int(now().Weekday())', 0],
  ['now().ISOWeek()', 2026],
  ['now().YearDay()', 333],
  ['(now() - date("1999-12-31")).Hours()', 235930.18666666668],
  ['date("2026-12-24 18:00:00").Sub(now()).Hours()', 607.8133333333334],
  ['now() > date("2026-11-29") ? 1 : 2', 1],
  ['now().AddDate(0, 3, 0).Month().String() == "March" ? 1 : 2', 1],
  ['now().Truncate(duration("24h")).Hour()', 0],
  ['(2 * duration("1h30m")).Minutes()', 180],
  ['duration("1500ms").Round(duration("1s")).Seconds()', 2],
  ['int(now().Format("1504"))', 1011],
  ['date("02/01/2026 09:30", "02/01/2006 15:04", "America/New_York").Unix()', 1767364200],
  ['type(now()) == "time.Time" ? len(type(a)) : 0', 5],
  ['now().Format("Mon") matches "^S" ? 1 : 2', 1],
  ['float(fromBase64(toBase64(string(1e6))))', 1e6],
  ['min(duration("1h"), duration("90m")).Hours()', 1],
];

test('formulas know the time that is played', () => {
  for (const [formula, value] of cases)
    assert.deepEqual(compileFormula(formula)(TRIGGERS, SECOND), { ok: true, value }, formula);
});

test('a clock that changes in between gives another value', () => {
  const run = compileFormula('now().Hour() < 12 ? 1 : a');
  const valueAt = (second: number): unknown => run(TRIGGERS, second);
  assert.deepEqual(valueAt(SECOND), { ok: true, value: 1 });
  assert.deepEqual(valueAt(SECOND + 2 * 3600), { ok: true, value: 3.5 });
});

test('what KEDA refuses of times has no value here', () => {
  const refused = [
    'now().Hours()',
    'now().Clock()',
    'now().Month() == 11 ? 1 : 2',
    'duration("1h") / 2',
    'duration("1d").Hours()',
    'date("29.11.2026").Day()',
    'timezone("europe/berlin").String() == "" ? 1 : 2',
    'min([duration("1h")]).Hours()',
    'now().AddDate(0, 0, a).Day()',
  ];
  for (const formula of refused) assert.ok(!compileFormula(formula)(TRIGGERS, SECOND).ok, formula);
});

test('times beyond what is kept have no value', () => {
  const far = [
    'now().AddDate(9223372036854775807, 0, 0).Year()',
    'now().AddDate(271000, 0, 0).AddDate(9000, 0, 0).Year()',
    'now(timezone("Asia/Tokyo")).AddDate(0, 0, 200000000).Hour()',
  ];
  for (const formula of far) assert.ok(!compileFormula(formula)(TRIGGERS, SECOND).ok, formula);
  assert.ok(!compileFormula(`duration("${'1'.repeat(100_000)}").Hours()`)(TRIGGERS, SECOND).ok);
});
