import { deviceDatabase } from "../ui/device-storage.ts";
import type { Posted } from "../ui/outbox.ts";
import type { Draft } from "./inspect-draft.ts";
import type { KeptKit } from "./inspect-kit.ts";

/** A photograph of an inspection that has not arrived yet. */
export type OwnPhotograph = {
  readonly key: string;
  readonly draftId: string;
  /** The item or veto it shows; null: the whole. */
  readonly itemId: string | null;
  readonly blob: Blob;
  readonly addedAt: string;
};

/** An inspection that was signed and of which nobody has said yet that it arrived; its key is its id. */
export type UnsentInspection = Posted & {
  readonly draft: Draft;
  readonly score: number | null;
  /** Whether its words arrived: the photographs follow. */
  readonly isEntered: boolean;
};

const device = deviceDatabase("huanwei.inspections", 1, {
  ...{ drafts: "draftId", unsent: "key", photographs: "key", kits: "key" },
});

export const keptDrafts = device<Draft>("drafts");
export const keptInspections = device<UnsentInspection>("unsent");
export const keptPhotographs = device<OwnPhotograph>("photographs");
export const keptKits = device<KeptKit>("kits");
