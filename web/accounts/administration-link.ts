import { useNavigate, useSearch } from "@tanstack/react-router";

/** What this page keeps in the link: its tab, which users are listed, and whose account is open. */
type AdminLink = { tab?: unknown; role?: unknown; within?: unknown; user?: unknown };

export const useAdminLink = (): AdminLink => useSearch({ strict: false });

/** Changes this page's part of the link; undefined takes a name out of it. */
export function useSetAdminLink() {
  const navigate = useNavigate();
  return (change: {
    tab?: string;
    role?: string | undefined;
    within?: string | undefined;
    user?: string | undefined;
  }) =>
    void navigate({
      to: ".",
      // the router's type of search is of every page at once
      search: ((now: Record<string, unknown>) => ({ ...now, ...change })) as never,
    });
}
