import type { Context } from "hono";
import { ROLE_TITLES, ROLES, type Role } from "../../data/roles.ts";
import { DomainError } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { type Account, insertAccount, readAccountNamed } from "./account-store.ts";
import { connectionOf } from "./connection.ts";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(?::(\d+))?$/;

/** What proxies tell of the one they ask for. */
const OF_PROXIES =
  /^(forwarded|via|x-forwarded.*|x-real-ip|x-client-ip|x-original-.*|true-client-ip|.+-connecting-ip)$/;

/**
 * Whether one click may sign this very request in: it comes straight from this machine. A proxy on the same machine
 * is also on loopback, so its headers, HTTP/1.0 (nginx unless told otherwise) and any other name for the host rule it out (docs/architecture.md, design §10).
 */
export function isFromHere(c: Context<HttpEnv>): boolean {
  const connection = connectionOf(c);
  if (!connection?.peer || !LOOPBACK.test(connection.peer)) return false;
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
  const loginName = `demo.${role.replaceAll("_", "-")}`;
  await database.transaction(
    async (tx) => {
      const accountId = await insertAccount(tx, {
        loginName,
        displayName: `演示${ROLE_TITLES[role].zh}`,
        isDemo: true,
      });
      if (accountId === null) return;
      const [area] = OF_ONE_AREA.includes(role)
        ? await tx.query<{ id: string }>(
            `select area_id as id from area where district_id = $1 and level = 'subdistrict' and valid_to is null
             order by code limit 1`,
            [districtId],
          )
        : [];
      await tx.query(
        `insert into role_grant (district_id, grant_id, account_id, role, area_ids, granted_by)
         values ($1, $2, $2, $3, $4, '演示数据')`,
        [districtId, accountId, role, area ? [area.id] : null],
      );
    },
    { districtId },
  );
  const account = await readAccountNamed(database, loginName);
  if (!account || account.isDisabled)
    throw new DomainError("forbidden", "This account of the demonstration has been disabled");
  return account;
}
