import type { ExpressionSpecification } from "maplibre-gl";
import { labelText } from "../map/base.ts";
import { MAP_FONT, MAP_FONT_BOLD } from "../map/fonts.ts";
import { type FacilityKind, type Flavor, palettes } from "../map/palette.ts";
import { type Drawing, type SlottedLayer, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import type { Language } from "../ui/language.ts";
import { type EntryId, FACILITY_ENTRIES } from "./tree.ts";

type FacilityEntry = (typeof FACILITY_ENTRIES)[number];

/** The kind of facility each layer holds, which is its symbol's shape. */
export const KIND_OF: Readonly<Record<FacilityEntry, FacilityKind>> = {
  "transfer-stations": "transfer_station",
  toilets: "toilet",
  bins: "bin",
  "collection-points": "collection_point",
  "rest-stops": "rest_stop",
  depots: "depot",
};

/** Few and large over many and small: what a manager looks for first is never hidden by a bin. */
const PAINT_ORDER: readonly FacilityEntry[] = [
  "bins",
  "collection-points",
  "rest-stops",
  "toilets",
  "depots",
  "transfer-stations",
];

export const FACILITY_SOURCE = "facilities";

/** From this zoom on, symbols carry their stars and names. */
const NEAR_ZOOM = 15;

/** What every drawing of this capability depends on. */
export type DrawingState = {
  readonly origin: string;
  readonly districtId: string;
  readonly date: string;
  readonly flavor: Flavor;
  readonly language: Language;
  readonly shown: ReadonlySet<EntryId>;
  /** From this zoom on, symbols carry their stars and names; left out: when near. */
  readonly nearZoom?: number;
};

/** The tiles of a layer that is the same on all days. */
export const tilesOf = ({ origin, districtId }: DrawingState, layerId: string) => ({
  type: "vector" as const,
  tiles: [tilesUrl(origin, districtId, [layerId])],
  maxzoom: TILE_MAX_ZOOM,
});

/** Facilities as symbols, and as counts where they are too many to tell apart. */
export function facilityDrawing(state: DrawingState): Drawing | null {
  const shown = PAINT_ORDER.filter((entry) => state.shown.has(entry));
  if (shown.length === 0) return null;
  return {
    kinds: ["facility", "rating"],
    sources: {
      [FACILITY_SOURCE]: {
        type: "vector",
        tiles: [tilesUrl(state.origin, state.districtId, FACILITY_ENTRIES, { date: state.date })],
        maxzoom: TILE_MAX_ZOOM,
      },
    },
    layers: shown.flatMap((entry) => [
      ...cellLayers(
        entry,
        FACILITY_SOURCE,
        palettes[state.flavor].facility[KIND_OF[entry]],
        state.flavor,
      ),
      symbolLayer(entry, state),
    ]),
  };
}

function symbolLayer(entry: FacilityEntry, state: DrawingState): SlottedLayer {
  const kind = KIND_OF[entry];
  const colors = palettes[state.flavor];
  const image = (stars: ExpressionSpecification | ""): ExpressionSpecification => [
    "concat",
    `symbol|${state.flavor}|${kind}|`,
    ["coalesce", ["get", "status"], "open"],
    "|",
    stars,
  ];
  const isSmall = kind === "bin";
  const nearZoom = state.nearZoom ?? NEAR_ZOOM;
  return {
    slot: "points",
    picks: entry,
    layer: {
      id: entry,
      type: "symbol",
      source: FACILITY_SOURCE,
      "source-layer": entry,
      layout: {
        "icon-image": [
          "step",
          ["zoom"],
          image(""),
          nearZoom,
          image(["to-string", ["coalesce", ["get", "stars"], ""]]),
        ],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.6, 14, 0.85, 16, 1.05],
        "icon-allow-overlap": true,
        "icon-padding": 0,
        // names may run under what is many and small, but not under a station or a toilet
        "icon-ignore-placement": isSmall || kind === "collection_point",
        ...(isSmall
          ? {}
          : {
              "text-field": ["step", ["zoom"], "", nearZoom, labelText(state.language)],
              "text-font": [MAP_FONT],
              "text-size": 11,
              "text-anchor": "left",
              "text-offset": [1.1, 0],
              "text-max-width": 9,
              "text-justify": "left",
              "text-optional": true,
            }),
      },
      paint: isSmall
        ? {}
        : {
            "text-color": colors.facility[kind],
            "text-halo-color": colors.halo,
            "text-halo-width": 1.4,
          },
    },
  };
}

/**
 * Circles with the number of records in each cell, larger for more: what a layer shows where its records would
 * lie over each other. The area grows with the number.
 */
export function cellLayers(
  layerId: string,
  source: string,
  color: string,
  flavor: Flavor,
): SlottedLayer[] {
  const sourceLayer = `${layerId}.cells`;
  return [
    {
      slot: "aggregates",
      layer: {
        id: `${layerId}-cells`,
        type: "circle",
        source,
        "source-layer": sourceLayer,
        layout: { "circle-sort-key": ["get", "count"] },
        paint: {
          "circle-color": color,
          "circle-opacity": 0.82,
          "circle-stroke-color": palettes[flavor].symbolHalo,
          "circle-stroke-width": 1,
          "circle-radius": [
            "interpolate",
            ["linear"],
            ["sqrt", ["get", "count"]],
            1,
            6,
            5,
            11,
            12,
            17,
            40,
            26,
          ],
        },
      },
    },
    {
      slot: "aggregates",
      layer: {
        id: `${layerId}-cell-counts`,
        type: "symbol",
        source,
        "source-layer": sourceLayer,
        layout: {
          "text-field": ["to-string", ["get", "count"]],
          "text-font": [MAP_FONT_BOLD],
          "text-size": ["step", ["get", "count"], 9, 100, 11],
          "text-allow-overlap": true,
          "text-ignore-placement": true,
          "symbol-sort-key": ["-", 0, ["get", "count"]],
        },
        paint: { "text-color": palettes[flavor].symbolHalo },
      },
    },
  ];
}
