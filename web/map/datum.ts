import gcoord from "gcoord";
import type { LngLat } from "./geometry.ts";

/** What a base map is drawn in. Stored positions are always WGS 84. */
export type Datum = "wgs84" | "gcj02" | "bd09";

const CRS = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/**
 * Where a place of WGS 84 is found on a base map of another datum. Outside China GCJ-02 is WGS 84.
 *
 * For display only: what comes back is never stored.
 */
export function displayPosition([lng, lat]: LngLat, datum: Datum): LngLat {
  if (datum === "wgs84") return [lng, lat];
  return gcoord.transform([lng, lat], CRS.wgs84, CRS[datum]);
}
