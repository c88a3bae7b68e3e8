import { describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";

const north = servedNorth();

const ask = (path: string) => north.request(`/api/districts/north/${path}`);
const json = async (path: string) => (await ask(path)).json();
const register = async (query: string) => {
  const page = await json(`facilities${query}`);
  return page.items.map((item: { facilityId: string }) => item.facilityId);
};

describe("the register", () => {
  it("lists every kind with its count, and names its question", async () => {
    const page = await json("facilities");
    expect(page.total).toBe(6);
    expect(page.counts).toContainEqual({ kind: "toilet", count: 2 });
    expect(page.counts).toContainEqual({ kind: "bin", count: 4 });
    expect(page.query).toEqual({ kind: null, status: null, q: null, area: null });
    expect(page.items[0]).toMatchObject({
      facilityId: "t1",
      layerId: "toilets",
      kind: "toilet",
      code: "T1",
      stars: 5,
      position: [25.002, 60.002],
    });
  });

  it.each([
    ["?kind=toilet", ["t1", "t2"]],
    ["?kind=toilet&date=2024-05-31", ["t1", "t2", "t3"]],
    ["?status=repair", ["t2"]],
    ["?status=repair,open&kind=toilet", ["t1", "t2"]],
    ["?area=east", ["b4"]],
    ["?q=B", ["b1", "b2", "b3", "b4"]],
    ["?q=%EF%BC%A21", ["b1"]], // a full-width B1
    ["?q=nothing", []],
  ])("%s", async (query, expected) => {
    expect(await register(query)).toEqual(expected);
  });

  it("pages over kinds without gap or repetition", async () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await json(`facilities?limit=1${cursor}`);
      seen.push(...page.items.map((item: { facilityId: string }) => item.facilityId));
      expect(seen.length).toBeLessThanOrEqual(6);
      cursor = page.next === null ? "" : `&cursor=${page.next}`;
    } while (cursor);
    expect(seen).toEqual(["t1", "t2", "b1", "b2", "b3", "b4"]);
  });

  it.each(["?kind=castle", "?status=open,lost", "?cursor=xx", "?area=atlantis", "?limit=0"])(
    "refuses %s",
    async (query) => {
      expect(await json(`facilities${query}`)).toMatchObject({ code: "query-invalid" });
    },
  );
});

type Section = {
  id: string;
  facts: object[];
  figures: { value: number }[];
  table: { rows: object[] };
};
const sectionOf = (page: { sections: Section[] }, id: string) =>
  page.sections.find((section) => section.id === id);

describe("the page of a facility", () => {
  it("has its facts, ratings in order and the street it stands by", async () => {
    const page = await json("facilities/t3");
    expect(page.facility).toMatchObject({
      facilityId: "t3",
      status: "closed",
      closedOn: "2024-06-01",
      stars: null,
      attributes: { toiletClass: "2", stallsFemale: 6 },
    });
    // 0.0001° of latitude from the street
    expect(page.street).toEqual({ streetId: "s1", name: "中街", distanceMeters: 11.1 });
    const rated = await json("facilities/t1");
    expect(sectionOf(rated, "ratings")?.table.rows).toMatchObject([
      { stars: 5, validFrom: "2023-01-01", validTo: null },
      { stars: 3, validFrom: "2021-01-01", validTo: "2023-01-01" },
    ]);
    expect(rated.facility.stars).toBe(5);
  });

  it("counts complaints of the last 365 days, linked and near apart", async () => {
    const today = new Date();
    const day = (ago: number) =>
      new Date(today.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
    // near t1, 0.0005° of latitude (56 m) and 0.0010° (111 m) north of it; n4 is linked and far, n6 near and
    // linked to another
    const rows: [string, number, number, string | null][] = [
      ["n1", 60.0025, 10, null],
      ["n2", 60.003, 10, null],
      ["n3", 60.0025, 370, null],
      ["n4", 60.0095, 20, "t1"],
      ["n5", 60.002, 30, "t1"],
      ["n6", 60.0022, 5, "t2"],
    ];
    await north.database().transaction(
      async (tx) => {
        for (const [id, lat, ago, facility] of rows)
          await tx.query(
            `insert into complaint (district_id, complaint_id, number, category, occurred_on, position, facility_id)
             values ('north', $1, $1, '公厕', $2, st_setsrid(st_makepoint(25.002, $3), 4326), $4)`,
            [id, day(ago), lat, facility],
          );
      },
      { asOwner: true },
    );
    const section = sectionOf(await json("facilities/t1"), "complaints");
    expect(section?.figures.map(({ value }) => value)).toEqual([2, 2]);
    expect(section?.table.rows).toEqual([{ category: "公厕", linked: 2, near: 2 }]);
  });

  it("is unknown when there is none", async () => {
    expect(await json("facilities/t9")).toMatchObject({ status: 404, code: "facility-unknown" });
  });
});

describe("the page of a street", () => {
  it("has its length, stars, and the cleaning that is due", async () => {
    const page = await json("streets/s1");
    expect(page.street).toMatchObject({
      name: "中街",
      isModel: true,
      stars: 4,
      edges: 2,
      lengthMeters: 2 * 556,
      bbox: [25, 60.005, 25.02, 60.005],
    });
    expect(sectionOf(page, "cleaning")?.table.rows).toMatchObject([
      { code: "R-2", kind: "fine_sweep", passes: 7, period: "week", lengthMeters: 556 },
      { code: "R-1", kind: "full_sweep", passes: 3, shifts: "04:30–07:00", lengthMeters: 1112 },
      { code: "R-3", kind: "wash" },
    ]);
    expect(sectionOf(page, "cleaning")?.facts).toMatchObject([{ value: 1112 }]);
  });

  it("is unknown when there is none", async () => {
    expect(await json("streets/s9")).toMatchObject({ status: 404, code: "record-unknown" });
  });
});

describe("search", () => {
  it("finds a facility by its code, and a street by a piece of its name, once", async () => {
    const byCode = await json("search?q=b2");
    expect(byCode.hits[0]).toMatchObject({ layerId: "bins", id: "b2", rank: 0 });
    const byName = await json("search?q=%E4%B8%AD%E8%A1%97");
    expect(byName.hits[0]).toMatchObject({ layerId: "streets", id: "s1", rank: 1 });
    const { hits } = await json("search?q=middle");
    expect(hits.filter((hit: { layerId: string }) => hit.layerId === "streets")).toHaveLength(1);
  });

  it("gives a place for every hit", async () => {
    for (const hit of (await json("search?q=%E4%B8%AD")).hits) expect(hit.position).toHaveLength(2);
  });

  it("wants words", async () => {
    expect(await json("search?q=")).toMatchObject({ code: "query-invalid" });
  });
});

const summarize = async (body: object) => {
  const answer = await north.request("/api/districts/north/summary", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.json();
};
const layerOf = (summary: { layers: { layerId: string }[] }, id: string) =>
  summary.layers.find((layer) => layer.layerId === id);

describe("a summary", () => {
  const west = [
    [25, 60],
    [25.01, 60],
    [25.01, 60.01],
    [25, 60.01],
    [25, 60],
  ];

  it("counts what is in a polygon, by class, with ids and the length inside", async () => {
    const summary = await summarize({ shape: { type: "Polygon", coordinates: [west] } });
    expect(summary).toMatchObject({ districtId: "north", place: "shape", withinMeters: null });
    expect(layerOf(summary, "bins")).toMatchObject({ count: 3, ids: ["b1", "b2", "b3"] });
    const toilets = layerOf(summary, "toilets") as unknown as {
      classes: Record<string, { value: string; count: number }[]>;
    };
    expect(toilets.classes.status).toMatchObject([
      { value: "open", count: 1 },
      { value: "repair", count: 1 },
    ]);
    // 0.01° along 60.005°N: 6,371,008.8 m × π/18,000 × cos 60.005°
    const tenth = 6_371_008.8 * (Math.PI / 18_000) * Math.cos((60.005 * Math.PI) / 180);
    expect(layerOf(summary, "streets")).toMatchObject({ lengthMeters: expect.closeTo(tenth, 0) });
    expect(layerOf(summary, "residents")).toMatchObject({ count: 1, residents: 120 });
  });

  it("counts what is along a street, each once", async () => {
    const summary = await summarize({ street: "s1", withinMeters: 20 });
    expect(layerOf(summary, "bins")).toMatchObject({ count: 4 });
    expect(layerOf(summary, "toilets")).toMatchObject({ count: 0 });
  });

  it("counts what is along a drawn line, on a day", async () => {
    const along = {
      type: "LineString",
      coordinates: [
        [25.014, 60.005],
        [25.016, 60.005],
      ],
    };
    const summary = await summarize({ along, withinMeters: 20, date: "2024-05-31" });
    expect(layerOf(summary, "toilets")).toMatchObject({ count: 1, ids: ["t3"] });
    expect(layerOf(summary, "bins")).toMatchObject({ count: 0 });
  });

  it.each([
    { shape: { type: "Polygon", coordinates: [] } },
    { along: { type: "LineString", coordinates: [[1, 2]] }, withinMeters: 5 },
    { street: "s1", withinMeters: -1 },
    {},
  ])("refuses %j", async (body) => {
    expect(await summarize(body)).toMatchObject({ code: "body-invalid" });
  });

  it("knows no other street", async () => {
    expect(await summarize({ street: "s9", withinMeters: 5 })).toMatchObject({
      code: "record-unknown",
    });
  });
});
