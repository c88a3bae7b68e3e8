import { createHash } from "node:crypto";
import { type Caller, type Reach, requirePlace } from "../http/caller.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { type Database, DatabaseError } from "../store/database.ts";
import type { ServiceDays } from "./days.ts";
import { entryPlan } from "./entry.ts";
import type { EntryDraft, EntryWire } from "./entry-schema.ts";
import {
  insertEntry,
  readEntry,
  readKnownFacilities,
  readPlaces,
  withdrawEntry,
} from "./entry-store.ts";
import { inKnown } from "./wire.ts";

/** Whoever enters what was done. */
export type EntryDesk = {
  readonly database: Database;
  readonly days: ServiceDays;
  readonly districtId: string;
  readonly caller: Caller;
  readonly reach: Reach;
};

/** The same key of the same account always gives the same entry. */
const entryIdOf = (accountId: string, key: string) =>
  createHash("sha256").update(`${accountId}\n${key}`).digest("hex").slice(0, 32);

const subjectsOf = (items: EntryWire["items"], kind: "edge" | "facility") =>
  items.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);

/**
 * Keeps what somebody says was done, or could not be. The same key with the same words answers with the entry that is there.
 *
 * @throws {DomainError} `forbidden` outside the areas granted; `conflict` when the key was used for other words; what
 *   `entryPlan` throws.
 */
export async function enter(
  desk: EntryDesk,
  draft: EntryDraft,
  key: string,
): Promise<{ entry: EntryWire; isNew: boolean }> {
  try {
    return await enterOnce(desk, draft, key);
  } catch (error) {
    // sent twice at once: the other was first
    if (error instanceof DatabaseError && error.code === "23505")
      return enterOnce(desk, draft, key);
    throw error;
  }
}

async function enterOnce(
  { database, days, districtId, caller, reach }: EntryDesk,
  draft: EntryDraft,
  key: string,
) {
  const { accountId } = caller;
  if (accountId === null) throw new DomainError("forbidden", "A display enters nothing");
  const entryId = entryIdOf(accountId, key);
  return database.transaction(
    async (tx) => {
      const world = inKnown(await days.world(districtId, tx), districtId);
      const known = await readEntry(tx, districtId, entryId);
      const stops = await readKnownFacilities(tx, districtId, draft.facilityIds ?? []);
      // sent again later it is of the same time, as far as that was not said
      const nowMs = known ? Date.parse(known.enteredAt) : Date.now();
      const plan = entryPlan(world, draft, stops, nowMs);
      if (known) {
        if (!isSame(known, plan, draft))
          throw conflict("entry-key-reused", "The Idempotency-Key was sent with another entry");
        return { entry: known, isNew: false };
      }
      const { items } = plan;
      if (!reach.isWhole)
        for (const { position } of await readPlaces(
          tx,
          districtId,
          subjectsOf(items, "edge"),
          subjectsOf(items, "facility"),
        ))
          requirePlace(reach, position);
      await insertEntry(tx, districtId, {
        ...{ ...plan, entryId, note: draft.note, reason: draft.reason ?? null },
        ...{ fromAt: new Date(plan.fromMs), toAt: new Date(plan.toMs) },
        ...{ position: draft.position ?? null, enteredBy: accountId, enteredName: caller.name },
      });
      const entry = (await readEntry(tx, districtId, entryId))!; // it was just written
      await recordAudit(tx, districtId, {
        ...{ actor: caller, action: `service_entry.${draft.kind}`, record: "service_entry" },
        ...{ recordId: entryId, before: null, after: toldOf(entry) },
      });
      await recordChange(tx, districtId, "service_entry", [entryId]);
      return { entry, isNew: true };
    },
    { districtId },
  );
}

const isSame = (
  known: EntryWire,
  plan: { readonly work: string; readonly routeId: string | null; items: EntryWire["items"] },
  draft: EntryDraft,
) => {
  const named = (items: EntryWire["items"]) =>
    items
      .map(({ subjectId, outcome, reason }) => `${subjectId} ${outcome} ${reason ?? ""}`)
      .sort()
      .join("\n");
  return (
    known.kind === draft.kind &&
    known.work === plan.work &&
    known.routeId === plan.routeId &&
    known.note === draft.note &&
    known.reason === (draft.reason ?? null) &&
    named(known.items) === named(plan.items)
  );
};

/** What the trail tells of an entry. */
const toldOf = ({ kind, routeId, work, day, reason, note, items }: EntryWire) => ({
  ...{ entryKind: kind, routeId, work, day, reason, note, sections: items.length },
  couldNot: items.filter(({ outcome }) => outcome === "could_not").length,
});

/**
 * Takes an entry back: it stays to be read, and says nothing any more.
 *
 * @param isEditor  whether somebody may take back what others entered.
 */
export async function takeBack(
  { database, districtId, caller, reach }: EntryDesk,
  entryId: string,
  reason: string,
  isEditor: boolean,
): Promise<EntryWire> {
  return database.transaction(
    async (tx) => {
      const [row] = await tx.query<{ enteredBy: string }>(
        `select entered_by as "enteredBy" from service_entry where district_id = $1 and entry_id = $2`,
        [districtId, entryId],
      );
      const entry = await readEntry(tx, districtId, entryId);
      if (!row || !entry) throw new DomainError("record-unknown", `No entry ${entryId}`);
      const places = await readPlaces(
        tx,
        districtId,
        subjectsOf(entry.items, "edge"),
        subjectsOf(entry.items, "facility"),
      );
      if (!reach.isWhole) for (const { position } of places) requirePlace(reach, position);
      if (row.enteredBy !== caller.accountId && !isEditor)
        throw new DomainError("forbidden", "Somebody else entered it", [], {
          more: { rule: "entered-by-other" },
        });
      if (!(await withdrawEntry(tx, districtId, entryId, caller.accountId ?? caller.name, reason)))
        throw conflict("entry-withdrawn", "It was taken back before");
      await recordAudit(tx, districtId, {
        ...{ actor: caller, action: "service_entry.withdraw", record: "service_entry" },
        ...{ recordId: entryId, before: toldOf(entry), after: { ...toldOf(entry), reason } },
      });
      await recordChange(tx, districtId, "service_entry", [entryId]);
      return (await readEntry(tx, districtId, entryId))!; // it was just there
    },
    { districtId },
  );
}
