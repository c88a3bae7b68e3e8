import { Marker } from "maplibre-gl";
import { useEffect, useRef } from "react";
import type { Atlas } from "./atlas.ts";
import { useAtlas } from "./atlas-context.ts";
import type { LngLat } from "./geometry.ts";
import { holdClicks } from "./hold-clicks.ts";
import "./pin.css";

const METERS_PER_DEGREE = 111_195;
/** Meters an arrow key moves, and with Shift. */
const [STEP_METERS, LONG_STEP_METERS] = [1, 10];
const DIRECTIONS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Places are kept to a centimeter or so: more digits are noise of the screen. */
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** Where an arrow key moves a place; null for any other key. */
export function nudged(
  [lng, lat]: LngLat,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): LngLat | null {
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  const degrees = (shiftKey ? LONG_STEP_METERS : STEP_METERS) / METERS_PER_DEGREE;
  const eastDegrees = degrees / Math.cos((lat * Math.PI) / 180);
  return [rounded(lng + direction[0] * eastDegrees), rounded(lat + direction[1] * degrees)];
}

/**
 * A pin on the map that is set with a click, dragged, and moved with the arrow keys while it has the focus. While it is
 * there, clicks select no record.
 *
 * @param at  null: there is none until somebody clicks.
 * @param hasFocus  Whether keys are the pin's from the start.
 * @param isSetByClicks  false: a click on the map does what it always does.
 * @param onDrop  Where it was dragged to, once it is let go.
 */
export function usePin(pin: {
  at: LngLat | null;
  label: string;
  hasFocus: boolean;
  onPlace: (place: LngLat) => void;
  isSetByClicks?: boolean;
  onDrop?: (place: LngLat) => void;
}) {
  const atlas = useAtlas();
  const latest = useRef(pin);
  latest.current = pin;
  const marker = useRef<Marker | null>(null);
  const isThere = pin.at !== null;
  const { isSetByClicks = true } = pin;
  useEffect(() => {
    if (!atlas || !isSetByClicks) return;
    const container = atlas.map.getContainer();
    container.dataset.placing = "";
    const release = holdClicks(container, (event) => {
      if (event.target instanceof Element && event.target.closest(".maplibregl-marker")) return;
      const box = container.getBoundingClientRect();
      const point: [number, number] = [event.clientX - box.left, event.clientY - box.top];
      const { lng, lat } = atlas.map.unproject(point);
      latest.current.onPlace([rounded(lng), rounded(lat)]);
    });
    return () => {
      delete container.dataset.placing;
      release();
    };
  }, [atlas, isSetByClicks]);
  useEffect(() => {
    if (!atlas || !isThere) return;
    const held = pinOn(atlas, latest);
    marker.current = held;
    return () => {
      held.remove();
      marker.current = null;
    };
  }, [atlas, isThere]);
  const [lng, lat] = pin.at ?? [null, null];
  useEffect(() => {
    if (lng !== null && lat !== null) marker.current?.setLngLat([lng, lat]);
  }, [lng, lat]);
}

function pinOn(atlas: Atlas, latest: { readonly current: Parameters<typeof usePin>[0] }): Marker {
  const { at, label, hasFocus } = latest.current;
  const held = new Marker({ draggable: true, color: "#d9480f" });
  held.setLngLat(at ? [at[0], at[1]] : atlas.map.getCenter()).addTo(atlas.map);
  const element = held.getElement();
  element.classList.add("pin");
  element.setAttribute("aria-label", label);
  element.tabIndex = 0;
  if (hasFocus) element.focus({ preventScroll: true });
  held.on("drag", () => {
    const { lng, lat } = held.getLngLat();
    latest.current.onPlace([rounded(lng), rounded(lat)]);
  });
  held.on("dragend", () => {
    const { lng, lat } = held.getLngLat();
    latest.current.onDrop?.([rounded(lng), rounded(lat)]);
  });
  element.addEventListener("keydown", (event) => {
    const next = latest.current.at && nudged(latest.current.at, event);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation(); // the map would pan
    latest.current.onPlace(next);
  });
  return held;
}
