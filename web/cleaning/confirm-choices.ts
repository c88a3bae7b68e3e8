import type { ComplianceGroup } from "./queries.ts";
import type { Round } from "./round-queries.ts";
import { stopsIn } from "./rounds.ts";
import { PASS_STATES } from "./titles.ts";

/** Of what is due today: how much there is, how much is done, and how much waits for somebody's word. */
type Part = { readonly all: number; readonly done: number; readonly open: number };

/** A team or a route of which something is due today. */
export type Choice = {
  readonly key: string;
  readonly title: { readonly zh: string | null; readonly en: string | null };
  /** Metres of street; null where it sweeps none. */
  readonly streets: Part | null;
  /** Stops of rounds; null where it makes none. */
  readonly stops: Part | null;
};

function streetsOf({ states }: ComplianceGroup): Part {
  return {
    all: PASS_STATES.reduce((sum, state) => sum + states[state].meters, 0),
    done: states.done.meters,
    open: states.open.meters + states.not_recorded.meters,
  };
}

function stopsOf(rounds: readonly Round[]): Part {
  const counts = stopsIn(rounds);
  return {
    all: PASS_STATES.reduce((sum, state) => sum + counts[state], 0),
    done: counts.done,
    open: counts.open + counts.not_recorded,
  };
}

/**
 * What somebody chooses from on a telephone: what sweeps streets and what makes rounds, in one list.
 *
 * @param keyOf  by which rounds belong together; null leaves one out.
 */
export function choicesOf(
  groups: readonly ComplianceGroup[],
  rounds: readonly Round[],
  keyOf: (round: Round) => string | null,
): Choice[] {
  const byKey = new Map<string, Round[]>();
  for (const round of rounds) {
    const key = keyOf(round);
    if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), round]);
  }
  const swept = groups.flatMap((group): Choice[] => {
    const { key, title } = group;
    if (key === null) return [];
    const own = byKey.get(key);
    byKey.delete(key);
    return [{ key, title, streets: streetsOf(group), stops: own ? stopsOf(own) : null }];
  });
  const collected = [...byKey].map(([key, own]): Choice => {
    const { name, nameEn, routeId } = own[0]!; // it was put there
    const title = key === routeId ? { zh: name, en: nameEn ?? name } : { zh: key, en: key };
    return { key, title, streets: null, stops: stopsOf(own) };
  });
  return [...swept, ...collected];
}
