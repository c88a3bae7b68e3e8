import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { tileAt } from "../../server/geo/tile.ts";
import { recordChange } from "../../server/store/changes.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const api = "/api/districts/north";

async function tile(layerId: string, at: [number, number], z = 16) {
  const { x, y } = tileAt(...at, z);
  const answer = await north.request(`/tiles/north/${layerId}/${z}/${x}/${y}.mvt`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const layer = new VectorTile(new PbfReader(bytes)).layers[layerId];
  const features = Array.from({ length: layer?.length ?? 0 }, (_, i) => layer!.feature(i));
  return { features, text: new TextDecoder().decode(bytes) };
}

const layerOf = async (layerId: string) =>
  (await (await north.request(`${api}/layers`)).json()).layers.find(
    (one: { layerId: string }) => one.layerId === layerId,
  );

describe("places as a layer", () => {
  it("are counted by kind, in the order of the kinds", async () => {
    const { classes, count } = await layerOf("places");
    expect(count).toBe(2);
    expect(classes.kind).toEqual([
      { value: "transport", title: { zh: "交通枢纽", en: "Station" }, count: 1 },
      { value: "school", title: { zh: "学校", en: "School" }, count: 1 },
    ]);
  });

  it("are drawn where they are, with kind and names", async () => {
    const { features } = await tile("places", [25.004, 60.004]);
    expect(features.map(({ properties }) => properties)).toEqual([
      { id: "school", kind: "school", name: "北小学", nameEn: "North School" },
    ]);
  });

  it("are counts per cell from afar", async () => {
    const { x, y } = tileAt(25.01, 60.005, 10);
    const answer = await north.request(`/tiles/north/places/10/${x}/${y}.mvt`);
    const cells = new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer()))).layers[
      "places.cells"
    ]!;
    const counts = Array.from(
      { length: cells.length },
      (_, i) => cells.feature(i).properties.count,
    );
    expect(counts.reduce<number>((sum, count) => sum + Number(count), 0)).toBe(2);
  });

  it("follow the register: one that is moved and one that is gone", async () => {
    await north.database().transaction(
      async (tx) => {
        await tx.query(
          "update place set kind = 'market' where district_id = 'north' and place_id = 'school'",
        );
        await tx.query("delete from place where district_id = 'north' and place_id = 'station'");
        await recordChange(tx, "north", "place", ["school", "station"]);
      },
      { districtId: "north" },
    );
    await expect
      .poll(async () =>
        (await layerOf("places")).classes.kind.map(({ value }: { value: string }) => value),
      )
      .toEqual(["market"]);
  });
});

describe("plots as a layer", () => {
  it("are counted by use, with the letter of the standard, and by whether one may build there", async () => {
    const { classes } = await layerOf("plots");
    expect(classes.landUse).toEqual([
      { value: "residential", title: { zh: "R 居住用地", en: "R Residential" }, count: 1 },
      { value: "utility", title: { zh: "U 公用设施用地", en: "U Utilities" }, count: 1 },
    ]);
    expect(
      classes.isAvailable.map(({ value, count }: { value: boolean; count: number }) => [
        value,
        count,
      ]),
    ).toEqual([
      [true, 1],
      [false, 1],
    ]);
  });

  it("answer how large and how dear they are, and what may be built on can be asked for", async () => {
    const filter = encodeURIComponent("isAvailable = TRUE AND usableAreaSquareMeters >= 100");
    const page = await (
      await north.request(`${api}/layers/plots/features?filter=${filter}`)
    ).json();
    expect(page.features.map(({ id }: { id: string }) => id)).toEqual(["free"]);
    expect(page.features[0].properties).toMatchObject({
      ...{ landUse: "utility", usableAreaSquareMeters: 120, costYuan: 50_000 },
    });
  });

  it("publish neither whose they are nor what neighbours say, whoever asks", async () => {
    const planner = await signedIn(north.database(), "north", "planner");
    const paths = [
      `${api}/layers`,
      `${api}/layers/plots/features`,
      `${api}/layers/plots/features?f=csv`,
      "/ogc/collections/plots/items?f=json",
      "/ogc/collections/plots/queryables",
    ];
    for (const path of paths)
      for (const who of [undefined, planner]) {
        const answer = await north.request(path, who);
        const text = await answer.text();
        expect([path, answer.status]).toEqual([path, 200]);
        expect(text).not.toMatch(/区人民政府|居民反对|objection|邻避/);
      }
    const { features, text } = await tile("plots", [25.0065, 60.0042]);
    expect(features.map(({ properties }) => properties)).toEqual([
      { id: "free", landUse: "utility", isAvailable: true, name: "河边地块" },
    ]);
    expect(text).not.toMatch(/区人民政府|居民反对/);
  });
});

describe("a plot for staff", () => {
  const path = `${api}/plots/free`;

  it("says whose it is and what neighbours say", async () => {
    const planner = await signedIn(north.database(), "north", "planner");
    expect(await (await north.request(path, planner)).json()).toEqual({
      ...{ districtId: "north", plotId: "free", code: "DK1", name: "河边地块", nameEn: null },
      ...{ landUse: "utility", isAvailable: true, usableAreaSquareMeters: 120, costYuan: 50_000 },
      ...{ owner: "区人民政府", objection: "居民反对设公厕" },
    });
    const unknown = await north.request(`${api}/plots/nowhere`, planner);
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, "record-unknown"]);
  });

  it("is not shown to whoever has not signed in, nor to whoever sees a part of the district", async () => {
    expect((await north.request(path)).status).toBe(401);
    const inWest = await signedIn(north.database(), "north", "planner", ["west"]);
    expect((await north.request(path, inWest)).status).toBe(403);
  });
});
