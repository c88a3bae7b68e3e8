import { z } from "@hono/zod-openapi";
import { ROLES, Role } from "../../data/roles.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";

import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { changeSetting, readSetting } from "../store/setting.ts";

/** The setting that `isTotpRequired` reads. */
const KEY = "signInRules";

const SignInRules = z
  .strictObject({
    totpRoles: z
      .array(Role)
      .max(ROLES.length)
      .describe(
        "Roles that need a second factor; one that the provider of single sign-on asked for will do",
      ),
  })
  .openapi("SignInRules");
type SignInRules = z.infer<typeof SignInRules>;

const tags = ["accounts"];
const access = { permission: "accounts.manage", within: "district" } as const;
const answered = answers("The rules", SignInRules);

const getRules = endpoint({
  access,
  method: "get",
  path: "/api/districts/{districtId}/sign-in-rules",
  operationId: "getSignInRules",
  tags,
  summary: "What signing in asks of the district's roles",
  request: { params: inDistrict },
  responses: answered,
});
const putRules = endpoint({
  access,
  method: "put",
  path: "/api/districts/{districtId}/sign-in-rules",
  operationId: "setSignInRules",
  tags,
  summary: "Ask roles for a second factor; whoever has none sets it up at the next request",
  request: { params: inDistrict, body: body(SignInRules) },
  responses: answered,
});

async function readRules(tx: Queryable, districtId: string): Promise<SignInRules> {
  const known = SignInRules.safeParse(await readSetting(tx, districtId, KEY));
  return known.success ? known.data : { totpRoles: [] };
}

/** What signing in asks. */
export const signInRulesApi = (database: Database) =>
  createRouter()
    .openapi(getRules, async (c) => {
      const { districtId } = c.req.valid("param");
      const rules = await database.transaction((tx) => readRules(tx, districtId), { districtId });
      return c.json(rules, 200);
    })
    .openapi(putRules, async (c) => {
      const { districtId } = c.req.valid("param");
      const asked = c.req.valid("json").totpRoles;
      const after = { totpRoles: ROLES.filter((role) => asked.includes(role)) };
      await database.transaction(
        async (tx) => {
          const before = await readRules(tx, districtId);
          await changeSetting(tx, districtId, callerOf(c), { key: KEY, before, after });
        },
        { districtId },
      );
      return c.json(after, 200);
    });
