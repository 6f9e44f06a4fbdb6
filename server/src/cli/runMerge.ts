/** `merge`: adds up the reports of `overview --format json` of several parts of a fleet. */
import { isFleetReport, mergeFleets, type FleetReport } from '../report/fleet';
import { parseJson } from '../util/json';
import { failed, success, type Outcome } from '../util/outcome';
import type { Invocation } from './invocation';
import { print, refuse, type ExitStatus } from './job';
import { readText } from './textFiles';
import type { World } from './world';

export function runMerge({ paths }: Invocation, world: World): ExitStatus {
  const fleets: FleetReport[] = [];
  for (const path of paths) {
    const fleet = readFleet(path);
    if (!fleet.ok) return refuse(fleet.failure.message, world);
    fleets.push(fleet.value);
  }
  const merged = mergeFleets(fleets);
  if (!merged.ok) return refuse(merged.failure.message, world);
  return print([JSON.stringify(merged.value, undefined, 2)], world, 0);
}

function readFleet(path: string): Outcome<FleetReport> {
  const text = readText(path);
  if (!text.ok) return text;
  const value = parseJson(text.value);
  return isFleetReport(value)
    ? success(value)
    : failed(`${path}: not a report of dryfit overview --format json of this version`);
}
