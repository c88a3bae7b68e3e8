import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A figure that opens its complaints in the register; plain where the register cannot show them. */
export function RegisterLink(props: { list: string | null; label?: string; children: ReactNode }) {
  const { list, label, children } = props;
  if (list === null) return <span>{children}</span>;
  return (
    <Link
      className="hot-link"
      to="/complaints"
      aria-label={label}
      search={(now: Record<string, unknown>) => ({
        ...now,
        ...Object.fromEntries(new URLSearchParams(list)),
      })}
    >
      {children}
    </Link>
  );
}
