import type { Position } from "geojson";
import type { LandUse } from "../../data/plot.ts";
import { degreesAround } from "../geo/bbox.ts";
import type { StreetNetwork } from "../geo/network.ts";
import type { LngLat } from "../geo/position.ts";
import { shapesNear } from "./lens-shapes.ts";
import type { SpacedEdge } from "./spacing-ends.ts";

/** A plot of land; plots do not overlap. */
export type LandPlot = {
  readonly plotId: string;
  readonly landUse: LandUse;
  readonly polygons: Position[][][];
};

/** Land whose use is known. */
export type Land = {
  readonly plots: readonly LandPlot[];
  /** The use of the plot a position is in, else of the nearest within some meters; null is not known. */
  at(position: LngLat, withinMeters?: number): LandUse | null;
  /** The same of what is beside streets: plots that are the street itself do not count. */
  beside(position: LngLat): LandUse | null;
};

/** Plots of a district, to look up what is where. */
export function landOf(plots: readonly LandPlot[]): Land {
  const finderOf = (some: readonly LandPlot[]) => {
    const useOf = new Map(some.map(({ plotId, landUse }) => [plotId, landUse]));
    const near = shapesNear(
      some.map(({ plotId, polygons }) => ({
        ...{ id: plotId, name: null, nameEn: null },
        geometry: { type: "MultiPolygon", coordinates: polygons },
      })),
    );
    return (position: LngLat, meters: number) => {
      const found = near(position, meters);
      return found ? (useOf.get(found.shape.id) ?? null) : null;
    };
  };
  const any = finderOf(plots);
  const besides = finderOf(plots.filter(({ landUse }) => landUse !== "road_transport"));
  return {
    plots,
    at: (position, withinMeters = 0) => any(position, withinMeters),
    beside: (position) => besides(position, 0),
  };
}

/** How far from the middle of a street land beside it is looked for, step by step. */
const PROBES_METERS = [10, 20, 30, 40];

/** What lies on either side of a street; null is not known. */
type Beside = { readonly left: LandUse | null; readonly right: LandUse | null };

/**
 * What land lies beside an edge: on each side of its middle, the first plot at 10, 20, 30 or 40 m that is not itself
 * land of roads.
 */
export function landBeside(
  network: Pick<StreetNetwork<SpacedEdge>, "lengthsMeters" | "lineBetween">,
  land: Land,
  edge: number,
): Beside {
  const length = network.lengthsMeters[edge]!;
  const around = Math.min(5, length / 2);
  const line = network.lineBetween(edge, length / 2 - around, length / 2 + around);
  const [a, b] = [line[0]!, line.at(-1)!];
  const middle: LngLat = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const scaleX = Math.cos((middle[1] * Math.PI) / 180);
  const [dx, dy] = [(b[0] - a[0]) * scaleX, b[1] - a[1]];
  const far = Math.hypot(dx, dy);
  if (far === 0) return { left: null, right: null };
  const landOn = (hand: 1 | -1) => {
    for (const meters of PROBES_METERS) {
      const [, degrees] = degreesAround(middle, meters);
      const use = land.beside([
        middle[0] - (hand * dy * degrees) / far / scaleX,
        middle[1] + (hand * dx * degrees) / far,
      ]);
      if (use) return use;
    }
    return null;
  };
  return { left: landOn(1), right: landOn(-1) };
}

/**
 * Whether a clause about land of some uses asks of a street: where one side is such land. null where no known side is
 * and one is not known.
 */
export function isAskedBeside({ left, right }: Beside, uses: readonly LandUse[]): boolean | null {
  const isMeant = (use: LandUse | null) => use !== null && uses.includes(use);
  if (isMeant(left) || isMeant(right)) return true;
  return left === null || right === null ? null : false;
}
