import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import {
  addedPhotograph,
  NewPhotograph,
  photographFile,
  photographTaken,
  roomForPhotographs,
} from "../http/photograph-contract.ts";
import { answerPhotograph } from "../http/photograph-upload.ts";
import { conflict, DomainError, failure } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { internalSight } from "../store/photograph-read.ts";
import { addSentPhotograph } from "../store/photograph-sent.ts";
import { atDesk, type Desk } from "./desk.ts";
import { requireInspection } from "./inspection-desk.ts";
import { InspectionId, InspectionPhotograph } from "./inspection-schema.ts";
import { insertPhotographItem, readPhotographItems } from "./inspection-store.ts";
import { refused } from "./refusal.ts";

/** As many as one inspection has at most. */
export const GREATEST_PHOTOGRAPHS = 30;
const room = roomForPhotographs("inspection", {
  limit: GREATEST_PHOTOGRAPHS,
  remedy: "fewer photographs of one inspection",
});

const Added = addedPhotograph(InspectionPhotograph, "inspection").openapi(
  "AddedInspectionPhotograph",
);

const postPhotograph = endpoint({
  ...{ access: granted("ratings.inspect"), tags: ["ratings"], method: "post" },
  path: "/api/districts/{districtId}/ratings/inspections/{inspectionId}/photographs" as const,
  operationId: "addInspectionPhotograph",
  summary: "Add a photograph to one's own inspection; only its pixels are kept",
  request: {
    params: inDistrict.extend({ inspectionId: InspectionId }),
    query: NewPhotograph.extend({
      itemId: z.string().min(1).max(40).optional().describe("The item or veto it shows"),
    }),
    body: photographFile,
  },
  responses: Object.assign(photographTaken(Added, "inspection"), {
    409: failure("The inspection was taken back"),
  }),
});

export const inspectionSight = internalSight("inspection", "inspection_id");

/** @throws {DomainError} where it is not one's own inspection that holds, or has no such item. */
async function requireOwn(desk: Desk, inspectionId: string, itemId: string | null) {
  const row = await requireInspection(desk, inspectionId);
  if (row.inspector !== desk.caller.accountId)
    throw new DomainError("forbidden", "Somebody else's inspection", [], {
      more: { rule: "inspected-by-other" },
    });
  if (row.withdrawnAt)
    throw conflict("inspection-withdrawn", "It was taken back: nothing is added to it");
  const ids = [...row.marks.map((mark) => mark.itemId), ...row.vetoes];
  if (itemId !== null && !ids.includes(itemId))
    throw refused("itemId", "mark-unknown", "an item of the rubric or a veto that was found");
}

/** Photographs of what was found. */
export function inspectionPhotographApi({ database }: { database: Database }) {
  const within = <T>(c: Context<HttpEnv>, districtId: string, work: (desk: Desk) => Promise<T>) =>
    atDesk(database, c, districtId, work);
  return createRouter().openapi(postPhotograph, async (c) => {
    const { districtId, inspectionId } = c.req.valid("param");
    const { caption = "", itemId = null } = c.req.valid("query");
    await within(c, districtId, (desk) => requireOwn(desk, inspectionId, itemId)); // before up to 20 MB are read
    return answerPhotograph(c, (sent) =>
      within(c, districtId, async (desk) => {
        await requireOwn(desk, inspectionId, itemId);
        const { tx, caller, now } = desk;
        const subject = { kind: "inspection", id: inspectionId } as const;
        const { photograph, ...added } = await addSentPhotograph(
          { tx, districtId, subject, actor: caller },
          sent,
          { caption, timeZone: desk.district.timeZone, now, room },
        );
        const { photographId } = photograph;
        await insertPhotographItem(tx, districtId, { inspectionId, photographId, itemId });
        const items = await readPhotographItems(tx, districtId, inspectionId);
        return { photograph: { ...photograph, itemId: items.get(photographId) ?? null }, ...added };
      }),
    );
  });
}
