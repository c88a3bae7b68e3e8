import { randomUUID } from "node:crypto";
import type { Database, Queryable } from "../store/database.ts";
import { endSessions, hashOf, IS_DEMO_ALONE, newSecret } from "./session.ts";
import { readTotpAsked } from "./totp-store.ts";

/** What a token begins with, so that one that leaked is found by whoever scans for secrets. */
const PREFIX = "hw_";

/** How many of its last characters are kept, so that its owner can tell it from others. */
const HINT_CHARACTERS = 4;

/** A token is written as seen at most so often. */
const SEEN_SECONDS = 60;

/** Whose token a new one is. */
type Holder =
  | { readonly kind: "personal"; readonly accountId: string; readonly access: "read" | "write" }
  | { readonly kind: "display"; readonly districtId: string; readonly mayAcknowledge: boolean };

export type NewToken = Holder & {
  readonly name: string;
  readonly createdBy: string;
  /** null never expires. */
  readonly expiresInDays: number | null;
};

/** A token as lists show it. */
export type TokenRow = {
  tokenId: string;
  name: string;
  access: "read" | "write";
  mayAcknowledge: boolean;
  hint: string;
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  lastSeenAt: Date | null;
  lastSeenAddress: string | null;
};

const COLUMNS = `token_id as "tokenId", name, access, may_acknowledge as "mayAcknowledge", hint, created_at as "createdAt", created_by as "createdBy",
  expires_at as "expiresAt", last_seen_at as "lastSeenAt", last_seen_address as "lastSeenAddress"`;

/** Makes a token. @returns it, this once: only its hash is kept. */
export async function insertToken(
  tx: Queryable,
  asked: NewToken,
): Promise<{ token: string; row: TokenRow }> {
  const token = PREFIX + newSecret();
  const rows = await tx.query<TokenRow>(
    `insert into token
       (token_hash, token_id, kind, account_id, district_id, name, access, hint, created_by, expires_at, may_acknowledge)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(days => $10), $11)
     returning ${COLUMNS}`,
    [
      hashOf(token),
      randomUUID(),
      asked.kind,
      asked.kind === "personal" ? asked.accountId : null,
      asked.kind === "display" ? asked.districtId : null,
      asked.name,
      asked.kind === "personal" ? asked.access : "read",
      token.slice(-HINT_CHARACTERS),
      asked.createdBy,
      asked.expiresInDays,
      asked.kind === "display" && asked.mayAcknowledge,
    ],
  );
  return { token, row: rows[0]! };
}

type Owner = { readonly accountId: string } | { readonly districtId: string };

/** The SQL that limits tokens to those of an account, or the displays of a district. */
const ownedBy = (owner: Owner) =>
  "accountId" in owner
    ? { where: "kind = 'personal' and account_id = $1", id: owner.accountId }
    : { where: "kind = 'display' and district_id = $1", id: owner.districtId };

/** The tokens that have not been revoked, youngest first; also those that have expired. */
export function readTokens(tx: Queryable, owner: Owner): Promise<TokenRow[]> {
  const { where, id } = ownedBy(owner);
  return tx.query<TokenRow>(
    `select ${COLUMNS} from token where ${where} and revoked_at is null
     order by created_at desc, token_id`,
    [id],
  );
}

/** Ends one token. @returns it; null when its owner has none of this id. */
export async function revokeToken(
  tx: Queryable,
  owner: Owner,
  tokenId: string,
): Promise<TokenRow | null> {
  const { where, id } = ownedBy(owner);
  const rows = await tx.query<TokenRow>(
    `update token set revoked_at = now()
     where ${where} and token_id = $2 and revoked_at is null returning ${COLUMNS}`,
    [id, tokenId],
  );
  return rows[0] ?? null;
}

/** Ends every personal token of an account. @returns how many. */
async function revokeTokens(tx: Queryable, accountId: string): Promise<number> {
  const rows = await tx.query(
    "update token set revoked_at = now() where account_id = $1 and revoked_at is null returning 1",
    [accountId],
  );
  return rows.length;
}

/**
 * Ends whatever is signed in with an account, sessions and tokens.
 *
 * @param except  A session that stays; null for none.
 * @returns how many of each.
 */
export async function endAll(
  tx: Queryable,
  accountId: string,
  { except }: { except: string | null },
) {
  const sessions = await endSessions(tx, accountId, { except });
  return { sessions: sessions.length, tokens: await revokeTokens(tx, accountId) };
}

/** Whom a token stands for. */
export type TokenHolder = { readonly name: string } & (
  | {
      readonly kind: "personal";
      readonly accountId: string;
      readonly isOperator: boolean;
      readonly access: "read" | "write";
      /** Districts that grant nothing before its account has a second factor. */
      readonly totpAskedBy: readonly string[];
    }
  | {
      readonly kind: "display";
      readonly tokenId: string;
      readonly districtId: string;
      readonly mayAcknowledge: boolean;
    }
);

/** What is read of a token and its account. */
type KnownToken = {
  token_id: string;
  kind: "personal" | "display";
  access: "read" | "write";
  may_acknowledge: boolean;
  district_id: string | null;
  name: string;
  account_id: string | null;
  display_name: string | null;
  is_operator: boolean | null;
  has_totp: boolean;
  is_stale: boolean;
};

/**
 * Whom a token stands for; null when it is none of ours, has expired or been revoked, or when its account is disabled
 * or must first change its password.
 *
 * @param address  Where it was shown, to be kept beside when it was last seen.
 */
export async function readToken(
  database: Database,
  token: string,
  address: string | null,
): Promise<TokenHolder | null> {
  if (!token.startsWith(PREFIX)) return null;
  const [row] = await database.query<KnownToken>(
    `select t.token_id, t.kind, t.access, t.may_acknowledge, t.district_id, t.name, a.account_id, a.display_name, a.is_operator,
       f.account_id is not null as has_totp,
       coalesce(t.last_seen_at < now() - make_interval(secs => ${SEEN_SECONDS}), true) as is_stale
     from token t
     left join account a on a.account_id = t.account_id
     left join credential p on p.account_id = a.account_id and p.kind = 'password'
     left join credential f on f.account_id = a.account_id and f.kind = 'totp'
       and f.data->>'confirmedAt' is not null
     where t.token_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
       and (t.kind = 'display' or (a.account_id is not null and a.disabled_at is null
         and (not a.is_demo or ${IS_DEMO_ALONE})
         and not coalesce((p.data->>'mustChange')::boolean, false)))`,
    [hashOf(token)],
  );
  const holder = row && (await holderOf(database, row));
  if (!row || !holder) return null;
  if (row.is_stale)
    await database.query(
      "update token set last_seen_at = now(), last_seen_address = $2 where token_id = $1 and revoked_at is null",
      [row.token_id, address],
    );
  return holder;
}

async function holderOf(database: Database, row: KnownToken): Promise<TokenHolder | null> {
  if (row.kind === "display" && row.district_id !== null)
    return {
      ...{ kind: "display", tokenId: row.token_id, districtId: row.district_id, name: row.name },
      mayAcknowledge: row.may_acknowledge,
    };
  if (row.account_id === null || row.display_name === null) return null;
  const account = { accountId: row.account_id, isOperator: row.is_operator === true };
  return {
    kind: "personal",
    ...account,
    access: row.access,
    name: row.display_name,
    totpAskedBy: row.has_totp ? [] : (await readTotpAsked(database, account)).by,
  };
}
