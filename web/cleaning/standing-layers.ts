import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import { type Flavor, palettes } from "../map/palette.ts";
import { type StandingColors, standingPalettes } from "../map/standing-palette.ts";
import { type Drawing, type SlottedLayer, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import { hatchName } from "../map/symbols.ts";
import type { Standing } from "./standing.ts";

/** What a click on a stretch is told as. */
export const STANDING_HITS = "cleaning-standing";

/** The states that have a colour, from the one that lies lowest. */
const COLORED = ["nothing_due", "suspended", "done", "on_time", "behind"] as const;

/** Pixels at a zoom, of the grades from the first; the last is of those without one. */
const WIDTHS = [
  { zoom: 11, pixels: [2.4, 1.8, 1.3, 0.9, 0.9] },
  { zoom: 13, pixels: [4, 3, 2.2, 1.6, 1.6] },
  { zoom: 15, pixels: [8, 6.5, 5, 3.6, 3.6] },
  { zoom: 18, pixels: [20, 17, 14, 10, 10] },
] as const;

/** The higher the grade, the wider. @param times  so many times as wide. */
function widthOf(times: number): ExpressionSpecification {
  const stops = WIDTHS.flatMap(({ zoom, pixels }) => {
    const [first, second, third, fourth, none] = pixels.map((width) => width * times);
    const byGrade = ["match", ["get", "grade"], 1, first, 2, second, 3, third, 4, fourth, none];
    return [zoom, byGrade];
  });
  // pairs of zoom and value: a tuple type cannot say so
  return ["interpolate", ["linear"], ["zoom"], ...stops] as unknown as ExpressionSpecification;
}

const isOneOf = (ids: readonly string[]): FilterSpecification =>
  // a label of a match is no empty list
  ids.length === 0 ? ["==", ["get", "id"], ""] : ["match", ["get", "id"], [...ids], true, false];

/** A value by the state of a stretch; the ids are looked up by hash, so 2,000 of them cost nothing. */
function byState<T>(
  edgeIds: Standing["edgeIds"],
  of: (state: (typeof COLORED)[number]) => T,
): ExpressionSpecification {
  const pairs = COLORED.flatMap((state) =>
    edgeIds[state].length > 0 ? [[...edgeIds[state]], of(state)] : [],
  );
  return (pairs.length === 0
    ? of("nothing_due")
    : ["match", ["get", "id"], ...pairs, of("nothing_due")]) as unknown as ExpressionSpecification;
}

/**
 * Streets by how they stand: colour by state, width by grade. What nobody can know has no colour: it is hatched in grey.
 *
 * @param chosen  the street that is looked at, which is outlined.
 */
export function standingDrawing(
  edgeIds: Standing["edgeIds"],
  look: {
    readonly origin: string;
    readonly districtId: string;
    readonly date: string;
    readonly flavor: Flavor;
    readonly chosen: string | null;
  },
): Drawing {
  const colors = standingPalettes[look.flavor];
  const { noData, noDataGround, selection } = palettes[look.flavor];
  const from = { source: STANDING_HITS, "source-layer": "streets" } as const;
  const line = { "line-cap": "round", "line-join": "round" } as const;
  const pick = { picks: STANDING_HITS, pickBy: "streetId" } as const;
  const layers: SlottedLayer[] = [
    {
      ...{ slot: "routes", ...pick },
      layer: {
        ...{ id: "cleaning-no-data-edge", type: "line", ...from },
        filter: isOneOf(edgeIds.no_data),
        layout: line,
        paint: { "line-color": noData, "line-width": widthOf(1.5) },
      },
    },
    {
      slot: "routes",
      layer: {
        ...{ id: "cleaning-no-data-ground", type: "line", ...from },
        filter: isOneOf(edgeIds.no_data),
        layout: line,
        paint: { "line-color": noDataGround, "line-width": widthOf(1.15) },
      },
    },
    {
      slot: "routes",
      layer: {
        ...{ id: "cleaning-no-data", type: "line", ...from },
        filter: isOneOf(edgeIds.no_data),
        paint: { "line-pattern": hatchName(look.flavor), "line-width": widthOf(1.15) },
      },
    },
    {
      ...{ slot: "routes", ...pick },
      layer: {
        ...{ id: "cleaning-standing", type: "line", ...from },
        filter: isOneOf(COLORED.flatMap((state) => edgeIds[state])),
        layout: {
          ...line,
          "line-sort-key": byState(edgeIds, (state) => COLORED.indexOf(state)),
        },
        paint: {
          "line-color": byState(edgeIds, (state) => colors[state as keyof StandingColors]),
          "line-width": widthOf(1),
        },
      },
    },
    {
      // what is behind is found without colour too: it is wider than its neighbours
      ...{ slot: "routes", ...pick },
      layer: {
        ...{ id: "cleaning-behind", type: "line", ...from },
        filter: isOneOf(edgeIds.behind),
        layout: line,
        paint: { "line-color": colors.behind, "line-width": widthOf(1.6) },
      },
    },
  ];
  if (look.chosen !== null)
    layers.push({
      slot: "selection",
      layer: {
        ...{ id: "cleaning-chosen", type: "line", ...from },
        filter: ["==", ["get", "streetId"], look.chosen],
        layout: { "line-join": "round" },
        paint: {
          "line-color": selection,
          "line-width": 2,
          "line-gap-width": widthOf(1.8),
        },
      },
    });
  return {
    kinds: ["street_edge"],
    sources: {
      [STANDING_HITS]: {
        type: "vector",
        tiles: [tilesUrl(look.origin, look.districtId, ["streets"], { date: look.date })],
        maxzoom: TILE_MAX_ZOOM,
      },
    },
    layers,
  };
}
