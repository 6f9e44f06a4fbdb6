/** H28: time zones that KEDA cannot load. */
import { isKnownTimeZone, nearestTimeZone } from '../../model/timeZones';
import { replaceValue } from '../edits';
import { proposal } from '../proposals';
import { SCALED_OBJECT } from '../kinds';
import { text } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

export const cronTimeZoneKnown = editRule({
  id: 'keda/cron-time-zone-known',
  kinds: [SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The time zone of a cron trigger exists.',
    why:
      'KEDA loads the zone from the IANA database, by its exact name such as `Europe/Berlin`. When there is none of that ' +
      'name the trigger fails each time it is asked, and its window never opens.',
    source: 'https://keda.sh/docs/latest/scalers/cron/',
  },
  check({ manifest, report }) {
    for (const { path, type, metadata } of triggersOf(manifest)) {
      const zone = text(metadata['timezone']);
      if (type !== 'cron' || zone === undefined || zone === '' || zone === 'Local' || isKnownTimeZone(zone))
        continue;
      const guess = nearestTimeZone(zone);
      const hint =
        guess === undefined
          ? 'use a name of the IANA database, such as Europe/Berlin'
          : `did you mean ${guess}?`;
      const place = [...path, 'metadata', 'timezone'];
      report({
        path: place,
        message: `no time zone is called "${zone}": ${hint}`,
        fixes: proposal(`Change to ${guess ?? ''}`, () =>
          guess === undefined ? [] : replaceValue(manifest, place, guess),
        ),
      });
    }
  },
});
