/** What the audit page keeps in the link: which entries are listed. Small: the first load has it. */
export const AUDIT_LINKED = [
  "actor",
  "action",
  "record",
  "recordId",
  "since",
  "until",
  "text",
] as const;
