import { randomUUID } from "node:crypto";
import { telephoneDigits } from "../complaints/reporter.ts";
import type { Queryable } from "../store/database.ts";
import type { ComplaintFacts } from "./complaint-rows.ts";

type Person = { reporterId: string; name: string | null; digits: string | null };

/**
 * Keeps who complained, apart from what was said: the one who called before from the same number, or somebody new.
 *
 * Only of complaints that are new: importing a file again brings nobody back who was erased.
 *
 * @returns the reporter by the id of the complaint.
 */
export async function keepReporters(
  tx: Queryable,
  districtId: string,
  complaints: readonly (readonly [id: string, reporter: ComplaintFacts["reporter"]])[],
): Promise<Map<string, string>> {
  const named = complaints.flatMap(([id, reporter]) => {
    if (!reporter) return [];
    const digits = telephoneDigits(reporter.telephone ?? undefined);
    return [{ id, ...reporter, digits }];
  });
  if (named.length === 0) return new Map();
  const known = await tx.query<Person & { digits: string }>(
    `select reporter_id as "reporterId", name, digits from reporter
     where district_id = $1 and digits = any ($2) order by created_at`,
    [districtId, [...new Set(named.flatMap(({ digits }) => digits ?? []))]],
  );
  const personsByDigits = new Map<string, Person[]>();
  const remember = (digits: string, person: Person) =>
    personsByDigits.set(digits, [person, ...(personsByDigits.get(digits) ?? [])]);
  for (const person of known) remember(person.digits, person);

  const added: (Person & { telephone: string | null })[] = [];
  const reporterOf = new Map<string, string>();
  for (const { id, name, telephone, digits } of named) {
    const before = digits
      ? personsByDigits.get(digits)?.find((person) => name === null || person.name === name)
      : undefined;
    const person = before ?? { reporterId: randomUUID(), name, digits };
    reporterOf.set(id, person.reporterId);
    if (before) continue;
    added.push({ ...person, telephone });
    if (digits) remember(digits, person);
  }
  await tx.query(
    `insert into reporter (district_id, reporter_id, name, telephone, digits)
     select $1, r."reporterId", r.name, r.telephone, r.digits
     from jsonb_to_recordset($2::jsonb)
       as r("reporterId" text, name text, telephone text, digits text)`,
    [districtId, JSON.stringify(added)],
  );
  return reporterOf;
}
