import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readBody } from "../http/body.ts";
import { callerOf } from "../http/caller.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { GREATEST_UPLOAD_BYTES, inUploadTurn, takePhotograph } from "../http/photograph.ts";
import {
  addedPhotograph,
  NewPhotograph,
  photographFile,
  photographsFull,
  photographTaken,
} from "../http/photograph-contract.ts";
import { conflict, DomainError, failure } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { addPhotograph, readPhotographs } from "../store/photograph.ts";
import type { Sight } from "../store/photograph-read.ts";
import { plausibleInstant } from "../store/photograph-time.ts";
import { atDesk, type Desk } from "./desk.ts";
import { requireInspection } from "./inspection-desk.ts";
import { InspectionId, InspectionPhotograph } from "./inspection-schema.ts";
import { insertPhotographItem, readPhotographItems } from "./inspection-store.ts";
import { refused } from "./refusal.ts";

/** As many as one inspection has at most. */
export const GREATEST_PHOTOGRAPHS = 30;

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

/** Photographs of inspections are seen by whoever may read what is internal, anywhere in the district. */
export const inspectionSight: Sight = {
  asks: ["district.read"],
  async read(tx, districtId, ids, viewer) {
    const rows = await tx.query(
      "select 1 from inspection where district_id = $1 and inspection_id = any ($2)",
      [districtId, ids],
    );
    return rows.map(() => viewer.mayAnywhere("district.read"));
  },
};

/** Whether one's own inspection takes one more. @throws {DomainError} when not. */
async function requireRoom(desk: Desk, inspectionId: string, itemId: string | null) {
  const { tx, districtId, caller } = desk;
  const row = await requireInspection(desk, inspectionId);
  if (row.inspector !== caller.accountId)
    throw new DomainError("forbidden", "Somebody else's inspection", [], {
      more: { rule: "inspected-by-other" },
    });
  if (row.withdrawnAt)
    throw conflict("inspection-withdrawn", "It was taken back: nothing is added to it");
  const ids = [...row.marks.map((mark) => mark.itemId), ...row.vetoes];
  if (itemId !== null && !ids.includes(itemId))
    throw refused("itemId", "mark-unknown", "an item of the rubric or a veto that was found");
  return (await readPhotographs(tx, districtId, { kind: "inspection", id: inspectionId })).map(
    ({ photographId }) => photographId,
  );
}

const requireFewer = (count: number) => {
  if (count >= GREATEST_PHOTOGRAPHS)
    throw photographsFull("inspection", {
      ...{ count, limit: GREATEST_PHOTOGRAPHS, remedy: "fewer photographs of one inspection" },
    });
};

/** Photographs of what was found. */
export function inspectionPhotographApi({ database }: { database: Database }) {
  const within = <T>(c: Context<HttpEnv>, districtId: string, work: (desk: Desk) => Promise<T>) =>
    atDesk(database, c, districtId, work);
  return createRouter().openapi(postPhotograph, async (c) => {
    const { districtId, inspectionId } = c.req.valid("param");
    const { caption = "", itemId = null } = c.req.valid("query");
    await within(c, districtId, (desk) => requireRoom(desk, inspectionId, itemId)); // before up to 20 MB are read
    return inUploadTurn(callerOf(c).accountId ?? "", async () => {
      const sent = await readBody(c, { greatestBytes: GREATEST_UPLOAD_BYTES });
      const { photograph, exif } = await takePhotograph(sent);
      const { photographId } = photograph;
      const answer = await within(c, districtId, async (desk) => {
        const ids = await requireRoom(desk, inspectionId, itemId);
        if (!ids.includes(photographId)) requireFewer(ids.length);
        const { tx, district, now } = desk;
        const subject = { kind: "inspection", id: inspectionId } as const;
        const takenAt = exif.taken && plausibleInstant(exif.taken, district.timeZone, now);
        const linking = { tx, districtId, subject, actor: callerOf(c) };
        const isNew = await addPhotograph(linking, photograph, { caption, takenAt });
        await insertPhotographItem(tx, districtId, { inspectionId, photographId, itemId });
        const kept = (await readPhotographs(tx, districtId, subject)).find(
          (one) => one.photographId === photographId,
        )!; // it was just added
        const items = await readPhotographItems(tx, districtId, inspectionId);
        return {
          photograph: { ...kept, itemId: items.get(photographId) ?? null },
          ...{ isNew, positionHint: exif.position && [...exif.position] },
        };
      });
      return answer.isNew ? c.json(answer, 201) : c.json(answer, 200);
    });
  });
}
