import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  PERMISSION_TITLES,
  PERMISSIONS,
  ROLE_PERMISSIONS,
  ROLE_TITLES,
  ROLES,
} from "../../data/roles.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { changeAccount, makeAccount } from "./administration.ts";
import { type Desk, type Managed, readManaged, requireManaged } from "./administration-desk.ts";
import { giveGrant, inviteByName, withdrawGrant } from "./administration-grants.ts";
import { resetPassword, resetSignOn, resetTotp, revokeAll } from "./administration-resets.ts";
import {
  AccountChange,
  AccountList,
  GrantAreas,
  Invitation,
  MadeAccount,
  ManagedAccount,
  NewAccount,
  NewGrant,
  OneTimePassword,
  Revocation,
  RoleList,
} from "./administration-schema.ts";
import { readLastAdministrator } from "./administration-store.ts";
import { type AreasToday, areasToday } from "./areas-today.ts";

const tags = ["accounts"];
const access = { permission: "accounts.manage", within: "district" } as const;
const ACCOUNTS = "/api/districts/{districtId}/accounts" as const;
const ACCOUNT = `${ACCOUNTS}/{accountId}` as const;

const ofAccount = inDistrict.extend({ accountId: z.string() });
const managed = <T>(description: string, schema: T) => ({
  ...answers(description, schema),
  409: failure("It is one's own, the last administrator's, or there already"),
});

const getRoles = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/roles",
  operationId: "getRoles",
  tags,
  summary: "Every role and what it may do",
  responses: answers("The roles", RoleList),
});
const getAccounts = endpoint({
  access,
  method: "get",
  path: ACCOUNTS,
  operationId: "getAccounts",
  tags,
  summary: "Who holds roles in the district",
  request: { params: inDistrict },
  responses: managed("The accounts, those that are enabled first", AccountList),
});
const getGrantAreas = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/grant-areas",
  operationId: "getGrantAreas",
  tags,
  summary: "The areas of today that a role can be limited to, without their shapes",
  request: { params: inDistrict },
  responses: answers("The areas", GrantAreas),
});
const postAccount = endpoint({
  access,
  method: "post",
  path: ACCOUNTS,
  operationId: "createAccount",
  tags,
  summary: "A new account with its roles; its one-time password is shown this once",
  request: { params: inDistrict, body: body(NewAccount) },
  responses: {
    201: { description: "The account", ...json(MadeAccount) },
    409: failure("The login name is taken"),
    ...failures,
  },
});
const patchAccount = endpoint({
  access,
  method: "patch",
  path: ACCOUNT,
  operationId: "changeAccount",
  tags,
  summary: "Another name; disable and enable",
  request: { params: ofAccount, body: body(AccountChange) },
  responses: managed("The account", ManagedAccount),
});
const postPasswordReset = endpoint({
  access,
  method: "post",
  path: `${ACCOUNT}/password-reset`,
  operationId: "resetPassword",
  tags,
  summary: "A one-time password in place of a forgotten one; sessions and tokens end",
  request: { params: ofAccount },
  responses: managed("Shown this once", OneTimePassword),
});
const postTotpReset = endpoint({
  access,
  method: "post",
  path: `${ACCOUNT}/totp-reset`,
  operationId: "resetTotp",
  tags,
  summary: "Take away a second factor whose telephone is lost; sessions end",
  request: { params: ofAccount },
  responses: managed("The account", ManagedAccount),
});
const postSignOnReset = endpoint({
  access,
  method: "post",
  path: `${ACCOUNT}/sign-on-reset`,
  operationId: "resetSignOn",
  tags,
  summary: "Let go of whom the account was linked to at 统一身份认证; sessions and tokens end",
  request: { params: ofAccount },
  responses: managed("The account", ManagedAccount),
});
const postSessionsRevocation = endpoint({
  access,
  method: "post",
  path: `${ACCOUNT}/sessions/revocation`,
  operationId: "revokeSessions",
  tags,
  summary: "Sign an account out everywhere; its tokens end too",
  request: { params: ofAccount },
  responses: managed("How many ended", Revocation),
});
const postGrant = endpoint({
  access,
  method: "post",
  path: `${ACCOUNT}/grants`,
  operationId: "giveGrant",
  tags,
  summary: "Give an account a role here",
  request: { params: ofAccount, body: body(NewGrant) },
  responses: managed("The account", ManagedAccount),
});
const postInvitation = endpoint({
  access,
  method: "post",
  path: `${ACCOUNTS}/invitation`,
  operationId: "inviteAccount",
  tags,
  summary:
    "Give somebody who has an account, maybe in another district, a role here by their login name",
  request: { params: inDistrict, body: body(Invitation) },
  responses: managed("The account", ManagedAccount),
});
const deleteGrant = endpoint({
  access,
  method: "delete",
  path: `${ACCOUNT}/grants/{grantId}`,
  operationId: "withdrawGrant",
  tags,
  summary: "Take a role away",
  request: { params: ofAccount.extend({ grantId: z.string() }) },
  responses: {
    204: { description: "Taken away" },
    409: failure("It is one's own, or the last administrator's"),
    ...failures,
  },
});

/** Who may do what in a district. */
export function administrationApi(dependencies: { database: Database; snapshots: Snapshots }) {
  const { database, snapshots } = dependencies;
  const deskOf = (c: Context<HttpEnv>, districtId: string): Desk => ({
    database,
    districtId,
    caller: callerOf(c),
  });

  const answerOf = async (desk: Desk, accountId: string) =>
    toWire(await requireManaged(desk, accountId), await areasToday(snapshots, desk.districtId));

  return createRouter()
    .openapi(getRoles, (c) =>
      c.json(
        {
          permissions: PERMISSIONS.map((permission) => ({
            permission,
            title: PERMISSION_TITLES[permission],
          })),
          roles: ROLES.map((role) => ({
            role,
            title: ROLE_TITLES[role],
            permissions: [...ROLE_PERMISSIONS[role]],
          })),
        },
        200,
      ),
    )
    .openapi(getAccounts, async (c) => {
      const { districtId } = c.req.valid("param");
      const areas = await areasToday(snapshots, districtId);
      const accounts = await readManaged(deskOf(c, districtId));
      const lastAdministratorId = await database.transaction(
        (tx) => readLastAdministrator(tx, districtId),
        { districtId },
      );
      const wire = accounts.map((one) => toWire(one, areas));
      return c.json({ districtId, accounts: wire, lastAdministratorId }, 200);
    })
    .openapi(getGrantAreas, async (c) => {
      const { districtId } = c.req.valid("param");
      const areas = (await areasToday(snapshots, districtId))?.list() ?? [];
      return c.json({ districtId, areas }, 200);
    })
    .openapi(postAccount, async (c) => {
      const desk = deskOf(c, c.req.valid("param").districtId);
      const { accountId, oneTimePassword } = await makeAccount(desk, c.req.valid("json"));
      c.header("Cache-Control", "no-store");
      return c.json({ account: await answerOf(desk, accountId), oneTimePassword }, 201);
    })
    .openapi(postInvitation, async (c) => {
      const desk = deskOf(c, c.req.valid("param").districtId);
      const accountId = await inviteByName(desk, c.req.valid("json"));
      return c.json(await answerOf(desk, accountId), 200);
    })
    .openapi(patchAccount, async (c) => {
      const { districtId, accountId } = c.req.valid("param");
      const desk = deskOf(c, districtId);
      await changeAccount(desk, accountId, c.req.valid("json"));
      return c.json(await answerOf(desk, accountId), 200);
    })
    .openapi(postPasswordReset, async (c) => {
      const { districtId, accountId } = c.req.valid("param");
      const oneTimePassword = await resetPassword(deskOf(c, districtId), accountId);
      c.header("Cache-Control", "no-store");
      return c.json({ oneTimePassword }, 200);
    })
    .openapi(postTotpReset, async (c) => {
      const { districtId, accountId } = c.req.valid("param");
      const desk = deskOf(c, districtId);
      await resetTotp(desk, accountId);
      return c.json(await answerOf(desk, accountId), 200);
    })
    .openapi(postSignOnReset, async (c) => {
      const { districtId, accountId } = c.req.valid("param");
      const desk = deskOf(c, districtId);
      await resetSignOn(desk, accountId);
      return c.json(await answerOf(desk, accountId), 200);
    })
    .openapi(postSessionsRevocation, async (c) => {
      const { districtId, accountId } = c.req.valid("param");
      return c.json(await revokeAll(deskOf(c, districtId), accountId), 200);
    })
    .openapi(postGrant, async (c) => {
      const { districtId, accountId } = c.req.valid("param");
      const desk = deskOf(c, districtId);
      await giveGrant(desk, accountId, c.req.valid("json"));
      return c.json(await answerOf(desk, accountId), 200);
    })
    .openapi(deleteGrant, async (c) => {
      const { districtId, accountId, grantId } = c.req.valid("param");
      await withdrawGrant(deskOf(c, districtId), accountId, grantId);
      return c.body(null, 204);
    });
}

const toWire = (account: Managed, areas: AreasToday | null): ManagedAccount => ({
  ...account,
  createdAt: account.createdAt.toISOString(),
  lastSignInAt: account.lastSignInAt?.toISOString() ?? null,
  grants: account.grants.map(({ grantId, role, areaIds, grantedAt, grantedBy }) => ({
    grantId,
    role,
    areaIds,
    areas: areaIds && (areas?.namesOf(areaIds) ?? []),
    grantedAt: grantedAt.toISOString(),
    grantedBy,
  })),
});
