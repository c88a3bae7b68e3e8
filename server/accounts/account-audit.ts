import type { Actor } from "../store/audit.ts";
import type { Queryable } from "../store/database.ts";

/** Something that happened to an account itself. */
export type AccountEntry = {
  readonly actor: Actor;
  /** Whose account. */
  readonly accountId: string;
  /** `<subject>.<verb>`, e.g. `session.open`. Never a secret, before or after. */
  readonly action: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
};

/** Writes down what is done to an account, in the transaction that does it. */
export async function recordAccountAudit(tx: Queryable, entry: AccountEntry) {
  const { actor, accountId, action, before, after } = entry;
  await tx.query(
    `insert into account_audit (account_id, actor_id, actor_name, via, address, action, before, after)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb)`,
    [
      accountId,
      actor.accountId,
      actor.name,
      actor.via,
      actor.address,
      action,
      before ? JSON.stringify(before) : null,
      after ? JSON.stringify(after) : null,
    ],
  );
}
