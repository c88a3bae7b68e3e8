import { addressKey } from "../complaints/duplicates.ts";

/** How long before a marked duplicate its original was received at most. */
const ORIGINAL_DAYS = 60;

const dayNumber = (day: string) => Date.parse(day) / 86_400_000;

/** What is looked at to tell which complaint a marked one repeats. */
export type Markable = {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: string;
  /** Local day of receipt. */
  readonly day: string;
  readonly address: string | null;
  readonly isDuplicate: boolean;
  /** The number of the original, where the file names it. */
  readonly original: string | null;
};

/**
 * Which complaint each one that was marked as a duplicate repeats: the one its file names, else the last one before it
 * at the same address within 60 days that is not marked itself (the definition that `npm run bench -- duplicates`
 * measures). Order within a day is that of the numbers.
 *
 * @returns the original's id by the duplicate's; those without one are not in it. O(n log n).
 */
export function originalsOf(complaints: readonly Markable[]): Map<string, string> {
  const byNumber = new Map(complaints.map((one) => [one.number, one]));
  const lastAt = new Map<string, Markable>();
  const originals = new Map<string, string>();
  const ordered = [...complaints].sort(
    (a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || (a.number < b.number ? -1 : 1),
  );
  for (const complaint of ordered) {
    const place = addressKey(complaint.address);
    if (!complaint.isDuplicate) {
      if (place !== "") lastAt.set(place, complaint);
      continue;
    }
    const named = byNumber.get(complaint.original ?? "");
    const last = lastAt.get(place);
    const isNear = last && dayNumber(complaint.day) - dayNumber(last.day) <= ORIGINAL_DAYS;
    const original = named && !named.isDuplicate ? named : isNear ? last : undefined;
    if (original) originals.set(complaint.id, original.id);
  }
  return originals;
}
