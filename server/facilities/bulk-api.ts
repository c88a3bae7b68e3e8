import { z } from "@hono/zod-openapi";
import { callerOf, reachOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { editTogether } from "./bulk.ts";
import { FacilityPatch } from "./edit-schema.ts";

/** The most records one request writes. */
const MOST_RECORDS = 500;

const tags = ["facilities"];
const records = z
  .array(z.strictObject({ facilityId: z.string().min(1).max(200), revision: z.number().int() }))
  .min(1)
  .max(MOST_RECORDS)
  .describe("Each with the revision one has seen");
const { owner, manager } = FacilityPatch.shape;
const BulkEdit = z
  .strictObject({ records, owner, manager })
  .refine(({ owner, manager }) => owner !== undefined || manager !== undefined, {
    error: "an owner or a manager",
  });
const BulkVerification = z.strictObject({ records });
const Written = z
  .object({
    records: z.array(z.object({ facilityId: z.string(), revision: z.number().int() })),
  })
  .openapi("BulkWritten");

const answers = {
  200: {
    description: "Every record with its new revision",
    ...json(Written),
  },
  ...failures,
  412: failure("Some records were changed since they were seen: `faults` names them"),
};

const postEdit = endpoint({
  access: { permission: "facilities.edit", within: "area" },
  method: "post",
  path: "/api/districts/{districtId}/facilities/bulk-edit",
  operationId: "editFacilities",
  tags,
  summary: "Give many facilities the same owner or manager; all of them or none",
  request: { params: inDistrict, body: body(BulkEdit) },
  responses: answers,
});
const postVerification = endpoint({
  access: { permission: "facilities.verify", within: "area" },
  method: "post",
  path: "/api/districts/{districtId}/facilities/bulk-verification",
  operationId: "verifyFacilities",
  tags,
  summary: "Say of many facilities that one has seen them as they are recorded, today",
  request: { params: inDistrict, body: body(BulkVerification) },
  responses: answers,
});

/** Writing the same to many facilities at once. */
export function bulkApi({ database, snapshots }: { database: Database; snapshots: Snapshots }) {
  async function todayIn(districtId: string): Promise<string> {
    const clock = await snapshots.clock(districtId);
    if (clock) return clock.today;
    throw new DomainError("district-unknown", `No district ${districtId}`);
  }

  return createRouter()
    .openapi(postEdit, async (c) => {
      const { districtId } = c.req.valid("param");
      await todayIn(districtId);
      const { records: seen, ...shared } = c.req.valid("json");
      const written = await database.transaction(
        (tx) =>
          editTogether(
            tx,
            districtId,
            { caller: callerOf(c), reach: reachOf(c) },
            { seen, shared, action: "facility.edit" },
          ),
        { districtId },
      );
      return c.json({ records: written }, 200);
    })
    .openapi(postVerification, async (c) => {
      const { districtId } = c.req.valid("param");
      const caller = callerOf(c);
      const shared = { verifiedOn: await todayIn(districtId), verifiedBy: caller.name };
      const { records: seen } = c.req.valid("json");
      const written = await database.transaction(
        (tx) =>
          editTogether(
            tx,
            districtId,
            { caller, reach: reachOf(c) },
            { seen, shared, action: "facility.verify" },
          ),
        { districtId },
      );
      return c.json({ records: written }, 200);
    });
}
