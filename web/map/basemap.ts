import { useEffect, useMemo, useState } from "react";
import { useLanguage } from "../ui/language.ts";
import type { BaseTiles } from "./base-tiles.ts";
import type { Flavor } from "./palette.ts";
import type { BaseDrawing } from "./style.ts";

/** A base map the operator configured, as the server tells it. */
export type Basemap = {
  readonly kind: "pmtiles" | "raster" | "vector";
  readonly url: string;
  readonly datum: "wgs84" | "gcj02" | "bd09";
  readonly attribution: string;
};

type Ready = {
  readonly tiles: BaseTiles;
  readonly draw: (tiles: BaseTiles, flavor: Flavor, language: "zh-CN" | "en") => BaseDrawing;
};

/**
 * What to lay under the layers for a configured base map; null is our own ground, also until the other is there.
 * Nothing of it is fetched where none is configured.
 */
export function useBaseDrawing(basemap: Basemap | null, flavor: Flavor): BaseDrawing | null {
  const language = useLanguage();
  const [ready, setReady] = useState<Ready | null>(null);
  useEffect(() => {
    if (!basemap) return;
    let isWanted = true;
    const open = async () => {
      const [{ openBaseTiles }, { basemapDrawing }] = await Promise.all([
        import("./base-tiles.ts"),
        import("./basemap-drawing.ts"),
      ]);
      const tiles = await openBaseTiles(basemap);
      if (isWanted) setReady({ tiles, draw: basemapDrawing });
    };
    // our own ground stays where the base map cannot be opened
    open().catch((error: unknown) => console.warn("The base map cannot be opened", error));
    return () => {
      isWanted = false;
    };
  }, [basemap]);
  return useMemo(
    () => ready?.draw(ready.tiles, flavor, language) ?? null,
    [ready, flavor, language],
  );
}
