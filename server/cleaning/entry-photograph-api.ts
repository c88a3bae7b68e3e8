import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf, reachOf, requirePlace } from "../http/caller.ts";
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
import type { ServiceDays } from "./days.ts";
import { readEntry, readPlaces } from "./entry-store.ts";
import { inKnown } from "./wire.ts";

const tags = ["cleaning"];
const ofEntry = inDistrict.extend({ entryId: z.string() });
const path = "/api/districts/{districtId}/cleaning/entries/{entryId}/photographs" as const;

/** As many as one entry has at most. */
const GREATEST_PHOTOGRAPHS = 9;
const room = roomForPhotographs("entry", {
  limit: GREATEST_PHOTOGRAPHS,
  remedy: "make another entry for what else there is to show",
});

const EntryPhotograph = KeptPhotograph.openapi("EntryPhotograph");
const EntryPhotographs = z
  .object({ entryId: z.string(), ...listedPhotographs(EntryPhotograph) })
  .openapi("EntryPhotographs");
const Added = addedPhotograph(EntryPhotograph, "entry").openapi("AddedEntryPhotograph");

const taken = Object.assign(photographTaken(Added, "entry"), {
  409: failure("The entry was taken back"),
});

const getPhotographs = endpoint({
  ...{ access: granted("district.read"), tags, method: "get", path },
  operationId: "getServiceEntryPhotographs",
  summary: "The photographs of an entry",
  request: { params: ofEntry },
  responses: answers("All photographs of the entry", EntryPhotographs),
});
const postPhotograph = endpoint({
  ...{ access: granted("cleaning.confirm"), tags, method: "post", path },
  operationId: "addServiceEntryPhotograph",
  summary: "Add a photograph to an entry; only its pixels are kept",
  request: { params: ofEntry, query: NewPhotograph, body: photographFile },
  responses: taken,
});

export const entrySight = internalSight("service_entry", "entry_id");

/** Photographs of what people enter. */
export function entryPhotographApi({ database, days }: { database: Database; days: ServiceDays }) {
  const within = <T>(
    c: Context<HttpEnv>,
    { districtId, entryId }: { readonly districtId: string; readonly entryId: string },
    isWriting: boolean,
    work: (linking: Linking, timeZone: string) => Promise<T>,
  ) =>
    database.transaction(
      async (tx) => {
        const world = inKnown(await days.world(districtId, tx), districtId);
        await tx.query(
          "select 1 from service_entry where district_id = $1 and entry_id = $2 for share",
          [districtId, entryId],
        );
        const entry = await readEntry(tx, districtId, entryId);
        if (!entry) throw new DomainError("record-unknown", `No entry ${entryId}`);
        if (isWriting && entry.withdrawn)
          throw conflict("entry-withdrawn", "It was taken back: nothing is added to it");
        const reach = reachOf(c);
        const of = (kind: "edge" | "facility") =>
          entry.items
            .filter(({ subjectKind }) => subjectKind === kind)
            .map(({ subjectId }) => subjectId);
        if (isWriting && !reach.isWhole)
          for (const { position } of await readPlaces(tx, districtId, of("edge"), of("facility")))
            requirePlace(reach, position);
        const subject = { kind: "service-entry", id: entryId } as const;
        return work({ tx, districtId, subject, actor: callerOf(c) }, world.timeZone);
      },
      { districtId },
    );
  const list = async (linking: Linking) => ({
    entryId: linking.subject.id,
    photographs: await readPhotographs(linking),
    greatestCount: GREATEST_PHOTOGRAPHS,
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
