import type { Feature, LineString, Point } from "geojson";
import { fleetPalettes, type VehicleLook } from "../map/fleet-palette.ts";
import { MAP_FONT } from "../map/fonts.ts";
import type { LngLat } from "../map/geometry.ts";
import { type Flavor, type Palette, palettes } from "../map/palette.ts";
import type { Drawing, SlottedLayer } from "../map/style.ts";
import { VEHICLES } from "./params.ts";

/** The layer of the map over which vehicles lie, and under which their ways do. */
export const UNDER_VEHICLES = "fleet-hits";

/** A vehicle on the map. */
export type DrawnVehicle = {
  readonly vehicleId: string;
  readonly kind: string;
  readonly look: VehicleLook;
  readonly position: LngLat;
  readonly headingDegrees: number | null;
  readonly plate: string;
  /** Beside the pointer. */
  readonly title: string;
  readonly isSelected: boolean;
  /** What is not asked for stays faintly: one sees that it is there. */
  readonly isFaint: boolean;
};

/** What is known lies over what is not, and what is selected over all. */
const ORDER: Readonly<Record<VehicleLook, number>> = {
  ...{ out: 0, silent: 1, located: 2, standing: 3, moving: 4, working: 5 },
};

/** What lies over what: the greater over the smaller. */
export const orderOf = ({ look, isSelected }: Pick<DrawnVehicle, "look" | "isSelected">) =>
  ORDER[look] + (isSelected ? 10 : 0);

/** What of vehicles the map itself draws: their plates where there is room, and where they can be pressed. */
export function vehiclesDrawing(
  vehicles: readonly DrawnVehicle[],
  { flavor, hasPlates }: { flavor: Flavor; hasPlates: boolean },
): Drawing {
  const colors = palettes[flavor];
  const source = "fleet-vehicles";
  const features = vehicles.map(
    ({ vehicleId, look, position, plate, title, isSelected, isFaint }): Feature<Point> => ({
      type: "Feature",
      properties: {
        ...{ id: vehicleId, plate, name: title, isFaint },
        order: orderOf({ look, isSelected }),
      },
      geometry: { type: "Point", coordinates: [...position] },
    }),
  );
  return {
    sources: { [source]: { type: "geojson", data: { type: "FeatureCollection", features } } },
    layers: [
      {
        slot: "selection",
        picks: VEHICLES,
        layer: {
          ...{ id: UNDER_VEHICLES, type: "circle", source },
          paint: { "circle-radius": 13, "circle-opacity": 0 },
        },
      },
      ...(hasPlates ? [plates(source, colors)] : []),
    ],
  };
}

const plates = (source: string, { label, halo }: Palette): SlottedLayer => ({
  slot: "selection",
  layer: {
    ...{ id: "fleet-plates", type: "symbol", source, minzoom: 13 },
    filter: ["!", ["get", "isFaint"]],
    layout: {
      "text-field": ["get", "plate"],
      "text-size": 11,
      "text-font": [MAP_FONT],
      "text-anchor": "top",
      "text-offset": [0, 1.5],
      "symbol-sort-key": ["-", 0, ["get", "order"]],
    },
    paint: { "text-color": label, "text-halo-color": halo, "text-halo-width": 1.4 },
  },
});

/** Ways that vehicles have just gone, what is older fainter. */
export function trailsDrawing(
  trails: readonly {
    readonly pieces: readonly (readonly LngLat[])[];
    readonly look: VehicleLook;
    readonly isOld: boolean;
  }[],
  flavor: Flavor,
): Drawing {
  const features = trails.flatMap(({ pieces, look, isOld }) =>
    pieces.map(
      (piece): Feature<LineString> => ({
        type: "Feature",
        properties: { color: fleetPalettes[flavor].state[look], isOld },
        geometry: { type: "LineString", coordinates: piece.map((at) => [...at]) },
      }),
    ),
  );
  return {
    sources: {
      "fleet-trails": { type: "geojson", data: { type: "FeatureCollection", features } },
    },
    layers: [
      {
        slot: "halos",
        layer: {
          ...{ id: "fleet-trail-lines", type: "line", source: "fleet-trails" },
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": ["get", "color"],
            "line-width": ["case", ["get", "isOld"], 2, 3.5],
            "line-opacity": ["case", ["get", "isOld"], 0.4, 0.85],
          },
        },
      },
    ],
  };
}
