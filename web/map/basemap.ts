import type { BaseDrawing } from "./style.ts";

/** A base map the operator configured, as the server tells it. */
export type Basemap = {
  readonly kind: "pmtiles" | "raster" | "vector";
  readonly url: string;
  readonly datum: "wgs84" | "gcj02" | "bd09";
  readonly attribution: string;
};

/** What to lay under the layers for a configured base map; null is our own ground. */
export function useBaseDrawing(_basemap: Basemap | null): BaseDrawing | null {
  return null;
}
