import type { Feature, LineString, Point } from "geojson";
import type { ExpressionSpecification } from "maplibre-gl";
import type { Flavor, Palette } from "../map/palette.ts";
import { cssOf, type ReachPalette } from "../map/reach-palette.ts";
import { type Drawing, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import { hatchName } from "../map/symbols.ts";
import {
  type AreasTold,
  type FacilitiesTold,
  type LensTold,
  NAMELESS,
  type SpacingTold,
} from "./lens-queries.ts";

/** What a click is told as: a street's gaps, a sub-district, a facility. */
export const LENS_GAPS = "coverage-lens-gaps";

/** What drawings of a lens need to know. */
export type MarksTold = {
  readonly districtId: string;
  readonly chosen: string | null;
  readonly flavor: Flavor;
  readonly colors: Palette;
  readonly palette: ReachPalette;
};

/** The map's part of an answer: gaps, and the facilities that count under them. */
export function marksDrawing(told: LensTold, look: MarksTold): Drawing {
  const { result } = told;
  const own =
    "gaps" in result
      ? gapsDrawing(result, look)
      : "areas" in result
        ? areasDrawing(result, told.today, look)
        : "facilities" in result
          ? ringsDrawing(result, look)
          : { sources: {}, layers: [] };
  const sites = sitesDrawing(told, look);
  return {
    kinds: ["area"],
    sources: { ...own.sources, ...sites.sources },
    layers: [...own.layers, ...sites.layers],
  };
}

const byZoom = (near: number | ExpressionSpecification, far: number | ExpressionSpecification) =>
  ["interpolate", ["linear"], ["zoom"], 12, far, 17, near] as ExpressionSpecification;

/** Gaps are drawn beside the street, on the side that lacks a facility: right of the line is the positive offset. */
function gapsDrawing(
  { gaps, landUnknown }: SpacingTold,
  { chosen, colors, palette }: MarksTold,
): Drawing {
  const source = LENS_GAPS;
  const unknown = `${source}-unknown`;
  const features = gaps.map(
    ({ streetId, side, line }): Feature<LineString> => ({
      type: "Feature",
      properties: {
        id: streetId ?? NAMELESS,
        hand: side === "left" ? -1 : side === "right" ? 1 : 0,
        isChosen: (streetId ?? NAMELESS) === chosen,
      },
      geometry: { type: "LineString", coordinates: line },
    }),
  );
  const beside = (meters: number): ExpressionSpecification => ["*", meters, ["get", "hand"]];
  const wide = (chosenWidth: number, width: number): ExpressionSpecification => [
    "case",
    ["get", "isChosen"],
    chosenWidth,
    width,
  ];
  return {
    sources: {
      [source]: { type: "geojson", data: { type: "FeatureCollection", features } },
      [unknown]: {
        type: "geojson",
        data: { type: "MultiLineString", coordinates: landUnknown.lines },
      },
    },
    layers: [
      {
        slot: "reach",
        layer: {
          id: unknown,
          type: "line",
          source: unknown,
          paint: {
            "line-color": colors.noData,
            "line-width": byZoom(4, 1.5),
            "line-dasharray": [1.5, 1.5],
          },
        },
      },
      {
        slot: "reach",
        picks: LENS_GAPS,
        layer: {
          id: source,
          type: "line",
          source,
          layout: { "line-cap": "butt" },
          paint: {
            "line-color": cssOf(palette.outside),
            "line-width": byZoom(wide(9, 5), wide(5, 2.2)),
            "line-offset": byZoom(beside(9), beside(2)),
            "line-opacity": ["case", ["get", "isChosen"], 1, chosen ? 0.6 : 0.9],
          },
        },
      },
    ],
  };
}

/** Sub-districts: the more are missing the stronger; no data is hatched, so that it is no colour of the scale. */
function areasDrawing(
  { areas }: AreasTold,
  today: string,
  { districtId, chosen, flavor, colors, palette }: MarksTold,
): Drawing {
  const source = "coverage-lens-areas";
  const of = { source, "source-layer": "areas" } as const;
  const isOneOf = (ids: readonly string[]): ExpressionSpecification => [
    "in",
    ["get", "id"],
    ["literal", [...ids]],
  ];
  const idsOf = (...verdicts: AreasTold["areas"][number]["verdict"][]) =>
    areas.filter(({ verdict }) => verdicts.includes(verdict)).map(({ areaId }) => areaId);
  const most = Math.max(1, ...areas.map(({ missing }) => missing));
  const missing = areas.filter((area) => area.missing > 0);
  const opacity =
    missing.length === 0
      ? 0.2
      : ([
          "match",
          ["get", "id"],
          ...missing.flatMap((area) => [area.areaId, 0.2 + (0.4 * area.missing) / most]),
          0.2,
        ] as never); // MapLibre's type of expressions does not take computed branches
  return {
    sources: {
      [source]: {
        type: "vector",
        tiles: [tilesUrl(location.origin, districtId, ["areas"], { date: today })],
        maxzoom: TILE_MAX_ZOOM,
      },
    },
    layers: [
      {
        slot: "reach",
        picks: LENS_GAPS,
        layer: {
          id: source,
          type: "fill",
          ...of,
          filter: isOneOf(idsOf("below", "within", "above")),
          paint: {
            "fill-color": [
              "case",
              isOneOf(idsOf("below")),
              cssOf(palette.outside),
              isOneOf(idsOf("above")),
              cssOf(palette.withoutRoom),
              cssOf(palette.served),
            ],
            "fill-opacity": opacity,
          },
        },
      },
      {
        slot: "reach",
        picks: LENS_GAPS,
        layer: {
          id: `${source}-none`,
          type: "fill",
          ...of,
          filter: isOneOf(idsOf("no-data")),
          paint: { "fill-pattern": hatchName(flavor), "fill-opacity": 0.6 },
        },
      },
      {
        slot: "halos",
        layer: {
          id: `${source}-lines`,
          type: "line",
          ...of,
          filter: isOneOf(areas.map(({ areaId }) => areaId)),
          paint: { "line-color": palette.gap, "line-width": 1, "line-opacity": 0.5 },
        },
      },
      {
        slot: "selection",
        layer: {
          id: `${source}-chosen`,
          type: "line",
          ...of,
          filter: ["==", ["get", "id"], chosen ?? ""],
          paint: { "line-color": colors.selection, "line-width": 3 },
        },
      },
    ],
  };
}

/** Facilities that the clause asks of: rings say what each is held to be. */
function ringsDrawing(
  { facilities }: FacilitiesTold,
  { chosen, colors, palette }: MarksTold,
): Drawing {
  const features = facilities
    .filter(({ state, id }) => state !== "ok" || id === chosen)
    .map(
      ({ id, state, position }): Feature<Point> => ({
        type: "Feature",
        properties: { id, state, isChosen: id === chosen },
        geometry: { type: "Point", coordinates: position },
      }),
    );
  const isState = (state: string): ExpressionSpecification => ["==", ["get", "state"], state];
  return {
    sources: {
      [LENS_GAPS]: { type: "geojson", data: { type: "FeatureCollection", features } },
    },
    layers: [
      {
        slot: "halos",
        picks: LENS_GAPS,
        layer: {
          id: LENS_GAPS,
          type: "circle",
          source: LENS_GAPS,
          paint: {
            "circle-radius": ["case", ["get", "isChosen"], 14, isState("fails"), 10, 8],
            "circle-opacity": 0,
            "circle-stroke-width": ["case", ["get", "isChosen"], 4, isState("fails"), 3, 1.5],
            "circle-stroke-color": [
              "case",
              isState("fails"),
              cssOf(palette.outside),
              isState("above"),
              cssOf(palette.withoutRoom),
              isState("ok"),
              palette.site,
              colors.noData,
            ],
          },
        },
      },
    ],
  };
}

function sitesDrawing({ sites }: LensTold, { colors, palette }: MarksTold): Drawing {
  const source = "coverage-lens-sites";
  const isMany = sites.id.length > 500;
  return {
    sources: {
      [source]: {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: sites.position.map((coordinates, i) => ({
            type: "Feature",
            properties: { id: sites.id[i]! },
            geometry: { type: "Point", coordinates },
          })),
        },
      },
    },
    layers: [
      {
        slot: "points",
        layer: {
          id: source,
          type: "circle",
          source,
          paint: {
            "circle-radius": isMany ? byZoom(4, 0.8) : byZoom(6, 3),
            "circle-color": palette.site,
            "circle-stroke-color": colors.symbolHalo,
            "circle-stroke-width": isMany ? byZoom(1.2, 0) : 1,
          },
        },
      },
    ],
  };
}
