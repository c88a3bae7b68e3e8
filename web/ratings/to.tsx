import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { LinkChange } from "./params.ts";
import type { SubjectOf } from "./queries.ts";

/** A page of this capability or another, with the view as it is. */
export const To = (props: {
  page: string;
  className?: string | undefined;
  label?: string;
  /** Parameters of that page's link; undefined takes one out. */
  search?: LinkChange & { readonly select?: string };
  children: ReactNode;
}) => (
  <Link
    {...(props.className ? { className: props.className } : {})}
    {...(props.label ? { "aria-label": props.label } : {})}
    to={props.page as never}
    // the router's type of search is of every page at once; the link's own is kept
    search={((now: object) => ({ ...now, ...props.search })) as never}
  >
    {props.children}
  </Link>
);

/** Where the stars of a subject are decided. */
export const sheetOf = ({ subjectKind, subjectId }: SubjectOf) =>
  `/ratings/subjects/${subjectKind}/${encodeURIComponent(subjectId)}`;
