/** Time zones that people schedule in most; any of the IANA database may be written. */
import { fixed } from './value';

export const TIME_ZONES = fixed([
  ...['UTC', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Chicago', 'America/Los_Angeles'],
  ...[
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'Asia/Singapore',
    'Asia/Shanghai',
    'Asia/Tokyo',
    'Australia/Sydney',
  ],
]);
