import { expect, it } from "vitest";
import { cameraOfBox } from "../../web/map/camera-box.ts";

/** Web Mercator's y of a latitude, 0–1, by the other of its two usual formulas. */
const worldY = (lat: number) =>
  (1 - Math.log(Math.tan((lat * Math.PI) / 180) + 1 / Math.cos((lat * Math.PI) / 180)) / Math.PI) /
  2;

it("sees the whole of a box, and no more than needed along its tighter side", () => {
  const [west, south, east, north] = [25, 60, 25.1, 60.02] as const;
  for (const [width, height] of [
    [1000, 500],
    [300, 900],
  ] as const) {
    const { center, zoom, bearing, pitch } = cameraOfBox(
      [west, south, east, north],
      [width, height],
    );
    const pixels = 512 * 2 ** zoom;
    const wide = ((east - west) / 360) * pixels;
    const high = (worldY(south) - worldY(north)) * pixels;
    expect(wide).toBeLessThanOrEqual(width + 1e-6);
    expect(high).toBeLessThanOrEqual(height + 1e-6);
    expect(Math.max(wide / width, high / height)).toBeCloseTo(1);
    expect(center[0]).toBeCloseTo(25.05);
    expect(worldY(center[1])).toBeCloseTo((worldY(south) + worldY(north)) / 2);
    expect([bearing, pitch]).toEqual([0, 0]);
  }
});
