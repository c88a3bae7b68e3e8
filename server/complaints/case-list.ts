import type { z } from "@hono/zod-openapi";
import type { Reach } from "../http/caller.ts";
import { dayOf } from "../store/column.ts";
import type { Queryable } from "../store/database.ts";
import type { Terms } from "./case-due.ts";
import type { CaseFilters, CaseScope } from "./case-filters.ts";
import type { CaseFilterQuery, CaseLine } from "./case-list-schema.ts";
import { DUE_STANDINGS, type DueStanding } from "./case-row.ts";
import type { StoredCase } from "./case-store.ts";
import type { PersonalFields } from "./case-table.ts";
import { statusOf } from "./deadlines.ts";
import { maskPersonal } from "./mask.ts";

type Asked = z.infer<typeof CaseFilterQuery>;

const truths = { true: true, false: false } as const;
const isStanding = (value: string | null): value is DueStanding =>
  (DUE_STANDINGS as readonly (string | null)[]).includes(value);
/** What is not given is left out, so that it does not limit. */
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
const day = (text: string | undefined) => (text === undefined ? undefined : dayOf(text));

/** The filters that a link asks for. */
export function filtersOf(asked: Asked): CaseFilters {
  const [west, south, east, north] = asked.bbox ?? [];
  const [lng, lat, radiusMeters] = asked.near ?? [];
  const [firstHour, endHour] = asked.hours?.split("-").map(Number) ?? [];
  return given({
    ...{ kind: asked.kind, channel: asked.channel, category: asked.category, state: asked.state },
    ...{ importance: asked.importance, unitId: asked.unit, areaId: asked.area },
    ...{ placeKind: asked.placeKind, dueStep: asked.dueStep, satisfaction: asked.satisfaction },
    // "none" is a standing of its own: nothing is due
    due: asked.due?.map((value) => value ?? "none").filter(isStanding),
    isResolved: asked.resolved?.map((value) =>
      value === null ? null : (truths[value as keyof typeof truths] ?? null),
    ),
    ...{ isOpen: asked.open, isReopened: asked.reopened, hasPosition: asked.located },
    ...{ isDuplicate: asked.duplicate, hasDuplicates: asked.repeated },
    ...{ isSupervised: asked.supervised, isConfidential: asked.confidential },
    ...{ streetId: asked.street, facilityId: asked.facility },
    ...{ reporterId: asked.reporter, ids: asked.ids, text: asked.q },
    ...{ receivedFrom: day(asked.from), receivedTo: day(asked.to) },
    ...{ settledFrom: day(asked.settledFrom), settledTo: day(asked.settledTo) },
    ...{ weekdays: asked.weekday, cells: asked.cells },
    hours: asked.hours === undefined ? undefined : { from: firstHour!, to: endHour! },
    bbox: asked.bbox && ([west!, south!, east!, north!] as const),
    near: asked.near && { position: [lng!, lat!] as const, radiusMeters: radiusMeters! },
  });
}

/**
 * What somebody may see at all: all of the district, or all within the areas of their grant, and what is assigned to
 * their unit; of what is confidential, what they are named for.
 *
 * @param all  How far they may read all complaints; null is only what their units have.
 */
export async function scopeOf(
  tx: Queryable,
  districtId: string,
  accountId: string | null,
  all: Reach | null,
): Promise<CaseScope> {
  const named = await tx.query<{ id: string }>(
    "select complaint_id as id from complaint_confidant where district_id = $1 and account_id = $2",
    [districtId, accountId],
  );
  const confidential = named.map(({ id }) => id);
  if (all?.isWhole) return { confidential };
  const rows = await tx.query<{ unit_id: string }>(
    "select unit_id from unit_member where district_id = $1 and account_id = $2",
    [districtId, accountId],
  );
  const unitIds = rows.map(({ unit_id }) => unit_id);
  if (!all) return { confidential, unitIds };
  const own = new Set(unitIds);
  return {
    confidential,
    isSeen: (position, unitId) => all.holds(position) || (unitId !== null && own.has(unitId)),
  };
}

type LineRow = Pick<
  StoredCase,
  | "number"
  | "kind"
  | "state"
  | "channel"
  | "category"
  | "importance"
  | "text"
  | "address"
  | "placeKind"
  | "unitId"
  | "receivedAt"
  | "dueStep"
  | "dueFrom"
  | "dueAt"
  | "settledAt"
  | "satisfaction"
  | "isConfidential"
> & {
  complaintId: string;
  lng: number | null;
  lat: number | null;
  street: string | null;
  areaId: string | null;
  area: string | null;
  unit: string | null;
  reopened: number;
  isResolved: boolean | null;
  isDuplicate: boolean;
  duplicates: number;
  isSupervised: boolean;
  reporterName: string | null;
};

/** So much of what was said is shown in a line. */
const GREATEST_TEXT = 200;

/** Complaints as lines of a list, in the order of their ids. */
export async function readLines(
  tx: Queryable,
  districtId: string,
  ids: readonly string[],
  { deadlines }: Terms,
  now: Date,
): Promise<CaseLine[]> {
  const rows = await tx.query<LineRow>(
    `select c.complaint_id as "complaintId", c.number, c.kind, c.state, c.channel, c.category, c.importance, c.text,
       c.address, c.place_kind as "placeKind", st_x(c.position) as lng, st_y(c.position) as lat, s.name as street,
       a.area_id as "areaId", a.name as area, c.unit_id as "unitId", u.name as unit, c.received_at as "receivedAt",
       c.due_step as "dueStep", c.due_from as "dueFrom", c.due_at as "dueAt", c.settled_at as "settledAt", c.reopened,
       c.satisfaction, c.is_resolved as "isResolved", c.duplicate_of is not null as "isDuplicate",
       (select count(*)::int from complaint d where d.district_id = c.district_id and d.duplicate_of = c.complaint_id)
         as duplicates, c.is_supervised as "isSupervised", c.is_confidential as "isConfidential",
       r.name as "reporterName"
     from complaint c
     left join street s on s.district_id = c.district_id and s.street_id = c.street_id
     left join area a on a.district_id = c.district_id and a.area_id = c.area_id
     left join unit u on u.district_id = c.district_id and u.unit_id = c.unit_id
     left join reporter r on r.district_id = c.district_id and r.reporter_id = c.reporter_id
     where c.district_id = $1 and c.complaint_id = any ($2)`,
    [districtId, ids],
  );
  const rowById = new Map(rows.map((row) => [row.complaintId, row]));
  return ids.flatMap((id) => {
    const row = rowById.get(id);
    if (!row) return [];
    const { lng, lat, reporterName, dueFrom, dueAt, receivedAt, settledAt, text, ...rest } = row;
    const masked = maskPersonal(text, reporterName ? [reporterName] : []).text;
    const line: CaseLine = {
      ...rest,
      text: masked.length > GREATEST_TEXT ? `${masked.slice(0, GREATEST_TEXT)}…` : masked,
      position: lng === null || lat === null ? null : [lng, lat],
      receivedAt: receivedAt.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
      dueStatus: dueFrom && dueAt ? statusOf(now, { startedAt: dueFrom, dueAt }, deadlines) : null,
      settledAt: settledAt?.toISOString() ?? null,
    };
    return [line];
  });
}

/** Who complained, by complaint, for a file that is permitted and written down; the erased are not there. */
export async function readPersonal(
  tx: Queryable,
  districtId: string,
  ids: readonly string[],
): Promise<Map<string, PersonalFields>> {
  const rows = await tx.query<PersonalFields & { id: string }>(
    `select c.complaint_id as id, c.text, r.name, r.telephone, r.contact
     from complaint c
     left join reporter r on r.district_id = c.district_id and r.reporter_id = c.reporter_id
     where c.district_id = $1 and c.complaint_id = any ($2) and not c.is_confidential`,
    [districtId, ids],
  );
  return new Map(rows.map(({ id, ...personal }) => [id, personal]));
}

/** How many complaints of a district are confidential: their number is told, and nothing else. */
export async function countConfidential(tx: Queryable, districtId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*)::int as count from complaint where district_id = $1 and is_confidential",
    [districtId],
  );
  return row!.count;
}
