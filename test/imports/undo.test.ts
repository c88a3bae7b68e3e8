import { describe, expect, it } from "vitest";
import { readOsm } from "../../server/imports/osm.ts";
import { osmRecords } from "../../server/imports/osm-records.ts";
import { A, B, HEADER, importing, prepare } from "../worlds/importing.ts";
import { osmFile } from "../worlds/osm.ts";

const store = importing();
const { read, countOf, run, undo } = store;

describe("taking an import back", () => {
  it("removes what it added and restores what it changed, exactly", async () => {
    await run("undo", prepare(HEADER + A));
    const before = await read(
      "undo",
      "select facility_id, name, attributes, position::text from facility",
    );
    const second = await run(
      "undo",
      prepare(`${HEADER}A,新名,解放大道,07:00-21:00,112.5712345678,26.89\n${B}`),
    );
    expect(second).toMatchObject({ written: 2 });
    expect(await undo("undo", second.importId)).toBe(2);
    expect(
      await read("undo", "select facility_id, name, attributes, position::text from facility"),
    ).toEqual(before);
    await expect(undo("undo", second.importId)).rejects.toThrow(/was taken back/);
  });

  it("is in the trail with its figures, and in the history of each facility with what it changed", async () => {
    const trail = (recordId: string) =>
      read<{ action: string; via: string; before: unknown; after: unknown }>(
        "trail",
        "select action, via, before, after from audit where record_id = $1 order by entry_id",
        [recordId],
      );
    const first = await run("trail", prepare(HEADER + A));
    const second = await run("trail", prepare(HEADER + A.replace("解放大道", "常胜西路") + B));
    const facilities = await read<{ id: string; code: string }>(
      "trail",
      "select facility_id as id, code from facility order by code",
    );
    const [a, b] = facilities.map(({ id }) => id);
    await undo("trail", second.importId);

    expect(await trail(first.importId)).toMatchObject([
      { action: "import_run.write", via: "command", after: { rowsIn: 1, written: 1, rejected: 0 } },
    ]);
    expect(
      (await trail(second.importId)).map(({ action, after }) => [action, after]),
    ).toMatchObject([
      ["import_run.write", { rowsIn: 2, written: 2 }],
      ["import_run.undo", { undone: 2 }],
    ]);
    const [entered, changed, undone, ...more] = await trail(a!);
    expect(more).toEqual([]);
    expect(entered).toMatchObject({
      action: "facility.import",
      before: null,
      after: { name: "冶金公厕", address: "解放大道", position: [112.57, 26.89], kind: "toilet" },
    });
    expect(changed).toEqual({
      ...{ action: "facility.import", via: "command" },
      before: { address: "解放大道" },
      after: { address: "常胜西路" },
    });
    expect(undone).toEqual({
      ...{ action: "facility.import-undo", via: "command" },
      before: { address: "常胜西路" },
      after: { address: "解放大道" },
    });
    expect(await trail(b!)).toMatchObject([
      { action: "facility.import", before: null, after: { name: "平湖公厕" } },
      { action: "facility.import-undo", before: { name: "平湖公厕" }, after: null },
    ]);
  });

  it("is refused when a later change touched its records, and nothing is changed", async () => {
    const { importId } = await run("later", prepare(HEADER + A + B));
    await read("later", "update facility set name = '改名' where code = 'A'");
    await expect(undo("later", importId)).rejects.toThrow(
      /cannot be taken back: 1 of its facility/,
    );
    expect(await countOf("later", "facility")).toBe(2);
  });

  it("is refused when other records refer to its own", async () => {
    const { importId } = await run("rated", prepare(HEADER + A));
    await read(
      "rated",
      `insert into rating (district_id, rating_id, subject_kind, subject_id, stars, valid_from, reason)
       select district_id, 'r', 'facility', facility_id, 3, '2026-01-01', 'x' from facility`,
    );
    await expect(undo("rated", importId)).rejects.toThrow(/ratings refer/);
  });

  it("is refused while photographs hang on its facilities: they would come back with the next import", async () => {
    const { importId } = await run("photographed", prepare(HEADER + A));
    await read(
      "photographed",
      `insert into photograph
         (district_id, photograph_id, media_type, width_pixels, height_pixels, bytes, thumbnail)
       select district_id, repeat('0', 64), 'image/jpeg', 1, 1, '', '' from facility`,
    );
    await read(
      "photographed",
      `insert into photograph_link (district_id, subject_kind, subject_id, photograph_id, added_by)
       select f.district_id, 'facility', f.facility_id, p.photograph_id, '甲'
       from facility f join photograph p on p.district_id = f.district_id`,
    );
    await expect(undo("photographed", importId)).rejects.toThrow(/photographs refer/);
  });

  it("of an unknown import names the last ones", async () => {
    const { importId } = await run("unknown", prepare(HEADER + A));
    await expect(undo("unknown", "nonsense")).rejects.toThrow(importId);
  });
});

describe("an OSM file", () => {
  const world = (tags: Record<string, string>) => {
    const file = osmFile({
      nodes: [
        { id: 1, at: [0, 0] },
        { id: 2, at: [1, 0] },
        { id: 3, at: [1, 1], tags: { amenity: "toilets" } },
        { id: 4, at: [0, 1] },
      ],
      ways: [
        { id: 1, refs: [1, 2], tags },
        { id: 2, refs: [1, 2, 3, 4, 1], tags: { building: "yes" } },
        {
          id: 3,
          refs: [1, 2, 3, 4, 1],
          tags: { boundary: "administrative", admin_level: "8", name: "街道" },
        },
      ],
    });
    const { records, leftOut } = osmRecords(readOsm(file), null);
    return { records, faults: [], plan: { ...prepare(HEADER + A).plan, leftOut } };
  };

  it("is written, changed and taken back in every table", async () => {
    const street = { highway: "primary", name: "解放大道" };
    const tables = ["street", "street_edge", "facility", "ground", "area"];
    const counts = async () => Promise.all(tables.map((table) => countOf("osm", table)));
    const first = await run("osm", world(street));
    expect(await counts()).toEqual([1, 1, 1, 1, 1]);
    expect(await run("osm", world(street))).toMatchObject({ written: 0, unchanged: 5 });
    const second = await run("osm", world({ ...street, highway: "residential" }));
    expect(second).toMatchObject({ written: 2 }); // the edge's class, and that the street is a main one
    await expect(undo("osm", first.importId)).rejects.toThrow(/changed later/);
    await undo("osm", second.importId);
    expect(await read("osm", "select class, grade from street_edge")).toEqual([
      { class: "arterial", grade: 1 },
    ]);
    await undo("osm", first.importId);
    expect(await counts()).toEqual([0, 0, 0, 0, 0]);
  });
});
