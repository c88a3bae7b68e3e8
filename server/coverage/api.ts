import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { changeSetting, readSetting } from "../store/setting.ts";
import { LENS_SETTING, lensesOf, understoodLenses } from "./lenses.ts";
import { lensesAnswer, serviceRadiiOf } from "./lenses-answer.ts";
import { CoverageLenses, OwnLenses, Standards } from "./schema.ts";

const tags = ["coverage"];
const path = "/api/districts/{districtId}/coverage/lenses";

const getStandards = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/districts/{districtId}/standards",
  operationId: "getStandards",
  tags,
  summary: "The distances that standards ask, each with its clause and how sure it is",
  request: { params: inDistrict },
  responses: answers("Distances", Standards),
});
const getLenses = endpoint({
  access: "anyone",
  method: "get",
  path,
  operationId: "getCoverageLenses",
  tags,
  summary:
    "What coverage is held to: every lens with its clause, what it measures and what the district set",
  request: { params: inDistrict },
  responses: answers("The lenses", CoverageLenses),
});
const putLenses = endpoint({
  access: { permission: "coverage.edit", within: "district" },
  method: "put",
  path,
  operationId: "setCoverageLenses",
  tags,
  summary: "Set what coverage is held to here; what is left out is as the presets have it",
  request: { params: inDistrict, body: body(OwnLenses) },
  responses: answers("The lenses", CoverageLenses),
});

/** What this capability needs. */
type Parts = {
  readonly database: Database;
  hasDistrict(districtId: string): Promise<boolean>;
};

/** What coverage is held to in a district, and how that is changed. */
export function coverageApi({ database, hasDistrict }: Parts) {
  async function readOwn(districtId: string) {
    if (!(await hasDistrict(districtId)))
      throw new DomainError("district-unknown", `There is no district ${districtId}`);
    const read = (tx: Parameters<typeof readSetting>[0]) =>
      readSetting(tx, districtId, LENS_SETTING);
    return understoodLenses(await database.transaction(read, { districtId }));
  }
  return createRouter()
    .openapi(getStandards, async (c) => {
      const { districtId } = c.req.valid("param");
      const { own } = await readOwn(districtId);
      return c.json({ districtId, serviceRadii: serviceRadiiOf(lensesOf(own)) }, 200);
    })
    .openapi(getLenses, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(lensesAnswer(districtId, await readOwn(districtId)), 200);
    })
    .openapi(putLenses, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      await database.transaction(
        async (tx) => {
          const kept = await readSetting(tx, districtId, LENS_SETTING);
          const { own, notUnderstood } = understoodLenses(kept);
          // what is not understood goes, and the trail says so
          const before = { ...(notUnderstood.length > 0 ? (kept ?? {}) : own) };
          const change = { key: LENS_SETTING, before, after };
          await changeSetting(tx, districtId, callerOf(c), change);
        },
        { districtId },
      );
      return c.json(lensesAnswer(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
