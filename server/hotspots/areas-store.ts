import type { MultiPolygon, Polygon } from "geojson";
import { dateOf } from "../store/column.ts";
import type { Queryable } from "../store/database.ts";
import type { Study } from "./study.ts";

/** A sub-district with what it is held against. */
export type StudiedArea = {
  readonly areaId: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** Cells of the study area whose middle lies in it. */
  readonly cells: number;
  readonly streetKilometers: number;
  readonly residents: number;
};

type Row = Pick<StudiedArea, "areaId" | "name" | "nameEn"> & { codes: number[] };

/**
 * The sub-districts in force on a day, by code. A cell is of the area its middle lies in.
 *
 * @param day  Local days since 1970-01-01.
 */
export async function readStudiedAreas(
  tx: Queryable,
  districtId: string,
  study: Study,
  day: number,
): Promise<StudiedArea[]> {
  const rows = await tx.query<Row>(
    `with cell as (
       select (n - 1)::int as code, st_setsrid(st_makepoint(lng, lat), 4326) as middle
       from unnest($2::float8[], $3::float8[]) with ordinality as given (lng, lat, n)
     )
     select a.area_id as "areaId", a.name, a.name_en as "nameEn",
       array(select c.code from cell c where c.middle && a.boundary and st_intersects(a.boundary, c.middle)) as codes
     from area a
     where a.district_id = $1 and a.level = 'subdistrict' and a.valid_from <= $4::date
       and (a.valid_to is null or a.valid_to > $4::date)
     order by a.code, a.area_id`,
    [districtId, [...study.lngs], [...study.lats], dateOf(day)],
  );
  const taken = new Set<number>();
  return rows.map(({ codes, ...area }) => {
    // a middle on the border of two is counted once
    const own = codes.filter((code) => !taken.has(code));
    for (const code of own) taken.add(code);
    const sum = (values: Float64Array) => own.reduce((all, code) => all + values[code]!, 0);
    return {
      ...area,
      cells: own.length,
      streetKilometers: sum(study.streetKilometers),
      residents: sum(study.residents),
    };
  });
}

/** What areas look like, by id. */
export async function readAreaShapes(
  tx: Queryable,
  districtId: string,
  areaIds: readonly string[],
): Promise<ReadonlyMap<string, Polygon | MultiPolygon>> {
  const rows = await tx.query<{ areaId: string; shape: Polygon | MultiPolygon }>(
    `select area_id as "areaId", st_asgeojson(boundary, 7)::json as shape from area
     where district_id = $1 and area_id = any($2::text[])`,
    [districtId, [...areaIds]],
  );
  return new Map(rows.map(({ areaId, shape }) => [areaId, shape]));
}
