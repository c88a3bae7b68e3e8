import type { Geometry } from "geojson";
import type { LngLat } from "../map/geometry.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { type FacilityState, symbolName } from "../map/symbols.ts";
import { KIND_OF_LAYER } from "./kind-mark.tsx";

const SOURCE = "selected-record";
const POINTED = "pointed-record";

/** The place of a line one points at in a list, ringed; what is selected stays as it is. */
export function pointedDrawing([lng, lat]: LngLat, flavor: Flavor): Drawing {
  return {
    sources: {
      [POINTED]: {
        type: "geojson",
        data: {
          type: "Feature",
          properties: {},
          geometry: { type: "Point", coordinates: [lng, lat] },
        },
      },
    },
    layers: [
      {
        slot: "selection",
        layer: {
          id: POINTED,
          type: "circle",
          source: POINTED,
          paint: {
            "circle-color": palettes[flavor].selection,
            "circle-opacity": 0.2,
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 9, 16, 16],
            "circle-stroke-color": palettes[flavor].selection,
            "circle-stroke-width": 2,
          },
        },
      },
    ],
  };
}

/** The record whose page is open, ringed or outlined, also while its layer is not on the map. */
export function recordDrawing(
  layerId: string,
  state: string | undefined,
  geometries: readonly Geometry[],
  flavor: Flavor,
): Drawing {
  const color = palettes[flavor].selection;
  const kind = KIND_OF_LAYER[layerId];
  const from = { source: SOURCE } as const;
  return {
    sources: {
      [SOURCE]: {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })),
        },
      },
    },
    layers: [
      {
        slot: "selection",
        layer: {
          id: "selected-record-line",
          type: "line",
          ...from,
          filter: ["!=", ["geometry-type"], "Point"],
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": color,
            "line-width": ["interpolate", ["linear"], ["zoom"], 11, 2.5, 17, 6],
            "line-opacity": 0.75,
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "selected-record-ring",
          type: "circle",
          ...from,
          filter: ["==", ["geometry-type"], "Point"],
          paint: {
            "circle-color": color,
            "circle-opacity": 0.12,
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 10, 16, 18],
            "circle-stroke-color": color,
            "circle-stroke-width": 3,
          },
        },
      },
      ...(kind
        ? [
            {
              slot: "selection" as const,
              layer: {
                id: "selected-record-symbol",
                type: "symbol" as const,
                ...from,
                layout: {
                  // a state the map does not know is drawn as the map draws it: open
                  "icon-image": symbolName({
                    flavor,
                    kind,
                    state: (state ?? "open") as FacilityState,
                    stars: null,
                  }),
                  "icon-allow-overlap": true,
                  "icon-ignore-placement": true,
                },
              },
            },
          ]
        : []),
    ],
  };
}
