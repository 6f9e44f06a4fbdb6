/** Metrics and targets travel in thousandths.
 *  @source kedacore/keda pkg/scalers/scaler.go quantityFromFloat64@v2.21.0
 *  @source kubernetes/apimachinery pkg/api/resource/quantity.go AsApproximateFloat64@v0.35.3 */
import { toInt64 } from '../hpa/integers';

/** A value as it is told: the nearest thousandth, of two the even one; below 0, and what is no number, as 0. */
export const asMetric = (value: number): number => thousandthsOf(value) * 0.001;

export function thousandthsOf(value: number): number {
  if (!Number.isFinite(value) || value < 0) return 0;
  const thousandths = value * 1000;
  // Well off the middle between two, and small enough for the product to be right to a thousandth, there is no doubt.
  if (thousandths < 1e12 && Math.abs((thousandths % 1) - 0.5) > 0.001) return Math.round(thousandths);
  const nearest = Math.round(Number(value.toFixed(3)) * 1000);
  // What lies half way between two, JavaScript rounds up. Only sixteenths lie there; other halves are so as they are written alone.
  const halves = value * 2000;
  const isHalfWay = Number.isInteger(value * 16) && halves % 2 === 1;
  return isHalfWay && nearest % 2 === 1 ? nearest - 1 : nearest;
}

/** Thousandths that a calculation came to, as a value: their fraction is cut off. */
export const wholeThousandths = (thousandths: number): number => toInt64(thousandths) * 0.001;
