import { useLink, useSetLink } from "../ui/link.ts";

/** What this page keeps in the link: its tab, which users are listed, and whose account is open. */
const LINKED = ["tab", "role", "within", "user"] as const;

/** This page's part of the link. */
export const useAdminLink = () => useLink(LINKED);

/** Changes some of it, each time a step. */
export function useSetAdminLink() {
  const set = useSetLink<(typeof LINKED)[number]>();
  return (change: Parameters<typeof set>[0]) => set(change, true);
}
