import { cellToParent, gridDisk, latLngToCell } from "h3-js";
import { expect, it } from "vitest";
import { listOfCells, listOfPlaces } from "../../server/hotspots/list-link.ts";

const placed = (count: number) => ({
  ids: Array.from({ length: count }, (_, i) => `c${i}`),
  positions: Array.from({ length: count }, (_, i) => [112.6 + i / 1e5, 26.9] as const),
});
const SPAN = { from: 20_000, to: 20_029 };

it("is by id as long as the register takes so many, and else by small cells, which is said", () => {
  const few = listOfPlaces({ category: ["road-dirty"] }, SPAN, placed(200));
  expect(few.isListExact).toBe(true);
  expect(new URLSearchParams(few.list).get("ids")?.split(",")).toEqual(placed(200).ids);
  const many = listOfPlaces({ category: ["road-dirty"] }, SPAN, placed(201));
  expect(many.isListExact).toBe(false);
  const link = new URLSearchParams(many.list);
  expect([...link.keys()]).toEqual(["category", "confidential", "since", "until", "cells"]);
  expect([link.get("since"), link.get("until")]).toEqual(["2024-10-04", "2024-11-02"]);
  const around = placed(201).positions.map(([lng, lat]) => latLngToCell(lat, lng, 12));
  expect(new Set(link.get("cells")!.split(","))).toEqual(new Set(around));
});

it("is by the cells as long as the register takes so many, and else by those that hold them", () => {
  const disk = gridDisk(latLngToCell(26.9, 112.6, 11), 12); // 1 + 3 · 12 · 13 cells
  expect(disk).toHaveLength(469);
  const few = listOfCells({}, SPAN, disk.slice(0, 400));
  expect(few.isListExact).toBe(true);
  expect(new URLSearchParams(few.list).get("cells")!.split(",")).toEqual(disk.slice(0, 400));
  const many = listOfCells({}, SPAN, disk);
  expect(many.isListExact).toBe(false);
  const parents = new Set(disk.map((cell) => cellToParent(cell, 10)));
  expect(new Set(new URLSearchParams(many.list).get("cells")!.split(","))).toEqual(parents);
});
