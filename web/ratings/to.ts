import { LinkTo } from "../ui/to.tsx";
import type { LinkChange } from "./params.ts";
import type { SubjectOf } from "./queries.ts";

/** A page of this capability or another, with the view as it is. */
export const To = LinkTo<LinkChange & { readonly select?: string }>;

/** Where the stars of a subject are decided. */
export const sheetOf = ({ subjectKind, subjectId }: SubjectOf) =>
  `/ratings/subjects/${subjectKind}/${encodeURIComponent(subjectId)}`;
