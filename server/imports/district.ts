import type { Queryable } from "../store/database.ts";
import { ImportFailure } from "./failure.ts";
import { digest } from "./key.ts";

/** The district an import goes to. */
export type TargetDistrict = {
  readonly districtId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isNew: boolean;
};

/** A name as an id: letters of the Latin alphabet, digits and hyphens; a name without any gets a short digest. */
export function districtIdOf(name: string) {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const isWhole = slug !== "" && !/[^\p{ASCII}]/u.test(plain);
  return isWhole ? slug.slice(0, 63) : `district-${digest(name)}`;
}

/** @throws {ImportFailure} when the zone is not one of IANA's. */
export function parseTimeZone(name: string) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    throw new ImportFailure(`There is no time zone "${name}": give one as Europe/Lisbon.`, {
      cause: error,
    });
  }
}

/**
 * The district that a name, an id or an English name means; a new one when there is none.
 *
 * @param timeZone  for a new district; an existing one keeps its own.
 * @throws {ImportFailure} when it is the demonstration and that was not confirmed, or the time zone differs.
 */
export async function readTarget(
  database: Queryable,
  name: string,
  options: { timeZone: string | null; id: string | null; isDemoAllowed: boolean },
): Promise<TargetDistrict> {
  const rows = await database.query<{
    district_id: string;
    name: string;
    time_zone: string;
    is_demo: boolean;
  }>(
    `select district_id, name, time_zone, is_demo from district
      where district_id = $1 or name = $2 or lower(name_en) = lower($2)
      order by district_id = $1 desc, name = $2 desc limit 1`,
    [options.id ?? districtIdOf(name), name],
  );
  const [known] = rows;
  if (!known) {
    const districtId = options.id ?? districtIdOf(name);
    return { districtId, name, timeZone: options.timeZone ?? "Asia/Shanghai", isNew: true };
  }
  if (known.is_demo && !options.isDemoAllowed) {
    throw new ImportFailure(
      `${known.name} is the demonstration district: real data does not belong among invented data. Name another --district, or confirm with --into-demonstration.`,
    );
  }
  if (options.timeZone && options.timeZone !== known.time_zone) {
    throw new ImportFailure(
      `${known.name} keeps its time in ${known.time_zone}: leave --time-zone out.`,
    );
  }
  const { district_id: districtId, time_zone: timeZone } = known;
  return { districtId, name: known.name, timeZone, isNew: false };
}

/** Makes a new district, as owner. */
export async function createDistrict(
  tx: Queryable,
  { districtId, name, timeZone }: TargetDistrict,
) {
  const nameEn = /^[\p{ASCII}\p{Script=Latin}]+$/u.test(name) ? name : null;
  await tx.query(
    "insert into district (district_id, name, name_en, time_zone) values ($1, $2, $3, $4)",
    [districtId, name, nameEn, timeZone],
  );
}
