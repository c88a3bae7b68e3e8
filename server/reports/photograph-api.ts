import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { requirePlace } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import {
  addedPhotograph,
  KeptPhotograph,
  listedPhotographs,
  NewPhotograph,
  photographFile,
  photographTaken,
  roomForPhotographs,
} from "../http/photograph-contract.ts";
import { answerPhotograph } from "../http/photograph-upload.ts";
import { conflict, DomainError, failure } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { type Linking, readPhotographs } from "../store/photograph.ts";
import { internalSight } from "../store/photograph-read.ts";
import { addSentPhotograph, requireRoom } from "../store/photograph-sent.ts";
import { readToday } from "./material-store.ts";
import { type Desk, deskOf } from "./record-desk.ts";
import { readAreas, readInspections } from "./record-store.ts";

const tags = ["reports"];
const ofInspection = inDistrict.extend({ inspectionId: z.string() });
const path = "/api/districts/{districtId}/reports/inspections/{inspectionId}/photographs" as const;

/** As many as one inspection has at most. */
const GREATEST_PHOTOGRAPHS = 9;
const room = roomForPhotographs("inspection", {
  limit: GREATEST_PHOTOGRAPHS,
  remedy: "enter another inspection for what else there is to show",
});

const Photograph = KeptPhotograph.openapi("CommunityInspectionPhotograph");
const Photographs = z
  .object({ inspectionId: z.string(), ...listedPhotographs(Photograph) })
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

export const communitySight = internalSight("community_inspection", "inspection_id");

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

const list = async (linking: Linking) => ({
  inspectionId: linking.subject.id,
  photographs: await readPhotographs(linking),
  greatestCount: GREATEST_PHOTOGRAPHS,
});

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
      await within(c, target, true, (linking) => requireRoom(linking, room)); // before up to 20 MB are read
      return answerPhotograph(c, (sent) =>
        within(c, target, true, (linking, timeZone) =>
          addSentPhotograph(linking, sent, { caption, timeZone, room }),
        ),
      );
    });
}
