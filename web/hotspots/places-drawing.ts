import type { Feature } from "geojson";
import { useEffect, useRef } from "react";
import { useAtlas, useHit } from "../map/atlas-context.ts";
import { useMovingPeriod } from "../map/clock.ts";
import { MAP_FONT } from "../map/fonts.ts";
import type { Palette } from "../map/palette.ts";
import type { Drawing, SlottedLayer } from "../map/style.ts";
import { useHotLink, useSetHotLink } from "./params.ts";
import { placeKey } from "./place-list.tsx";

/** Places that carry their rank on the map: more would hide it. */
const RANKED = 10;

type Placed = { readonly center: readonly number[] };

/** A click on a place chooses it; the one that is chosen comes into sight. */
export function useChosenPlace(places: readonly Placed[] | undefined) {
  const atlas = useAtlas();
  const { spot } = useHotLink();
  const set = useSetHotLink();
  useHit((hit) => {
    if (hit?.layerId === "hotspots" && places)
      set({ spot: hit.id === spot ? undefined : hit.id }, true);
  });
  const chosen = places?.find(({ center }) => placeKey(center) === spot);
  const last = useRef<string | null>(null);
  const isMoving = useMovingPeriod() !== null;
  useEffect(() => {
    if (isMoving) return; // the days pass by, the map stays where it is
    const key = chosen ? placeKey(chosen.center) : null;
    if (key !== null && atlas && chosen && key !== last.current)
      atlas.goTo([chosen.center[0]!, chosen.center[1]!], 15.5);
    if (atlas) last.current = key;
  }, [atlas, chosen, isMoving]);
  return chosen;
}

/** Ranks in circles, and an outline of the shape of the place that is chosen. */
export function ranksDrawing(
  id: string,
  places: readonly Placed[],
  outline: Feature["geometry"] | null,
  colors: Palette,
): Drawing {
  const [ranks, outlined] = [`${id}-ranks`, `${id}-outline`];
  const layers: SlottedLayer[] = [
    {
      slot: "selection",
      layer: {
        id: outlined,
        type: "line",
        source: outlined,
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": colors.selection, "line-width": 3 },
      },
    },
    {
      slot: "selection",
      picks: "hotspots",
      layer: {
        id: ranks,
        type: "circle",
        source: ranks,
        paint: {
          "circle-radius": 11,
          "circle-color": colors.land,
          "circle-stroke-color": colors.hot[2]!,
          "circle-stroke-width": 2,
        },
      },
    },
    {
      slot: "selection",
      layer: {
        id: `${id}-numbers`,
        type: "symbol",
        source: ranks,
        layout: {
          "text-field": ["get", "rank"],
          "text-size": 12,
          "text-font": [MAP_FONT],
          "text-allow-overlap": true,
        },
        paint: { "text-color": colors.label },
      },
    },
  ];
  return {
    sources: {
      [ranks]: {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: places.slice(0, RANKED).map(({ center }, i) => ({
            type: "Feature",
            properties: { id: placeKey(center), rank: String(i + 1) },
            geometry: { type: "Point", coordinates: [...center] },
          })),
        },
      },
      [outlined]: {
        type: "geojson",
        data: outline ?? { type: "FeatureCollection", features: [] },
      },
    },
    layers,
  };
}
