import { type PassState, WORKS, type Work } from "../../data/cleaning.ts";
import type { Service } from "./done.ts";
import type { DuePass } from "./due.ts";
import { type DayEvidence, type JudgedPass, lastServiceOf, verdictAt } from "./judged.ts";
import type { World } from "./world.ts";

/** What is known of one work before an instant. */
export type WorkBefore = {
  readonly work: Work;
  /** The last service of the edge that was serviced last, and of the one for which it is longest ago. */
  readonly latest: Service | null;
  readonly oldest: Service | null;
  readonly servicedMeters: number;
  readonly meters: number;
  /** The last pass that had begun by then, and what had become of it by then; null: none was due. */
  readonly due: {
    readonly pass: DuePass;
    /** The worst of its edges: what was not done before what nobody knows, that before what was. */
    readonly state: PassState;
    readonly doneMeters: number;
  } | null;
  /** Whether one can say that it was done, or was not: false where nothing was recorded. */
  readonly isKnown: boolean;
};

const WORST: readonly PassState[] = [
  ...(["not_done", "could_not", "not_recorded", "open", "suspended", "upcoming", "done"] as const),
];

/**
 * Was it cleaned before an instant, such as that of a complaint?
 *
 * @param edges  of the street, or the one beside the place.
 * @param passes  those of the days around, judged as of that instant.
 * @param days  what is known of the days up to it, in order of time.
 */
export function cleanedBefore(
  world: World,
  edges: readonly number[],
  passes: readonly JudgedPass[],
  days: readonly DayEvidence[],
  atMs: number,
): WorkBefore[] {
  const own = new Set(edges);
  const metersOf = (of: readonly number[]) =>
    of.reduce((sum, edge) => sum + world.edges[edge]!.lengthMeters, 0);
  return WORKS.flatMap((work): WorkBefore[] => {
    const services = edges.map((edge) => lastServiceOf(world, days, edge, work, atMs));
    const serviced = edges.filter((_, i) => services[i] !== null);
    const found = services.filter((one) => one !== null).sort((a, b) => a.atMs - b.atMs);
    const due = dueBefore(world, own, passes, work, atMs);
    if (found.length === 0 && due === null) return [];
    return [
      {
        ...{ work, due, latest: found.at(-1) ?? null, oldest: found[0] ?? null },
        ...{ servicedMeters: metersOf(serviced), meters: metersOf(edges) },
        isKnown: due === null ? found.length > 0 : due.state !== "not_recorded",
      },
    ];
  });
}

function dueBefore(
  world: World,
  own: ReadonlySet<number>,
  passes: readonly JudgedPass[],
  work: Work,
  atMs: number,
): WorkBefore["due"] {
  const begun = passes
    .filter(({ pass }) => pass.work === work && pass.fromMs <= atMs)
    .filter(({ pass }) => pass.edges.some((edge) => own.has(edge)))
    .sort((a, b) => a.pass.fromMs - b.pass.fromMs);
  const judged = begun.at(-1);
  if (!judged) return null;
  let state: PassState = "done";
  let doneMeters = 0;
  judged.pass.edges.forEach((edge, i) => {
    if (!own.has(edge)) return;
    const verdict = verdictAt(judged, i);
    if (verdict.state === "done") doneMeters += world.edges[edge]!.lengthMeters;
    if (WORST.indexOf(verdict.state) < WORST.indexOf(state)) state = verdict.state;
  });
  return { pass: judged.pass, state, doneMeters };
}
