import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";

const north = servedNorth();

const ask = (path: string) => north.request(`/api/districts/north/layers/${path}`);
async function ids(path: string) {
  const page = await (await ask(path)).json();
  return page.features.map((feature: { id: string }) => feature.id);
}

describe("features of a layer", () => {
  it("names its question and gives the records that hold today", async () => {
    const answer = await ask("toilets/features");
    expect(answer.headers.get("Content-Type")).toContain("application/json");
    const page = await answer.json();
    expect(page).toMatchObject({
      type: "FeatureCollection",
      districtId: "north",
      layerId: "toilets",
      numberMatched: 2,
      numberReturned: 2,
      next: null,
    });
    expect(page.features[0]).toMatchObject({
      id: "t1",
      geometry: { type: "Point", coordinates: [25.002, 60.002] },
      properties: { status: "open", stars: 5, toiletClass: "2", stallsFemale: 6, nameEn: null },
    });
  });

  it.each([
    ["toilets/features?date=2024-05-31", ["t1", "t2", "t3"]], // t3 closed the day after
    ["toilets/features?date=2024-06-01", ["t1", "t2"]],
    ["toilets/features?date=2019-12-31", []], // opened the day after
    ["bins/features?bbox=25.003,60,25.0125,60.01", ["b2", "b3", "b4"]],
    ["bins/features?area=west", ["b1", "b2", "b3"]],
    ["bins/features?area=east", ["b4"]],
    ["complaints/features?from=2024-01-01&to=2024-04-01", ["c2", "c3"]],
    ["complaints/features?area=west-old", ["c1", "c4"]], // the happenings of its days
    ["toilets/features?filter=stars%20IS%20NULL", ["t2"]],
    ["bins/features?filter=isSorted=FALSE", ["b4"]],
    ["bins/features?filter=S_INTERSECTS(geometry,BBOX(25,60,25.005,61))", ["b1", "b2"]],
    ["bins/features?shape=POLYGON((25 60,25.005 60,25.005 61,25 61,25 60))", ["b1", "b2"]],
    ["bins/features?ids=b4,b1,b9", ["b1", "b4"]],
    ["toilets/features?date=2024-05-31&street=s1&withinMeters=15", ["t3"]], // 0.0001° north of it: 11 m
    ["toilets/features?date=2024-05-31&street=s1&withinMeters=10", []],
    [
      "bins/features?street=s1&withinMeters=1&shape=POLYGON((25.011 60,25.02 60,25.02 61,25.011 61,25.011 60))",
      ["b4"],
    ],
  ])("%s", async (path, expected) => {
    expect(await ids(path)).toEqual(expected);
  });

  it.each([
    {
      place: { street: "s1", withinMeters: 12 },
      query: "street=s1&withinMeters=12",
    },
    {
      place: {
        shape: {
          type: "Polygon",
          coordinates: [
            [
              [25, 60],
              [25.012, 60],
              [25.012, 60.006],
              [25, 60],
            ],
          ],
        },
      },
      query: "shape=POLYGON((25 60,25.012 60,25.012 60.006,25 60))",
    },
  ])("lists exactly what a summary counts: $query", async ({ place, query }) => {
    const days = { date: "2024-05-31", from: "2024-01-01", to: "2024-12-31" };
    const answer = await north.request("/api/districts/north/summary", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...place, ...days }),
    });
    const { layers } = await answer.json();
    expect(layers.length).toBeGreaterThan(8);
    for (const { layerId, ids: counted } of layers) {
      const asked = `${query}&${new URLSearchParams(days)}`;
      expect([layerId, await ids(`${layerId}/features?${asked}`)]).toEqual([layerId, counted]);
    }
  });

  it("pages through all of a layer without gap or repetition", async () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await (await ask(`bins/features?limit=3${cursor}`)).json();
      expect(page.numberMatched).toBe(4);
      seen.push(...page.features.map((feature: { id: string }) => feature.id));
      expect(seen.length).toBeLessThanOrEqual(4);
      cursor = page.next === null ? "" : `&cursor=${page.next}`;
    } while (cursor);
    expect(seen).toEqual(["b1", "b2", "b3", "b4"]);
  });

  it("gives a file of everything chosen", async () => {
    const answer = await ask("bins/features?area=west&format=csv&lang=en");
    expect(answer.headers.get("Content-Disposition")).toContain('filename="north-bins-');
    const rows: Record<string, string>[] = parse(await answer.text(), { bom: true, columns: true });
    expect(rows.map((row) => [row.id, row.Sorted, row.lng])).toEqual([
      ["b1", "yes", "25.001"],
      ["b2", "yes", "25.004"],
      ["b3", "yes", "25.009"],
    ]);
  });

  it.each([
    ["nowhere/features", 404, "layer-unknown"],
    ["bins/features?bbox=NaN,1,2,3", 400, "query-invalid"],
    ["bins/features?bbox=1,2,3", 400, "query-invalid"],
    ["bins/features?bbox=200,1,210,3", 400, "query-invalid"],
    ["bins/features?date=2024-02-30", 400, "query-invalid"],
    ["bins/features?area=atlantis", 400, "query-invalid"],
    ["bins/features?limit=10001", 400, "query-invalid"],
    ["bins/features?cursor=%21%21", 400, "query-invalid"],
    ["bins/features?format=pdf", 400, "query-invalid"],
    ["bins/features?filter=colour='red'", 400, "query-invalid"],
    ["bins/features?shape=POINT(25 60)", 400, "query-invalid"],
    ["bins/features?shape=POLYGON((25 60,26", 400, "query-invalid"],
    ["bins/features?street=s9", 404, "record-unknown"],
    ["bins/features?street=s1&withinMeters=0", 400, "query-invalid"],
  ])("refuses %s", async (path, status, code) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, detail: expect.any(String) });
  });

  it("knows no other district", async () => {
    const answer = await north.request("/api/districts/south/layers/bins/features");
    expect(await answer.json()).toMatchObject({ status: 404, code: "district-unknown" });
  });
});
