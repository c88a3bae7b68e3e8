import type { Fix } from "./fix.ts";
import type { MatchNetwork } from "./match-network.ts";
import type { MatchSettings } from "./match-settings.ts";

/** A fix with the accuracy its terminal may tell: the radius it is in two times of three. */
export type MatchFix = Pick<Fix, "atMs" | "position"> &
  Partial<Pick<Fix, "speedKmh" | "headingDegrees" | "isFixed">> & {
    readonly accuracyMeters?: number | null;
  };

/** Where a vehicle may have been at a fix: places on arcs, the likeliest first. */
export type Candidates = {
  readonly count: number;
  readonly arcs: Int32Array;
  /** Meters from the arc's tail. */
  readonly alongs: Float64Array;
  /** What the fix says against each, in nats; about 0 right under the fix. */
  readonly costs: Float64Array;
};

const RADIANS = Math.PI / 180;
/** Of a normal error in the plane 68 % lie within 1.51 σ. */
const SIGMAS_IN_ACCURACY = 1.51;
const [LEAST_SIGMA, MOST_SIGMA] = [3, 60];
/** Now and then a fix is off by far more than the others: so often, and then by so many sigma on average. */
const [WILD_SHARE, WILD_SIGMAS] = [0.03, 3];
/** A place less likely than the best by this many nats is not tried. */
const HOPELESS = 14;

export const sigmaOf = ({ accuracyMeters }: MatchFix, { sigmaMeters }: MatchSettings) =>
  accuracyMeters === undefined || accuracyMeters === null || !(accuracyMeters > 0)
    ? sigmaMeters
    : Math.min(Math.max(accuracyMeters / SIGMAS_IN_ACCURACY, LEAST_SIGMA), MOST_SIGMA);

/** What an offset says against a place: normal, with a tail for fixes that are wrong altogether. */
function offsetCost(offsetMeters: number, sigma: number) {
  const z = offsetMeters / sigma;
  return -Math.log(Math.exp(-0.5 * z * z) + WILD_SHARE * Math.exp(-z / WILD_SIGMAS));
}

/** Finds candidates on one network, many times. */
export function candidatesOn(network: MatchNetwork, settings: MatchSettings) {
  const { streets, isOpen, isFed, lengths } = network;
  // what the last look found; kept between looks so that none is allocated
  let [found, size] = [0, 64];
  let arcs = new Int32Array(size);
  let alongs = new Float64Array(size);
  let costs = new Float64Array(size);
  let [heading, sigma] = [Number.NaN, settings.sigmaMeters];

  function grow() {
    size *= 2;
    const [oldArcs, oldAlongs, oldCosts] = [arcs, alongs, costs];
    arcs = new Int32Array(size);
    alongs = new Float64Array(size);
    costs = new Float64Array(size);
    arcs.set(oldArcs);
    alongs.set(oldAlongs);
    costs.set(oldCosts);
  }

  /** Keeps what was found in order of cost. */
  function add(arc: number, along: number, cost: number) {
    // at its tail one has not come onto an arc: whoever comes by another is at that one's head
    if (!isOpen[arc] || (along <= 0 && isFed[arc] && lengths[arc]! > 0)) return;
    if (found === size) grow();
    let at = found++;
    while (at > 0 && costs[at - 1]! > cost) {
      arcs[at] = arcs[at - 1]!;
      alongs[at] = alongs[at - 1]!;
      costs[at] = costs[at - 1]!;
      at--;
    }
    arcs[at] = arc;
    alongs[at] = along;
    costs[at] = cost;
  }

  function visit(edge: number, along: number, offset: number, course: number) {
    const cost = offsetCost(offset, sigma);
    const turn = Number.isNaN(heading) ? 0 : Math.cos((heading - course) * RADIANS);
    const half = Number.isNaN(heading) ? 0 : settings.headingCost / 2;
    add(2 * edge, along, cost + half * (1 - turn));
    add(2 * edge + 1, lengths[2 * edge]! - along, cost + half * (1 + turn));
  }

  return (fix: MatchFix): Candidates => {
    found = 0;
    sigma = sigmaOf(fix, settings);
    const { speedKmh = null, headingDegrees = null } = fix;
    const isMoving = speedKmh !== null && speedKmh >= settings.headingFromKmh;
    heading = isMoving && headingDegrees !== null ? headingDegrees : Number.NaN;
    streets.eachPlaceWithin(fix.position, Math.max(settings.searchMeters, 3 * sigma), visit);
    let count = Math.min(found, settings.mostCandidates);
    while (count > 1 && costs[count - 1]! - costs[0]! > HOPELESS) count--;
    return {
      count,
      arcs: arcs.slice(0, count),
      alongs: alongs.slice(0, count),
      costs: costs.slice(0, count),
    };
  };
}
