import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing, useHit } from "../map/atlas-context.ts";
import { useMovingPeriod } from "../map/clock.ts";
import { useFlavor } from "../map/flavor.ts";
import { MAP_FONT } from "../map/fonts.ts";
import { palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { useView } from "../map/view.ts";
import { cellFeatures, cellsDrawing, drawnCells, outlineOf } from "./cells-drawing.ts";
import { CompareDrawing } from "./compare.tsx";
import { Density } from "./density.tsx";
import { useFollowed } from "./following.ts";
import { useHotLink, useQuestion, useSetHotLink } from "./params.ts";
import {
  frameQuery,
  type HotspotFrame,
  type Hotspots,
  hotspotsQuery,
  type Spot,
} from "./queries.ts";

/** The cells of the period, or of the one that is played or dragged, and the spot one looks at. */
export function SpotsDrawing() {
  const { view } = useView();
  const { districtId } = view.district;
  const question = useQuestion();
  const { spot, against, density } = useHotLink();
  const set = useSetHotLink();
  const moving = useMovingPeriod();
  const answer = useQuery(hotspotsQuery(districtId, question)).data;
  const frame = useFollowed((at) => ({
    ...frameQuery(districtId, { ...question, ...at }),
    enabled: at !== null,
  }));
  const shown: Hotspots["cells"] | HotspotFrame["cells"] | undefined =
    moving !== null ? (frame?.cells ?? answer?.cells) : answer?.cells;

  useHit((hit) => {
    if (hit?.layerId === "hotspots" && !moving && answer) {
      const found = [...answer.spots, ...answer.coldSpots].find(({ cells }) =>
        cells.includes(hit.id),
      );
      set({ spot: found?.spotId }, true);
    }
  });
  const isCompared = !moving && (against === "before" || against === "yearAgo");
  return (
    <>
      {shown && density === "on" && <Density cells={shown} />}
      {shown && !isCompared && <Cells cells={shown} />}
      {isCompared && answer && <CompareDrawing answer={answer} against={against} />}
      {answer && !moving && <Chosen answer={answer} spotId={spot} />}
    </>
  );
}

/** When cells of another period were last put on the map, for whoever measures it. */
const DRAWN = "hotspot-cells";

function Cells({ cells }: { cells: Parameters<typeof drawnCells>[0] }) {
  const flavor = useFlavor();
  const drawing = useMemo(
    () => cellsDrawing("hotspots", cellFeatures(drawnCells(cells)), palettes[flavor]),
    [cells, flavor],
  );
  useDrawing("hotspots", drawing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each drawing is one
  useEffect(() => {
    queueMicrotask(() => {
      performance.clearMarks(DRAWN);
      performance.mark(DRAWN); // after the style took it, which is a task of the same kind
    });
  }, [drawing]);
  return null;
}

/** Ranks on the map for the first spots, and an outline around the one that is looked at. */
function Chosen({ answer, spotId }: { answer: Hotspots; spotId: string | undefined }) {
  const flavor = useFlavor();
  const atlas = useAtlas();
  const chosen = spotId
    ? [...answer.spots, ...answer.coldSpots].find(({ cells }) => cells.includes(spotId))
    : undefined;
  useDrawing(
    "hotspot-ranks",
    useMemo(
      () => rankDrawing(answer.spots, chosen?.cells ?? null, palettes[flavor]),
      [answer, chosen, flavor],
    ),
  );
  const last = useRef<string | null>(null);
  useEffect(() => {
    const id = chosen?.spotId ?? null;
    if (!atlas || !chosen || last.current === id) return;
    last.current = id;
    atlas.goTo([chosen.center[0]!, chosen.center[1]!], 15);
  }, [atlas, chosen]);
  useEffect(() => {
    if (!spotId) last.current = null;
  }, [spotId]);
  return null;
}

/** Spots that carry their rank on the map: more would hide it. */
const RANKED = 10;

function rankDrawing(
  spots: readonly Spot[],
  outlined: readonly string[] | null,
  colors: (typeof palettes)["light"],
): Drawing {
  return {
    sources: {
      "hotspot-ranks": {
        type: "geojson",
        data: {
          type: "FeatureCollection",
          features: spots.slice(0, RANKED).map(({ center, spotId }, i) => ({
            type: "Feature",
            properties: { id: spotId, rank: String(i + 1) },
            geometry: { type: "Point", coordinates: center },
          })),
        },
      },
      "hotspot-outline": {
        type: "geojson",
        data: {
          type: "MultiLineString",
          coordinates: outlined ? outlineOf(outlined) : [],
        },
      },
    },
    layers: [
      {
        slot: "selection",
        layer: {
          id: "hotspot-outline",
          type: "line",
          source: "hotspot-outline",
          layout: { "line-cap": "round" },
          paint: { "line-color": colors.selection, "line-width": 3 },
        },
      },
      {
        slot: "selection",
        picks: "hotspots",
        layer: {
          id: "hotspot-ranks",
          type: "circle",
          source: "hotspot-ranks",
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
          id: "hotspot-rank-numbers",
          type: "symbol",
          source: "hotspot-ranks",
          layout: {
            "text-field": ["get", "rank"],
            "text-size": 12,
            "text-font": [MAP_FONT],
            "text-allow-overlap": true,
          },
          paint: { "text-color": colors.label },
        },
      },
    ],
  };
}
