import { useLink, useSetLink } from "../ui/link.ts";

/** What this page keeps in the link: the check one looks at, and which of its rows. */
export const LINKED = ["check", "ofKind", "ofArea", "order"] as const;

/** This page's parameters of the link. */
export const useLinked = () => useLink(LINKED);

/** Changes some of them. */
export const useSetLinked = useSetLink<(typeof LINKED)[number]>;
