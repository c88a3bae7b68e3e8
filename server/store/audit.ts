import type { Queryable } from "./database.ts";

/** Who did something, as the audit trail names them. */
export type Actor = {
  /** null for a command on the server's own machine, and for the server itself. */
  readonly accountId: string | null;
  readonly name: string;
  readonly via: "session" | "token" | "command" | "server";
  /** The address the request came from. */
  readonly address: string | null;
};

/** Somebody at the server's own terminal. */
export const COMMAND_ACTOR: Actor = {
  accountId: null,
  name: "命令行 command line",
  via: "command",
  address: null,
};

type Fields = Readonly<Record<string, unknown>>;

/** One thing that was done to one record. */
export type AuditEntry = {
  readonly actor: Actor;
  /** `<record>.<verb>`, e.g. `facility.move`; the web has a title for each. */
  readonly action: string;
  /** The kind of record: its table. */
  readonly record: string;
  readonly recordId: string;
  /** The record's fields by their wire names; null when it did not exist. Only what differs is kept. */
  readonly before: Fields | null;
  /** null when it no longer exists. */
  readonly after: Fields | null;
  /** Fields that are about a person: kept as "changed" only. */
  readonly personal?: readonly string[];
};

const CHANGED = "changed";

/** The fields in which two versions of a record differ; all of them when there is only one version. */
export function differenceOf(
  before: Fields | null,
  after: Fields | null,
  personal: readonly string[] = [],
): { before: Fields | null; after: Fields | null } {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = names.filter(
    (name) => !before || !after || JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const kept = (fields: Fields | null) =>
    fields &&
    Object.fromEntries(
      changed.map((name) => [name, personal.includes(name) ? CHANGED : (fields[name] ?? null)]),
    );
  return { before: kept(before), after: kept(after) };
}

/** Writes down what is done to a record of a district, in the transaction that does it: both are there or neither is. */
export async function recordAudit(tx: Queryable, districtId: string, entry: AuditEntry) {
  const { actor, action, record, recordId } = entry;
  const { before, after } = differenceOf(entry.before, entry.after, entry.personal);
  await tx.query(
    `insert into audit (district_id, actor_id, actor_name, via, address, action, record, record_id, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb)`,
    [
      districtId,
      actor.accountId,
      actor.name,
      actor.via,
      actor.address,
      action,
      record,
      recordId,
      before && JSON.stringify(before),
      after && JSON.stringify(after),
    ],
  );
}
