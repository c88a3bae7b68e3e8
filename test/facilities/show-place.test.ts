import { describe, expect, it } from "vitest";
import { cameraOn, placeAround, shiftIntoSight } from "../../web/facilities/show-place.ts";
import type { Camera } from "../../web/map/camera.ts";
import type { LngLat } from "../../web/map/geometry.ts";

/** Where on a screen of this size a place appears, by the Mercator formula of the map. */
function pixelOf([lng, lat]: LngLat, camera: Camera, width: number, height: number) {
  const world = 512 * 2 ** camera.zoom;
  const x = (degrees: number) => ((degrees + 180) / 360) * world;
  const y = (degrees: number) =>
    (0.5 - Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI)) * world;
  const [centerLng, centerLat] = camera.center;
  return [x(lng) - x(centerLng) + width / 2, y(lat) - y(centerLat) + height / 2] as const;
}

describe("where one looks at a record", () => {
  const beside = { width: 1000, height: 800, right: 420, bottom: 0 };
  const above = { width: 390, height: 640, right: 0, bottom: 460 };

  it("puts a point in the middle of what the drawer leaves free", () => {
    const [x, y] = pixelOf([25, 60], cameraOn([25, 60], null, beside), 1000, 800);
    expect(x).toBeCloseTo((1000 - 420) / 2, 3);
    expect(y).toBeCloseTo(400, 3);
    const [phoneX, phoneY] = pixelOf([25, 60], cameraOn([25, 60], null, above), 390, 640);
    expect(phoneX).toBeCloseTo(195, 3);
    expect(phoneY).toBeCloseTo((640 - 460) / 2, 3);
  });

  it("goes near, and never farther out than one is", () => {
    const now = { center: [0, 0], zoom: 18.5, bearing: 40, pitch: 30 } as const;
    expect(cameraOn([25, 60], now, beside)).toMatchObject({ zoom: 18.5, bearing: 0, pitch: 0 });
    expect(cameraOn([25, 60], { ...now, zoom: 3 }, beside).zoom).toBe(16);
  });

  it.each([{ box: [25, 60, 25.05, 60.01] as const }, { box: [25, 60, 25.001, 60.04] as const }])(
    "shows all of $box beside the drawer",
    ({ box }) => {
      const camera = cameraOn(box, null, beside);
      const [west, north] = pixelOf([box[0], box[3]], camera, 1000, 800);
      const [east, south] = pixelOf([box[2], box[1]], camera, 1000, 800);
      expect(west).toBeGreaterThanOrEqual(47.9);
      expect(east).toBeLessThanOrEqual(1000 - 420 - 47.9);
      expect(north).toBeGreaterThanOrEqual(47.9);
      expect(south).toBeLessThanOrEqual(800 - 47.9);
      // and no smaller than it must be: one side touches the margin
      expect(Math.min(west, north)).toBeCloseTo(48, 0);
    },
  );

  it("does not go closer to a box without size than to a point", () => {
    expect(cameraOn([25, 60, 25, 60], null, beside).zoom).toBe(16);
  });

  it("looks at a toilet itself, and around the middle of a street", () => {
    expect(placeAround([25, 60], "toilets")).toEqual([25, 60]);
    expect(placeAround([25, 60], "streets")).toHaveLength(4);
  });
});

describe("a place that was selected", () => {
  const stage = { width: 1000, height: 800, right: 420, bottom: 0 };

  it("leaves the map alone where one sees it", () => {
    expect(shiftIntoSight([300, 400], stage)).toBeNull();
  });

  it.each([
    ["under the drawer", [900, 400]],
    ["at the drawer's edge", [570, 400]],
    ["off the screen", [-50, 900]],
  ] as const)("comes to the middle of what is free when it is %s", (_where, [x, y]) => {
    const [right, down] = shiftIntoSight([x, y], stage) ?? [0, 0];
    expect([x - right, y - down]).toEqual([290, 400]);
  });
});
