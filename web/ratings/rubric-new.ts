import { sharedValue } from "../ui/shared-value.ts";
import type { RubricContent } from "./rubric-queries.ts";

/** A rubric that was begun and is not kept yet; it goes with the page. */
export const newRubric = sharedValue<{
  readonly rubricId: string;
  readonly content: RubricContent;
} | null>(null);

/** What an id of a rubric is made of; the server's. */
export const isRubricId = (text: string) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(text);
