import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readBody } from "../http/body.ts";
import { callerOf, reachOf, requirePlace } from "../http/caller.ts";
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
import type { ServiceDays } from "./days.ts";
import { readEntry, readPlaces } from "./entry-store.ts";
import { inKnown } from "./wire.ts";

const tags = ["cleaning"];
const ofEntry = inDistrict.extend({ entryId: z.string() });
const path = "/api/districts/{districtId}/cleaning/entries/{entryId}/photographs" as const;

/** As many as one entry has at most. */
const GREATEST_PHOTOGRAPHS = 9;

const EntryPhotograph = KeptPhotograph.openapi("EntryPhotograph");
const EntryPhotographs = z
  .object({
    entryId: z.string(),
    photographs: z.array(EntryPhotograph).describe("In the order they were added"),
    greatestCount: z.number().int(),
  })
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

/** Photographs of entries are seen by whoever may read what is internal, anywhere in the district. */
export const entrySight: Sight = {
  asks: ["district.read"],
  async read(tx, districtId, ids, viewer) {
    const rows = await tx.query(
      "select 1 from service_entry where district_id = $1 and entry_id = any ($2)",
      [districtId, ids],
    );
    return rows.map(() => viewer.mayAnywhere("district.read"));
  },
};

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
  const list = async ({ tx, districtId, subject }: Linking) => ({
    entryId: subject.id,
    photographs: await readPhotographs(tx, districtId, subject),
    greatestCount: GREATEST_PHOTOGRAPHS,
  });
  const requireRoom = async (linking: Linking) => {
    const { length: count } = (await list(linking)).photographs;
    if (count >= GREATEST_PHOTOGRAPHS)
      throw photographsFull("entry", {
        ...{ count, limit: GREATEST_PHOTOGRAPHS },
        remedy: "make another entry for what else there is to show",
      });
  };
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
        const answer = await within(c, target, true, async (linking, timeZone) => {
          const isThere = (await list(linking)).photographs.some(
            (one) => one.photographId === photographId,
          );
          if (!isThere) await requireRoom(linking);
          const takenAt = exif.taken && plausibleInstant(exif.taken, timeZone, new Date());
          const isNew = await addPhotograph(linking, photograph, { caption, takenAt });
          const kept = (await list(linking)).photographs.find(
            (one) => one.photographId === photographId,
          );
          return { photograph: kept!, isNew, positionHint: exif.position && [...exif.position] };
        });
        return answer.isNew ? c.json(answer, 201) : c.json(answer, 200);
      });
    });
}
