import type { ExpressionSpecification } from "maplibre-gl";
import { useMemo } from "react";
import { useDrawing, useHit } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { type Palette, palettes } from "../map/palette.ts";
import { type Drawing, TILE_MAX_ZOOM, tilesUrl } from "../map/style.ts";
import { useView } from "../map/view.ts";
import { useFollowed } from "./following.ts";
import { areasQuery, type HotspotAreas } from "./more-queries.ts";
import { useHotLink, usePlainQuestion, useSetHotLink } from "./params.ts";

/** Sub-districts by what they are against all others. */
export function AreasDrawing() {
  const { view } = useView();
  const flavor = useFlavor();
  const { spot } = useHotLink();
  const set = useSetHotLink();
  const { districtId } = view.district;
  const question = usePlainQuestion();
  const answer = useFollowed((at) => areasQuery(districtId, { ...question, ...at }));
  useHit((hit) => {
    if (hit?.layerId === "hotspots") set({ spot: hit.id === spot ? undefined : hit.id }, true);
  });
  useDrawing(
    "hotspot-areas",
    useMemo(
      () => (answer ? areasDrawing(answer, { districtId, chosen: spot }, palettes[flavor]) : null),
      [answer, districtId, spot, flavor],
    ),
  );
  return null;
}

function areasDrawing(
  { areas, period }: HotspotAreas,
  { districtId, chosen }: { readonly districtId: string; readonly chosen: string | undefined },
  colors: Palette,
): Drawing {
  const source = "hotspot-areas";
  const of = { source, "source-layer": "areas" } as const;
  const idsOf = (state: number) =>
    areas.filter((area) => area.state === state).map(({ areaId }) => areaId);
  const isOneOf = (ids: readonly string[]): ExpressionSpecification => [
    "in",
    ["get", "id"],
    ["literal", [...ids]],
  ];
  return {
    kinds: ["area"],
    sources: {
      [source]: {
        type: "vector",
        tiles: [tilesUrl(location.origin, districtId, ["areas"], { date: period.to })],
        maxzoom: TILE_MAX_ZOOM,
      },
    },
    layers: [
      {
        slot: "reach",
        picks: "hotspots",
        layer: {
          id: source,
          type: "fill",
          ...of,
          filter: isOneOf(areas.map(({ areaId }) => areaId)),
          paint: {
            "fill-color": [
              "case",
              isOneOf(idsOf(1)),
              colors.hot[1]!,
              isOneOf(idsOf(-1)),
              colors.cold[1]!,
              colors.byChance,
            ],
            "fill-opacity": ["case", isOneOf([...idsOf(1), ...idsOf(-1)]), 0.42, 0.14],
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: `${source}-chosen`,
          type: "line",
          ...of,
          filter: ["==", ["get", "id"], chosen ?? ""],
          paint: { "line-color": colors.selection, "line-width": 3 },
        },
      },
    ],
  };
}
