import { PERSONAL_VALUE } from "../../data/audit-fields.ts";
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

/** The program itself, which nobody asked. */
export const SERVER_ACTOR: Actor = {
  accountId: null,
  name: "服务器 server",
  via: "server",
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
  /** Fields that are about a person: kept as `PERSONAL_VALUE` only. */
  readonly personal?: readonly string[];
};

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
      changed.map((name) => [
        name,
        personal.includes(name) ? PERSONAL_VALUE : (fields[name] ?? null),
      ]),
    );
  return { before: kept(before), after: kept(after) };
}

/** Writes down what is done to a record of a district, in the transaction that does it: both are there or neither is. */
export const recordAudit = (tx: Queryable, districtId: string, entry: AuditEntry) =>
  recordAudits(tx, districtId, [entry]);

const ENTRIES_A_STATEMENT = 2_000;

/** The same of many records at once. */
export async function recordAudits(
  tx: Queryable,
  districtId: string,
  entries: readonly AuditEntry[],
) {
  for (let from = 0; from < entries.length; from += ENTRIES_A_STATEMENT) {
    const lot = entries.slice(from, from + ENTRIES_A_STATEMENT).map((entry) => {
      const { actor, action, record, recordId, personal } = entry;
      const { before, after } = differenceOf(entry.before, entry.after, personal);
      const { accountId: actor_id, name: actor_name, via, address } = actor;
      return {
        ...{ actor_id, actor_name, via, address, action, record, record_id: recordId },
        ...{ before, after },
      };
    });
    await tx.query(
      `insert into audit (district_id, actor_id, actor_name, via, address, action, record, record_id, before, after)
       select $1, actor_id, actor_name, via, address, action, record, record_id, before, after
       from jsonb_to_recordset($2::jsonb) as e (actor_id text, actor_name text, via text, address text, action text,
         record text, record_id text, before jsonb, after jsonb)`,
      [districtId, JSON.stringify(lot)],
    );
  }
}
