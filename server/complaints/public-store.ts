import { type ComplaintState, OPEN_STATES } from "../../data/complaint-life.ts";
import type { Bbox } from "../geo/bbox.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import type { Snapshot } from "../store/snapshot.ts";
import { maskPersonal } from "./mask.ts";

/** What everybody may know of a complaint; where it is comes from the layer that is rounded to the street. */
export type PublicCase = {
  readonly complaintId: string;
  readonly number: string;
  readonly category: string | null;
  readonly state: ComplaintState;
  readonly receivedAt: Date;
  /** When something last happened to it. */
  readonly updatedAt: Date;
  readonly settledAt: Date | null;
  /** What staff released of its text, masked once more; null while nothing is. */
  readonly text: string | null;
};

/** Which of the published complaints; what is left out does not limit. */
export type PublicQuery = {
  readonly numbers?: readonly string[] | undefined;
  readonly complaintIds?: readonly string[] | undefined;
  /** Categories by id; null is those without one. */
  readonly categories?: readonly (string | null)[] | undefined;
  /** Received from then (included) to then (included). */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly isOpen?: boolean | undefined;
  readonly updatedAfter?: Date | undefined;
  readonly updatedBefore?: Date | undefined;
  readonly place?: PublicPlace | undefined;
};

/** Complaints whose published position lies in a box: all that truly lie in `core`, and those of the ids. */
export type PublicPlace = { readonly core: Bbox | null; readonly ids: readonly string[] };

/**
 * Who is published: complaints handled directly. Petitions and proposals are not, nor what is confidential, nor what
 * was merged, however often, into something that is not published.
 */
const IS_PUBLIC = `c.kind = 'direct' and not c.is_confidential and (c.duplicate_of is null or not exists (
  with recursive original as (
    select o.district_id, o.complaint_id, o.duplicate_of, o.is_confidential, o.kind from complaint o where o.district_id = c.district_id and o.complaint_id = c.duplicate_of
    union select o.district_id, o.complaint_id, o.duplicate_of, o.is_confidential, o.kind from original p
      join complaint o on o.district_id = p.district_id and o.complaint_id = p.duplicate_of
  ) select 1 from original where is_confidential or kind <> 'direct'))`;

const WHERE = `c.district_id = $1 and ${IS_PUBLIC}
  and ($2::text[] is null or c.number = any ($2))
  and ($3::text[] is null or c.complaint_id = any ($3))
  and ($4::text[] is null or c.category = any ($4) or ($5::boolean and c.category is null))
  and ($6::timestamptz is null or c.received_at >= $6) and ($7::timestamptz is null or c.received_at <= $7)
  and ($8::boolean is null or (c.state = any ($9)) = $8)
  and ($10::timestamptz is null or c.received_at > $10 or c.complaint_id in (
    select e.complaint_id from complaint_event e where e.district_id = $1 and e.at > $10))
  and ($11::timestamptz is null or (c.received_at < $11 and not exists (
    select 1 from complaint_event e
    where e.district_id = c.district_id and e.complaint_id = c.complaint_id and e.at >= $11)))
  and ($12::text[] is null or c.complaint_id = any ($12)
    or c.position && st_makeenvelope($13, $14, $15, $16, 4326))`;

const valuesOf = (districtId: string, query: PublicQuery): unknown[] => [
  ...[districtId, query.numbers ?? null, query.complaintIds ?? null],
  query.categories?.filter((category) => category !== null) ?? null,
  query.categories?.includes(null) ?? false,
  ...[query.from ?? null, query.to ?? null, query.isOpen ?? null, OPEN_STATES],
  ...[query.updatedAfter ?? null, query.updatedBefore ?? null],
  ...[query.place?.ids ?? null, ...(query.place?.core ?? [null, null, null, null])],
];

/**
 * Published complaints, the youngest first.
 *
 * @param part  Which part of the list.
 */
export async function readPublicCases(
  tx: Queryable,
  districtId: string,
  query: PublicQuery,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<PublicCase[]> {
  type Row = PublicCase & { reporterName: string | null };
  const rows = await tx.query<Row>(
    `select c.complaint_id as "complaintId", c.number, c.category, c.state, c.received_at as "receivedAt",
       coalesce((select max(e.at) from complaint_event e
         where e.district_id = c.district_id and e.complaint_id = c.complaint_id), c.received_at) as "updatedAt",
       c.settled_at as "settledAt", case when c.released_at is not null then c.public_text end as text,
       case when c.released_at is not null then r.name end as "reporterName"
     from complaint c left join reporter r on r.district_id = c.district_id and r.reporter_id = c.reporter_id
     where ${WHERE} order by c.received_at desc, c.complaint_id desc limit $17 offset $18`,
    [...valuesOf(districtId, query), limit, offset],
  );
  return rows.map(({ reporterName, text, ...row }) => ({
    ...row,
    text: text === null ? null : maskPersonal(text, reporterName ? [reporterName] : []).text,
  }));
}

/** How many published complaints there are. */
export async function countPublicCases(
  tx: Queryable,
  districtId: string,
  query: PublicQuery,
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from complaint c where ${WHERE}`,
    valuesOf(districtId, query),
  );
  return row!.count;
}

/** Where a complaint is shown to everybody; null when its place is unknown. */
export function publicPlaceOf(layer: Snapshot, complaintId: string): LngLat | null {
  const row = layer.rowOf(complaintId);
  const geometry = row === null ? null : layer.geometryAt(row);
  if (geometry?.type !== "Point") return null;
  const [lng = 0, lat = 0] = geometry.coordinates;
  return [lng, lat];
}

/**
 * Degrees that a published position may lie from the true one, in latitude: 100 m to a street, or half a thousandth
 * of a degree; and some more for the arithmetic.
 */
const SHIFT_DEGREES = 0.001;

/**
 * The complaints whose *published* position lies in a box. A search by the true one would tell it: whoever asks for
 * ever smaller boxes would find the door.
 *
 * Far inside the box every true position means a published one inside; near its edge each is looked at.
 */
export function publicPlaceIn(layer: Snapshot, box: Bbox): PublicPlace {
  const core = shrunk(box, SHIFT_DEGREES);
  const ids: string[] = [];
  // two shifts from the edge, published and true positions are both in the core
  const sure = core && shrunk(core, SHIFT_DEGREES);
  for (const row of layer.select({ bbox: box })) {
    const id = layer.idAt(row);
    const place = publicPlaceOf(layer, id);
    if (!place || !sure || !holds(sure, place)) ids.push(id);
  }
  return { core, ids };
}

function shrunk([west, south, east, north]: Bbox, degrees: number): Bbox | null {
  const middle = Math.min(89, Math.max(Math.abs(south), Math.abs(north)));
  const across = degrees / Math.cos((middle * Math.PI) / 180);
  const inner = [west + across, south + degrees, east - across, north - degrees] as const;
  return inner[0] < inner[2] && inner[1] < inner[3] ? inner : null;
}

const holds = ([west, south, east, north]: Bbox, [lng, lat]: LngLat) =>
  lng >= west && lng <= east && lat >= south && lat <= north;
