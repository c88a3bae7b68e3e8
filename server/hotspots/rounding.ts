/** A figure with so many decimals. */
export function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

/** A figure with so many significant digits; null where there is none. */
export const orNull = (value: number, digits = 3): number | null =>
  Number.isNaN(value) ? null : Number.parseFloat(value.toPrecision(digits));
