/** Numbers and dates as the panel and the status item write them; no locale takes part. */

export function usdPerHour(usd: number): string {
  return `$${usd.toFixed(usd >= 10 ? 2 : 4)}`;
}

export function usdPerMonth(usd: number): string {
  return usd >= 1000 ? `$${grouped(Math.round(usd))}` : `$${usd.toFixed(2)}`;
}

/** "3 nodes", "1 node". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
