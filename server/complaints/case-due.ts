import type { Desk } from "./case-desk.ts";
import type { Due, StoredCase } from "./case-store.ts";
import type { Standing } from "./life.ts";

/** Which step of a complaint is due next, and when; null when nothing is, or no rule says so. */
export async function dueOf(
  _desk: Desk,
  _complaint: StoredCase,
  _standing: Standing,
): Promise<Due | null> {
  return null;
}
