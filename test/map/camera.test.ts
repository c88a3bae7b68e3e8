import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCamera, parseCamera } from "../../web/map/camera.ts";

describe("a camera in a link", () => {
  it("puts the latitude first and leaves out a bearing and pitch of zero", () => {
    const camera = { center: [112.57, 26.89] as const, zoom: 14, bearing: 0, pitch: 0 };
    expect(formatCamera(camera)).toBe("14.00/26.89000/112.57000");
  });

  it("comes back within a meter, a hundredth of a zoom and a tenth of a degree", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179, max: 179, noNaN: true }),
        fc.double({ min: -85, max: 85, noNaN: true }),
        fc.double({ min: 0, max: 22, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        (lng, lat, zoom, bearing, pitch) => {
          const back = parseCamera(formatCamera({ center: [lng, lat], zoom, bearing, pitch }));
          expect(back?.center[0]).toBeCloseTo(lng, 4);
          expect(back?.center[1]).toBeCloseTo(lat, 4);
          expect(back?.zoom).toBeCloseTo(zoom, 1);
          expect(Math.abs(back!.bearing - bearing)).toBeLessThan(0.11);
          expect(Math.abs(back!.pitch - pitch)).toBeLessThan(0.11);
        },
      ),
    );
  });

  it.each([
    "",
    "14",
    "14/26",
    "14/26/x",
    "14//112",
    "-1/26/112",
    "14/90/112",
    "14/26/181",
    "14/26/112/9",
  ])("is not read from %j", (text) => {
    expect(parseCamera(text)).toBeNull();
  });
});
