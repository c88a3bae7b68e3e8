import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readBody } from "../http/body.ts";
import { callerOf, requirePlace } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { GREATEST_UPLOAD_BYTES, inUploadTurn, takePhotograph } from "../http/photograph.ts";
import {
  addedPhotograph,
  KeptPhotograph,
  NewPhotograph,
  photographFile,
  photographsFull,
  photographTaken,
} from "../http/photograph-contract.ts";
import { conflict, DomainError, failure } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { addPhotograph, type Linking, readPhotographs } from "../store/photograph.ts";
import type { Sight } from "../store/photograph-read.ts";
import { plausibleInstant } from "../store/photograph-time.ts";
import { readToday } from "./material-store.ts";
import { type Desk, deskOf } from "./record-desk.ts";
import { readAreas, readInspections } from "./record-store.ts";

const tags = ["reports"];
const ofInspection = inDistrict.extend({ inspectionId: z.string() });
const path = "/api/districts/{districtId}/reports/inspections/{inspectionId}/photographs" as const;

/** As many as one inspection has at most. */
const GREATEST_PHOTOGRAPHS = 9;

const Photograph = KeptPhotograph.openapi("CommunityInspectionPhotograph");
const Photographs = z
  .object({
    inspectionId: z.string(),
    photographs: z.array(Photograph).describe("In the order they were added"),
    greatestCount: z.number().int(),
  })
  .openapi("CommunityInspectionPhotographs");
const Added = addedPhotograph(Photograph, "inspection").openapi(
  "AddedCommunityInspectionPhotograph",
);
const taken = Object.assign(photographTaken(Added, "inspection"), {
  409: failure("The inspection was taken back"),
});

const getPhotographs = endpoint({
  ...{ access: granted("district.read"), tags, method: "get", path },
  operationId: "getCommunityInspectionPhotographs",
  summary: "The photographs of an inspection",
  request: { params: ofInspection },
  responses: answers("All photographs of the inspection", Photographs),
});
const postPhotograph = endpoint({
  ...{ access: granted("reports.record"), tags, method: "post", path },
  operationId: "addCommunityInspectionPhotograph",
  summary: "Add a photograph to an inspection; only its pixels are kept",
  request: { params: ofInspection, query: NewPhotograph, body: photographFile },
  responses: taken,
});

/** Photographs of inspections are seen by whoever may read what is internal, anywhere in the district. */
export const communitySight: Sight = {
  asks: ["district.read"],
  async read(tx, districtId, ids, viewer) {
    const rows = await tx.query(
      "select 1 from community_inspection where district_id = $1 and inspection_id = any ($2)",
      [districtId, ids],
    );
    return rows.map(() => viewer.mayAnywhere("district.read"));
  },
};

type Target = { readonly districtId: string; readonly inspectionId: string };

/** The inspection, which somebody may add to where it holds and lies within their reach. */
async function linkingOf({ tx, districtId, caller, reach }: Desk, id: string, isWriting: boolean) {
  await tx.query(
    "select 1 from community_inspection where district_id = $1 and inspection_id = $2 for share",
    [districtId, id],
  );
  const [inspection] = await readInspections(tx, districtId, { id });
  if (!inspection) throw new DomainError("record-unknown", `No inspection ${id}`);
  if (isWriting && inspection.withdrawn)
    throw conflict("entry-withdrawn", "It was taken back: nothing is added to it");
  if (isWriting && !reach.isWhole) {
    const [area] = await readAreas(tx, districtId, inspection.day, inspection.areaId);
    requirePlace(reach, area?.position ?? null);
  }
  const subject = { kind: "community-inspection", id } as const;
  return { tx, districtId, subject, actor: caller };
}

const list = async ({ tx, districtId, subject }: Linking) => ({
  inspectionId: subject.id,
  photographs: await readPhotographs(tx, districtId, subject),
  greatestCount: GREATEST_PHOTOGRAPHS,
});

async function requireRoom(linking: Linking) {
  const { length: count } = (await list(linking)).photographs;
  if (count >= GREATEST_PHOTOGRAPHS)
    throw photographsFull("inspection", {
      ...{ count, limit: GREATEST_PHOTOGRAPHS },
      remedy: "enter another inspection for what else there is to show",
    });
}

/** Photographs of what inspectors found. */
export function communityPhotographApi({ database }: { database: Database }) {
  const at = deskOf(database);
  const within = <T>(
    c: Context<HttpEnv>,
    { districtId, inspectionId }: Target,
    isWriting: boolean,
    work: (linking: Linking, timeZone: string) => Promise<T>,
  ) =>
    at(c, districtId, async (desk) => {
      const linking = await linkingOf(desk, inspectionId, isWriting);
      return work(linking, (await readToday(desk.tx, districtId))!.timeZone); // the desk is opened in no other
    });
  return createRouter()
    .openapi(getPhotographs, async (c) =>
      c.json(await within(c, c.req.valid("param"), false, list), 200),
    )
    .openapi(postPhotograph, async (c) => {
      const target = c.req.valid("param");
      const { caption = "" } = c.req.valid("query");
      await within(c, target, true, requireRoom); // before anything is read of what may be 20 MB
      return inUploadTurn(callerOf(c).accountId ?? "", async () => {
        const sent = await readBody(c, { greatestBytes: GREATEST_UPLOAD_BYTES });
        const { photograph, exif } = await takePhotograph(sent);
        const { photographId } = photograph;
        const isIt = (one: { readonly photographId: string }) => one.photographId === photographId;
        const answer = await within(c, target, true, async (linking, timeZone) => {
          if (!(await list(linking)).photographs.some(isIt)) await requireRoom(linking);
          const takenAt = exif.taken && plausibleInstant(exif.taken, timeZone, new Date());
          const isNew = await addPhotograph(linking, photograph, { caption, takenAt });
          const kept = (await list(linking)).photographs.find(isIt);
          return { photograph: kept!, isNew, positionHint: exif.position && [...exif.position] };
        });
        return answer.isNew ? c.json(answer, 201) : c.json(answer, 200);
      });
    });
}
