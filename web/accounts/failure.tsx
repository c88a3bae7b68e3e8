import type { ReactNode } from "react";

/** What went wrong, read out as soon as it stands there; nothing where nothing did. */
export function Failure({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <p className="form-failure" role="alert">
      {children}
    </p>
  );
}
