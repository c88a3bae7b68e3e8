import type { Marked } from "./map-layers.ts";
import type { Subject } from "./queries.ts";
import type { Sign, Standing } from "./signs.ts";

/**
 * How a subject stands: the star in force first, of any other what its inspections give. One on which nothing rests but a
 * small sample is grey, one that nobody has inspected unknown.
 */
export function signOf({ kind, rating, trial, warnings }: SignedSubject): Sign {
  const of = (standing: Standing, stars: number | null): Sign => ({
    ...{ kind, standing, stars, n: trial?.n ?? 0, hasWarning: warnings.length > 0 },
  });
  if (rating) return rating.stars > 0 ? of("stars", rating.stars) : of("none", null);
  if (trial && trial.n > 0 && trial.isSmall) return of("small", trial.stars);
  if (trial && trial.n > 0 && trial.stars) return of("trial", trial.stars);
  if (trial && trial.n > 0) return of("none", null);
  return of("unknown", null);
}
type SignedSubject = Pick<Subject, "kind" | "rating" | "trial" | "warnings">;

/** A subject as the map draws it. */
export const markedOf = (subject: Subject): Marked => ({
  ...signOf(subject),
  subjectKind: subject.subjectKind,
  subjectId: subject.subjectId,
  position: subject.position ? [subject.position[0]!, subject.position[1]!] : null,
});

/** How many stand how. */
export function countStandings(subjects: readonly Subject[]): Readonly<Record<Standing, number>> {
  const counts = { stars: 0, trial: 0, none: 0, small: 0, unknown: 0 };
  for (const subject of subjects) counts[signOf(subject).standing] += 1;
  return counts;
}

/** Those that stand as the legend has them; null is all. */
export const standingAs = (
  subjects: readonly Subject[],
  shown: ReadonlySet<Standing> | null,
): readonly Subject[] =>
  shown === null ? subjects : subjects.filter((one) => shown.has(signOf(one).standing));

/** The layer whose record a subject is. */
export const layerOf = (kind: Subject["kind"]): string => LAYERS[kind];
const LAYERS: Readonly<Record<Subject["kind"], string>> = {
  transfer_station: "transfer-stations",
  toilet: "toilets",
  bin: "bins",
  collection_point: "collection-points",
  rest_stop: "rest-stops",
  depot: "depots",
  street: "streets",
};
