import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A link to another page that keeps what one looks at. */
export function To(props: { page: string; className?: string; children: ReactNode }) {
  return (
    <Link
      to={props.page}
      className={props.className ?? ""}
      // the router's type of search is of every page at once; the link's own is kept
      search={((now: object) => now) as never}
    >
      {props.children}
    </Link>
  );
}
