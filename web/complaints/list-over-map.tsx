import type { FeatureCollection } from "geojson";
import type { MapMouseEvent } from "maplibre-gl";
import { useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { link, type Mapped, useListMap } from "./list-mapped.ts";

const LAYER = "listed-complaints";
/** Room around what is listed, in pixels. */
const MARGIN_PIXELS = 48;
/** How far around a press is still a hit. */
const TOLERANCE_PIXELS = 6;

/** The places of what the list beside the map shows; pointing and pressing say so to the list. */
export function ListOverMap() {
  const { mapped, pointedId } = useListMap();
  const flavor = useFlavor();
  useDrawing(
    "listed-complaints",
    useMemo(() => mapped && listedDrawing(mapped, pointedId, flavor), [mapped, pointedId, flavor]),
  );
  useShowing(mapped);
  useSeen();
  usePointing(mapped !== null);
  return null;
}

function listedDrawing(
  mapped: readonly Mapped[],
  pointedId: string | null,
  flavor: Flavor,
): Drawing {
  const colors = palettes[flavor];
  const data: FeatureCollection = {
    type: "FeatureCollection",
    features: mapped.map(({ id, position, isLate }) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [...position] },
      properties: { id, isLate },
    })),
  };
  return {
    sources: { [LAYER]: { type: "geojson", data } },
    layers: [
      {
        slot: "selection",
        layer: {
          id: LAYER,
          type: "circle",
          source: LAYER,
          paint: {
            "circle-color": colors.complaint,
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 4, 16, 8],
            // a late one has a ring: told apart by shape, not by colour alone
            "circle-stroke-color": ["case", ["get", "isLate"], colors.selection, colors.symbolHalo],
            "circle-stroke-width": ["case", ["get", "isLate"], 2.5, 1],
          },
        },
      },
      {
        slot: "selection",
        layer: {
          id: `${LAYER}-pointed`,
          type: "circle",
          source: LAYER,
          filter: ["==", ["get", "id"], pointedId ?? ""],
          paint: {
            "circle-color": colors.complaint,
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 9, 16, 14],
            "circle-stroke-color": colors.selection,
            "circle-stroke-width": 4,
          },
        },
      },
    ],
  };
}

/** What the list leaves free of the map, in pixels from its left. */
function coveredPixels(stage: DOMRect): number {
  const sheet = document.querySelector("body > .sheet")?.getBoundingClientRect();
  return sheet ? Math.max(0, Math.min(sheet.right, stage.right) - stage.left) : 0;
}

/** Brings what is listed into sight, once for each time the map is opened. */
function useShowing(mapped: readonly Mapped[] | null) {
  const atlas = useAtlas();
  const isShown = useRef(false);
  useEffect(() => {
    if (mapped === null) isShown.current = false;
    if (!atlas || !mapped || mapped.length === 0 || isShown.current) return;
    isShown.current = true;
    const lngs = mapped.map(({ position }) => position[0]);
    const lats = mapped.map(({ position }) => position[1]);
    const stage = atlas.map.getContainer().getBoundingClientRect();
    const left = coveredPixels(stage) + MARGIN_PIXELS;
    if (stage.width - left < 2 * MARGIN_PIXELS) return; // the list covers it
    const padding = { top: MARGIN_PIXELS, bottom: MARGIN_PIXELS, right: MARGIN_PIXELS, left };
    atlas.map.fitBounds(
      [
        [Math.min(...lngs), Math.min(...lats)],
        [Math.max(...lngs), Math.max(...lats)],
      ],
      { padding, maxZoom: 16, duration: 500 },
    );
  }, [atlas, mapped]);
}

/** Tells the list what one sees beside it. */
function useSeen() {
  const atlas = useAtlas();
  useEffect(() => {
    if (!atlas) return;
    link({
      seen: () => {
        const stage = atlas.map.getContainer().getBoundingClientRect();
        const corners = [
          [coveredPixels(stage), 0],
          [stage.width, 0],
          [stage.width, stage.height],
          [coveredPixels(stage), stage.height],
        ].map(([x, y]) => atlas.map.unproject([x!, y!]));
        const lngs = corners.map(({ lng }) => lng);
        const lats = corners.map(({ lat }) => lat);
        return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
      },
    });
    return () => link({ seen: null });
  }, [atlas]);
}

function usePointing(isOn: boolean) {
  const atlas = useAtlas();
  useEffect(() => {
    if (!atlas || !isOn) return;
    const { map } = atlas;
    const idAt = ({ point: { x, y } }: MapMouseEvent): string | null => {
      if (!map.getLayer(LAYER)) return null;
      const [found] = map.queryRenderedFeatures(
        [
          [x - TOLERANCE_PIXELS, y - TOLERANCE_PIXELS],
          [x + TOLERANCE_PIXELS, y + TOLERANCE_PIXELS],
        ],
        { layers: [LAYER] },
      );
      return found ? String(found.properties.id) : null;
    };
    const moved = (event: MapMouseEvent) => link({ pointedId: idAt(event) });
    const left = () => link({ pointedId: null });
    const pressed = (event: MapMouseEvent) => {
      const id = idAt(event);
      if (id !== null) link({ pressedId: id });
    };
    map.on("mousemove", moved);
    map.on("mouseout", left);
    map.on("click", pressed);
    return () => {
      map.off("mousemove", moved);
      map.off("mouseout", left);
      map.off("click", pressed);
    };
  }, [atlas, isOn]);
}
