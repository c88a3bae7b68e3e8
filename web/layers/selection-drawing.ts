import type { ExpressionSpecification } from "maplibre-gl";
import { isGeometry } from "../map/base.ts";
import { palettes } from "../map/palette.ts";
import type { Drawing, SlottedLayer } from "../map/style.ts";
import type { DrawingState } from "./facility-drawing.ts";
import { FACILITY_SOURCE, tilesOf } from "./facility-drawing.ts";
import { type EntryId, FACILITY_ENTRIES } from "./tree.ts";

/** Layers whose own drawing may come after the selection: their map sources are named here as well, and are the same. */
const FETCHED = ["places", "plots"];

/** The map sources in which records of a layer can be found, by the entries that put them there. */
function sourcesOf(layerId: string, shown: ReadonlySet<EntryId>): string[] {
  const isFacility = FACILITY_ENTRIES.some((entry) => entry === layerId);
  if (isFacility) {
    const isThere =
      shown.has("star-facilities") || FACILITY_ENTRIES.some((entry) => shown.has(entry));
    return isThere ? [FACILITY_SOURCE] : [];
  }
  if (layerId === "streets") return ["ground"];
  return ["cleaning-routes", "complaints", "residents", "areas", ...FETCHED].filter(
    // each of these is drawn from a map source of its own name
    (id) => id === layerId && shown.has(id as EntryId),
  );
}

/** What is selected, ringed or outlined over everything else. */
export function selectionDrawing(state: DrawingState, layerId: string, id: string): Drawing | null {
  const color = palettes[state.flavor].selection;
  const layers = sourcesOf(layerId, state.shown).flatMap((source): SlottedLayer[] => {
    const isIt: ExpressionSpecification = [
      "==",
      ["get", layerId === "streets" ? "streetId" : "id"],
      id,
    ];
    const records = { source, "source-layer": layerId } as const;
    return [
      {
        slot: "selection",
        layer: {
          id: "selected-line",
          type: "line",
          ...records,
          filter: ["all", isIt, ["!", isGeometry("Point")]],
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": color,
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 3, 17, 8],
            "line-opacity": 0.75,
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "selected-point",
          type: "circle",
          ...records,
          filter: ["all", isIt, isGeometry("Point")],
          paint: {
            "circle-color": color,
            "circle-opacity": 0.12,
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 10, 16, 18],
            "circle-stroke-color": color,
            "circle-stroke-width": 3,
          },
        },
      },
    ];
  });
  if (layers.length === 0) return null;
  const sources = FETCHED.includes(layerId) ? { [layerId]: tilesOf(state, layerId) } : {};
  return { sources, layers };
}
