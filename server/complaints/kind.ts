import { COMPLAINT_LIFE, type ComplaintKind } from "../../data/complaint-life.ts";
import { COMPLAINT_GROUPS } from "../../data/standards.ts";

const groupOf = (category: string | null) =>
  COMPLAINT_GROUPS.find(({ categories }) => categories.some(({ id }) => id === category));

/** Which life a complaint has: its category's, where that has one; otherwise its channel's. */
export function kindOf(channel: string | null, category: string | null): ComplaintKind {
  const own = groupOf(category)?.kind;
  const byChannel = COMPLAINT_LIFE.kinds.find(({ channels }) => channels.includes(channel ?? ""));
  return own ?? byChannel?.id ?? "direct";
}

/** Whether complaints of a category are read by those named for them only. */
export const isConfidentialCategory = (category: string | null): boolean =>
  groupOf(category)?.isConfidential === true;
