import Flatbush from "flatbush";
import { bboxAround } from "../geo/bbox.ts";
import { nearestOnLine } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import type { ComplaintFacts, Note } from "./complaint-rows.ts";
import { normalized } from "./headers.ts";
import type { ImportRecord } from "./record.ts";

/** A complaint lies in a street at most this far from it, as on the public map. */
const STREET_METERS = 100;

/** Records in one statement. */
const CHUNK = 5_000;

/** What the register has for the words and the place of a complaint. */
export type Links = {
  readonly streetId: string | null;
  readonly facilityId: string | null;
  readonly unitId: string | null;
  readonly areaId: string | null;
};

/** The place of a record of a complaint, which has been brought to a point. */
export const positionOf = ({ values: { position } }: ImportRecord): LngLat | null => {
  const isPoint = typeof position === "object" && position !== null && position.type === "Point";
  const [lng, lat] = isPoint ? (position.coordinates as number[]) : []; // a point's are two numbers
  return lng === undefined || lat === undefined ? null : [lng, lat];
};

/**
 * Finds the streets, facilities, units and areas of complaints: by the words of their rows, and areas and streets that
 * no word names by the place.
 *
 * @returns the links by the id of the record, and what was named and not found.
 */
export async function readLinks(
  tx: Queryable,
  districtId: string,
  records: readonly ImportRecord[],
  facts: ReadonlyMap<string, ComplaintFacts>,
): Promise<{ links: Map<string, Links>; notes: Note[] }> {
  const streets = await namesOf(
    tx,
    "select street_id as id, name, name_en as other from street where district_id = $1",
    districtId,
  );
  const facilities = await namesOf(
    tx,
    "select facility_id as id, code as name, null as other from facility where district_id = $1",
    districtId,
  );
  const units = await namesOf(
    tx,
    "select unit_id as id, name, name_en as other from unit where district_id = $1",
    districtId,
  );
  const areaOf = await readAreas(tx, districtId, records);
  const streetAt = await readStreetAt(tx, districtId, records);
  const missing = new Map<string, number>();
  const find = (names: Names, word: string | null, what: string) => {
    if (word === null) return null;
    const id = names.get(normalized(word)) ?? null;
    const note = `of ${what} "${word}", which the register does not have: left empty`;
    if (id === null) missing.set(note, (missing.get(note) ?? 0) + 1);
    return id;
  };
  const links = new Map(
    records.map((record) => {
      const { street, facility, unit } = facts.get(record.id)!;
      const position = positionOf(record);
      const named = find(streets, street, "street");
      return [
        record.id,
        {
          streetId: named ?? (position && streetAt(position)),
          facilityId: find(facilities, facility, "facility"),
          unitId: find(units, unit, "unit"),
          areaId: areaOf.get(record.id) ?? null,
        },
      ];
    }),
  );
  const notes = [...missing].map(([what, count]) => ({ what, count }));
  return { links, notes: notes.sort((a, b) => b.count - a.count) };
}

/** Ids by name; a name that several have is nobody's. */
type Names = ReadonlyMap<string, string | null>;

async function namesOf(tx: Queryable, sql: string, districtId: string): Promise<Names> {
  const rows = await tx.query<{ id: string; name: string; other: string | null }>(sql, [
    districtId,
  ]);
  const names = new Map<string, string | null>();
  for (const { id, name, other } of rows)
    for (const word of new Set([name, other].filter((one) => one !== null).map(normalized)))
      names.set(word, names.has(word) && names.get(word) !== id ? null : id);
  return names;
}

/** The sub-district that holds each place on its day; before the first known boundary, the first one. */
async function readAreas(tx: Queryable, districtId: string, records: readonly ImportRecord[]) {
  const placed = records.flatMap((record) => {
    const position = positionOf(record);
    const [lng, lat] = position ?? [];
    return position ? [{ id: record.id, lng, lat, day: record.values.occurred_on }] : [];
  });
  const areaOf = new Map<string, string>();
  for (let from = 0; from < placed.length; from += CHUNK) {
    const rows = await tx.query<{ id: string; area_id: string }>(
      `select i.id, h.area_id
         from jsonb_to_recordset($2::jsonb)
           as i(id text, lng double precision, lat double precision, day date)
         cross join lateral (
           select a.area_id from area a
           where a.district_id = $1 and a.level = 'subdistrict'
             and st_intersects(a.boundary, st_setsrid(st_makepoint(i.lng, i.lat), 4326))
             and (a.valid_to is null or a.valid_to > i.day)
             and (a.valid_from <= i.day or not exists (
               select 1 from area b where b.district_id = a.district_id and b.level = a.level
                 and b.code = a.code and b.valid_from < a.valid_from))
           order by a.valid_from, a.area_id limit 1
         ) h`,
      [districtId, JSON.stringify(placed.slice(from, from + CHUNK))],
    );
    for (const { id, area_id } of rows) areaOf.set(id, area_id);
  }
  return areaOf;
}

/** The nearest street with a name, read once for all of the file. */
async function readStreetAt(tx: Queryable, districtId: string, records: readonly ImportRecord[]) {
  const positions = records.map(positionOf).filter((one) => one !== null);
  const rows =
    positions.length === 0
      ? []
      : await tx.query<{ id: string; path: [number, number][] }>(
          `select street_id as id, st_asgeojson(path, 7)::json -> 'coordinates' as path
           from street_edge where district_id = $1 and street_id is not null order by edge_id`,
          [districtId],
        );
  const tree = rows.length > 0 ? new Flatbush(rows.length) : null;
  for (const { path } of rows) {
    const [lngs, lats] = [path.map(([lng]) => lng), path.map(([, lat]) => lat)];
    tree?.add(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats));
  }
  tree?.finish();
  return ([lng, lat]: LngLat): string | null => {
    const near = tree?.search(...bboxAround([lng, lat], STREET_METERS)) ?? [];
    let [best, least] = [null as string | null, STREET_METERS];
    for (const item of near) {
      const { id, path } = rows[item]!;
      const found = nearestOnLine([lng, lat], path);
      if (!found || found.distanceMeters > least) continue;
      [best, least] = [id, found.distanceMeters];
    }
    return best;
  };
}
