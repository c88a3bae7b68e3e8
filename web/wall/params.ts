import { useLink, useSetLink } from "../ui/link.ts";

/** What a screen keeps in its link: the one scene it shows, and what it is called. */
const LINKED = ["wallScene", "wallScreen"] as const;

export const useWallLink = () => useLink(LINKED);
export const useSetWallLink = useSetLink<(typeof LINKED)[number]>;
