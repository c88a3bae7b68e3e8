/** What a number may be. */
export type NumberBounds = {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
  /** `least` itself is too small. */
  readonly isAbove?: boolean;
};

/** Why a text is not such a number. */
export type WrongNumber =
  | { readonly is: "no-number" | "not-whole" }
  | { readonly is: "too-small" | "not-above" | "too-big"; readonly limit: number };

/** A number as people write one; null when it is none. */
export function numberOf(text: string): number | null {
  const plain = text.normalize("NFKC").trim();
  return /^\d{1,9}(\.\d{1,9})?$/.test(plain) ? Number(plain) : null;
}

/** What is wrong with a typed number; null when nothing is. */
export function wrongNumber(
  text: string,
  { least, most, isWhole, isAbove }: NumberBounds,
): WrongNumber | null {
  const value = numberOf(text);
  if (value === null) return { is: "no-number" };
  if (isWhole && !Number.isInteger(value)) return { is: "not-whole" };
  if (isAbove && value <= least) return { is: "not-above", limit: least };
  if (value < least) return { is: "too-small", limit: least };
  if (value > most) return { is: "too-big", limit: most };
  return null;
}
