import type { LngLat } from "../geo/position.ts";
import { edgeOf, isAgainst, type MatchNetwork } from "./match-network.ts";
import { addPiece, type Piece } from "./passages.ts";
import type { StepPosterior } from "./posteriors.ts";
import { apartOf, type Layer } from "./viterbi.ts";
import type { Part, Spot, WaysBetween } from "./ways.ts";

/** Where a fix was taken to be; the share of the edge is from its `fromNode`. */
export type Snap = { readonly edge: number; readonly share: number };

/** A pair less likely than this adds nothing worth looking at. */
const LEAST_PAIR = 0.005;
/** A pair as likely as this leaves nothing to others. */
const SURE_PAIR = 0.98;

const spotOf = ({ candidates }: Layer, at: number): Spot => ({
  arc: candidates.arcs[at]!,
  along: candidates.alongs[at]!,
});

/** Turns steps between fixes into pieces of streets on one network. */
export function stepsOn(network: MatchNetwork, ways: WaysBetween) {
  const { lengths } = network;

  function snapOf({ arc, along }: Spot): Snap {
    const length = lengths[arc]!;
    const ahead = length === 0 ? 0 : Math.min(Math.max(along / length, 0), 1);
    return { edge: edgeOf(arc), share: isAgainst(arc) ? 1 - ahead : ahead };
  }

  /** Of each part of the way how likely it was driven in this step. */
  function trustIn(
    parts: readonly Part[],
    from: Layer,
    to: Layer,
    taken: number,
    pairs: StepPosterior,
  ) {
    const sure = pairs[taken]!;
    const trust = parts.map(() => sure);
    if (sure >= SURE_PAIR) return trust;
    const columns = to.candidates.count;
    for (const [pair, likely] of pairs.entries()) {
      if (pair === taken || likely < LEAST_PAIR) continue;
      const [i, j] = [Math.floor(pair / columns), pair % columns];
      const arcs = new Set(
        ways.parts(spotOf(from, i), spotOf(to, j), apartOf(from, to)).map(({ arc }) => arc),
      );
      // who stands on an arc is on it
      if (arcs.size === 0) arcs.add(from.candidates.arcs[i]!).add(to.candidates.arcs[j]!);
      for (const [k, { arc }] of parts.entries()) if (arcs.has(arc)) trust[k]! += likely;
    }
    return trust;
  }

  return {
    snapOf: (layer: Layer, at: number) => snapOf(spotOf(layer, at)),

    /**
     * Adds what was driven between two fixes.
     *
     * @param told  is called with where each of the fixes in between was, that of the second included.
     */
    add(
      pieces: Piece[],
      from: { readonly layer: Layer; readonly at: number },
      to: { readonly layer: Layer; readonly at: number },
      pairs: StepPosterior,
      told: (index: number, snap: Snap) => void,
    ): void {
      const apart = apartOf(from.layer, to.layer);
      const parts = ways.parts(spotOf(from.layer, from.at), spotOf(to.layer, to.at), apart);
      const total = parts.reduce((sum, part) => sum + part.to - part.from, 0);
      const [start, end] = [from.layer.fix.atMs, to.layer.fix.atMs];
      const [a, b] = [from.layer, to.layer];
      const between = [
        ...a.members.filter(({ fix }) => fix.atMs > start),
        ...b.members.filter(({ fix }) => fix.atMs <= end),
      ];
      if (total === 0) {
        for (const { index } of between) told(index, snapOf(spotOf(a, from.at)));
        const last = pieces.at(-1);
        if (last) {
          last.toMs = end;
          last.points += between.length;
        }
        return;
      }
      // when it was how far: fixes on the way tell at least how long it stood
      const knots = [{ meters: 0, ms: start }];
      const chord = chordFrom(a.fix.position, b.fix.position);
      for (const { fix, index } of between) {
        const isEnd = fix.atMs === end;
        const meters = isEnd
          ? total
          : Math.max(knots.at(-1)!.meters, Math.min(chord(fix.position), 1) * total);
        knots.push({ meters, ms: fix.atMs });
        told(index, snapOf(placeAlong(parts, meters)));
      }
      const points = knots.slice(1).map(({ meters }) => meters);
      knots.push({ meters: total, ms: end });
      const trust = trustIn(
        parts,
        from.layer,
        to.layer,
        from.at * to.layer.candidates.count + to.at,
        pairs,
      );
      let done = 0;
      for (const [k, part] of parts.entries()) {
        const begun = done;
        done += part.to - part.from;
        const isLast = k === parts.length - 1;
        const on = points.filter((meters) => meters >= begun && (meters < done || isLast)).length;
        addPiece(pieces, {
          ...{ arc: part.arc, from: part.from, to: part.to, points: on, confidence: trust[k]! },
          ...{ fromMs: timeAt(knots, begun), toMs: isLast ? end : timeAt(knots, done) },
        });
      }
    },
  };
}

/** How far along the straight line between two positions another lies, 0 at the first and 1 at the second. */
function chordFrom(a: LngLat, b: LngLat) {
  const scale = Math.cos((a[1] * Math.PI) / 180);
  const [dx, dy] = [(b[0] - a[0]) * scale, b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  return ([lng, lat]: LngLat) =>
    squared === 0 ? 0 : ((lng - a[0]) * scale * dx + (lat - a[1]) * dy) / squared;
}

function placeAlong(parts: readonly Part[], meters: number): Spot {
  let left = meters;
  for (const { arc, from, to } of parts) {
    if (left <= to - from) return { arc, along: from + left };
    left -= to - from;
  }
  const { arc, to } = parts.at(-1)!;
  return { arc, along: to };
}

function timeAt(knots: readonly { meters: number; ms: number }[], meters: number): number {
  const at = knots.findIndex((knot, i) => i > 0 && knot.meters >= meters);
  const [a, b] = [knots[at - 1] ?? knots.at(-2)!, knots[at] ?? knots.at(-1)!];
  const span = b.meters - a.meters;
  return span === 0 ? b.ms : a.ms + ((meters - a.meters) / span) * (b.ms - a.ms);
}
