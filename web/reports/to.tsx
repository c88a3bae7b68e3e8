import { Link } from "@tanstack/react-router";
import type { ReportParam } from "./params.ts";

/** A page of this capability, with the view as it is. */
export const To = (props: {
  page: string;
  className?: string;
  /** Parameters of that page's link. */
  search?: { readonly [K in ReportParam]?: string | undefined };
  children: React.ReactNode;
}) => (
  <Link
    {...(props.className ? { className: props.className } : {})}
    to={props.page as never}
    // the router's type of search is of every page at once; the link's own is kept
    search={((now: object) => ({ ...now, ...props.search })) as never}
  >
    {props.children}
  </Link>
);
