import fc from "fast-check";
import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { worldBoxOf } from "../../server/geo/tile.ts";
import { dateOf } from "../../server/store/column.ts";
import type { LayerRecord } from "../../server/store/layer.ts";
import {
  changedSnapshot,
  LONGEST_TAIL,
  loadSnapshot,
  type Snapshot,
} from "../../server/store/snapshot.ts";
import { layerOfEveryType, namedLayer, snapshotOfGeometries } from "../worlds/layer.ts";

const day = fc.integer({ min: -30_000, max: 60_000 }).map(dateOf);
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const values = fc.tuple(
  orNull(fc.oneof(fc.constantFrom("果皮箱", "", "a\u0000b", "🚮"), fc.string())),
  orNull(fc.integer()),
  orNull(fc.double({ noNaN: true, noDefaultInfinity: true })),
  orNull(fc.boolean()),
  orNull(day),
  orNull(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
  orNull(day),
  orNull(day),
);

const position = fc.tuple(
  fc.integer({ min: 249_900_000, max: 250_300_000 }).map((lng) => lng / 1e7),
  fc.integer({ min: 599_900_000, max: 600_300_000 }).map((lat) => lat / 1e7),
);
const path = fc.array(position, { minLength: 2, maxLength: 6 });
const ring = fc.array(position, { minLength: 3, maxLength: 6 }).map((list) => [...list, list[0]!]);

const geometries = {
  point: position.map((coordinates): Geometry => ({ type: "Point", coordinates })),
  line: fc.oneof(
    path.map((coordinates): Geometry => ({ type: "LineString", coordinates })),
    fc
      .array(path, { minLength: 1, maxLength: 3 })
      .map((coordinates): Geometry => ({ type: "MultiLineString", coordinates })),
  ),
  polygon: fc.oneof(
    fc
      .array(ring, { minLength: 1, maxLength: 3 })
      .map((coordinates): Geometry => ({ type: "Polygon", coordinates })),
    fc
      .array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })
      .map((coordinates): Geometry => ({ type: "MultiPolygon", coordinates })),
  ),
};

const records = (kind: keyof typeof geometries) =>
  fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 4 }),
      geometry: orNull(geometries[kind]),
      values,
    }),
    { selector: ({ id }) => id, maxLength: 60 },
  );

const contents = (snapshot: Snapshot) => {
  const found = new Map<string, Omit<LayerRecord, "id">>();
  snapshot.visitAll((row) => {
    const values = snapshot.columns.map((column) => column.value(row));
    found.set(snapshot.idAt(row), { geometry: snapshot.geometryAt(row), values });
  });
  return found;
};

/** −0 and 0 are one number on the wire. */
const plain = (list: readonly LayerRecord[]) =>
  new Map(list.map(({ id, geometry, values }) => [id, { geometry, values }]));

describe.each(["point", "line", "polygon"] as const)("a snapshot of %s records", (kind) => {
  it("gives back every record as it was read", async () => {
    await fc.assert(
      fc.asyncProperty(records(kind), async (list) => {
        const snapshot = await loadSnapshot(layerOfEveryType(kind), list, 1, "s");
        expect(contents(snapshot)).toEqual(plain(list));
        expect(snapshot.count).toBe(list.length);
        expect(snapshot.withoutPlace).toBe(list.filter(({ geometry }) => !geometry).length);
        for (const { id } of list) expect(snapshot.idAt(snapshot.rowOf(id)!)).toBe(id);
        expect(snapshot.rowOf("nobody")).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it("becomes by changes what loading again would give, and the old one stays as it was", async () => {
    await fc.assert(
      fc.asyncProperty(
        records(kind),
        fc.array(records(kind), { minLength: 1, maxLength: 4 }),
        async (first, steps) => {
          let snapshot = await loadSnapshot(layerOfEveryType(kind), first, 1, "s");
          const now = new Map(first.map((record) => [record.id, record]));
          for (const [version, changed] of steps.entries()) {
            const before = snapshot;
            const beforeContents = contents(before);
            // every third change is a deletion
            const kept = changed.filter((_, i) => i % 3 !== 0);
            const ids = changed.map(({ id }) => id);
            for (const id of ids) now.delete(id);
            for (const record of kept) now.set(record.id, record);
            const next = changedSnapshot(before, ids, kept, version + 2, "s");
            expect(next).not.toBeNull();
            snapshot = next!;
            expect(contents(before)).toEqual(beforeContents);
            const loaded = await loadSnapshot(layerOfEveryType(kind), [...now.values()], 1, "s");
            expect(contents(snapshot)).toEqual(contents(loaded));
            expect([snapshot.count, snapshot.withoutPlace, snapshot.bbox]).toEqual([
              loaded.count,
              loaded.withoutPlace,
              loaded.bbox,
            ]);
            const bbox = [25, 60, 25.01, 60.01] as const;
            const idsIn = (one: Snapshot) => [...one.select({ bbox })].map(one.idAt).sort();
            expect(idsIn(snapshot)).toEqual(idsIn(loaded));
            const touched = (one: Snapshot) => {
              const found: string[] = [];
              one.visitBox(worldBoxOf(bbox), (row) => found.push(one.idAt(row)));
              return found.sort();
            };
            expect(touched(snapshot)).toEqual(touched(loaded));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

it("orders pages by id, the same after a change", async () => {
  const list = ["b", "a", "C", "号", "aa"].map(
    (id): LayerRecord => ({ id, geometry: null, values: [id] }),
  );
  const source = namedLayer("point");
  const loaded = await loadSnapshot(source, list, 1, "s");
  const changed = changedSnapshot(
    loaded,
    ["a"],
    [{ id: "a", geometry: null, values: ["new"] }],
    2,
    "s",
  )!;
  for (const snapshot of [loaded, changed])
    expect([...snapshot.byId(snapshot.select({}))].map(snapshot.idAt)).toEqual([
      "C",
      "a",
      "aa",
      "b",
      "号",
    ]);
});

it("asks to be loaded again when too much has changed", async () => {
  const snapshot = await snapshotOfGeometries("point", [null]);
  const many = Array.from(
    { length: LONGEST_TAIL + 1 },
    (_, i): LayerRecord => ({ id: `n${i}`, geometry: null, values: [null] }),
  );
  expect(changedSnapshot(snapshot, [], many, 2, "s")).toBeNull();
});

it.each([
  {
    fault: "a line among points",
    record: {
      id: "x",
      geometry: {
        type: "LineString",
        coordinates: [
          [25, 60],
          [25, 61],
        ],
      },
      values: ["x"],
    },
  },
  { fault: "a number for a word", record: { id: "x", geometry: null, values: [1] } },
  { fault: "a value too few", record: { id: "x", geometry: null, values: [] } },
])("refuses $fault and says whose it is", async ({ record }) => {
  const source = namedLayer("point");
  await expect(loadSnapshot(source, [record as LayerRecord], 1, "s")).rejects.toThrow(
    /things x|column name/,
  ); // wrong on purpose
});
