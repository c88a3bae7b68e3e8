import { palettes } from "../map/palette.ts";
import { type Drawing, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import { cellLayers, type DrawingState } from "./facility-drawing.ts";

/** Complaints of a period: each where it is near, their number per cell where it is not. */
export function complaintsDrawing(
  state: DrawingState,
  period: { readonly from: string; readonly to: string },
): Drawing | null {
  if (!state.shown.has("complaints")) return null;
  const colors = palettes[state.flavor];
  return {
    kinds: ["complaint"],
    sources: {
      complaints: {
        type: "vector",
        tiles: [tilesUrl(state.origin, state.districtId, ["complaints"], { ...period })],
        maxzoom: TILE_MAX_ZOOM,
      },
    },
    layers: [
      ...cellLayers("complaints", "complaints", colors.complaint, state.flavor),
      {
        slot: "points",
        picks: "complaints",
        layer: {
          id: "complaints",
          type: "circle",
          source: "complaints",
          "source-layer": "complaints",
          paint: {
            "circle-color": colors.complaint,
            "circle-opacity": 0.85,
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 12, 2, 15, 4, 18, 6],
            "circle-stroke-color": colors.symbolHalo,
            "circle-stroke-width": 1,
          },
        },
      },
    ],
  };
}
