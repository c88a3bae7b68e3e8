import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import { MAP_FONT_BOLD } from "../map/fonts.ts";
import type { LngLat } from "../map/geometry.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import { ratingPalettes } from "../map/rating-palette.ts";
import { type Drawing, type SlottedLayer, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import { hatchName } from "../map/symbols.ts";
import { type Sign, type Standing, signName } from "./signs.ts";

/** What a press on a sign is told as; its id is `kind:id` of the subject. */
export const RATING_SIGNS = "rating-signs";
/** What a press on a stretch of a street is told as; its id is the street's. */
export const RATING_STREETS = "rating-streets";

/** From this zoom on signs carry their number, and streets have a sign of their own. */
const NEAR_ZOOM = 13.6;
/** Streets of which little is known are many: they have theirs when nearer. */
const QUIET_ZOOM = 16;

/** A subject as the map needs it. */
export type Marked = Sign & {
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly position: LngLat | null;
  /** A figure that stands beside it; left out where the sign says all. */
  readonly label?: string;
};

export const subjectKey = (of: { subjectKind: string; subjectId: string }) =>
  `${of.subjectKind}:${of.subjectId}`;

type Look = {
  readonly origin: string;
  readonly districtId: string;
  readonly date: string;
  readonly flavor: Flavor;
  /** `kind:id` of the one that is looked at. */
  readonly chosen: string | null;
};

/**
 * Where stars are and where not: signs of facilities by shape, streets as lines, both by the same colours. What nobody has
 * inspected is hatched, what holds no star hollow, what is on trial broken, a small sample grey.
 */
export function ratingsDrawing(subjects: readonly Marked[], look: Look): Drawing {
  const { origin, districtId, date, flavor } = look;
  return {
    kinds: ["street_edge"],
    sources: {
      [RATING_STREETS]: {
        type: "vector",
        tiles: [tilesUrl(origin, districtId, ["streets"], { date })],
        maxzoom: TILE_MAX_ZOOM,
      },
      [RATING_SIGNS]: { type: "geojson", data: signFeatures(subjects, flavor) },
    },
    layers: [
      ...streetLayers(
        subjects.filter(({ subjectKind }) => subjectKind === "street"),
        look,
      ),
      ...signLayers(flavor),
    ],
  };
}

/** Signs as features; of those that lie over each other the one with the warning, then with more stars, is above. */
export function signFeatures(subjects: readonly Marked[], flavor: Flavor) {
  return {
    type: "FeatureCollection" as const,
    features: subjects.flatMap((one) =>
      one.position === null
        ? []
        : [
            {
              type: "Feature" as const,
              properties: {
                id: subjectKey(one),
                far: signName(flavor, one, false),
                near: signName(flavor, one, true),
                label: one.label ?? "",
                isStreet: one.subjectKind === "street",
                isWarned: one.hasWarning,
                isQuiet:
                  one.subjectKind === "street" &&
                  !one.hasWarning &&
                  one.standing !== "stars" &&
                  one.standing !== "trial",
                above:
                  (one.hasWarning ? 10 : 0) + (one.standing === "stars" ? (one.stars ?? 0) : 0),
              },
              geometry: { type: "Point" as const, coordinates: [...one.position] },
            },
          ],
    ),
  };
}

/** Beside the record that is opened, whose own sign would cover the number. */
function signLayers(flavor: Flavor): SlottedLayer[] {
  const isShownFar: FilterSpecification = ["any", ["!", ["get", "isStreet"]], ["get", "isWarned"]];
  const sign = (
    id: string,
    image: "far" | "near",
    shown: { filter?: FilterSpecification; minzoom?: number; maxzoom?: number },
  ): SlottedLayer => ({
    ...{ slot: "selection", picks: RATING_SIGNS },
    layer: {
      ...{ id, type: "symbol", source: RATING_SIGNS, ...shown },
      layout: {
        "icon-image": ["get", image],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.5, 13.6, 0.8, 16, 1.1],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "symbol-sort-key": ["get", "above"],
        "text-field": ["get", "label"],
        "text-font": [MAP_FONT_BOLD],
        "text-size": 13,
        "text-anchor": "left",
        "text-offset": [1.1, 0],
        "text-optional": true,
      },
      paint: {
        "text-color": palettes[flavor].label,
        "text-halo-color": palettes[flavor].halo,
        "text-halo-width": 2,
      },
    },
  });
  return [
    sign("rating-signs-far", "far", { filter: isShownFar, maxzoom: NEAR_ZOOM }),
    sign("rating-signs-quiet", "near", { filter: ["get", "isQuiet"], minzoom: QUIET_ZOOM }),
    sign("rating-signs-near", "near", {
      filter: ["!", ["get", "isQuiet"]],
      minzoom: NEAR_ZOOM,
    }),
  ];
}

const isOneOf = (ids: readonly string[]): FilterSpecification =>
  // a label of a match is no empty list
  ids.length === 0
    ? ["==", ["get", "streetId"], ""]
    : ["match", ["get", "streetId"], [...ids], true, false];

const widthOf = (times: number, more = 0): ExpressionSpecification => [
  "interpolate",
  ["linear"],
  ["zoom"],
  ...[11, 1.8 * times + more, 14, 4.5 * times + more, 17, 11 * times + more],
];

function streetLayers(streets: readonly Marked[], look: Look): SlottedLayer[] {
  const { flavor } = look;
  const colors = ratingPalettes[flavor];
  const { noData, noDataGround, selection, symbolHalo } = palettes[flavor];
  const idsOf = (...standings: Standing[]) =>
    streets.filter((one) => standings.includes(one.standing)).map(({ subjectId }) => subjectId);
  const from = { source: RATING_STREETS, "source-layer": "streets" } as const;
  const round = { "line-cap": "round", "line-join": "round" } as const;
  const line = (
    id: string,
    filter: FilterSpecification,
    paint: Extract<SlottedLayer["layer"], { type: "line" }>["paint"],
    isFlat = false,
  ): SlottedLayer => ({
    ...{ slot: "routes", picks: RATING_STREETS, pickBy: "streetId" },
    layer: {
      ...{ id, type: "line", ...from, filter },
      layout: isFlat ? { "line-join": "round" } : round,
      ...(paint ? { paint } : {}),
    },
  });
  const unknown = isOneOf(idsOf("unknown"));
  const none = isOneOf(idsOf("none"));
  const trial = isOneOf(idsOf("trial"));
  const rated = isOneOf(idsOf("stars"));
  const byStars = starColor(streets, colors.stars, colors.small);
  return [
    line("rating-unknown-edge", unknown, { "line-color": noData, "line-width": widthOf(0.9) }),
    line("rating-unknown-ground", unknown, {
      "line-color": noDataGround,
      "line-width": widthOf(0.65),
    }),
    line("rating-unknown", unknown, {
      "line-pattern": hatchName(flavor),
      "line-width": widthOf(0.65),
    }),
    line("rating-small", isOneOf(idsOf("small")), {
      "line-color": colors.small,
      "line-width": widthOf(0.65),
    }),
    line("rating-none-edge", none, { "line-color": colors.ink, "line-width": widthOf(1, 0.6) }),
    line("rating-none", none, { "line-color": colors.paper, "line-width": widthOf(0.6) }),
    line("rating-trial-ground", trial, { "line-color": symbolHalo, "line-width": widthOf(1.25) }),
    line(
      "rating-trial",
      trial,
      { "line-color": byStars, "line-width": widthOf(1.1), "line-dasharray": [2, 1.2] },
      true,
    ),
    line("rating-stars-edge", rated, { "line-color": colors.ink, "line-width": widthOf(1.2, 1.6) }),
    line("rating-stars", rated, { "line-color": byStars, "line-width": widthOf(1.2) }),
    {
      slot: "selection",
      layer: {
        ...{ id: "rating-chosen-street", type: "line", ...from },
        filter: ["==", ["concat", "street:", ["get", "streetId"]], look.chosen ?? ""],
        layout: { "line-join": "round" },
        paint: {
          "line-color": selection,
          "line-width": 2.5,
          "line-gap-width": widthOf(1.2, 4),
        },
      },
    },
  ];
}

/** A street's colour by its stars; streets are looked up by hash, so that hundreds cost nothing. */
function starColor(
  streets: readonly Marked[],
  ramp: readonly string[],
  otherwise: string,
): ExpressionSpecification | string {
  const pairs = ramp.flatMap((color, at) => {
    const ids = streets.filter(({ stars }) => stars === at + 1).map(({ subjectId }) => subjectId);
    return ids.length > 0 ? [ids, color] : [];
  });
  // pairs of ids and colour: a tuple type cannot say so
  return pairs.length === 0
    ? otherwise
    : (["match", ["get", "streetId"], ...pairs, otherwise] as unknown as ExpressionSpecification);
}
