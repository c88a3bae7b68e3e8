import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf, reachOf, requirePlace } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { PhotographId } from "../http/photograph-api.ts";
import {
  NewPhotograph,
  photographFile,
  photographTaken,
  roomForPhotographs,
} from "../http/photograph-contract.ts";
import { answerPhotograph } from "../http/photograph-upload.ts";
import { DomainError } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import {
  describePhotograph,
  type Linking,
  readPhotographs,
  removePhotograph,
} from "../store/photograph.ts";
import { addSentPhotograph, requireRoom } from "../store/photograph-sent.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { facilityPlaces } from "./photograph-place.ts";
import {
  AddedPhotograph,
  FacilityPhotographs,
  GREATEST_PHOTOGRAPHS,
  PhotographPatch,
} from "./photograph-schema.ts";

const tags = ["facilities"];
const ofFacility = inDistrict.extend({ facilityId: z.string() });
const ofPhotograph = ofFacility.extend({ photographId: PhotographId });
const PATH = "/api/districts/{districtId}/facilities/{facilityId}/photographs" as const;
const listed = answers("All photographs of the facility", FacilityPhotographs);
const room = roomForPhotographs("facility", {
  limit: GREATEST_PHOTOGRAPHS,
  remedy: "remove one that is out of date",
});

const getPhotographs = endpoint({
  access: granted("district.read"),
  method: "get",
  path: PATH,
  operationId: "getFacilityPhotographs",
  tags,
  summary: "The photographs of a facility",
  request: { params: ofFacility },
  responses: listed,
});
const postPhotograph = endpoint({
  access: granted("facilities.photograph"),
  method: "post",
  path: PATH,
  operationId: "addFacilityPhotograph",
  tags,
  summary: "Add a photograph; its type is told by its content, and nothing but its pixels is kept",
  request: {
    params: ofFacility,
    query: NewPhotograph,
    body: photographFile,
  },
  responses: photographTaken(AddedPhotograph, "facility"),
});
const patchPhotograph = endpoint({
  access: granted("facilities.photograph"),
  method: "patch",
  path: `${PATH}/{photographId}`,
  operationId: "describeFacilityPhotograph",
  tags,
  summary: "Say what a photograph shows",
  request: {
    params: ofPhotograph,
    body: { content: { "application/json": { schema: PhotographPatch } }, required: true },
  },
  responses: listed,
});
const deletePhotograph = endpoint({
  access: granted("facilities.photograph"),
  method: "delete",
  path: `${PATH}/{photographId}`,
  operationId: "removeFacilityPhotograph",
  tags,
  summary: "Take a photograph from a facility; nothing is kept of it once no record has it",
  request: { params: ofPhotograph },
  responses: listed,
});

type Target = { readonly districtId: string; readonly facilityId: string };

/**
 * Photographs of facilities. They are beside the record and not in it: its revision stays, so that an edit by somebody
 * else is not refused for a picture.
 */
export function photographsApi({
  database,
  snapshots,
}: {
  database: Database;
  snapshots: Snapshots;
}) {
  async function timeZoneOf(districtId: string): Promise<string> {
    const clock = await clockIn(snapshots, districtId);
    return clock.timeZone;
  }

  /** Works on the photographs of a facility that lies within the caller's reach, and stays there meanwhile. */
  async function within<T>(
    c: Context<HttpEnv>,
    { districtId, facilityId }: Target,
    work: (linking: Linking) => Promise<T>,
  ): Promise<T> {
    await timeZoneOf(districtId);
    return database.transaction(
      async (tx) => {
        await tx.query(
          "select 1 from facility where district_id = $1 and facility_id = $2 for update",
          [districtId, facilityId],
        );
        const [place] = await facilityPlaces(tx, districtId, [facilityId]);
        if (place === undefined)
          throw new DomainError("facility-unknown", `No facility ${facilityId}`);
        requirePlace(reachOf(c), place);
        const subject = { kind: "facility", id: facilityId } as const;
        return work({ tx, districtId, subject, actor: callerOf(c) });
      },
      { districtId },
    );
  }

  const list = async (linking: Linking) => ({
    facilityId: linking.subject.id,
    photographs: await readPhotographs(linking),
    greatestCount: GREATEST_PHOTOGRAPHS,
  });
  const requireKnown = (isKnown: boolean, photographId: string) => {
    if (!isKnown) throw new DomainError("not-found", `No photograph ${photographId} of it`);
  };

  return createRouter()
    .openapi(getPhotographs, async (c) => {
      return c.json(await within(c, c.req.valid("param"), list), 200);
    })
    .openapi(postPhotograph, async (c) => {
      const target = c.req.valid("param");
      const { caption = "" } = c.req.valid("query");
      const timeZone = await timeZoneOf(target.districtId);
      await within(c, target, (linking) => requireRoom(linking, room)); // before up to 20 MB are read
      return answerPhotograph(c, (sent) =>
        within(c, target, (linking) =>
          addSentPhotograph(linking, sent, { caption, timeZone, room }),
        ),
      );
    })
    .openapi(patchPhotograph, async (c) => {
      const { photographId, ...target } = c.req.valid("param");
      const { caption } = c.req.valid("json");
      const described = await within(c, target, async (linking) => {
        requireKnown(await describePhotograph(linking, photographId, caption), photographId);
        return list(linking);
      });
      return c.json(described, 200);
    })
    .openapi(deletePhotograph, async (c) => {
      const { photographId, ...target } = c.req.valid("param");
      const left = await within(c, target, async (linking) => {
        requireKnown(await removePhotograph(linking, photographId), photographId);
        return list(linking);
      });
      return c.json(left, 200);
    });
}
