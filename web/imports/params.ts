import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** What this page keeps in the link: the check one looks at, and which of its rows. */
export const LINKED = ["check", "ofKind", "ofArea", "order"] as const;
type Linked = { readonly [K in (typeof LINKED)[number]]?: string };

/** This page's parameters of the link; those that are not text are dropped. */
export function useLinked(): Linked {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return Object.fromEntries(
    LINKED.flatMap((key) => {
      const value = search[key];
      return typeof value === "string" && value !== "" ? [[key, value]] : [];
    }),
  );
}

/** Changes some of them; undefined takes one out of the link. */
export function useSetLinked() {
  const navigate = useNavigate();
  return useCallback(
    (change: Partial<Record<(typeof LINKED)[number], string | undefined>>, isStep = false) =>
      void navigate({
        to: ".",
        // the router's type of search is of every page at once; ours is plain text throughout
        search: ((now: Record<string, unknown>) => ({ ...now, ...change })) as never,
        replace: !isStep,
      }),
    [navigate],
  );
}
