import { describe, expect, it } from "vitest";
import type { LayerRecord, LayerSource } from "../../server/store/layer.ts";
import { loadSnapshot, type Snapshot } from "../../server/store/snapshot.ts";
import { layerOfEveryType, snapshotOfGeometries } from "../worlds/layer.ts";

describe("selections", () => {
  const rows: [id: string, from: string | null, to: string | null, day: string | null][] = [
    ["always", null, null, null],
    ["since", "2024-01-01", null, "2024-01-01"],
    ["until", null, "2024-01-01", "2023-12-31"],
    ["year", "2023-01-01", "2024-01-01", "2023-06-15"],
  ];
  const list = rows.map(
    ([id, from, to, day], i): LayerRecord => ({
      id,
      geometry: { type: "Point", coordinates: [25 + i / 100, 60] },
      values: [null, i, null, null, day, null, from, to],
    }),
  );
  const ids = async (more: Partial<LayerSource>, selection: Parameters<Snapshot["select"]>[0]) => {
    const snapshot = await loadSnapshot({ ...layerOfEveryType("point"), ...more }, list, 1, "s");
    return [...snapshot.byId(snapshot.select(selection))].map(snapshot.idAt);
  };
  const validity = { validity: { from: "from", to: "to" } };

  it.each([
    { selection: { date: "2023-12-31" }, expected: ["always", "until", "year"] },
    { selection: { date: "2024-01-01" }, expected: ["always", "since"] },
    { selection: { from: "2024-01-01" }, expected: ["always", "since"] },
    { selection: { to: "2022-12-31" }, expected: ["always", "until"] },
    {
      selection: { from: "2023-12-31", to: "2024-01-01" },
      expected: ["always", "since", "until", "year"],
    },
    {
      selection: { from: "2023-12-31", to: "2024-01-01", date: "2024-06-01" },
      expected: ["always", "since"],
    },
  ])("of records that hold, $selection means $expected", async ({ selection, expected }) => {
    expect(await ids(validity, selection)).toEqual(expected);
  });

  it.each([
    { selection: { from: "2023-06-15", to: "2023-12-31" }, expected: ["until", "year"] },
    { selection: { from: "2024-01-01" }, expected: ["since"] },
    { selection: { date: "2020-01-01" }, expected: ["always", "since", "until", "year"] },
  ])("of happenings, $selection means $expected", async ({ selection, expected }) => {
    expect(await ids({ day: "day" }, selection)).toEqual(expected);
  });

  it("combine place, days and any other condition", async () => {
    const selection = {
      bbox: [25.005, 59, 25.035, 61] as const,
      date: "2023-12-31",
      where: (snapshot: Snapshot) => (row: number) => Number(snapshot.valueAt(row, "whole")) !== 2,
    };
    expect(await ids(validity, selection)).toEqual(["year"]);
  });

  it("cross the antimeridian", async () => {
    const snapshot = await snapshotOfGeometries("point", [
      { type: "Point", coordinates: [179.99, -17] },
      { type: "Point", coordinates: [-179.99, -17] },
      { type: "Point", coordinates: [0, -17] },
    ]);
    expect([...snapshot.select({ bbox: [179, -18, -179, -16] })].map(snapshot.idAt).sort()).toEqual(
      ["0", "1"],
    );
  });

  it("touch a box by an edge that crosses it, and not by the corner of their own box", async () => {
    const snapshot = await snapshotOfGeometries("line", [
      {
        type: "LineString",
        coordinates: [
          [25, 60],
          [25.02, 60.02],
        ],
      }, // through
      {
        type: "LineString",
        coordinates: [
          [25, 60.011],
          [25.005, 60.02],
          [25.02, 60.02],
        ],
      }, // around the corner
    ]);
    expect(
      [...snapshot.select({ bbox: [25.008, 60.005, 25.02, 60.012] })].map(snapshot.idAt),
    ).toEqual(["0"]);
  });

  it("near a street are measured on the ground, at 60°N as well", async () => {
    const north = (meters: number) => 60 + meters / ((6_371_008.8 * Math.PI) / 180);
    const east = (meters: number) => 25.02 + meters / (((6_371_008.8 * Math.PI) / 180) * 0.5);
    const snapshot = await snapshotOfGeometries("point", [
      { type: "Point", coordinates: [25.01, north(99)] },
      { type: "Point", coordinates: [25.01, north(101)] },
      { type: "Point", coordinates: [east(99), 60] },
      { type: "Point", coordinates: [east(101), 60] },
    ]);
    const near = {
      line: [
        [25, 60],
        [25.02, 60],
      ] as const,
      withinMeters: 100,
    };
    expect([...snapshot.select({ near })].map(snapshot.idAt).sort()).toEqual(["0", "2"]);
  });
});
