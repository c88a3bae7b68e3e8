import { createHash } from "node:crypto";
import { OPEN_STATES } from "../../data/complaint-life.ts";
import { COMPLAINT_GROUPS } from "../../data/standards.ts";
import type { Queryable } from "../store/database.ts";

/** A complaint as far as a wall may know it. What it says, and who said it, is not read at all. */
export type WallCase = {
  readonly complaintId: string;
  readonly category: string | null;
  readonly streetId: string | null;
  readonly unitId: string | null;
  readonly state: string;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly position: readonly [lng: number, lat: number] | null;
};

const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(", ");

/** Groups of which no wall tells, whatever a row says of itself. */
const KEPT_BACK = COMPLAINT_GROUPS.filter(({ kind, isConfidential }) => kind || isConfidential);
const KEPT_GROUPS = quoted(KEPT_BACK.map(({ id }) => id));
const KEPT_CATEGORIES = quoted(
  KEPT_BACK.flatMap(({ categories }) => categories.map(({ id }) => id)),
);

/** Complaints of which a wall may tell: direct ones, never a petition or a proposal, nothing confidential, each once. */
export const ON_THE_WALL = `c.kind = 'direct' and not c.is_confidential and c.duplicate_of is null and c.state <> 'merged'
  and split_part(coalesce(c.category, ''), '.', 1) not in (${KEPT_GROUPS})
  and coalesce(c.category, '') not in (${KEPT_CATEGORIES})`;

/** Those of them that wait for something. */
export const IS_OPEN = `c.state in (${quoted(OPEN_STATES)})`;

/** The middle of the stretch of its street that a complaint lies on: where somebody lives is not told. */
const ROUNDED = `left join lateral (
    select st_lineinterpolatepoint(e.path, 0.5) as middle from street_edge e
    where e.district_id = c.district_id and e.street_id = c.street_id and c.position is not null
    order by e.path <-> c.position, e.edge_id limit 1
  ) m on true`;

/** To a tenth of a metre. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

type Row = Omit<WallCase, "position"> & { lng: number | null; lat: number | null };

/**
 * Complaints of which a wall may tell.
 *
 * @param where  SQL over `c`, with parameters from $2.
 */
export async function readCases(
  tx: Queryable,
  districtId: string,
  {
    where,
    order,
    limit,
    params = [],
  }: {
    readonly where: string;
    readonly order: string;
    readonly limit: number;
    readonly params?: readonly unknown[];
  },
): Promise<WallCase[]> {
  const rows = await tx.query<Row>(
    `select c.complaint_id as "complaintId", c.category, c.street_id as "streetId", c.unit_id as "unitId", c.state,
       c.received_at as "receivedAt", c.due_at as "dueAt", st_x(m.middle) as lng, st_y(m.middle) as lat
     from (select c.* from complaint c where c.district_id = $1 and ${ON_THE_WALL} and (${where})
       order by ${order} limit ${limit}) c
     ${ROUNDED} order by ${order}`,
    [districtId, ...params],
  );
  return rows.map(({ lng, lat, ...row }) => ({
    ...row,
    position: lng === null || lat === null ? null : [rounded(lng), rounded(lat)],
  }));
}

/** Tells one complaint from another on a wall, and is no id to look it up by. */
export const keyOf = (districtId: string, complaintId: string) =>
  createHash("sha256").update(`${districtId}\n${complaintId}`).digest("hex").slice(0, 16);
