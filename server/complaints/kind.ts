import { categoryGroup } from "../../data/complaint-categories.ts";
import { COMPLAINT_LIFE, type ComplaintKind } from "../../data/complaint-life.ts";

/** Which life a complaint has: its category's, where that has one; otherwise its channel's. */
export function kindOf(channel: string | null, category: string | null): ComplaintKind {
  const own = categoryGroup(category)?.kind;
  const byChannel = COMPLAINT_LIFE.kinds.find(({ channels }) => channels.includes(channel ?? ""));
  return own ?? byChannel?.id ?? "direct";
}

/** Whether complaints of a category are read by those named for them only. */
export const isConfidentialCategory = (category: string | null): boolean =>
  categoryGroup(category)?.isConfidential === true;
