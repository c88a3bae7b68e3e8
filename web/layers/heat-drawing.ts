import type { ExpressionSpecification } from "maplibre-gl";
import { metersPerPixel } from "../map/geometry.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { HEAT_SIGMA_METERS, type HeatCells } from "./heat.ts";

/** MapLibre's kernel is a Gaussian cut at three standard deviations, times this. */
const MAPLIBRE_KERNEL_PEAK = 0.3989422804014327;

/**
 * The heat surface: where complaints are dense, on the ground and not on the screen, so that zooming changes nothing.
 *
 * @param peakPerHectare  The density that gets the hottest colour; what is denser looks the same.
 * @param lat  Where the district is, degrees: the kernel's width is exact there.
 */
export function heatDrawing(
  heat: HeatCells,
  peakPerHectare: number,
  flavor: Flavor,
  lat: number,
): Drawing {
  const colors = palettes[flavor].heat;
  const radiusAt = (zoom: number) => (3 * HEAT_SIGMA_METERS) / metersPerPixel(lat, zoom);
  const peakSum = peakPerHectare * 1e-4 * 2 * Math.PI * HEAT_SIGMA_METERS ** 2;
  const first = colors[0]!;
  // from the first colour with no opacity: from transparent black the edge would be grey
  const color: unknown[] = ["interpolate", ["linear"], ["heatmap-density"], 0, `${first}00`];
  color.push(0.04, `${first}00`, 0.14, `${first}b0`);
  colors.slice(1).forEach((each, index) => {
    color.push(0.14 + (0.86 * (index + 1)) / (colors.length - 1), each);
  });
  return {
    sources: {
      "complaint-heat": {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: heat.cells.map(({ position, count }) => ({
            type: "Feature",
            properties: { count },
            geometry: { type: "Point", coordinates: [...position] },
          })),
        },
      },
    },
    layers: [
      {
        slot: "heat",
        layer: {
          id: "complaint-heat",
          type: "heatmap",
          source: "complaint-heat",
          paint: {
            "heatmap-weight": ["get", "count"],
            "heatmap-intensity": peakSum > 0 ? 1 / (peakSum * MAPLIBRE_KERNEL_PEAK) : 1,
            // doubling with each zoom is a fixed width on the ground
            "heatmap-radius": [
              "interpolate",
              ["exponential", 2],
              ["zoom"],
              8,
              radiusAt(8),
              20,
              radiusAt(20),
            ],
            // pairs of density and colour are built from the ramp: a tuple type cannot say so
            "heatmap-color": color as ExpressionSpecification,
            "heatmap-opacity": flavor === "light" ? 0.72 : 0.66,
          },
        },
      },
    ],
  };
}
