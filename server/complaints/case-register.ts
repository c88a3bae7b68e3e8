import { OPEN_STATES } from "../../data/complaint-life.ts";
import { readChanges } from "../store/changes.ts";
import { dayOf } from "../store/column.ts";
import type { Database, Queryable } from "../store/database.ts";
import { localDay, localHour } from "../store/local-day.ts";
import { readTerms, type Terms } from "./case-due.ts";
import { type CaseIndex, caseIndex } from "./case-index.ts";
import type { CaseRow } from "./case-row.ts";
import { turningPoints } from "./deadlines.ts";
import { maskPersonal } from "./mask.ts";

/** Rows read at a time while a register is loaded: the embedded database has one session, and others wait for it. */
const ROWS_AT_A_TIME = 10_000;
const CHANGES_AT_A_TIME = 500;
/** More changed complaints than this are read as if all had changed. */
const MOST_CHANGED = 20_000;

type Holding = {
  readonly createdAt: number;
  readonly timeZone: string;
  readonly index: CaseIndex;
  /** The change of the district up to which the index is current. */
  version: number;
};

/** The complaints of districts in memory, as current as the database whenever one asks. */
export type CaseRegisters = {
  /**
   * Works with the register of a district, in a transaction that sees what the register holds.
   *
   * @returns null when there is no such district.
   */
  read<T>(districtId: string, work: (held: HeldRegister) => Promise<T>): Promise<T | null>;
};

/** The register of a district, and a transaction that sees what it holds. */
export type HeldRegister = {
  readonly index: CaseIndex;
  readonly timeZone: string;
  readonly tx: Queryable;
  /** Changes whenever an answer may change, also when the district is made anew. */
  readonly stamp: string;
};

type DistrictRow = { created_at: Date; time_zone: string; version: number };

async function readDistrict(tx: Queryable, districtId: string): Promise<DistrictRow | null> {
  const [row] = await tx.query<DistrictRow>(
    `select d.created_at, d.time_zone, coalesce(c.version, 0) as version
     from district d left join change_counter c using (district_id) where d.district_id = $1`,
    [districtId],
  );
  return row ?? null;
}

/**
 * Keeps registers in memory. Nothing is loaded before it is asked for; before each answer the changes since the last one
 * are read from the change log, so that whoever wrote reads it, whichever process wrote.
 */
export function createCaseRegisters(database: Database): CaseRegisters {
  const holdings = new Map<string, Promise<Holding | null>>();
  const turns = new Map<string, Promise<unknown>>();

  const inDistrict = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId, readOnlySnapshot: true });

  async function load(districtId: string): Promise<Holding | null> {
    const district = await inDistrict(districtId, (tx) => readDistrict(tx, districtId));
    if (!district) return null;
    const { created_at, time_zone: timeZone, version } = district;
    const index = caseIndex({ openStates: OPEN_STATES });
    // what changes while it is read is read again below: the version is that of the beginning
    await index.load(chunks(districtId, timeZone));
    return { createdAt: created_at.getTime(), timeZone, index, version };
  }

  async function* chunks(districtId: string, timeZone: string) {
    for (let after: CaseKey | null = null; ; ) {
      const { rows, last }: { rows: CaseRow[]; last: CaseKey | null } = await inDistrict(
        districtId,
        async (tx) => {
          const terms = await readTerms(tx, districtId, timeZone);
          return readRows(tx, districtId, terms, { after });
        },
      );
      if (rows.length > 0) yield rows;
      if (last === null) return;
      after = last;
    }
  }

  /** Reads what has changed since the index was current; false when it must be loaded anew. */
  async function catchUp(tx: Queryable, districtId: string, holding: Holding): Promise<boolean> {
    const district = await readDistrict(tx, districtId);
    if (!district || district.created_at.getTime() !== holding.createdAt) return false;
    if (district.version === holding.version) return true;
    if (district.version < holding.version) return false;
    const ids = new Set<string>();
    for (let after = holding.version; ; ) {
      const changes = await readChanges(tx, districtId, after, CHANGES_AT_A_TIME);
      for (const { kind, ids: changed } of changes) {
        if (kind === "district" || kind === "district_setting") return false; // terms may differ now
        if (kind !== "complaint" && kind !== "confidential_complaint") continue;
        if (changed.length === 0) return false;
        for (const id of changed) ids.add(id);
      }
      if (ids.size > MOST_CHANGED) return false;
      if (changes.length < CHANGES_AT_A_TIME) break;
      after = changes.at(-1)!.version;
    }
    if (ids.size > 0) {
      const wanted = [...ids];
      const terms = await readTerms(tx, districtId, holding.timeZone);
      const { rows } = await readRows(tx, districtId, terms, { ids: wanted });
      const found = new Set(rows.map(({ id }) => id));
      holding.index.remove(wanted.filter((id) => !found.has(id)));
      holding.index.upsert(rows);
    }
    holding.version = district.version;
    return true;
  }

  async function holdingOf(districtId: string): Promise<Holding | null> {
    const known = holdings.get(districtId) ?? load(districtId);
    holdings.set(districtId, known);
    const holding = await known.catch((error: unknown) => {
      holdings.delete(districtId);
      throw error;
    });
    if (!holding) holdings.delete(districtId); // it may be made later
    return holding;
  }

  /** One after the other: an index that is brought up to date answers nobody else meanwhile. */
  function inTurn<T>(districtId: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(districtId) ?? Promise.resolve()).then(work, work);
    turns.set(districtId, turn);
    return turn;
  }

  return {
    read: (districtId, work) =>
      inTurn(districtId, async () => {
        for (;;) {
          const holding = await holdingOf(districtId);
          if (!holding) return null;
          const { index, timeZone } = holding;
          const answer = await inDistrict(districtId, async (tx) =>
            (await catchUp(tx, districtId, holding))
              ? { value: await work({ index, timeZone, tx, stamp: stampOf(holding) }) }
              : null,
          );
          if (answer) return answer.value;
          holdings.delete(districtId);
        }
      }),
  };
}

const stampOf = ({ createdAt, version }: Holding) =>
  `${createdAt.toString(36)}-${version.toString(36)}`;

/** Where a page of reading ended; the instant is text, for no number of ours holds its microseconds. */
type CaseKey = { readonly receivedAt: string; readonly complaintId: string };

type StoredRow = Omit<
  CaseRow,
  | "position"
  | "receivedAt"
  | "receivedDay"
  | "receivedHour"
  | "dueAt"
  | "soonAt"
  | "veryLateAt"
  | "settleBy"
  | "settledAt"
  | "settledDay"
  | "resultAt"
  | "respondedAt"
> & {
  readonly lng: number | null;
  readonly lat: number | null;
  readonly receivedAt: Date;
  readonly dueFrom: Date | null;
  readonly dueAt: Date | null;
  readonly settleBy: Date | null;
  readonly settledAt: Date | null;
  readonly resultAt: Date | null;
  readonly respondedAt: Date | null;
  readonly reporterName: string | null;
  readonly receivedText: string;
  readonly hasHour: boolean;
};

const READ = `
  select c.complaint_id as id, c.number, c.kind, c.channel, c.category, c.state, c.importance,
    c.unit_id as "unitId", c.area_id as "areaId", c.street_id as "streetId", c.facility_id as "facilityId",
    c.reporter_id as "reporterId", c.place_kind as "placeKind", c.received_at as "receivedAt",
    c.received_at::text as "receivedText", c.source is null or c.occurred_at is not null as "hasHour",
    c.due_from as "dueFrom", c.due_at as "dueAt", c.due_step as "dueStep", c.settle_by as "settleBy",
    c.settled_at as "settledAt", c.result_at as "resultAt", c.responded_at as "respondedAt", c.reopened,
    c.is_resolved as "isResolved", c.satisfaction, c.duplicate_of as "duplicateOf",
    c.is_supervised as "isSupervised", c.is_confidential as "isConfidential", st_x(c.position) as lng,
    st_y(c.position) as lat, c.text, c.address, r.name as "reporterName",
    exists (select 1 from complaint d where d.district_id = c.district_id and d.duplicate_of = c.complaint_id)
      as "hasDuplicates"
  from complaint c left join reporter r on r.district_id = c.district_id and r.reporter_id = c.reporter_id
  where c.district_id = $1`;

/** Complaints as the index holds them: those of `ids`, or the next ones after a key in the order of receipt. */
async function readRows(
  tx: Queryable,
  districtId: string,
  terms: Terms,
  wanted: { ids: readonly string[] } | { after: CaseKey | null },
): Promise<{ rows: CaseRow[]; last: CaseKey | null }> {
  const stored =
    "ids" in wanted
      ? await tx.query<StoredRow>(`${READ} and c.complaint_id = any ($2)`, [districtId, wanted.ids])
      : await tx.query<StoredRow>(
          `${READ} and ($2::timestamptz is null or (c.received_at, c.complaint_id) > ($2, $3))
           order by c.received_at, c.complaint_id limit ${ROWS_AT_A_TIME}`,
          [districtId, wanted.after?.receivedAt ?? null, wanted.after?.complaintId ?? null],
        );
  const dayIn = (at: Date) => dayOf(localDay(at, terms.clock.timeZone));
  const rows = stored.map(
    ({ lng, lat, reporterName, receivedText: _, dueFrom, hasHour, ...row }): CaseRow => ({
      ...row,
      ...turns(terms, dueFrom, row.dueAt),
      position: lng === null || lat === null ? null : [lng, lat],
      // what is masked is not found either: nobody searches for somebody's number
      text: maskPersonal(row.text, reporterName ? [reporterName] : []).text,
      receivedAt: row.receivedAt.getTime(),
      receivedDay: dayIn(row.receivedAt),
      receivedHour: hasHour ? localHour(row.receivedAt, terms.clock.timeZone) : null,
      dueAt: row.dueAt?.getTime() ?? null,
      settleBy: row.settleBy?.getTime() ?? null,
      settledAt: row.settledAt?.getTime() ?? null,
      settledDay: row.settledAt ? dayIn(row.settledAt) : null,
      resultAt: row.resultAt?.getTime() ?? null,
      respondedAt: row.respondedAt?.getTime() ?? null,
    }),
  );
  const last = stored.length < ROWS_AT_A_TIME || "ids" in wanted ? undefined : stored.at(-1);
  return {
    rows,
    last: last ? { receivedAt: last.receivedText, complaintId: last.id } : null,
  };
}

function turns({ deadlines }: Terms, startedAt: Date | null, dueAt: Date | null) {
  if (!startedAt || !dueAt) return { soonAt: null, veryLateAt: null };
  const { soonAt, veryLateAt } = turningPoints({ startedAt, dueAt }, deadlines);
  return { soonAt: soonAt.getTime(), veryLateAt: veryLateAt.getTime() };
}
