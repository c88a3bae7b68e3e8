import { describe, expect, it } from "vitest";
import { readOsm } from "../../server/imports/osm.ts";
import { osmRecords } from "../../server/imports/osm-records.ts";
import { placeRuleOf, plotRuleOf } from "../../server/imports/osm-rules.ts";
import { osmFile, osmPlace } from "../worlds/osm.ts";

describe("tags of OpenStreetMap", () => {
  it.each([
    [{ amenity: "marketplace" }, "market"],
    [{ shop: "mall" }, "shopping"],
    [{ railway: "station", public_transport: "station" }, "transport"],
    [{ amenity: "bus_station" }, "transport"],
    [{ amenity: "kindergarten" }, "school"],
    [{ amenity: "clinic" }, "hospital"],
    [{ place: "square" }, "square"],
    [{ leisure: "park" }, "park"],
    [{ leisure: "park", access: "private" }, undefined],
    [{ tourism: "attraction" }, "scenic"],
    [{ tourism: "museum" }, "culture_sport"],
    [{ office: "government" }, "work"],
    [{ office: "vacant" }, undefined],
    [{ landuse: "commercial" }, "work"],
    [{ shop: "bakery" }, undefined],
    [{ amenity: "toilets" }, undefined],
  ])("%o are the place %s", (tags, kind) => {
    expect(placeRuleOf(tags)?.kind).toBe(kind);
  });

  it.each([
    [{ landuse: "residential" }, "residential"],
    [{ amenity: "school" }, "public"],
    [{ amenity: "school", building: "yes" }, undefined],
    [{ landuse: "retail" }, "commercial"],
    [{ landuse: "industrial" }, "industrial"],
    [{ landuse: "industrial", industrial: "warehouse" }, "warehouse"],
    [{ landuse: "railway" }, "road_transport"],
    [{ amenity: "parking", parking: "underground" }, undefined],
    [{ power: "substation" }, "utility"],
    [{ leisure: "park" }, "green_square"],
    [{ landuse: "forest" }, undefined],
  ])("%o are land of the use %s", (tags, landUse) => {
    expect(plotRuleOf(tags)?.landUse).toBe(landUse);
  });
});

describe("places and plots of an OSM file", () => {
  const nodes = [
    { id: 1, at: [0, 0] as [number, number] },
    { id: 2, at: [2, 0] as [number, number] },
    { id: 3, at: [2, 2] as [number, number] },
    { id: 4, at: [0, 2] as [number, number] },
    { id: 5, at: [9, 9] as [number, number], tags: { amenity: "library" } },
  ];
  const park = { leisure: "park", name: "平湖公园", "name:en": "Pinghu Park" };
  const recordsOf = (refs: number[], kinds: string[] | null) =>
    osmRecords(
      readOsm(osmFile({ nodes, ways: [{ id: 7, refs, tags: park }] })),
      kinds && new Set(kinds),
    ).records;

  it("are both made of a park: a place in its middle, and its land, which may not be built on", () => {
    const [library, place, plot, ...more] = recordsOf([1, 2, 3, 4, 1], ["place", "plot"]);
    expect(more).toEqual([]);
    expect(library!.values).toMatchObject({ kind: "culture_sport", name: "文体场馆" });
    expect(place).toMatchObject({
      ...{ table: "place", id: "osm-w7" },
      values: {
        ...{ kind: "park", name: "平湖公园", name_en: "Pinghu Park", source: "osm" },
        position: { type: "Point", coordinates: osmPlace([1, 1]) },
      },
    });
    expect(plot).toMatchObject({
      ...{ table: "plot", id: "osm-w7" },
      values: { code: "osm-w7", name: "平湖公园", land_use: "green_square" },
    });
    expect(plot!.values.shape).toMatchObject({ type: "MultiPolygon" });
    expect(plot!.values).not.toHaveProperty("is_available");
    expect(plot!.values).not.toHaveProperty("usable_area_square_meters");
  });

  it("are none of a line", () => {
    expect(recordsOf([1, 2, 3], ["place", "plot"]).map(({ id }) => id)).toEqual(["osm-n5"]);
  });

  it("are taken only when they are asked for", () => {
    expect(recordsOf([1, 2, 3, 4, 1], ["plot"]).map(({ table }) => table)).toEqual(["plot"]);
    expect(recordsOf([1, 2, 3, 4, 1], ["green"]).map(({ table }) => table)).toEqual(["ground"]);
  });
});
