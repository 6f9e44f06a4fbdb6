/** To six decimal places, so that what sums of doubles leave behind does not show. */
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
