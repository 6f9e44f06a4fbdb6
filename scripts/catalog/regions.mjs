// One line of the snapshot per region that has offerings: zones, types, prices, spot savings.
import { onDemandPrices, onDemandSource } from './sources.mjs';

/** @param indexOf row of a type in the types table; types that are not in it are left out */
export function regionLine(region, indexOf, files) {
  const offered = files.offerings[region];
  const zones = Object.keys(offered.zones).sort();
  const masks = zoneMasks(offered, zones);
  const names = [...masks.keys()]
    .filter((name) => indexOf.has(name))
    .sort((a, b) => indexOf.get(a) - indexOf.get(b));
  const column = (read) => names.map((name) => read(name) ?? null);
  const advice = files.advisor.spot_advisor[region]?.Linux ?? {};
  const windows = files.windows.regions[region] ?? {};
  const onDemand = onDemandPrices(region, files);
  return {
    region,
    zones,
    zoneIds: [...offered.zoneIds].sort(),
    // Rows of the types table, each as the distance from the one before.
    typeSteps: names.map((name, at) => indexOf.get(name) - (at === 0 ? 0 : indexOf.get(names[at - 1]))),
    zoneMasks: names.map((name) => masks.get(name)),
    onDemandSource: onDemandSource(region, files),
    onDemand: column((name) => positive(onDemand[name])),
    windows: column((name) => positive(windows[name])),
    spotSavingPercent: column((name) => advice[name]?.s),
    interruption: column((name) => advice[name]?.r),
  };
}

const positive = (price) => (price > 0 ? price : null);

/** Per type the zones that offer it: bit i stands for the i-th zone. */
function zoneMasks(offered, zones) {
  const masks = new Map();
  zones.forEach((zone, bit) => {
    for (const index of offered.zones[zone]) {
      const name = offered.types[index];
      masks.set(name, (masks.get(name) ?? 0) | (1 << bit));
    }
  });
  return masks;
}
