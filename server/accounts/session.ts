import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Database } from "../store/database.ts";
import { readTotpAsked, TOTP_NOT_ASKED } from "./totp-store.ts";

/** How long a session lives without being used, and at most. */
const IDLE_HOURS = 12;
const GREATEST_DAYS = 7;

/** A session is written as seen at most so often. */
const SEEN_SECONDS = 60;

/** SQL: the store holds the demonstration and nothing else. Its sessions and tokens hold no longer than that. */
export const IS_DEMO_ALONE = "(select count(*) = 1 and bool_and(is_demo) from district)";

/** A secret for a cookie or a token: 256 random bits. */
export const newSecret = () => randomBytes(32).toString("base64url");

/** What is kept of a secret. It is random already, so it needs no salt and no slow hash. */
export const hashOf = (secret: string): Uint8Array => createHash("sha256").update(secret).digest();

/** Whose session it is. */
export type SessionAccount = {
  readonly sessionId: string;
  readonly accountId: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly isOperator: boolean;
  readonly via: "password" | "oidc" | "demo";
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  /** What must be done before anything is granted anywhere. */
  readonly mustDo: "password" | "totp" | null;
  /** Districts that grant nothing before a second factor is set up. */
  readonly totpAskedBy: readonly string[];
};

type Origin = { readonly address: string | null; readonly userAgent: string | null };

/** Opens a session. @returns the secret for the cookie. */
export async function openSession(
  tx: Pick<Database, "query">,
  accountId: string,
  via: SessionAccount["via"],
  { address, userAgent }: Origin,
): Promise<{ secret: string; sessionId: string }> {
  const secret = newSecret();
  const sessionId = randomUUID();
  await tx.query(
    `insert into session (session_hash, session_id, account_id, via, expires_at, address, user_agent)
     values ($1, $2, $3, $4, now() + make_interval(hours => $5), $6, $7)`,
    [
      hashOf(secret),
      sessionId,
      accountId,
      via,
      IDLE_HOURS,
      address,
      userAgent?.slice(0, 200) ?? null,
    ],
  );
  return { secret, sessionId };
}

/** The account a cookie stands for; null when the session is over, revoked or never was, or its account is disabled. */
export async function readSession(
  database: Database,
  secret: string,
): Promise<SessionAccount | null> {
  const [row] = await database.query<{
    session_id: string;
    account_id: string;
    login_name: string;
    display_name: string;
    is_operator: boolean;
    via: SessionAccount["via"];
    is_stale: boolean;
    has_password: boolean;
    must_change: boolean;
    has_totp: boolean;
    is_multi_factor: boolean;
  }>(
    `select s.session_id, a.account_id, a.login_name, a.display_name, a.is_operator, s.via,
       s.last_seen_at < now() - make_interval(secs => ${SEEN_SECONDS}) as is_stale, s.is_multi_factor,
       p.account_id is not null as has_password,
       coalesce((p.data->>'mustChange')::boolean, false) as must_change,
       coalesce(t.data->>'confirmedAt' is not null, false) as has_totp
     from session s join account a using (account_id)
     left join credential p on p.account_id = a.account_id and p.kind = 'password'
     left join credential t on t.account_id = a.account_id and t.kind = 'totp'
     where s.session_hash = $1 and s.revoked_at is null and s.expires_at > now()
       and (s.via <> 'demo' or ${IS_DEMO_ALONE})
       and s.created_at > now() - make_interval(days => ${GREATEST_DAYS}) and a.disabled_at is null`,
    [hashOf(secret)],
  );
  if (!row) return null;
  if (row.is_stale)
    await database.query(
      `update session set last_seen_at = now(), expires_at = now() + make_interval(hours => ${IDLE_HOURS})
       where session_id = $1 and revoked_at is null`,
      [row.session_id],
    );
  const account = { accountId: row.account_id, isOperator: row.is_operator };
  const isAsked = row.via !== "demo" && !row.has_totp && !row.is_multi_factor;
  const asked = isAsked ? await readTotpAsked(database, account) : TOTP_NOT_ASKED;
  const mustChange = row.via === "password" && row.must_change;
  return {
    ...account,
    sessionId: row.session_id,
    loginName: row.login_name,
    displayName: row.display_name,
    via: row.via,
    hasPassword: row.has_password,
    hasTotp: row.has_totp,
    mustDo: mustChange ? "password" : asked.isEverywhere ? "totp" : null,
    totpAskedBy: asked.by,
  };
}

/**
 * Ends sessions of an account.
 *
 * @returns their ids.
 */
export async function endSessions(
  tx: Pick<Database, "query">,
  accountId: string,
  which: { only: string } | { except: string | null },
): Promise<string[]> {
  const isOnly = "only" in which;
  const rows = await tx.query<{ session_id: string }>(
    `update session set revoked_at = now()
     where account_id = $1 and revoked_at is null and (session_id = $2) = $3
     returning session_id`,
    [accountId, (isOnly ? which.only : which.except) ?? "", isOnly],
  );
  return rows.map((row) => row.session_id);
}
