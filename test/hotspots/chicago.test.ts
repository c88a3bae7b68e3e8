import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { latLngToCell } from "h3-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CubeAnswer, HotspotAnswer } from "../../server/hotspots/schema.ts";
import type { SpotAnswer } from "../../server/hotspots/spot-schema.ts";
import { readCsv } from "../../server/imports/csv.ts";
import { prepareTable } from "../../server/imports/plan.ts";
import { importing } from "../worlds/importing.ts";
import { servedApp } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const FILE = "../shared/data/complaints/chicago_sanitation_code_2012_2013.csv";
const [FROM, TO] = ["2013-12-02", "2013-12-31"];
const store = importing();

/** The rows of the file as the register keeps them: of each number the first. */
function keptRows() {
  const rows: Record<string, string>[] = parse(readFileSync(FILE), { columns: true });
  const first = new Map<string, Record<string, string>>();
  for (const row of rows)
    if (!first.has(row.service_request_number!)) first.set(row.service_request_number!, row);
  return [...first.values()].map((row) => ({
    day: row.creation_date!.slice(0, 10),
    position: row.latitude === "" ? null : ([+row.longitude!, +row.latitude!] as const),
  }));
}

describe.skipIf(!existsSync(FILE))(
  "Chicago as a second city (skipped without ../shared/data)",
  () => {
    let served: ReturnType<typeof servedApp>;
    let who: SignedIn;
    const asked = async <T = HotspotAnswer>(path: string): Promise<T> => {
      const { headers } = who;
      const answer = await served.app.request(`/api/districts/chicago/hotspots${path}`, {
        headers,
      });
      if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
      return answer.json();
    };

    beforeAll(async () => {
      const prepared = prepareTable(readCsv(readFileSync(FILE), {}), {
        ...{ fileName: "chicago.csv", format: "csv", kind: "complaint", crs: null, map: {} },
        ...{ source: "file", timeZone: "America/Chicago", level: null, unknownCategory: "keep" },
      });
      await store.run("chicago", prepared, true);
      served = servedApp(store.database());
      who = await signedIn(store.database(), "chicago", "manager");
    }, 400_000);
    afterAll(() => served?.close());

    it("is looked at by its last 30 days, at a resolution chosen for them, and nothing is lost", async () => {
      const answer = await asked(`?from=${FROM}&to=${TO}`);
      const own = keptRows().filter(({ day }) => day >= FROM && day <= TO);
      expect(answer.totals.period).toEqual({
        complaints: own.length,
        withoutPosition: own.filter(({ position }) => position === null).length,
        events: own.filter(({ position }) => position !== null).length,
      });
      const { measure, resolution, isResolutionChosen } = answer.asked;
      expect([measure, isResolutionChosen]).toEqual(["count", true]); // it has no streets
      expect([7, 8]).toContain(resolution);
      const byCell = new Map<string, number>();
      for (const { position } of own) {
        if (!position) continue;
        const cell = latLngToCell(position[1], position[0], resolution);
        byCell.set(cell, (byCell.get(cell) ?? 0) + 1);
      }
      for (const [i, cell] of answer.cells.cell.entries())
        expect(answer.cells.complaints[i]).toBe(byCell.get(cell) ?? 0);
      expect(answer.spots.length).toBeGreaterThan(0);
      expect(answer.hot).toBeLessThan(answer.studied / 2);
    });

    it("has all it ever had in the cube of two years, but what is without a place", async () => {
      const cube = await asked<CubeAnswer>(`/cube?to=${TO}&step=week&steps=105`);
      expect(cube.steps[0]! <= "2012-01-01").toBe(true);
      const own = keptRows();
      const placed = own.filter(({ position }) => position !== null).length;
      expect(own.length - placed).toBeGreaterThanOrEqual(22);
      expect(cube.totals.reduce((a, b) => a + b, 0)).toBe(placed);
      const patterns = new Set(cube.patterns.map(({ pattern }) => pattern));
      expect([...patterns].some((pattern) => pattern.endsWith("-hot"))).toBe(true);
      for (const { trend, trendP, slopePerStep, pattern } of cube.cells)
        expect([trend, trendP, pattern === "none" ? 0 : slopePerStep].every(Number.isFinite)).toBe(
          true,
        );
    });

    it("knows no hours, which is not midnight", async () => {
      const { spots } = await asked(`?from=${FROM}&to=${TO}`);
      const card = await asked<SpotAnswer>(`/spots/${spots[0]!.spotId}?from=${FROM}&to=${TO}`);
      expect(card.complaints).toBeGreaterThan(0);
      expect([card.withHour, card.hours]).toEqual([0, []]);
      expect(card.sentences.map(({ zh }) => zh).join("")).not.toContain("00–03 时");
      const night = await asked(`?from=${FROM}&to=${TO}&hours=0-3`);
      expect(night.totals.period.complaints).toBe(0);
    });

    it("has records only: nothing of it is open, and late is what the register calls so", async () => {
      const { totals } = await asked(`?from=${FROM}&to=${TO}&measure=late`);
      const [row] = await store.read<{ n: number }>(
        "chicago",
        `select count(*)::int as n from complaint
         where occurred_on between $1 and $2 and position is not null and settled_at > settle_by`,
        [FROM, TO],
      );
      expect(totals.period.events).toBe(row!.n);
      const { spots } = await asked(`?from=${FROM}&to=${TO}`);
      const card = await asked<SpotAnswer>(`/spots/${spots[0]!.spotId}?from=${FROM}&to=${TO}`);
      expect(card.open).toBe(0);
    });
  },
);
