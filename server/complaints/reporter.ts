import { randomUUID } from "node:crypto";
import type { Queryable } from "../store/database.ts";
import type { ReporterDraft } from "./case-schema.ts";

/** Who complained. */
export type Reporter = {
  readonly reporterId: string;
  readonly name: string | null;
  readonly telephone: string | null;
  readonly contact: string | null;
  readonly erasedAt: Date | null;
};

/** Digits of a telephone number by which the same caller is known: without the country and without signs. */
export function telephoneDigits(telephone: string | undefined): string | null {
  const digits = (telephone ?? "").normalize("NFKC").replace(/\D/g, "");
  const own = digits.replace(/^(?:0086|86)(?=1\d{10}$)/, "");
  return own.length >= 7 ? own : null;
}

/** The person with these details: the one who called before from the same number, or a new one. */
export async function keepReporter(
  tx: Queryable,
  districtId: string,
  { name, telephone, contact }: ReporterDraft,
): Promise<string | null> {
  const given = [name, telephone, contact].map((value) => value || null);
  if (given.every((value) => value === null)) return null;
  const digits = telephoneDigits(telephone);
  const [known] = digits
    ? await tx.query<{ id: string }>(
        `select reporter_id as id from reporter where district_id = $1 and digits = $2
         and (name is not distinct from $3 or $3 is null) order by created_at desc limit 1`,
        [districtId, digits, name || null],
      )
    : [];
  if (known) {
    // whoever was erased this very moment is somebody new
    const kept = await tx.query(
      `update reporter set contact = coalesce($3, contact)
       where district_id = $1 and reporter_id = $2 and erased_at is null returning 1`,
      [districtId, known.id, contact || null],
    );
    if (kept.length > 0) return known.id;
  }
  const reporterId = randomUUID();
  await tx.query(
    `insert into reporter (district_id, reporter_id, name, telephone, digits, contact)
     values ($1, $2, $3, $4, $5, $6)`,
    [districtId, reporterId, given[0], given[1], digits, given[2]],
  );
  return reporterId;
}

/** @returns null when nobody is kept under this id. */
export async function readReporter(
  tx: Queryable,
  districtId: string,
  reporterId: string | null,
): Promise<Reporter | null> {
  if (reporterId === null) return null;
  const [row] = await tx.query<Reporter>(
    `select reporter_id as "reporterId", name, telephone, contact, erased_at as "erasedAt"
     from reporter where district_id = $1 and reporter_id = $2`,
    [districtId, reporterId],
  );
  return row ?? null;
}
