import type { Layer } from "@deck.gl/core";
import type { OverlayLayers } from "../map/overlay.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import { headingName, VEHICLE_SIDE, vehicleAtlas, vehicleName } from "../map/vehicle-symbols.ts";
import { type DrawnVehicle, orderOf } from "./vehicles-drawing.ts";

/** How strongly what is not asked for is drawn, of 255. */
const FAINT = 70;
const RING_PIXELS = 21;

/**
 * Vehicles with whither they head, the selected one ringed. They are deck.gl's and not the map's own: the map lets each symbol
 * that has moved appear anew, and so those of a replay would hardly be seen.
 *
 * @param hasPlates  Whether deck.gl writes their plates as well, one over the other where they meet.
 */
export function vehicleLayers(
  vehicles: readonly DrawnVehicle[],
  { flavor, hasPlates }: { flavor: Flavor; hasPlates: boolean },
): OverlayLayers {
  const data = [...vehicles].sort((a, b) => orderOf(a) - orderOf(b));
  return async () => {
    const { IconLayer, ScatterplotLayer, TextLayer } = await import("@deck.gl/layers");
    const atlas = vehicleAtlas(flavor);
    if (!atlas) return [];
    const getPosition = ({ position: [lng, lat] }: DrawnVehicle): [number, number] => [lng, lat];
    const icons = {
      iconAtlas: atlas.canvas as unknown as string, // it takes canvases, which its types leave out
      iconMapping: atlas.places,
      ...{ getPosition, getSize: VEHICLE_SIDE, sizeUnits: "pixels" as const, pickable: false },
      getColor: ({ isFaint }: DrawnVehicle): [number, number, number, number] => [
        ...([0, 0, 0] as const),
        isFaint ? FAINT : 255,
      ],
    };
    return [
      new ScatterplotLayer<DrawnVehicle>({
        id: "fleet-rings",
        data: data.filter(({ isSelected }) => isSelected),
        ...{ getPosition, getRadius: RING_PIXELS, radiusUnits: "pixels" },
        ...{ filled: false, stroked: true, getLineWidth: 3, lineWidthUnits: "pixels" },
        getLineColor: rgbOf(palettes[flavor].selection),
        pickable: false,
      }),
      new IconLayer<DrawnVehicle>({
        id: "fleet-headings",
        data: data.filter(
          ({ headingDegrees, look }) =>
            headingDegrees !== null && look !== "silent" && look !== "out",
        ),
        ...icons,
        getIcon: ({ look }) => headingName(flavor, look),
        getAngle: ({ headingDegrees }) => -(headingDegrees ?? 0), // deck.gl turns the other way
        billboard: false, // it turns with the map
      }),
      new IconLayer<DrawnVehicle>({
        id: "fleet-marks",
        data,
        ...icons,
        getIcon: ({ kind, look }) => vehicleName(flavor, kind, look),
      }),
      ...(hasPlates
        ? [
            new TextLayer<DrawnVehicle>({
              id: "fleet-plates",
              ...{ data, getPosition, getText: ({ plate }) => plate, getSize: 12 },
              ...{ characterSet: "auto", fontFamily: "Noto Sans SC, PingFang SC, sans-serif" },
              ...{ getPixelOffset: [0, 24], pickable: false, background: true },
              backgroundPadding: [4, 1],
              getColor: rgbOf(palettes[flavor].label),
              getBackgroundColor: [...rgbOf(palettes[flavor].halo), 215],
            }),
          ]
        : []),
    ] as Layer[];
  };
}

const rgbOf = (color: string): [number, number, number] => [
  Number.parseInt(color.slice(1, 3), 16),
  Number.parseInt(color.slice(3, 5), 16),
  Number.parseInt(color.slice(5, 7), 16),
];
