import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from '../../support/fastCheck';
import { hasScheduleShape } from '../../../server/src/model/scheduleShape';

/** The CRD's pattern with Go's classes spelled out. */
const PATTERN =
  /^(@(annually|yearly|monthly|weekly|daily|midnight|hourly))|(([^\n]+)[\t\n\f\r ]([^\n]+)[\t\n\f\r ]([^\n]+)[\t\n\f\r ]([^\n]+)[\t\n\f\r ]([^\n]+))$/;

test('the shape of a schedule is what the pattern of the CRD matches', () => {
  const piece = fc.constantFrom(
    '*',
    '0',
    ' ',
    '  ',
    '\t',
    '\n',
    'a',
    '@daily',
    '@',
    '\r',
    'mon-fri',
    '\u00a0',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
      (text) => assert.equal(hasScheduleShape(text), PATTERN.test(text)),
    ),
    { numRuns: 3000 },
  );
});
