import type { Feature, LineString } from "geojson";
import { MAP_FONT } from "../map/fonts.ts";
import { distanceMeters } from "../map/geometry.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { positionAt, runsOf, type Track } from "./replay-track.ts";

/** One that was silent while it stood leaves nothing to draw. */
const LEAST_METERS = 30;

/** Where nothing is known between two positions: a broken grey line that is no way. */
export function gapsDrawing(
  tracks: readonly Track[],
  { gapMs, flavor, noData }: { gapMs: number; flavor: Flavor; noData: string },
): Drawing {
  const features = tracks.flatMap((track) =>
    runsOf(track, gapMs)
      .slice(1)
      .flatMap(({ start }): Feature<LineString>[] => {
        const [from, to] = [positionAt(track, start - 1), positionAt(track, start)];
        if (distanceMeters(from, to) < LEAST_METERS) return [];
        const coordinates = [[...from], [...to]];
        return [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } }];
      }),
  );
  const colors = palettes[flavor];
  const source = "fleet-gaps";
  return {
    sources: { [source]: { type: "geojson", data: { type: "FeatureCollection", features } } },
    layers: [
      {
        slot: "halos",
        layer: {
          ...{ id: "fleet-gap-lines", type: "line", source },
          paint: {
            "line-color": colors.noData,
            "line-width": 2,
            "line-dasharray": [2, 2.5],
          },
        },
      },
      {
        slot: "halos",
        layer: {
          ...{ id: "fleet-gap-words", type: "symbol", source, minzoom: 13.5 },
          layout: {
            "symbol-placement": "line-center",
            "text-field": noData,
            "text-size": 11,
            "text-font": [MAP_FONT],
          },
          paint: {
            "text-color": colors.labelQuiet,
            "text-halo-color": colors.halo,
            "text-halo-width": 1.5,
          },
        },
      },
    ],
  };
}
