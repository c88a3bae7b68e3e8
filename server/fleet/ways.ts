import type { MatchNetwork } from "./match-network.ts";
import type { MatchSettings } from "./match-settings.ts";
import { arcsTo, metersTo, type Reached, type Routes } from "./routes-between.ts";

/** A part of an arc, in meters from its tail; `from` ≤ `to`. */
export type Part = { readonly arc: number; readonly from: number; readonly to: number };

/** How far apart two fixes are, straight and in time. */
export type Apart = { readonly meters: number; readonly seconds: number };

/** Where on an arc, meters from its tail. */
export type Spot = { readonly arc: number; readonly along: number };

/** How one gets from one candidate to the next. */
type Way = "none" | "along" | "slip" | "ahead" | "turn" | "behind";

/** Now and then one drives round the block: so often, and then so much farther on average, and per second. */
const [ROUND_SHARE, ROUND_METERS, ROUND_METERS_A_SECOND] = [0.01, 40, 5];
/** A way longer than the straight line by more than this is looked for only if there is no other. */
const [NEAR_BETAS, NEAR_METERS_A_SECOND] = [10, 6];
const [FAR_TIMES, FAR_METERS] = [4, 2000];
/** Each time the top speed is exceeded by itself again. */
const SPEEDING_COST = 10;

/** Weighs ways between candidates of two fixes on one network. */
export function waysOn(network: MatchNetwork, routes: Routes, settings: MatchSettings) {
  const { lengths, backs } = network;
  const { betaMeters, betaShare, turnBackCost, slipMeters, topSpeedKmh } = settings;
  // what `weigh` found last, so that nothing is allocated in it
  let [cost, way]: [number, Way] = [Number.POSITIVE_INFINITY, "none"];
  // of the step at hand
  let [straight, beta, roundMeters, limit, top] = [0, 1, 1, 0, Number.POSITIVE_INFINITY];

  function begin({ meters, seconds }: Apart, isFar: boolean) {
    straight = meters;
    beta = betaMeters + betaShare * meters;
    roundMeters = ROUND_METERS + ROUND_METERS_A_SECOND * seconds;
    limit = isFar
      ? FAR_TIMES * meters + FAR_METERS
      : meters + NEAR_BETAS * beta + NEAR_METERS_A_SECOND * seconds;
    top = (topSpeedKmh / 3.6) * seconds + 3 * settings.sigmaMeters;
  }

  function offer(meters: number, extra: number, kind: Way) {
    if (meters > limit) return;
    const more = Math.abs(meters - straight);
    let found = more / beta;
    if (found > 2)
      found = -Math.log(Math.exp(-found) + ROUND_SHARE * Math.exp(-more / roundMeters));
    if (meters > top) found += SPEEDING_COST * (meters / top - 1);
    found += extra;
    if (found >= cost) return;
    cost = found;
    way = kind;
  }

  function weigh(
    a: number,
    x: number,
    ahead: Reached,
    behind: Reached | null,
    b: number,
    y: number,
  ) {
    cost = Number.POSITIVE_INFINITY;
    way = "none";
    const length = lengths[a]!;
    if (b === a) {
      if (y >= x) offer(y - x, 0, "along");
      else if (x - y <= slipMeters) offer(0, 0, "slip");
    }
    offer(length - x + metersTo(ahead, b) + y, 0, "ahead");
    if (behind === null) return;
    if (b === backs[a]) offer(Math.abs(x - (lengths[b]! - y)), turnBackCost, "turn");
    else offer(x + metersTo(behind, b) + y, turnBackCost, "behind");
  }

  const behindOf = (arc: number) => (backs[arc]! < 0 ? null : routes(backs[arc]!, limit));

  return {
    /**
     * What speaks against each way from candidates to the next, in nats, by rows of the first.
     *
     * @param isTried  which of the first are worth it; the rows of others are Infinity.
     * @returns null when no way leads to any.
     */
    costs(
      from: { readonly arcs: Int32Array; readonly alongs: Float64Array },
      to: { readonly arcs: Int32Array; readonly alongs: Float64Array },
      apart: Apart,
      isTried: (i: number) => boolean,
    ): Float64Array | null {
      const [rows, columns] = [from.arcs.length, to.arcs.length];
      const found = new Float64Array(rows * columns).fill(Number.POSITIVE_INFINITY);
      for (const isFar of [false, true]) {
        let isAny = false;
        begin(apart, isFar);
        for (let i = 0; i < rows; i++) {
          if (!isTried(i)) continue;
          const [a, x] = [from.arcs[i]!, from.alongs[i]!];
          const [ahead, behind] = [routes(a, limit), behindOf(a)];
          for (let j = 0; j < columns; j++) {
            weigh(a, x, ahead, behind, to.arcs[j]!, to.alongs[j]!);
            found[i * columns + j] = cost;
            if (cost < Number.POSITIVE_INFINITY) isAny = true;
          }
        }
        if (isAny) return found;
      }
      return null;
    },

    /** The parts of arcs driven from one spot to another, in order; none when the vehicle stood. */
    parts(from: Spot, to: Spot, apart: Apart): Part[] {
      const [a, x, b, y] = [from.arc, from.along, to.arc, to.along];
      for (const isFar of [false, true]) {
        begin(apart, isFar);
        const [ahead, behind] = [routes(a, limit), behindOf(a)];
        weigh(a, x, ahead, behind, b, y);
        if (way === "none") continue;
        if (way === "along") return [{ arc: a, from: x, to: y }];
        if (way === "slip") return [];
        const back = backs[a]!;
        const length = lengths[a]!;
        const whole = (arc: number) => ({ arc, from: 0, to: lengths[arc]! });
        const last = { arc: b, from: 0, to: y };
        if (way === "ahead")
          return [{ arc: a, from: x, to: length }, ...arcsTo(ahead, b).map(whole), last];
        if (way === "behind")
          return [
            { arc: back, from: length - x, to: length },
            ...arcsTo(behind!, b).map(whole),
            last,
          ];
        const turned = length - y;
        return turned >= x
          ? [
              { arc: a, from: x, to: turned },
              { arc: back, from: y, to: y },
            ]
          : [{ arc: back, from: length - x, to: y }];
      }
      return [];
    },
  };
}

export type WaysBetween = ReturnType<typeof waysOn>;
