import type { Value, Values } from "./edit-form.ts";

/** Whose version of a field is to stand. */
export type Side = "mine" | "theirs";

/** A field that two people see differently. */
export type Meeting = {
  readonly key: string;
  /** As both found it. */
  readonly base: Value;
  readonly mine: Value;
  readonly theirs: Value;
  /** Who changed it is meant; null where both did, and somebody has to say. */
  readonly side: Side | null;
};

/** Whether two values are the same; unknown and left out are. */
export const isSame = (a: Value | undefined, b: Value | undefined) =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * The fields in which my version and theirs differ, each with the version both began from.
 *
 * What I did not touch is theirs, what they did not touch is mine, and nothing is taken for granted where both did.
 */
export function meetingsOf(base: Values, mine: Values, theirs: Values): Meeting[] {
  const keys = new Set([base, mine, theirs].flatMap((values) => Object.keys(values)));
  return [...keys].flatMap((key): Meeting[] => {
    const [was, my, their] = [base[key] ?? null, mine[key] ?? null, theirs[key] ?? null];
    if (isSame(my, their)) return [];
    const side = isSame(was, my) ? "theirs" : isSame(was, their) ? "mine" : null;
    return [{ key, base: was, mine: my, theirs: their, side }];
  });
}

/** Whether every field has a side. */
export const isSettled = (
  meetings: readonly Meeting[],
  chosen: Readonly<Record<string, Side>>,
): boolean => meetings.every(({ key, side }) => (chosen[key] ?? side) !== null);

/** What is to be written over theirs: the fields of which mine is to stand. */
export function settledValues(
  meetings: readonly Meeting[],
  chosen: Readonly<Record<string, Side>>,
): Values {
  return Object.fromEntries(
    meetings
      .filter(({ key, side }) => (chosen[key] ?? side) === "mine")
      .map(({ key, mine }) => [key, mine]),
  );
}
