import { type Parts, toParts } from "../geo/shape.ts";
import type { Snapshots } from "../store/snapshots.ts";

/** A district's areas as they are today, for grants that were limited to areas as they were. */
export type AreasToday = {
  /**
   * The versions that hold today of the areas some ids mean: of the same level and code. A boundary change begins a new
   * version, and a grant follows it. An id the district does not have, or whose area has ended, means nothing.
   */
  idsOf(areaIds: readonly string[]): string[];
  namesOf(areaIds: readonly string[]): { areaId: string; name: string; nameEn: string | null }[];
  shapesOf(areaIds: readonly string[]): Parts[];
  /** Every area that holds today, by code. */
  list(): AreaToday[];
};

/** An area as it is today. */
export type AreaToday = {
  areaId: string;
  level: string;
  code: string;
  name: string;
  nameEn: string | null;
};

/** @returns null when there is no such district. */
export async function areasToday(
  snapshots: Snapshots,
  districtId: string,
): Promise<AreasToday | null> {
  const clock = await snapshots.clock(districtId);
  const areas = await snapshots.get(districtId, "areas");
  if (!clock || !areas) return null;
  const { today } = clock;
  const text = (row: number, name: string) => {
    const value = areas.valueAt(row, name);
    return value === null ? null : String(value);
  };
  const codeOf = (row: number) => JSON.stringify([text(row, "level"), text(row, "code")]);

  function rowsOf(areaIds: readonly string[]): number[] {
    const codes = new Set(
      areaIds.flatMap((id) => {
        const row = areas!.rowOf(id);
        return row === null ? [] : [codeOf(row)];
      }),
    );
    return codes.size === 0 ? [] : rowsToday().filter((row) => codes.has(codeOf(row)));
  }

  function rowsToday(): number[] {
    const rows: number[] = [];
    areas!.visitAll((row) => {
      const [from, to] = [text(row, "validFrom"), text(row, "validTo")];
      if (from !== null && from > today) return;
      if (to !== null && to <= today) return;
      rows.push(row);
    });
    return rows;
  }

  return {
    idsOf: (areaIds) => rowsOf(areaIds).map((row) => areas.idAt(row)),
    namesOf: (areaIds) =>
      rowsOf(areaIds).map((row) => ({
        areaId: areas.idAt(row),
        name: text(row, "name") ?? "",
        nameEn: text(row, "nameEn"),
      })),
    shapesOf: (areaIds) =>
      rowsOf(areaIds).flatMap((row) => {
        const shape = areas.geometryAt(row);
        return shape?.type === "Polygon" || shape?.type === "MultiPolygon" ? [toParts(shape)] : [];
      }),
    list: () =>
      rowsToday()
        .map((row) => ({
          areaId: areas.idAt(row),
          level: text(row, "level") ?? "",
          code: text(row, "code") ?? "",
          name: text(row, "name") ?? "",
          nameEn: text(row, "nameEn"),
        }))
        .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)),
  };
}
