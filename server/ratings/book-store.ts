import { DomainError } from "../http/problem.ts";
import { readVersion } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { instantOf, localDay } from "../store/local-day.ts";
import { type Book, type Flag, rubricsOf } from "./book.ts";
import { readCounted } from "./complaint-store.ts";
import { addDays } from "./days.ts";
import { bySubject, keyOf } from "./keys.ts";
import { readOpenTasks } from "./plan-store.ts";
import { readRatings } from "./rating-store.ts";
import { readSubjects, type Subject } from "./register-store.ts";
import { readRubrics } from "./rubric-store.ts";
import { readScored } from "./scored-store.ts";
import { ratingSetting } from "./settings.ts";

/** The longest window of a rubric: inspections before it say nothing of today. */
const LONGEST_DAYS = 730;

type District = { name: string; isDemo: boolean; timeZone: string };

/** A district's name and clock. @throws {DomainError} `district-unknown`. */
export async function readDistrict(tx: Queryable, districtId: string) {
  const [row] = await tx.query<District>(
    `select name, is_demo as "isDemo", time_zone as "timeZone" from district where district_id = $1`,
    [districtId],
  );
  if (!row) throw new DomainError("district-unknown", `No district ${districtId}`);
  return { ...row, today: localDay(new Date(), row.timeZone) };
}

/** 流动红旗, the latest first. */
export async function readFlags(tx: Queryable, districtId: string): Promise<Flag[]> {
  const rows = await tx.query<Omit<Flag, "awardedAt"> & { awardedAt: Date }>(
    `select rubric_id as "rubricId", month::text as month, subject_kind as "subjectKind", subject_id as "subjectId",
       figures, rule, awarded_at as "awardedAt", awarded_by as "awardedBy"
     from red_flag where district_id = $1 order by month desc, rubric_id`,
    [districtId],
  );
  return rows.map((row) => ({ ...row, awardedAt: row.awardedAt.toISOString() }));
}

/** How many inspections of each subject are to be made. */
async function countOpenTasks(tx: Queryable, districtId: string) {
  const counts = new Map<string, number>();
  for (const { subjectKind, subjectId } of await readOpenTasks(tx, districtId)) {
    const key = keyOf(subjectKind, subjectId);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * All that the stars of a district rest on, as of a local day.
 *
 * @param day  null: today.
 * @param register  reads what can be rated; left out, from the store.
 * @throws {DomainError} `district-unknown`.
 */
export async function readBook(
  tx: Queryable,
  districtId: string,
  day: string | null = null,
  register: typeof readSubjects = readSubjects,
): Promise<Book> {
  const { today, ...district } = await readDistrict(tx, districtId);
  const as = day ?? today;
  const settings = ratingSetting.merged((await ratingSetting.readOwn(tx, districtId)).own);
  const rubrics = await readRubrics(tx, districtId);
  const kinds = [...new Set(rubricsOf(rubrics).map(({ kind }) => kind))];
  const subjects = await register(tx, districtId, as, kinds);
  const { days, facilityMeters } = settings.complaints;
  const longest = Math.max(days, settings.warnings.complaintDays, 31); // a month, for red flags
  const at = (local: string) => instantOf(local, "00:00:00", district.timeZone);
  const inspections = await readScored(tx, {
    ...{ districtId, timeZone: district.timeZone, rubrics },
    ...{ from: at(addDays(as, 1 - LONGEST_DAYS)), before: at(addDays(as, 1)) },
  });
  return {
    ...{ districtId, ...district, day: as, settings, rubrics, subjects },
    ratings: bySubject(await readRatings(tx, districtId)),
    inspections: bySubject(inspections),
    complaints: await readCounted(tx, districtId, subjects, {
      ...{ from: addDays(as, 1 - longest), to: as, nearMeters: facilityMeters },
    }),
    openTasks: await countOpenTasks(tx, districtId),
    flags: await readFlags(tx, districtId),
  };
}

/** What the register's part of a book is made of; the rest of a district changes far more often. */
const REGISTER = ["facility", "street", "street_edge", "area", "cleaning_route"];
const KEPT = 6;

/** Reads books; one that nothing has changed in since is read once. */
export function createBooks(database: Database) {
  const books = new Map<string, { version: number; today: string; book: Promise<Book> }>();
  const registers = new Map<string, { version: number; subjects: Promise<Subject[]> }>();

  /** Keeps the latest few. */
  function keep<T>(kept: Map<string, T>, key: string, one: T) {
    kept.delete(key);
    kept.set(key, one);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return one;
  }

  const register: typeof readSubjects = async (tx, districtId, day, kinds) => {
    const [row] = await tx.query<{ version: number }>(
      "select coalesce(max(version), 0)::int as version from change where district_id = $1 and kind = any ($2)",
      [districtId, REGISTER],
    );
    const key = `${districtId} ${day} ${[...kinds].sort().join()}`;
    const known = registers.get(key);
    if (known?.version === row!.version) return known.subjects;
    const subjects = readSubjects(tx, districtId, day, kinds);
    keep(registers, key, { version: row!.version, subjects });
    subjects.catch(() => registers.delete(key));
    return subjects;
  };

  async function within(tx: Queryable, districtId: string, day?: string): Promise<Book> {
    const { today } = await readDistrict(tx, districtId);
    const version = await readVersion(tx, districtId);
    const key = `${districtId} ${day ?? today}`;
    const known = books.get(key);
    if (known?.version === version && known.today === today) return known.book;
    const book = readBook(tx, districtId, day ?? today, register);
    keep(books, key, { version, today, book });
    book.catch(() => books.delete(key));
    return book;
  }

  return {
    /** The local day. @throws {DomainError} `district-unknown`. */
    today: (districtId: string): Promise<string> =>
      database.transaction(async (tx) => (await readDistrict(tx, districtId)).today, {
        districtId,
      }),
    /** @param day  left out: today. @throws {DomainError} `district-unknown`. */
    read: (districtId: string, day?: string): Promise<Book> =>
      database.transaction((tx) => within(tx, districtId, day), {
        ...{ districtId, readOnlySnapshot: true },
      }),
    /** The same, in a transaction that is open. */
    within,
  };
}
export type Books = ReturnType<typeof createBooks>;
