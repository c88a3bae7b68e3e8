import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** Which distance of the standards is shown, in the link as `radius`; null is the toilets' default. */
export function useRadiusParam(): [string | null, (id: string) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const { radius } = search;
  const choose = useCallback(
    (id: string) =>
      void navigate({
        to: ".",
        // the router's type of search is of every page at once; ours is plain text throughout
        search: ((now: Record<string, unknown>) => ({ ...now, radius: id })) as never,
      }),
    [navigate],
  );
  return [typeof radius === "string" && radius !== "" ? radius : null, choose];
}
