import { PASS_STATES, type PassState, type Work } from "../../data/cleaning.ts";
import { byName } from "../../data/name-order.ts";
import type { JudgedPass } from "./judged.ts";
import { areaOn, type World, weightOf } from "./world.ts";

/** By what compliance is told apart. */
export const COMPLIANCE_BY = [
  "day",
  "route",
  "team",
  "vehicle",
  "area",
  "street",
  "work",
  "grade",
] as const;
export type ComplianceBy = (typeof COMPLIANCE_BY)[number] | "everything";

/** How compliance is counted: one sentence for whoever reads a figure. */
export const COMPLIANCE_DEFINITION = {
  zh: "作业完成率 = 已完成的米次 ÷ 应作业的米次。应作业 = 统计期内到期、已过时段（含宽限）且未暂停的作业遍数 × 路段长度；已完成 = 定位覆盖达到标准或有人确认、补录；未能作业、未作业与未记录分开计数，未记录不算未作业。",
  en: "Compliance = metres done ÷ metres due. Due: passes of the period that are over, grace included, and were not suspended, times the length of street. Done: covered by positions as the standard asks, or confirmed or entered by somebody. What could not be done, was not done and was not recorded is counted apart; not recorded is never counted as not done.",
} as const;

/** What one state of passes adds up to. */
export type Tally = { meters: number; sections: number; passes: number };

export type ComplianceGroup = {
  /** null: of none, such as work of no team. */
  readonly key: string | null;
  /** By state; what is due is the sum of the first four. */
  readonly states: Readonly<Record<PassState, Tally>>;
  /** Of what was done: metres by positions, and by words alone. */
  readonly byPositionsMeters: number;
  readonly byWordsMeters: number;
  /** Metres passed too fast, whatever became of them. */
  readonly tooFastMeters: number;
  /** Metres due, weighed by grade. */
  readonly workloadMeters: number;
};

/** The states that are due: the denominator. */
export const DUE_STATES = ["done", "could_not", "not_done", "not_recorded"] as const;

type Sum = { -readonly [K in keyof ComplianceGroup]: ComplianceGroup[K] };

const newSum = (key: string | null): Sum => ({
  key,
  states: Object.fromEntries(
    PASS_STATES.map((state) => [state, { meters: 0, sections: 0, passes: 0 }]),
  ) as Record<PassState, Tally>, // one of each
  ...{ byPositionsMeters: 0, byWordsMeters: 0, tooFastMeters: 0, workloadMeters: 0 },
});

/** Which sections are counted. */
export type ComplianceFilter = {
  readonly work?: Work | undefined;
  readonly routeId?: string | undefined;
  readonly team?: string | undefined;
  readonly areaId?: string | undefined;
  readonly streetId?: string | undefined;
};

const BY_POSITIONS = 1;
const TOO_FAST = 8;

/**
 * How much of what was due was done, could not be, was not, and is not known?
 *
 * Counted in metres, in sections (one edge in one pass) and in passes. A pass that falls into several groups counts in each
 * with what it has there; it is `done` when enough of its length is, and otherwise what most of the rest is. Whoever divides
 * divides by the sum of `DUE_STATES`.
 *
 * @param filter  which sections are counted.
 */
export function complianceOf(
  world: World,
  passes: readonly JudgedPass[],
  by: ComplianceBy,
  filter: ComplianceFilter = {},
): ComplianceGroup[] {
  const groups = new Map<string | null, Sum>();
  const keyOf = keyIn(world, by);
  const isCounted = countedIn(world, filter);
  for (const judged of passes) {
    if (filter.work !== undefined && judged.pass.work !== filter.work) continue;
    if (filter.routeId !== undefined && judged.pass.route?.routeId !== filter.routeId) continue;
    if (filter.team !== undefined && judged.pass.route?.team !== filter.team) continue;
    const metersOfPass = new Map<Sum, Float64Array>();
    for (let i = 0; i < judged.states.length; i++) {
      if (!isCounted(judged, i)) continue;
      const key = keyOf(judged, i);
      let sum = groups.get(key);
      if (!sum) {
        sum = newSum(key);
        groups.set(key, sum);
      }
      const meters = add(sum, world, judged, i);
      let own = metersOfPass.get(sum);
      if (!own) {
        own = new Float64Array(PASS_STATES.length);
        metersOfPass.set(sum, own);
      }
      own[judged.states[i]!]! += meters;
    }
    for (const [sum, own] of metersOfPass)
      sum.states[PASS_STATES[stateOf(own, world.settings.coveredShare)]!].passes++;
  }
  const compare = byName("zh-CN");
  return [...groups.values()].sort((a, b) =>
    a.key === null ? 1 : b.key === null ? -1 : compare(a.key, b.key),
  );
}

function add(sum: Sum, world: World, judged: JudgedPass, i: number): number {
  const state = PASS_STATES[judged.states[i]!]!;
  const edge = world.edges[judged.pass.edges[i]!]!;
  const meters = edge.lengthMeters;
  const tally = sum.states[state];
  tally.meters += meters;
  tally.sections++;
  const flags = judged.flags[i]!;
  if (state === "done") {
    if (flags & BY_POSITIONS) sum.byPositionsMeters += meters;
    else sum.byWordsMeters += meters;
  }
  if (flags & TOO_FAST) sum.tooFastMeters += meters;
  if ((DUE_STATES as readonly PassState[]).includes(state))
    sum.workloadMeters += meters * weightOf(edge, world.settings);
  return meters;
}

/** What a pass is as a whole, by the metres of its states. */
function stateOf(meters: Float64Array, coveredShare: number): number {
  const whole = meters.reduce((sum, one) => sum + one, 0);
  if (meters[0]! > 0 && meters[0]! >= whole * coveredShare - 1e-6) return 0; // PASS_STATES begins with done
  let most = meters.findIndex((one, i) => i > 0 && one > 0);
  if (most < 0) return 0; // edges without length
  for (let i = most + 1; i < meters.length; i++) if (meters[i]! > meters[most]!) most = i;
  return most;
}

function keyIn(world: World, by: ComplianceBy) {
  const edgeOf = (judged: JudgedPass, i: number) => world.edges[judged.pass.edges[i]!]!;
  const keys: Record<ComplianceBy, (judged: JudgedPass, i: number) => string | null> = {
    everything: () => null,
    day: ({ pass }) => pass.day,
    route: ({ pass }) => pass.route?.routeId ?? null,
    team: ({ pass }) => pass.route?.team ?? null,
    vehicle: ({ vehicleIds, candidateIds }, i) =>
      vehicleIds.get(i) ?? (candidateIds.length === 1 ? candidateIds[0]! : null),
    area: (judged, i) => areaOn(edgeOf(judged, i), judged.pass.day),
    street: (judged, i) => edgeOf(judged, i).streetId,
    work: ({ pass }) => pass.work,
    grade: (judged, i) => {
      const { isMain, grade } = edgeOf(judged, i);
      return isMain ? "main" : grade === null ? null : String(grade);
    },
  };
  return keys[by];
}

function countedIn(world: World, { areaId, streetId }: ComplianceFilter) {
  return ({ pass }: JudgedPass, i: number) => {
    if (areaId === undefined && streetId === undefined) return true;
    const edge = world.edges[pass.edges[i]!]!;
    return (
      (areaId === undefined || areaOn(edge, pass.day) === areaId) &&
      (streetId === undefined || edge.streetId === streetId)
    );
  };
}
