import { OPEN_STATES } from "../../data/complaint-life.ts";
import { COMPLAINT_DUPLICATES } from "../../data/standards.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { DomainError } from "../http/problem.ts";
import { recordAudits } from "../store/audit.ts";
import { localDay } from "../store/local-day.ts";
import { unitAssigned } from "./assignment.ts";
import type { Desk } from "./case-desk.ts";
import { readAreaAt } from "./case-store.ts";
import { duplicateSuggestions, reachOf } from "./duplicates.ts";
import { maskPersonal } from "./mask.ts";
import type { NearAnswer, NearComplaint, NearQuery } from "./near-schema.ts";
import {
  hasMatched,
  type NearRow,
  readAround,
  readCallers,
  readFacilitiesThere,
  readStreetThere,
} from "./near-store.ts";
import { telephoneDigits } from "./reporter.ts";

const NEAR_SHOWN = 12;
const CALLER_SHOWN = 8;
/** Matching the same number again within so many minutes is the same look. */
const LOOK_MINUTES = 30;
const DAY_MILLISECONDS = 86_400_000;

const dayNumber = (day: string) => Math.floor(Date.parse(day) / DAY_MILLISECONDS);
const dayOf = (number: number) => new Date(number * DAY_MILLISECONDS).toISOString().slice(0, 10);

/**
 * What there is already where a complaint is being taken: what it may repeat, what is open or recent around, what came
 * from the same number, and the street and facilities with their stars.
 *
 * @throws {DomainError} `forbidden` when the place lies outside the areas granted.
 */
export async function nearOf(desk: Desk, asked: NearQuery): Promise<NearAnswer> {
  const position = asked.position ? ([asked.position[0], asked.position[1]] as const) : null;
  if (position && !desk.may("complaints.take", position))
    throw new DomainError("forbidden", "The place lies outside the areas you are granted", [], {
      more: { rule: "outside-areas" },
    });
  const category = asked.category ?? null;
  const today = localDay(desk.now, desk.timeZone);
  const { radiusMeters, days } = reachOf(COMPLAINT_DUPLICATES, category);
  const since = dayOf(dayNumber(today) - days);
  const digits = telephoneDigits(asked.telephone);
  const street = await readStreetThere(desk, asked.streetId ?? null, position, today);
  const rows = await readAround(desk, {
    ...{ position, radiusMeters, since, digits, address: asked.address?.trim() || null },
    streetId: asked.streetId ?? (position ? null : (street?.id ?? null)),
  });
  if (digits !== null) await recordMatch(desk, digits, rows);
  const facilities = await readFacilitiesThere(desk, asked.facilityId ?? null, position, today);
  const area = await readArea(desk, await readAreaAt(desk.tx, desk.districtId, position, today));
  const complaintOf = shown(position);
  const callers = rows.filter(({ isSameCaller }) => isSameCaller).sort(latestFirst);
  return {
    ...{ category, radiusMeters, days },
    duplicates: suggested(rows, asked, position, today, complaintOf),
    near: rows
      .filter((row) => isNear(row, position, radiusMeters, since) && row.duplicateOf === null)
      .map(complaintOf)
      .sort((a, b) => (a.distanceMeters ?? 0) - (b.distanceMeters ?? 0))
      .slice(0, NEAR_SHOWN),
    caller:
      digits === null
        ? null
        : {
            count: callers.length,
            complaints: callers.slice(0, CALLER_SHOWN).map(complaintOf),
          },
    area,
    unit: await unitAssigned(desk, {
      areaId: area?.id ?? null,
      category,
      channel: asked.channel ?? null,
    }),
    street: street && { ...street, lastServiceAt: null }, // no record of service is kept yet
    facilities: facilities.map((facility) => ({ ...facility, lastServiceAt: null })),
  };
}

const latestFirst = (a: NearRow, b: NearRow) => b.receivedAt.getTime() - a.receivedAt.getTime();

const isNear = (row: NearRow, position: LngLat | null, radiusMeters: number, since: string) =>
  position !== null &&
  row.position !== null &&
  distanceMeters(position, row.position) <= radiusMeters &&
  (OPEN_STATES.includes(row.state) || row.occurredOn >= since);

/** A complaint as it is shown beside a new one, without a word of who made it. */
const shown =
  (position: LngLat | null) =>
  (row: NearRow): NearComplaint => ({
    ...{ complaintId: row.complaintId, number: row.number, state: row.state },
    ...{ isOpen: OPEN_STATES.includes(row.state), category: row.category, channel: row.channel },
    importance: row.importance,
    text: maskPersonal(row.text, row.reporterName ? [row.reporterName] : []).text.slice(0, 200),
    ...{ address: row.address, placeNote: row.placeNote },
    position: row.position && [row.position[0], row.position[1]],
    distanceMeters: position && row.position && distanceMeters(position, row.position),
    occurredOn: row.occurredOn,
    unit:
      row.unitId === null || row.unitName === null
        ? null
        : { id: row.unitId, name: row.unitName, nameEn: row.unitNameEn },
    isSameCaller: row.isSameCaller,
  });

function suggested(
  rows: readonly NearRow[],
  asked: NearQuery,
  position: LngLat | null,
  today: string,
  complaintOf: (row: NearRow) => NearComplaint,
): NearAnswer["duplicates"] {
  const rowById = new Map(rows.map((row) => [row.complaintId, row]));
  const fresh = {
    ...{ position, category: asked.category ?? null, day: dayNumber(today) },
    ...{ streetId: asked.streetId ?? null, address: asked.address ?? null },
    ...{ reporterKey: "this caller", text: asked.text ?? null },
  };
  const candidates = rows.map((row) => ({
    ...{ id: row.complaintId, position: row.position, category: row.category },
    ...{ day: dayNumber(row.occurredOn), streetId: row.streetId, address: row.address },
    reporterKey: row.isSameCaller ? "this caller" : null,
    ...{
      text: row.text,
      isSettled: !OPEN_STATES.includes(row.state),
      duplicateOf: row.duplicateOf,
    },
  }));
  return duplicateSuggestions(fresh, candidates, COMPLAINT_DUPLICATES).flatMap((suggestion) => {
    const row = rowById.get(suggestion.id);
    if (!row) return []; // its original is one that nobody here may see
    const { score, daysApart, reasons } = suggestion;
    return [{ ...complaintOf(row), score, daysApart, reasons: [...reasons] }];
  });
}

/** Recognising a caller by the number is a look at who complained: it is written down, once for a call. */
async function recordMatch(desk: Desk, digits: string, rows: readonly NearRow[]) {
  const count = rows.filter(({ isSameCaller }) => isSameCaller).length;
  const ids: string[] = [];
  for (const id of await readCallers(desk, digits))
    if (!(await hasMatched(desk, id, LOOK_MINUTES))) ids.push(id);
  const entry = { actor: desk.actor, action: "reporter.match", record: "reporter" };
  await recordAudits(
    desk.tx,
    desk.districtId,
    ids.map((recordId) => ({ ...entry, recordId, before: null, after: { complaints: count } })),
  );
}

async function readArea({ tx, districtId }: Desk, areaId: string | null) {
  const [row] = await tx.query<{ id: string; name: string; nameEn: string | null }>(
    `select area_id as id, name, name_en as "nameEn" from area where district_id = $1 and area_id = $2`,
    [districtId, areaId],
  );
  return row ?? null;
}
