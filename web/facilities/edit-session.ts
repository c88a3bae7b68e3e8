import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { LngLat } from "../map/geometry.ts";
import { sharedValue } from "../ui/shared-value.ts";
import { removing } from "./edit-leaving.ts";
import { changedIn, type EditableFacility, editableQuery, sendWrite } from "./edit-queries.ts";
import {
  afterRedo,
  afterUndo,
  EMPTY_STACK,
  type Move,
  redoOf,
  type Stack,
  type Subject,
  undoOf,
  type Write,
  without,
  withStep,
} from "./edit-stack.ts";

/** What was last done, for whoever did it to see. */
export type Said =
  | {
      readonly is: "done" | "undone" | "redone";
      readonly act: Write["act"] | "move";
      readonly name: string;
      /** The record that is no longer there; null where it is. */
      readonly goneId: string | null;
    }
  | { readonly is: "changed"; readonly by: string | null; readonly name: string }
  | { readonly is: "failed"; readonly why: string };

/** A record that is being moved on the map. */
export type Moving = { readonly record: EditableFacility; readonly subject: Subject };

/** The place of a form that is set on the map, and who hears of it. */
export type Picking = {
  readonly place: LngLat | null;
  readonly onPlace: (place: LngLat) => void;
};

type Session = {
  readonly stack: Stack;
  readonly said: Said | null;
  readonly isBusy: boolean;
  readonly moving: Moving | null;
  readonly picking: Picking | null;
  /** A new facility is being entered. */
  readonly isCreating: boolean;
};

/** What was written in this tab since the page was opened. It outlives the drawer and the record. */
const session = sharedValue<Session>({
  stack: EMPTY_STACK,
  said: null,
  isBusy: false,
  moving: null,
  picking: null,
  isCreating: false,
});
const set = (next: Partial<Session>) => session.set({ ...session.now(), ...next });

/** What was done, as one calls it: an edit of the place alone is a move. */
const actOf = (write: Write) =>
  write.act === "edit" && Object.keys(write.patch).join() === "position" ? "move" : write.act;

const isOf =
  ({ facilityId }: Subject) =>
  ({ queryKey }: { queryKey: readonly unknown[] }) =>
    queryKey.includes(facilityId);

/** Sends a write; before a removal, what is still being asked of the record is let go. */
async function send(client: QueryClient, subject: Subject, write: Write, revision: number | null) {
  if (write.act !== "remove") return sendWrite(subject, write, revision);
  return removing(subject.facilityId, async () => {
    await client.cancelQueries({ predicate: isOf(subject) });
    return sendWrite(subject, write, revision);
  });
}

/** After a write, everything that shows facilities asks again; nobody waits for it. */
function settle(client: QueryClient, subject: Subject, now: EditableFacility | null) {
  if (now) {
    client.setQueryData(editableQuery(subject).queryKey, now); // the next edit begins with this version
    void client.invalidateQueries({ queryKey: ["facilities"] });
    return;
  }
  const isOfIt = isOf(subject);
  removeOnceLeft(client, isOfIt);
  // the page that still shows it is being left: it must not ask for what is gone
  void client.invalidateQueries({
    predicate: (query) => query.queryKey[0] === "facilities" && !isOfIt(query),
  });
}

/** Forgets what was known of a record as soon as nothing shows it any more. */
function removeOnceLeft(client: QueryClient, predicate: (query: Query) => boolean) {
  const cache = client.getQueryCache();
  const isShown = () => cache.findAll({ predicate, type: "active" }).length > 0;
  if (!isShown()) return client.removeQueries({ predicate });
  const stop = cache.subscribe(() => {
    if (isShown()) return;
    stop();
    client.removeQueries({ predicate });
  });
}

/** Writes that can be taken back, in their order, and what was last done. */
export function useEditSession() {
  const client = useQueryClient();
  const now = session.use();
  const acts = useMemo(() => actsOf(client), [client]);
  return { ...now, ...acts };
}

const actsOf = (client: QueryClient) => ({
  /**
   * Writes, and remembers how to take it back.
   *
   * @param back  What takes it back.
   * @param revision  The one it is for; null where the record is not there yet.
   * @throws {ApiError} what the server refuses; nothing is written then.
   */
  async write(
    subject: Subject,
    there: Write,
    back: Write,
    revision: number | null,
  ): Promise<EditableFacility | null> {
    set({ isBusy: true });
    try {
      const now = await send(client, subject, there, revision);
      const known = now ? { ...subject, facilityId: now.facilityId, name: now.name } : subject;
      const to = now?.revision ?? null;
      set({
        stack: withStep(session.now().stack, { subject: known, there, back, from: revision, to }),
        said: {
          is: "done",
          act: actOf(there),
          name: known.name,
          goneId: now ? null : known.facilityId,
        },
      });
      settle(client, known, now);
      return now;
    } finally {
      set({ isBusy: false });
    }
  },
  /** Takes the last write back. */
  undo: () => take(client, undoOf(session.now().stack), "undone"),
  /** Does again what was taken back last. */
  redo: () => take(client, redoOf(session.now().stack), "redone"),
  /** Begins and, with null, ends moving a record on the map. */
  move: (moving: Moving | null) => set({ moving, isCreating: false }),
  create: (isCreating: boolean) => set({ isCreating, moving: null }),
  pick: (picking: Picking | null) => set({ picking }),
  /** Whether a write is on the way in this very moment: a key that is held down writes once. */
  isWriting: () => session.now().isBusy,
  hush: () => set({ said: null }),
});

/** Goes a step; one that somebody's later change stands on is left, and said. */
async function take(client: QueryClient, move: Move | null, is: "undone" | "redone") {
  if (!move || session.now().isBusy) return;
  const { step, write, revision, isBroken } = move;
  const { subject } = step;
  const leave = (said: Said) => set({ stack: without(session.now().stack, step), said });
  if (isBroken) return leave({ is: "changed", by: null, name: subject.name });
  set({ isBusy: true });
  try {
    const now = await send(client, subject, write, revision);
    const to = now?.revision ?? null;
    const stack = (is === "undone" ? afterUndo : afterRedo)(session.now().stack, to);
    set({
      stack,
      said: {
        is,
        act: actOf(step.there),
        name: subject.name,
        goneId: now ? null : subject.facilityId,
      },
    });
    settle(client, subject, now);
  } catch (error) {
    const changed = changedIn(error);
    if (changed) leave({ is: "changed", by: changed.changedBy, name: subject.name });
    else
      set({
        said: {
          is: "failed",
          why: error instanceof Error ? error.message : String(error),
        },
      });
  } finally {
    set({ isBusy: false });
  }
}
