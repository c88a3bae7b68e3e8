import { beforeAll, expect, it } from "vitest";
import { RUBRICS } from "../../data/rubric.ts";
import { keepPreset } from "../../server/ratings/rubric-store.ts";
import { inspect, marksOf } from "../worlds/inspected.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const toilet = RUBRICS["star-toilet"]!;
let viewer: SignedIn;
let eastern: SignedIn;

type Section = {
  id: string;
  figures: { value: number }[];
  facts: { label: { en: string }; value: unknown }[];
  table: { rows: object[]; total: number } | null;
  links: { path: string }[];
};
const page = async (path: string, who?: SignedIn) => {
  const answer = await world.request(`/api/districts/north/${path}`, who);
  const { sections } = (await answer.json()) as { sections: Section[] };
  return new Map(sections.map((section) => [section.id, section]));
};

beforeAll(async () => {
  viewer = await signedIn(world.database(), "north", "viewer");
  eastern = await signedIn(world.database(), "north", "viewer", ["east"]);
  await world.database().transaction(
    async (tx) => {
      await keepPreset(tx, "north", "star-toilet");
      const rubricId = "star-toilet";
      await inspect(tx, {
        ...{ subjectId: "t1", rubricId, at: new Date("2024-03-01T10:00:00Z") },
        marks: marksOf(toilet),
      });
      // 3 of 8 and 1 of 5 lost: 96 of 100, and a veto
      await inspect(tx, {
        ...{ subjectId: "t1", rubricId, at: new Date("2024-04-01T10:00:00Z") },
        ...{ marks: marksOf(toilet, { floor: 5, flies: 4 }), vetoes: ["fee"] },
      });
      await tx.query(
        `insert into construction_target (district_id, target_id, kind, name, state, facility_id, created_by, updated_by)
         values ('north', 'b1', 'toilet', '新建公厕', 'done', 't1', 'a', 'a')`,
      );
    },
    { districtId: "north" },
  );
});

it("shows what inspections found and what was built to whoever may read it, the latest first", async () => {
  const sections = await page("facilities/t1", viewer);
  const { table, facts, links } = sections.get("inspections")!;
  expect(table).toMatchObject({
    total: 2,
    rows: [
      { day: "2024-04-01", score: 96, stars: 0, version: 1, level: "section" },
      { day: "2024-03-01", score: 100, stars: 5, wanting: "" },
    ],
  });
  expect(table!.rows[0]).toHaveProperty("wanting", "收费 ✕；地面干净、无积水 −3；蝇数不超限 −1");
  expect(facts.map(({ label }) => label.en)).toEqual([
    ...["Reason", "Trial", "Last inspected", "Due again on", "Open defects", "Warnings"],
  ]);
  expect(links[0]!.path).toBe("/ratings/subjects/facility/t1");
  expect(sections.get("works")!.table!.rows).toMatchObject([{ name: "新建公厕", state: "done" }]);
});

it("shows them to nobody else: not to strangers, nor to whoever reads another area", async () => {
  for (const sections of [await page("facilities/t1"), await page("facilities/t1", eastern)]) {
    expect([...sections.keys()]).toContain("ratings");
    for (const id of ["inspections", "works", "services"]) expect(sections.has(id)).toBe(false);
    expect(JSON.stringify([...sections.values()])).not.toMatch(/Reason|理由|预警/);
  }
});

it("counts the days of the last seven on which a working vehicle was heard on a street", async () => {
  const today = new Date();
  const ago = (days: number) => new Date(today.getTime() - days * 86_400_000);
  await world.database().transaction(
    async (tx) => {
      const [edge] = await tx.query<{ edgeId: string }>(
        `select edge_id as "edgeId" from street_edge where district_id = 'north' and street_id = 's1' limit 1`,
      );
      // two on one day, one idle, one too long ago: a single day is left
      for (const [days, isWorking, vehicle] of [
        ...([
          [1, true, "v1"],
          [1, true, "v2"],
          [2, false, "v1"],
          [9, true, "v1"],
        ] as const),
      ])
        await tx.query(
          `insert into service_record (district_id, day, vehicle_id, from_at, edge_id, to_at, from_share, to_share,
             points, is_working, confidence) values ('north', $1, $2, $3, $4, $3, 0, 1, 9, $5, 1)`,
          [ago(days).toISOString().slice(0, 10), vehicle, ago(days), edge!.edgeId, isWorking],
        );
    },
    { districtId: "north" },
  );
  const services = (await page("streets/s1", viewer)).get("services")!;
  expect(services.figures[0]!.value).toBe(1);
  expect(services.links[0]!.path).toBe("/cleaning/streets/s1");
  expect((await page("streets/s1")).has("services")).toBe(false);
});
