import type { Context } from "hono";
import { DEMO_MEMBERS } from "../../data/demo/case-units.ts";
import { DEMO_NAMES, ROLE_TITLES, ROLES, type Role } from "../../data/roles.ts";
import { DomainError } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import { recordAudit, SERVER_ACTOR } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { type Account, insertAccount, readAccountNamed } from "./account-store.ts";
import { give } from "./administration-grants.ts";
import { connectionOf, isFromLoopback } from "./connection.ts";

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(?::(\d+))?$/;

/** What proxies tell of the one they ask for. */
const OF_PROXIES =
  /^(forwarded|via|x-forwarded.*|x-real-ip|x-original-.*|x-envoy-.*|x-proxy.*|(.+-)?(client|connecting|cluster-client|remote)-(ip|addr|address))$/;

/**
 * Whether one click may sign this very request in: it comes straight from this machine. A proxy on the same machine
 * is also on loopback, so its headers, HTTP/1.0 (nginx unless told otherwise) and any other name for the host rule it
 * out (docs/decisions/0005-own-sessions.md).
 */
export function isFromHere(c: Context<HttpEnv>): boolean {
  const connection = connectionOf(c);
  if (!connection || !isFromLoopback(c)) return false;
  if (connection.httpVersion === "1.0") return false;
  const [, host, port] = LOCAL_HOST.exec(c.req.header("host") ?? "") ?? [];
  if (!host || Number(port ?? 80) !== connection.localPort) return false;
  return ![...c.req.raw.headers.keys()].some((name) => OF_PROXIES.test(name));
}

/** The demonstration, when the store holds nothing else; null otherwise. */
async function loneDemo(database: Database): Promise<string | null> {
  const rows = await database.query<{ id: string; is_demo: boolean }>(
    "select district_id as id, is_demo from district",
  );
  return rows.length === 1 && rows[0]!.is_demo ? rows[0]!.id : null;
}

/** The roles that one click signs this request in as; none unless every condition holds. */
export const demoRolesFor = async (c: Context<HttpEnv>, database: Database): Promise<Role[]> =>
  isFromHere(c) && (await loneDemo(database)) !== null ? [...ROLES] : [];

/** Roles that show what a grant of one area is like. */
const OF_ONE_AREA: readonly Role[] = ["team_leader", "handling_unit"];

/**
 * The demonstration's account of a role, made when it is first asked for.
 *
 * @throws {DomainError} `forbidden` when a condition of the one-click sign-in does not hold.
 */
export async function demoAccount(
  c: Context<HttpEnv>,
  database: Database,
  role: Role,
): Promise<Account> {
  const districtId = isFromHere(c) ? await loneDemo(database) : null;
  if (districtId === null)
    throw new DomainError(
      "forbidden",
      "One click signs in only to a store that holds nothing but the demonstration, from a browser on the same machine",
      [],
      { more: { rule: "demo-only-here" } },
    );
  const account = await database.transaction(
    async (tx) => {
      const account = await ensureAccount(tx, role);
      if (account) {
        await ensureGrant(tx, districtId, account, role);
        await ensurePlace(tx, districtId, account, role);
      }
      return account;
    },
    { districtId },
  );
  if (!account)
    throw new DomainError("forbidden", "This account of the demonstration has been disabled");
  return account;
}

/** The account of a role; null where it is disabled, or somebody made a real account of its name. */
async function ensureAccount(tx: Queryable, role: Role): Promise<Account | null> {
  const loginName = `${DEMO_NAMES}${role.replaceAll("_", "-")}`;
  const displayName = `演示${ROLE_TITLES[role].zh}`;
  const accountId = await insertAccount(tx, { loginName, displayName, isDemo: true });
  const account = await readAccountNamed(tx, loginName);
  // whoever made a real account of this name has given it a password
  if (!account?.isDemo || account.isDisabled) return null;
  if (accountId !== null) {
    const after = { loginName, isDemo: true };
    const action = "account.create";
    await recordAccountAudit(tx, { actor: SERVER_ACTOR, accountId, action, after });
  }
  return account;
}

/** Gives an account its role, once; of those that show what one area is like, in the first sub-district. */
async function ensureGrant(tx: Queryable, districtId: string, account: Account, role: Role) {
  await tx.query("select pg_advisory_xact_lock(hashtext('huanwei.demo-roles'))");
  const granted = await tx.query(
    "select 1 from role_grant where district_id = $1 and account_id = $2",
    [districtId, account.accountId],
  );
  if (granted.length > 0) return;
  const [area] = OF_ONE_AREA.includes(role)
    ? await tx.query<{ id: string }>(
        `select area_id as id from area where district_id = $1 and level = 'subdistrict' and valid_to is null
         order by code limit 1`,
        [districtId],
      )
    : [];
  const giver = { districtId, actor: SERVER_ACTOR, grantedBy: "演示数据" };
  const grantId = await give(tx, giver, account, { role, areaIds: area ? [area.id] : null });
  await recordChange(tx, districtId, "role_grant", [grantId]);
}

/** Who reads what concerns the demonstration's own staff. */
const CONFIDANT: Role = "petition_officer";

/** Gives an account the units whose work its role shows, and the confidential complaints that it is named for. */
async function ensurePlace(tx: Queryable, districtId: string, account: Account, role: Role) {
  const { accountId } = account;
  const joined = await tx.query<{ id: string }>(
    `insert into unit_member (district_id, unit_id, account_id)
     select district_id, unit_id, $2 from unit where district_id = $1 and unit_id = any ($3)
     on conflict do nothing returning unit_id as id`,
    [districtId, accountId, DEMO_MEMBERS[role] ?? []],
  );
  const named = await tx.query<{ id: string }>(
    `insert into complaint_confidant (district_id, complaint_id, account_id, named_by)
     select district_id, complaint_id, $2, $3 from complaint
     where district_id = $1 and is_confidential and complaint_id ~ '^c[0-9]{6}$' and $4
     on conflict do nothing returning complaint_id as id`,
    [districtId, accountId, SERVER_ACTOR.name, role === CONFIDANT],
  );
  // the roster of the demonstration names its roles; from now on this one is somebody who signs for them
  await tx.query(
    `update duty_shift set
       officer_account = case when officer_name = $3 then coalesce(officer_account, $2) else officer_account end,
       leader_account = case when leader_name = $3 then coalesce(leader_account, $2) else leader_account end
     where district_id = $1 and starts_with(shift_id, 'demo-duty-')
       and ((officer_name = $3 and officer_account is null) or (leader_name = $3 and leader_account is null))`,
    [districtId, accountId, account.displayName],
  );
  if (joined.length + named.length === 0) return;
  await recordAudit(tx, districtId, {
    ...{ actor: SERVER_ACTOR, action: "demo.join", record: "account", recordId: accountId },
    before: null,
    after: { units: joined.map(({ id }) => id), complaints: named.map(({ id }) => id) },
  });
  await recordChange(tx, districtId, "role_grant", []);
}

/** Ends what one click opened, and the tokens made with it: the server can be reached by others now. */
export const endDemoSessions = (database: Database) =>
  database.transaction(async (tx) => {
    const ended = await tx.query<{ accountId: string; sessions: number; tokens: number }>(
      `with gone as (
         update session set revoked_at = now() where via = 'demo' and revoked_at is null returning account_id
       ), withdrawn as (
         update token set revoked_at = now() where revoked_at is null
           and account_id in (select account_id from account where is_demo) returning account_id
       )
       select account_id as "accountId", sum(session)::int as sessions, sum(token)::int as tokens
       from (select account_id, 1 as session, 0 as token from gone
         union all select account_id, 0, 1 from withdrawn) ended group by 1`,
    );
    for (const { accountId, ...after } of ended)
      await recordAccountAudit(tx, {
        actor: SERVER_ACTOR,
        accountId,
        action: "session.revoke",
        after,
      });
  });
