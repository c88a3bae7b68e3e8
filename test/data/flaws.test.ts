import { afterAll, beforeAll, expect, it } from "vitest";
import type { DemoFlaw } from "../../data/demo/flaws.ts";
import { DEMO_DISTRICT_ID, generateDemo } from "../../data/demo/generate.ts";
import written from "../../data/demo/truths.json" with { type: "json" };
import type { QualityCheck } from "../../data/quality.ts";
import { loadDemo } from "../../server/demo.ts";
import { createExaminations, type Examination } from "../../server/imports/quality.ts";
import { isWrong } from "../../server/imports/quality-groups.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

const anchor = new Date(written.anchor);
const demo = generateDemo({ anchor });
const planted = (kind: DemoFlaw["kind"]) =>
  demo.flaws.flatMap((flaw) => (flaw.kind === kind ? [flaw.facilityId] : []));

let world: TestDatabase;
let examination: Examination;
beforeAll(async () => {
  world = await openTestDatabase();
  await loadDemo(world.database, { anchor });
  const place = { districtId: DEMO_DISTRICT_ID, today: written.anchor.slice(0, 10) };
  examination = await createExaminations(world.database)(place);
}, 300_000); // a whole demonstration is loaded, beside another test
afterAll(() => world?.drop());
const found = (check: QualityCheck) => examination.findings[check].rows.map(({ id }) => id);

it("the planted flaws sit on bins of invented streets that nobody complained of, one on each", () => {
  const ids = demo.flaws.map(({ facilityId }) => facilityId);
  expect(new Set(ids).size).toBe(ids.length);
  const byId = new Map(demo.facilities.map((facility) => [facility.facilityId, facility]));
  for (const id of ids) {
    expect(byId.get(id)).toMatchObject({ kind: "bin", status: "open" });
    expect(byId.get(id)!.name).not.toMatch(
      /^(解放大道|常胜西路|蔡伦大道|立新大道|蒸湘南路|红湘北路)/,
    );
  }
  const named = new Set(demo.complaints.map(({ facilityId }) => facilityId));
  expect(ids.filter((id) => named.has(id))).toEqual([]);
});

it("the doctor finds the forty bins in GCJ-02, and only them", () => {
  const { facts } = written.truths.find(({ id }) => id === "bins-in-gcj02")!;
  expect(found("facility-datum").sort()).toEqual(planted("wrong-datum").sort());
  expect(planted("wrong-datum")).toHaveLength(facts.bins!);
  const wrong = examination.groups.filter(isWrong);
  expect(wrong).toMatchObject([
    {
      ...{ kind: "bin", count: facts.bins, origin: { by: "source", name: facts.source } },
      verdict: { reading: facts.datum },
    },
  ]);
});

it("the register and the complaints, which are in WGS 84, are never said to be wrong", () => {
  const { groups } = examination;
  const register = groups.filter(({ origin }) => origin.by === "hand");
  expect(register.find(({ kind }) => kind === "bin")!.count).toBeGreaterThan(2_400);
  for (const group of register) {
    if (group.verdict.outcome === "clear") expect(group.verdict.reading).toBe("wgs84");
    if (group.count > 20)
      expect([group.kind, group.verdict.outcome]).toEqual([group.kind, "clear"]);
  }
  expect(groups.find(({ kind }) => kind === "depot")!.verdict.outcome).toBe("few");
});

it("the other checks find what was planted for them, and nothing that was not", () => {
  expect(found("facility-place").sort()).toEqual(planted("no-place").sort());
  expect(found("manager-unknown").sort()).toEqual(planted("manager-unknown").sort());
  expect(found("owner-unknown").sort()).toEqual(planted("owner-unknown").sort());
  const outside = found("facility-outside");
  expect(outside).toEqual(expect.arrayContaining(planted("outside")));
  const displaced = new Set([...planted("outside"), ...planted("wrong-datum")]);
  expect(outside.filter((id) => !displaced.has(id))).toEqual([]); // bins at the edge are shifted over it
  expect(found("duplicate")).toEqual(expect.arrayContaining(planted("duplicate")));
  expect(found("complaint-outside")).toEqual([]);
  expect(found("complaint-place")).toHaveLength(
    demo.complaints.filter(({ position }) => position === null).length,
  );
  const never = demo.facilities.filter(
    ({ status, verifiedOn }) => (status === "open" || status === "repair") && verifiedOn === null,
  );
  expect(found("never-verified").sort()).toEqual(never.map(({ facilityId }) => facilityId).sort());
});
