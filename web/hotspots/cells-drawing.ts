import type { Feature, FeatureCollection, Polygon } from "geojson";
import { cellToBoundary } from "h3-js";
import type { ExpressionSpecification } from "maplibre-gl";
import type { Palette } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import type { HotspotFrame } from "./queries.ts";

/** What a cell says on the map. */
export type DrawnCell = {
  readonly cell: string;
  /** 1 hot, -1 cold, 0 neither. */
  readonly state: number;
  /** Gi*; null where it is undefined. */
  readonly z: number | null;
  readonly complaints: number;
};

/** Cells of an answer as they are drawn. */
export const drawnCells = ({
  cell,
  state,
  z,
  complaints,
}: Pick<HotspotFrame["cells"], "cell" | "state" | "z" | "complaints">): DrawnCell[] =>
  cell.map((name, i) => ({
    cell: name,
    state: state[i]!,
    z: z[i]!,
    complaints: complaints[i]!,
  }));

/** From which Gi* a cell is drawn stronger. */
export const Z_BREAKS = [3, 6] as const;

const rings = new Map<string, [number, number][]>();
/** So many cells have their corners kept: a district's, at several resolutions. */
const KEPT_RINGS = 50_000;

/** The corners of a cell, closed, [lng, lat]. */
export function ringOf(cell: string): [number, number][] {
  const known = rings.get(cell);
  if (known) return known;
  if (rings.size >= KEPT_RINGS) rings.clear();
  const ring = cellToBoundary(cell, true) as [number, number][]; // pairs, as h3-js says of GeoJSON order
  rings.set(cell, ring);
  return ring;
}

/** The colour of a cell that is told from chance: the index into its ramp. */
export const strengthOf = (z: number | null) => {
  const far = Math.abs(z ?? 0);
  return Z_BREAKS.filter((least) => far >= least).length;
};

const featureOf = (
  { cell, state, z, complaints }: DrawnCell,
  coordinates: [number, number][],
): Feature<Polygon> => ({
  type: "Feature",
  properties: { id: cell, state, strength: strengthOf(z), complaints },
  geometry: { type: "Polygon", coordinates: [coordinates] },
});

/** Cells as map features, those of nothing left out. */
export const cellFeatures = (
  cells: readonly DrawnCell[],
  cut: (ring: [number, number][]) => [number, number][] | null = (ring) => ring,
): FeatureCollection<Polygon> => ({
  type: "FeatureCollection",
  features: cells.flatMap((cell) => {
    const ring = cut(ringOf(cell.cell));
    return ring ? [featureOf(cell, ring)] : [];
  }),
});

/**
 * Cells on the map: what is told from chance has colour, what is not stays a grey breath. Streets stay readable on them.
 *
 * @param id  Of its source and layers.
 */
export function cellsDrawing(
  id: string,
  data: FeatureCollection<Polygon>,
  colors: Palette,
): Drawing {
  const ramp = (colours: readonly string[]): ExpressionSpecification => [
    "match",
    ["get", "strength"],
    0,
    colours[0]!,
    1,
    colours[1]!,
    colours[2]!,
  ];
  return {
    sources: { [id]: { type: "geojson", data } },
    layers: [
      {
        slot: "reach",
        picks: "hotspots",
        layer: {
          id: `${id}-fill`,
          type: "fill",
          source: id,
          paint: {
            "fill-color": [
              "case",
              ["==", ["get", "state"], 1],
              ramp(colors.hot),
              ["==", ["get", "state"], -1],
              ramp(colors.cold),
              colors.byChance,
            ],
            "fill-opacity": ["case", ["==", ["get", "state"], 0], 0.22, 0.66],
          },
        },
      },
      {
        slot: "reach",
        layer: {
          id: `${id}-line`,
          type: "line",
          source: id,
          filter: ["!=", ["get", "state"], 0],
          paint: { "line-color": colors.halo, "line-width": 0.8, "line-opacity": 0.7 },
        },
      },
    ],
  };
}

/** The outline of some cells: the borders that two of them share are left out. */
export function outlineOf(cells: readonly string[]): [number, number][][] {
  const count = new Map<string, { from: [number, number]; to: [number, number]; times: number }>();
  const key = (a: [number, number], b: [number, number]) => {
    const [first, last] = [a, b].map(([lng, lat]) => `${lng.toFixed(7)} ${lat.toFixed(7)}`).sort();
    return `${first} ${last}`;
  };
  for (const cell of cells) {
    const ring = ringOf(cell);
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [ring[i - 1]!, ring[i]!];
      const name = key(from, to);
      const known = count.get(name);
      if (known) known.times++;
      else count.set(name, { from, to, times: 1 });
    }
  }
  return [...count.values()].filter(({ times }) => times === 1).map(({ from, to }) => [from, to]);
}
