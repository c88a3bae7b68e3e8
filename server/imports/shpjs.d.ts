declare module "shpjs" {
  import type { Geometry } from "geojson";

  /** Every shape of a .shp file in its own coordinates; null for a null shape. */
  export function parseShp(shp: Uint8Array): (Geometry | null)[];
}
