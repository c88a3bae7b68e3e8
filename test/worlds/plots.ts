import type { LandUse } from "../../data/plot.ts";
import { placeAt } from "./streets.ts";

/** A rectangle as the polygons of a shape, in meters east and north. */
export const boxAt = (west: number, south: number, east: number, north: number) => {
  const corners = [
    placeAt(west, south),
    placeAt(east, south),
    placeAt(east, north),
    placeAt(west, north),
  ];
  return [[[...corners, corners[0]!].map(([lng, lat]) => [lng, lat])]];
};
export const plotAt = (
  plotId: string,
  landUse: LandUse,
  ...corners: [number, number, number, number]
) => ({
  ...{ plotId, landUse, polygons: boxAt(...corners) },
});
