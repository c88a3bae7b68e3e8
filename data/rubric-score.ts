import type { RubricContent, RubricItem } from "./rubric.ts";

/** What an item was given; null points: there is none of it here. */
export type Mark = {
  readonly itemId: string;
  readonly points: number | null;
  readonly note?: string;
};

/** What was found in one inspection, corrections of appeals in it. */
export type Found = { readonly marks: readonly Mark[]; readonly vetoes: readonly string[] };

/** An item that was not given all of its points. */
export type Deduction = {
  readonly itemId: string;
  readonly lost: number;
  readonly of: number;
  readonly note: string;
};

export type Scored = {
  /** Of 100, to the last digit that arithmetic gives; null where nothing applied. */
  readonly score: number | null;
  readonly vetoes: readonly string[];
  /** From so many stars on an item that is needed did not have all of its points; null: none was missing. */
  readonly cappedFrom: number | null;
  readonly deductions: readonly Deduction[];
};

/** What of a rubric decides a score. */
export type Scoring = {
  readonly groups: readonly {
    readonly items: readonly Pick<RubricItem, "itemId" | "points" | "weight" | "neededFrom">[];
  }[];
};

export const itemsOf = <R extends Scoring>(rubric: R) =>
  // the items of a rubric are all of one type
  rubric.groups.flatMap(({ items }) => items as R["groups"][number]["items"][number][]);

/**
 * How one inspection scores: its points, each as often as its weight says, of those that could be had.
 *
 * @param found  a mark for each item of the rubric; items that do not apply are in neither sum.
 * @throws {RangeError} when an item has no mark, or more points than it can be given.
 */
export function scoreOf(rubric: Scoring, { marks, vetoes }: Found): Scored {
  const markById = new Map(marks.map((mark) => [mark.itemId, mark]));
  let given = 0;
  let full = 0;
  let cappedFrom: number | null = null;
  const deductions: Deduction[] = [];
  for (const item of itemsOf(rubric)) {
    const mark = markById.get(item.itemId);
    if (!mark) throw new RangeError(`no mark for ${item.itemId}`);
    const { points } = mark;
    if (points === null) continue;
    if (!(points >= 0 && points <= item.points))
      throw new RangeError(`${item.itemId}: ${points} of ${item.points}`);
    given += points * item.weight;
    full += item.points * item.weight;
    if (points === item.points) continue;
    deductions.push({
      ...{ itemId: item.itemId, lost: item.points - points, of: item.points },
      note: mark.note ?? "",
    });
    if (item.neededFrom !== null) cappedFrom = Math.min(cappedFrom ?? 6, item.neededFrom);
  }
  return { score: full === 0 ? null : (given / full) * 100, vetoes, cappedFrom, deductions };
}

/** Sums of points like 0.1 must not miss a threshold they meet. */
const ROUNDING = 1e-9;

/**
 * How many stars a score gives. A veto gives none; a needed item that was missing gives fewer than it is needed for.
 *
 * @param score  0 to 100; null gives no star.
 */
export function starsOf(
  rubric: Pick<RubricContent, "stars">,
  { score, vetoes, cappedFrom }: Pick<Scored, "score" | "vetoes" | "cappedFrom">,
): number {
  if (score === null || vetoes.length > 0) return 0;
  const most = cappedFrom === null ? 5 : cappedFrom - 1;
  return Math.max(
    0,
    ...rubric.stars
      .filter(({ stars, atLeast }) => stars <= most && score >= atLeast - ROUNDING)
      .map(({ stars }) => stars),
  );
}

/** An inspection that counts, as it was scored. */
export type Counted = Scored & { readonly inspectionId: string; readonly day: string };

export type Assessment = {
  readonly n: number;
  readonly inspectionIds: readonly string[];
  /** Mean of the scores; null where there are none. */
  readonly score: number | null;
  readonly stars: number;
  readonly vetoes: readonly string[];
  readonly cappedFrom: number | null;
  /** Fewer than the rubric asks for: no official star rests on it. */
  readonly isSmall: boolean;
};

/**
 * What the inspections of a window say together: the mean of their scores; one veto is one too many; a needed item counts
 * as the latest inspection found it.
 *
 * @param counted  of one subject, each scored under its own version of the rubric, in order of time, within the window.
 */
export function assessmentOf(rubric: RubricContent, counted: readonly Counted[]): Assessment {
  const scored = counted.filter(({ score }) => score !== null);
  const n = scored.length;
  const score = n === 0 ? null : scored.reduce((sum, one) => sum + one.score!, 0) / n;
  const vetoes = [...new Set(counted.flatMap((one) => one.vetoes))];
  const cappedFrom = scored.at(-1)?.cappedFrom ?? null;
  return {
    ...{ n, score, vetoes, cappedFrom },
    inspectionIds: counted.map(({ inspectionId }) => inspectionId),
    stars: starsOf(rubric, { score, vetoes, cappedFrom }),
    isSmall: n < rubric.sampling.leastInspections,
  };
}
