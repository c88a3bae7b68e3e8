import type { LngLat } from "../geo/position.ts";
import { type Labels, NO_SITE } from "./labels.ts";
import type { TravelNetwork } from "./network.ts";

/** A part of an edge, in millimetres from its `fromNode`. */
export type Stretch = { readonly from: number; readonly to: number };

/**
 * Which parts of each edge are within reach of a site; edges nobody travels have none.
 *
 * @returns Parts in order, apart from each other.
 */
export function servedStretches(
  network: TravelNetwork,
  labels: Labels,
  radiusMillimeters: number,
): Stretch[][] {
  const { streets, lengths, isForward, isBackward } = network;
  const sites = new Map<number, { at: number; left: number }[]>();
  for (const place of labels.sites) {
    if (!place) continue;
    const left = radiusMillimeters - place.offsetMillimeters;
    if (left < 0) continue;
    const others = sites.get(place.edge) ?? [];
    others.push({ at: place.alongMillimeters, left });
    sites.set(place.edge, others);
  }
  return streets.edges.map((_, edge) => {
    const length = lengths[edge]!;
    const parts: Stretch[] = [];
    const add = (from: number, to: number) => {
      if (to >= from) parts.push({ from: Math.max(0, from), to: Math.min(length, to) });
    };
    const [from, to] = [streets.fromNodes[edge]!, streets.toNodes[edge]!];
    if (isBackward[edge] && labels.firstSites[from] !== NO_SITE)
      add(0, radiusMillimeters - labels.firstWays[from]!);
    if (isForward[edge] && labels.firstSites[to] !== NO_SITE)
      add(length - (radiusMillimeters - labels.firstWays[to]!), length);
    for (const { at, left } of sites.get(edge) ?? [])
      add(isForward[edge] ? at - left : at, isBackward[edge] ? at + left : at);
    return joined(parts);
  });
}

/** Overlapping and touching parts as one; parts of no length are left out. */
function joined(parts: Stretch[]): Stretch[] {
  const result: { from: number; to: number }[] = [];
  for (const part of parts.sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && part.from <= last.to) last.to = Math.max(last.to, part.to);
    else result.push({ ...part });
  }
  return result.filter(({ from, to }) => to > from);
}

/** What is left of an edge beside some parts of it. */
export function remainder(length: number, parts: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let at = 0;
  for (const { from, to } of parts) {
    if (from > at) left.push({ from: at, to: from });
    at = to;
  }
  if (length > at) left.push({ from: at, to: length });
  return left;
}

/** Streets within reach and all there are, in meters. */
export function streetShare(
  { streets, lengths, isForward, isBackward }: TravelNetwork,
  served: readonly (readonly Stretch[])[],
) {
  let [meters, servedMeters] = [0, 0];
  for (let edge = 0; edge < streets.edges.length; edge++) {
    if (!isForward[edge] && !isBackward[edge]) continue;
    meters += lengths[edge]!;
    for (const { from, to } of served[edge]!) servedMeters += to - from;
  }
  return { meters: meters / 1000, servedMeters: servedMeters / 1000 };
}

/** The course of a part of an edge. */
export const courseOf = (
  { streets }: TravelNetwork,
  edge: number,
  { from, to }: Stretch,
): LngLat[] => {
  const length = streets.lengthsMeters[edge]!;
  return streets.lineBetween(edge, Math.min(from / 1000, length), Math.min(to / 1000, length));
};
