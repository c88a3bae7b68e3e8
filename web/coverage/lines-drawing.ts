import type { Feature, FeatureCollection, MultiPolygon, Point } from "geojson";
import { MAP_FONT } from "../map/fonts.ts";
import type { Palette } from "../map/palette.ts";
import { cssOf, type ReachPalette } from "../map/reach-palette.ts";
import type { Drawing } from "../map/style.ts";
import { LOWEST_LINE } from "./cells-layer.ts";
import type { CoverageAnswer, CoverageStreets } from "./queries.ts";
import type { Tries } from "./tries.ts";

/** What a click on a site is told as. */
export const SITES = "coverage-sites";

const NO_LINES = { type: "MultiLineString" as const, coordinates: [] };

/** Streets within reach and beyond; null draws none, and keeps their place over the cells. */
export function linesDrawing(streets: CoverageStreets | null, palette: ReachPalette): Drawing {
  const line = (id: string, color: string, width: number) => ({
    slot: "reach" as const,
    layer: {
      ...{ id, source: id, type: "line" as const },
      layout: { "line-cap": "butt" as const },
      paint: {
        "line-color": color,
        "line-width": [
          "interpolate",
          ["linear"],
          ["zoom"],
          12,
          width * 0.5,
          16,
          width * 2,
        ] as never, // MapLibre's type of expressions does not take computed numbers
      },
    },
  });
  return {
    sources: {
      [LOWEST_LINE]: { type: "geojson", data: streets?.outside ?? NO_LINES },
      "coverage-streets-served": { type: "geojson", data: streets?.served ?? NO_LINES },
    },
    layers: [
      line(LOWEST_LINE, cssOf(palette.outside, 0.55), 1.2),
      line("coverage-streets-served", cssOf(palette.served, 0.95), 1.8),
    ],
  };
}

/** What nobody crosses in a trial. */
export const fencesDrawing = (barriers: Tries["barriers"], palette: ReachPalette): Drawing => ({
  sources: {
    "coverage-fences": {
      type: "geojson",
      data: {
        type: "MultiLineString",
        coordinates: barriers.map((line) => line.map((at) => [...at])),
      },
    },
  },
  layers: [
    {
      slot: "selection",
      layer: {
        id: "coverage-fence-lines",
        type: "line",
        source: "coverage-fences",
        paint: { "line-color": palette.siteNew, "line-width": 3, "line-dasharray": [2, 1] },
      },
    },
  ],
});

/** Gaps that carry their rank on the map, and gaps that are outlined: more would hide it. */
const [RANKED, OUTLINED] = [10, 40];

/** Gaps and sites of an answer. */
export function placesDrawing(
  { gaps, sites }: CoverageAnswer,
  told: {
    tries: Tries;
    gap: string | null;
    site: string | null;
    colors: Palette;
    palette: ReachPalette;
    nameOf: (site: CoverageAnswer["sites"][number]) => string;
  },
): Drawing {
  const { tries, gap: chosen, colors, palette } = told;
  const moved = new Set(tries.moved.map(({ facilityId }) => facilityId));
  const outlined = gaps.filter(({ id }, i) => i < OUTLINED || id === chosen);
  const shapes: Feature<MultiPolygon>[] = outlined.map(({ id, shape }) => ({
    type: "Feature",
    properties: { id, isChosen: id === chosen },
    geometry: shape as MultiPolygon,
  }));
  const ranks: Feature<Point>[] = gaps.slice(0, RANKED).map(({ id, position }, i) => ({
    type: "Feature",
    properties: { id, rank: String(i + 1) },
    geometry: { type: "Point", coordinates: position },
  }));
  const points: FeatureCollection<Point> = {
    type: "FeatureCollection",
    features: sites.map((site) => ({
      type: "Feature",
      properties: {
        id: site.id,
        name: told.nameOf(site),
        state: site.isNew ? "new" : moved.has(site.id) ? "moved" : "there",
        hasFailed: site.failure !== null,
        isChosen: site.id === told.site,
      },
      geometry: { type: "Point", coordinates: site.position },
    })),
  };
  const collection = <G extends MultiPolygon | Point>(features: Feature<G>[]) =>
    ({ type: "FeatureCollection", features }) satisfies FeatureCollection<G>;
  return {
    sources: {
      "coverage-gaps": { type: "geojson", data: collection(shapes) },
      "coverage-ranks": { type: "geojson", data: collection(ranks) },
      [SITES]: { type: "geojson", data: points },
    },
    layers: [
      {
        slot: "halos",
        picks: "coverage-gaps",
        layer: {
          id: "coverage-gap-ground",
          type: "fill",
          source: "coverage-gaps",
          paint: {
            "fill-color": palette.gap,
            "fill-opacity": ["case", ["get", "isChosen"], 0.22, 0.01],
          },
        },
      },
      {
        slot: "halos",
        layer: {
          id: "coverage-gap-lines",
          type: "line",
          source: "coverage-gaps",
          layout: { "line-join": "round" },
          paint: {
            "line-color": palette.gap,
            "line-width": ["case", ["get", "isChosen"], 3, 1],
            "line-opacity": ["case", ["get", "isChosen"], 1, 0.55],
          },
        },
      },
      {
        slot: "points",
        picks: SITES,
        layer: {
          id: "coverage-site-points",
          type: "circle",
          source: SITES,
          paint: {
            "circle-radius": [
              "interpolate",
              ["linear"],
              ["zoom"],
              11,
              ["case", ["==", ["get", "state"], "there"], 2.5, 5],
              14,
              ["case", ["==", ["get", "state"], "there"], 5.5, 8],
            ],
            "circle-color": [
              "case",
              ["get", "hasFailed"],
              colors.noData,
              ["!=", ["get", "state"], "there"],
              palette.siteNew,
              palette.site,
            ],
            "circle-stroke-color": colors.symbolHalo,
            "circle-stroke-width": 1.5,
          },
        },
      },
      {
        slot: "selection",
        picks: "coverage-gaps",
        layer: {
          id: "coverage-rank-grounds",
          type: "circle",
          source: "coverage-ranks",
          paint: {
            "circle-radius": 11,
            "circle-color": colors.land,
            "circle-stroke-color": palette.gap,
            "circle-stroke-width": 2,
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "coverage-rank-numbers",
          type: "symbol",
          source: "coverage-ranks",
          layout: {
            "text-field": ["get", "rank"],
            "text-size": 12,
            "text-font": [MAP_FONT],
            "text-allow-overlap": true,
          },
          paint: { "text-color": colors.label },
        },
      },
    ],
  };
}
