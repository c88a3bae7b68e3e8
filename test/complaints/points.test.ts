import { expect, it } from "vitest";
import { complaintColumns } from "../../server/complaints/points.ts";

/** Reads the layout as its docstring tells it. */
function read(bytes: Uint8Array<ArrayBuffer>) {
  const view = new DataView(bytes.buffer);
  const count = view.getUint32(0, true);
  const baseDay = view.getInt32(4, true);
  return Array.from({ length: count }, (_, row) => ({
    position: [view.getFloat32(8 + row * 8, true), view.getFloat32(12 + row * 8, true)],
    day: baseDay + view.getUint16(8 + count * 8 + row * 2, true),
    category: view.getUint8(8 + count * 10 + row),
  }));
}

it("gives every complaint back, in the order of days", () => {
  const points = [
    { position: [25.5, 60.25] as const, day: 20_005, category: 255 },
    { position: [25.25, 60.5] as const, day: 19_000, category: 0 },
    { position: [-25.25, -60.5] as const, day: 20_000, category: 3 },
  ];
  const inOrder = [points[1], points[2], points[0]];
  expect(read(complaintColumns(points))).toEqual(inOrder);
});

it("is a header alone where nobody complained", () => {
  expect([...complaintColumns([])]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

it("refuses what the layout cannot hold instead of wrapping around", () => {
  const at = (day: number, category = 0) => ({ position: [25, 60] as const, day, category });
  expect(() => complaintColumns([at(0), at(65_536)])).toThrow(RangeError);
  expect(() => complaintColumns([at(0, 256)])).toThrow(RangeError);
});
