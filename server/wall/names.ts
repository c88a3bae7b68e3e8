import type { z } from "@hono/zod-openapi";
import { readCategoryTitles } from "../complaints/category-settings.ts";
import type { Queryable } from "../store/database.ts";
import type { Title } from "../store/layer.ts";
import type { WallCategory, WallFacility, WallStreet, WallUnit } from "./parts-schema.ts";

type Named = { readonly name: string; readonly nameEn: string | null };

/** What categories, streets, units and facilities are called on a wall. */
export type Names = {
  category(id: string | null): z.infer<typeof WallCategory> | null;
  street(id: string | null): z.infer<typeof WallStreet> | null;
  unit(id: string | null): z.infer<typeof WallUnit> | null;
  facility(id: string | null): z.infer<typeof WallFacility> | null;
};

/** Which of them are to be named. */
export type Wanted = {
  readonly streets?: readonly (string | null)[];
  readonly units?: readonly (string | null)[];
  readonly facilities?: readonly (string | null)[];
};

const known = (ids: readonly (string | null)[] = []) => [
  ...new Set(ids.filter((id): id is string => id !== null)),
];

async function readNamed(
  tx: Queryable,
  districtId: string,
  table: "street" | "unit",
  ids: readonly string[],
): Promise<Map<string, Named>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<Named & { id: string }>(
    `select ${table}_id as id, name, name_en as "nameEn" from ${table}
     where district_id = $1 and ${table}_id = any($2)`,
    [districtId, ids],
  );
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}

async function readFacilities(tx: Queryable, districtId: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, Named & { kind: string }>();
  const rows = await tx.query<Named & { id: string; kind: string }>(
    `select facility_id as id, kind, name, name_en as "nameEn" from facility
     where district_id = $1 and facility_id = any($2)`,
    [districtId, ids],
  );
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}

/**
 * Looks names up. A category that the district's list does not have is none: an import may have put anything there, and
 * what hangs in a room says nothing that nobody has chosen.
 */
export async function readNames(tx: Queryable, districtId: string, wanted: Wanted): Promise<Names> {
  const titles: Readonly<Record<string, Title>> = await readCategoryTitles(tx, districtId);
  const streets = await readNamed(tx, districtId, "street", known(wanted.streets));
  const units = await readNamed(tx, districtId, "unit", known(wanted.units));
  const facilities = await readFacilities(tx, districtId, known(wanted.facilities));
  return {
    category: (id) =>
      id !== null && Object.hasOwn(titles, id) ? { category: id, title: { ...titles[id]! } } : null,
    street: (id) => (id !== null && streets.has(id) ? { streetId: id, ...streets.get(id)! } : null),
    unit: (id) => (id !== null && units.has(id) ? { unitId: id, ...units.get(id)! } : null),
    facility: (id) =>
      id !== null && facilities.has(id) ? { facilityId: id, ...facilities.get(id)! } : null,
  };
}
