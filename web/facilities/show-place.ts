import { useEffect } from "react";
import { useAtlas } from "../map/atlas-context.ts";
import type { Camera } from "../map/camera.ts";
import type { Bbox, LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";

/** From this width of window on the drawer lies beside what is looked at; below it, it covers the lower part. */
const WIDE = "(min-width: 768px)";
const DRAWER_PIXELS = 420;
const SHEET_SHARE = 0.72;
const SHEET_PIXELS = 560;

const NEAR_ZOOM = 16;
const MARGIN_PIXELS = 48;

/** The map on screen in pixels, and what the drawer covers of it at the right and below. */
export type Stage = {
  readonly width: number;
  readonly height: number;
  readonly right: number;
  readonly bottom: number;
};

/** Width of the world at zoom 0 in pixels. */
const WORLD_PIXELS = 512;

const mercatorY = (lat: number) =>
  Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
const latOf = (y: number) => (Math.atan(Math.exp(2 * Math.PI * y)) * 360) / Math.PI - 90;

/**
 * Where to look from so that a place is in the middle of what the drawer leaves free: a point no farther out than
 * now, anything wider so that all of it is seen.
 *
 * @param now  Where one looks from; null before the map has moved.
 */
export function cameraOn(place: LngLat | Bbox, now: Camera | null, stage: Stage): Camera {
  const [west, south, east, north] = place.length === 4 ? place : [...place, ...place];
  const free = {
    width: Math.max(1, stage.width - stage.right - 2 * MARGIN_PIXELS),
    height: Math.max(1, stage.height - stage.bottom - 2 * MARGIN_PIXELS),
  };
  const wide = (east! - west!) / 360;
  const high = mercatorY(north!) - mercatorY(south!);
  const fitting = Math.log2(
    Math.min(free.width / (wide * WORLD_PIXELS), free.height / (high * WORLD_PIXELS)),
  );
  const zoom =
    place.length === 4 ? Math.min(fitting, NEAR_ZOOM) : Math.max(NEAR_ZOOM, now?.zoom ?? 0);
  const worldPixels = WORLD_PIXELS * 2 ** zoom;
  const middleY = (mercatorY(north!) + mercatorY(south!)) / 2;
  return {
    center: [
      (west! + east!) / 2 + (stage.right / 2 / worldPixels) * 360,
      latOf(middleY - stage.bottom / 2 / worldPixels),
    ],
    zoom,
    bearing: 0,
    pitch: 0,
  };
}

/** How far around the middle of a street, route or area one looks, in degrees; a hit has no other size. */
const DEGREES_AROUND: Readonly<Record<string, number>> = {
  streets: 0.006,
  "cleaning-routes": 0.008,
  areas: 0.012,
};

/** What to look at where a search found something: a point itself, of anything wider its surroundings. */
export function placeAround([lng, lat]: LngLat, layerId: string): LngLat | Bbox {
  const around = DEGREES_AROUND[layerId];
  return around === undefined
    ? [lng, lat]
    : [lng - around, lat - around, lng + around, lat + around];
}

/** The map's place on screen; the window's where there is none. */
function readStage(): Stage {
  const box = document.querySelector("main")?.getBoundingClientRect();
  const { width, height } = box && box.width > 0 ? box : { width: innerWidth, height: innerHeight };
  return matchMedia(WIDE).matches
    ? { width, height, right: DRAWER_PIXELS, bottom: 0 }
    : { width, height, right: 0, bottom: Math.min(SHEET_PIXELS, height * SHEET_SHARE) };
}

/**
 * How far the map moves, in pixels right and down, so that a spot comes into the middle of what the drawer leaves free.
 *
 * @returns null where one sees the spot already.
 */
export function shiftIntoSight(
  [x, y]: readonly [x: number, y: number],
  { width, height, right, bottom }: Stage,
): [right: number, down: number] | null {
  const free = { width: width - right, height: height - bottom };
  const isSeen =
    x >= 0 && y >= 0 && x <= free.width - MARGIN_PIXELS && y <= free.height - MARGIN_PIXELS;
  return isSeen ? null : [x - free.width / 2, y - free.height / 2];
}

/** Brings a place that has just been selected out from under the drawer; the map stays where one sees it already. */
export function useInSight(place: LngLat | null) {
  const atlas = useAtlas();
  const [lng, lat] = place ?? [null, null];
  useEffect(() => {
    if (!atlas || lng === null || lat === null) return;
    const { x, y } = atlas.map.project([lng, lat]);
    const shift = shiftIntoSight([x, y], readStage());
    if (shift) atlas.map.panBy(shift, { duration: 300 });
  }, [atlas, lng, lat]);
}

/** At this zoom a meter is some pixels on screen. */
const MOVING_ZOOM = 18;

/** The camera from which one moves a place by meters; null where one is near enough. */
export const cameraForMoving = (place: LngLat, now: Camera | null): Camera | null =>
  now && now.zoom >= MOVING_ZOOM - 1
    ? null
    : cameraOn(
        place,
        { center: place, bearing: 0, pitch: 0, ...now, zoom: MOVING_ZOOM },
        { ...readStage(), bottom: 0 }, // the record's sheet is away meanwhile
      );

/** The camera that shows a place beside or above the drawer, which is open or about to be. */
export function useCameraOn(): (place: LngLat | Bbox) => Camera {
  const { view } = useView();
  return (place) => cameraOn(place, view.camera, readStage());
}
