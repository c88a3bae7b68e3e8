import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

/**
 * Some parameters of the link; those that are not text are dropped.
 *
 * @param names  Which, the same list at each call.
 */
export function useLink<Name extends string>(
  names: readonly Name[],
): { readonly [K in Name]?: string } {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return useMemo(
    () =>
      Object.fromEntries(
        names.flatMap((name) => {
          const value = search[name];
          return typeof value === "string" && value !== "" ? [[name, value]] : [];
        }),
        // each name is one of those that were asked for
      ) as { [K in Name]?: string },
    [names, search],
  );
}

/** Changes parameters of the link; undefined takes one out. With `isStep` it is a step back in the browser. */
export function useSetLink<Name extends string>() {
  const navigate = useNavigate();
  return useCallback(
    (change: { readonly [K in Name]?: string | undefined }, isStep = false) =>
      void navigate({
        to: ".",
        // the router's type of search is of every page at once; ours is plain text throughout
        search: ((now: Record<string, unknown>) => ({ ...now, ...change })) as never,
        replace: !isStep,
      }),
    [navigate],
  );
}
