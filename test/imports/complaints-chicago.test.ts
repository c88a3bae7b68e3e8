import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../server/imports/csv.ts";
import { prepareTable } from "../../server/imports/plan.ts";
import { importing } from "../worlds/importing.ts";

const FILE = "../shared/data/complaints/chicago_sanitation_code_2012_2013.csv";
const store = importing();
const { read, run, undo, countOf } = store;

/** What the file holds, counted from the raw rows in the plainest way. */
function counted() {
  const rows: Record<string, string>[] = parse(readFileSync(FILE), { columns: true });
  const first = new Map<string, Record<string, string>>();
  let [repeated, contradicting] = [0, 0];
  for (const row of rows) {
    const before = first.get(row.service_request_number!);
    if (!before) first.set(row.service_request_number!, row);
    else if (JSON.stringify(before) === JSON.stringify(row)) repeated++;
    else contradicting++;
  }
  const kept = [...first.values()];
  const isMarked = (row: Record<string, string>) => row.status!.endsWith("Dup");
  const day = (row: Record<string, string>) => Date.parse(row.creation_date!) / 86_400_000;
  const plain = (row: Record<string, string>) => row.street_address!.replaceAll(/[^A-Z0-9]/gi, "");
  const originals = new Map<string, Record<string, string>[]>();
  for (const row of kept.filter((one) => !isMarked(one)))
    originals.set(plain(row), [...(originals.get(plain(row)) ?? []), row]);
  const merged = kept.filter(isMarked).filter((row) =>
    originals.get(plain(row))?.some((other) => {
      const apart = day(row) - day(other);
      const isBefore = other.service_request_number! < row.service_request_number!;
      return apart <= 60 && (apart > 0 || (apart === 0 && isBefore));
    }),
  );
  return {
    ...{ rows: rows.length, kept: kept.length, repeated, contradicting },
    ...{ marked: kept.filter(isMarked).length, merged: merged.length },
    unplaced: kept.filter(({ latitude }) => latitude === "").length,
    uncategorized: kept.filter(({ nature }) => nature === "").length,
    settled: kept.filter(({ completion_date }) => completion_date !== "").length,
  };
}

describe.skipIf(!existsSync(FILE))(
  "37,237 complaints of Chicago (skipped without ../shared/data)",
  () => {
    it("come in whole but for the rows that contradict another, and are taken back whole", async () => {
      const expected = counted();
      const prepared = prepareTable(readCsv(readFileSync(FILE), {}), {
        ...{
          fileName: "chicago_sanitation_code.csv",
          format: "csv",
          kind: null,
          crs: null,
          map: {},
          source: "file",
        },
        ...{ timeZone: "America/Chicago", level: null, unknownCategory: "keep" },
      });
      await expect(run("chicago", prepared)).rejects.toMatchObject({
        faults: { length: expected.contradicting },
      });
      const outcome = await run("chicago", prepared, true);
      expect(outcome).toMatchObject({
        ...{ rowsIn: 37_237, written: expected.kept, unchanged: expected.repeated },
        rejected: expected.contradicting,
        notes: [
          { what: "merged into the complaint they repeat", count: expected.merged },
          {
            what: "marked as duplicates whose original is not in the file",
            count: expected.marked - expected.merged,
          },
        ],
      });
      const [counts] = await read(
        "chicago",
        `select count(*)::int as kept, count(*) filter (where position is null)::int as unplaced,
         count(*) filter (where category is null)::int as uncategorized,
         count(*) filter (where settled_at is not null)::int as settled,
         count(*) filter (where state = 'merged')::int as merged,
         count(*) filter (where state not in ('merged', 'recorded'))::int as open,
         count(*) filter (where occurred_at is not null)::int as timed, sum(events)::int as events
       from complaint`,
      );
      const { kept, unplaced, uncategorized, settled, merged } = expected;
      expect(counts).toEqual({
        ...{ kept, unplaced, uncategorized, settled, merged, open: 0, timed: 0, events: kept },
      });
      // Nobody repeats a duplicate, or what came later.
      const wrong = await read(
        "chicago",
        `select d.number from complaint d
       join complaint o on o.district_id = d.district_id and o.complaint_id = d.duplicate_of
       where o.duplicate_of is not null or o.occurred_on > d.occurred_on or d.occurred_on - o.occurred_on > 60`,
      );
      expect(wrong).toEqual([]);
      expect(await countOf("chicago", "complaint_counter")).toBe(0);
      expect(await run("chicago", prepared, true)).toMatchObject({
        ...{ written: 0, unchanged: kept + expected.repeated, rejected: expected.contradicting },
      });
      expect(await undo("chicago", outcome.importId)).toBe(kept);
      expect(await countOf("chicago", "complaint")).toBe(0);
    }, 400_000);
  },
);
