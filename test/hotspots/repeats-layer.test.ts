import { describe, expect, it } from "vitest";
import type { RepeatPlace } from "../../web/hotspots/repeat-question.ts";
import { placesDrawing, radiusPixels } from "../../web/hotspots/repeats-layer.ts";
import { palettes } from "../../web/map/palette.ts";

describe("repeat places on the map", () => {
  it("are circles by area, the smallest wide enough for a number", () => {
    expect(radiusPixels(40, 40) / radiusPixels(10, 40)).toBeCloseTo(2, 10);
    expect(radiusPixels(3, 1000)).toBe(radiusPixels(1, 1000));
    expect(radiusPixels(3, 1000)).toBeGreaterThanOrEqual(9);
  });

  it("carry their number in the list, and lie where they are", () => {
    const place = (placeId: string, count: number, lng: number) =>
      ({ placeId, count, position: [lng, 60] }) as RepeatPlace; // nothing else is drawn
    const { sources } = placesDrawing(
      [place("most", 8, 25), place("less", 2, 26)],
      "less",
      palettes.light,
    );
    const { data } = sources!["repeat-places"] as { data: GeoJSON.FeatureCollection };
    expect(data.features.map(({ properties }) => properties)).toMatchObject([
      { id: "most", rank: 1, isChosen: false },
      { id: "less", rank: 2, isChosen: true },
    ]);
    expect(data.features[1]!.geometry).toEqual({ type: "Point", coordinates: [26, 60] });
    expect(placesDrawing([], null, palettes.dark).layers).toHaveLength(2);
  });
});
