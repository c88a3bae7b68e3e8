import { useQuery } from "@tanstack/react-query";
import type { Feature, FeatureCollection, Point, Polygon } from "geojson";
import { useEffect, useMemo, useRef } from "react";
import { PolygonStep } from "../facilities/polygon-step.tsx";
import { useAtlas, useDrawing, useHit } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { MAP_FONT } from "../map/fonts.ts";
import { palettes } from "../map/palette.ts";
import { reachPalettes } from "../map/reach-palette.ts";
import type { Drawing } from "../map/style.ts";
import { useView } from "../map/view.ts";
import { type Drawn, drawnNow, setDrawn, useDrawn } from "./drawn.ts";
import { useSetSitingLink, useSitingLink } from "./params.ts";
import { jobQuery, type SitingAnswer } from "./queries.ts";

/** Chosen sites with their rank, candidates that cannot be used, whom nothing reaches, and what is drawn. */
export function SitingDrawing() {
  const flavor = useFlavor();
  const atlas = useAtlas();
  const { districtId } = useView().view.district;
  const { run, newSite } = useSitingLink();
  const set = useSetSitingLink();
  const drawn = useDrawn();
  const answer = useQuery({ ...jobQuery(districtId, run ?? ""), enabled: run !== undefined }).data
    ?.answer;
  const shown = run === undefined ? null : (answer ?? null);
  useDrawing(
    "siting",
    useMemo(
      () => sitingDrawing(shown, drawn, newSite ?? null, flavor),
      [shown, drawn, newSite, flavor],
    ),
  );
  useHit((hit) => {
    if (!drawnNow().drawing && hit?.layerId === "siting-sites") set({ newSite: hit.id }, true);
  });
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (newSite === last.current) return;
    last.current = newSite;
    const chosen = shown?.kinds
      .flatMap(({ sites }) => sites)
      .find(({ candidate }) => candidate.id === newSite);
    if (chosen) atlas?.goTo([chosen.candidate.position[0]!, chosen.candidate.position[1]!], 15);
  }, [atlas, shown, newSite]);
  const { drawing } = drawn;
  if (!drawing) return null;
  return (
    <PolygonStep
      onDone={(shape) => {
        if (shape.kind === "polygon")
          setDrawn({ [drawing]: [...drawnNow()[drawing], shape.ring], drawing: null });
      }}
      onCancel={() => setDrawn({ drawing: null })}
    />
  );
}

const point = (position: readonly number[], properties: object): Feature<Point> => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates: [...position] },
});
const collection = <G extends Point | Polygon>(features: Feature<G>[]): FeatureCollection<G> => ({
  type: "FeatureCollection",
  features,
});

function sitingDrawing(
  answer: SitingAnswer | null,
  { areas, exclude }: Drawn,
  chosenId: string | null,
  flavor: "light" | "dark",
): Drawing {
  const colors = palettes[flavor];
  const palette = reachPalettes[flavor];
  const sites = (answer?.kinds ?? []).flatMap(({ sites: chosen }) =>
    chosen.map(({ candidate }, i) =>
      point(candidate.position, {
        ...{ id: candidate.id, rank: String(i + 1), isChosen: candidate.id === chosenId },
      }),
    ),
  );
  const refused = (answer?.kinds ?? []).flatMap((kind) =>
    kind.refused.map(({ candidate }) => point(candidate.position, { id: candidate.id })),
  );
  const unreached = (answer?.obstacle?.cells ?? []).map(({ position, cell }) =>
    point(position, { id: cell }),
  );
  const polygons = [
    ...areas.map((ring) => ({ ring, kind: "areas" })),
    ...exclude.map((ring) => ({ ring, kind: "exclude" })),
  ].map(
    ({ ring, kind }): Feature<Polygon> => ({
      type: "Feature",
      properties: { kind },
      geometry: { type: "Polygon", coordinates: [[...ring, ring[0]!].map((at) => [...at])] },
    }),
  );
  const source = (data: FeatureCollection) => ({ type: "geojson" as const, data });
  return {
    sources: {
      "siting-drawn": source(collection(polygons)),
      "siting-refused": source(collection(refused)),
      "siting-unreached": source(collection(unreached)),
      "siting-sites": source(collection(sites)),
    },
    layers: [
      {
        slot: "reach",
        layer: {
          id: "siting-drawn-lines",
          type: "line",
          source: "siting-drawn",
          paint: {
            "line-color": ["match", ["get", "kind"], "exclude", palette.gap, palette.site],
            "line-width": 2,
            "line-dasharray": [3, 2],
          },
        },
      },
      {
        slot: "points",
        layer: {
          id: "siting-unreached-points",
          type: "circle",
          source: "siting-unreached",
          paint: { "circle-radius": 6, "circle-color": palette.gap, "circle-opacity": 0.6 },
        },
      },
      {
        slot: "points",
        layer: {
          id: "siting-refused-points",
          type: "symbol",
          source: "siting-refused",
          minzoom: 13,
          layout: {
            "text-field": "×",
            "text-size": 16,
            "text-font": [MAP_FONT],
            "text-allow-overlap": true,
          },
          paint: {
            "text-color": colors.labelQuiet,
            "text-halo-color": colors.halo,
            "text-halo-width": 1,
          },
        },
      },
      {
        slot: "selection",
        picks: "siting-sites",
        layer: {
          id: "siting-site-grounds",
          type: "circle",
          source: "siting-sites",
          paint: {
            "circle-radius": ["case", ["get", "isChosen"], 15, 12],
            "circle-color": palette.siteNew,
            "circle-stroke-color": colors.symbolHalo,
            "circle-stroke-width": 2,
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: "siting-site-numbers",
          type: "symbol",
          source: "siting-sites",
          layout: {
            "text-field": ["get", "rank"],
            "text-size": 12,
            "text-font": [MAP_FONT],
            "text-allow-overlap": true,
          },
          paint: { "text-color": colors.land },
        },
      },
    ],
  };
}
