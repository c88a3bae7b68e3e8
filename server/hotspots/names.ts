import type { Queryable } from "../store/database.ts";

type Name = { readonly name: string; readonly nameEn: string | null };

/** What streets, units and areas of a district are called, by id. */
export type Names = {
  readonly streets: ReadonlyMap<string, Name>;
  readonly units: ReadonlyMap<string, Name>;
  readonly areas: ReadonlyMap<string, Name>;
};

/** Reads the names of what an answer names. */
export async function readNames(
  tx: Queryable,
  districtId: string,
  ids: {
    readonly streets: readonly string[];
    readonly units: readonly string[];
    readonly areas: readonly string[];
  },
): Promise<Names> {
  const read = async (table: "street" | "unit" | "area", wanted: readonly string[]) => {
    if (wanted.length === 0) return new Map<string, Name>();
    const rows = await tx.query<{ id: string } & Name>(
      `select ${table}_id as id, name, name_en as "nameEn" from ${table}
       where district_id = $1 and ${table}_id = any ($2)`,
      [districtId, wanted],
    );
    return new Map(rows.map(({ id, name, nameEn }) => [id, { name, nameEn }]));
  };
  return {
    streets: await read("street", ids.streets),
    units: await read("unit", ids.units),
    areas: await read("area", ids.areas),
  };
}
