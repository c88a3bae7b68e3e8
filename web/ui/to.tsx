import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/**
 * A link to a page that keeps what one looks at. A capability names it with the parameters of its own link:
 * `export const To = LinkTo<Own>`.
 */
export const LinkTo = <Search extends object>(props: {
  page: string;
  className?: string | undefined;
  label?: string;
  /** Parameters of that page's link; undefined takes one out. */
  search?: Search;
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
