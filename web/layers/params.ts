import { useLink, useSetLink } from "../ui/link.ts";

const LINKED = ["radius"] as const;

/** Which distance of the standards is shown, in the link as `radius`; null is the toilets' default. */
export function useRadiusParam(): [string | null, (id: string) => void] {
  const { radius = null } = useLink(LINKED);
  const set = useSetLink<"radius">();
  return [radius, (id) => set({ radius: id }, true)];
}
