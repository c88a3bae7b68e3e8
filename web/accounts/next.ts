import { useLocation, useSearch } from "@tanstack/react-router";

/** A path of this page, and nothing that leads elsewhere. */
const OWN_PATH = /^\/(?![/\\])[\w%./~-]*$/;

/** One comes from these, and never wants to go back to them. */
const OWN_PAGES: readonly string[] = ["/sign-in", "/account"];

/** Where one was going when signing in came between; null where nowhere. */
export function useNext(): string | null {
  const { next }: { next?: unknown } = useSearch({ strict: false });
  return typeof next === "string" && OWN_PATH.test(next) && !OWN_PAGES.includes(next) ? next : null;
}

/** The link's parameters without those of signing in. */
export const withoutSignIn = ({
  problem: _problem,
  next: _next,
  ...rest
}: Record<string, unknown>) => rest;

/** The link's parameters with where one is, to come back to after signing in. */
export function useWithNext() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (now: Record<string, unknown>) =>
    path === "/" || path === "/sign-in" ? now : { ...now, next: path };
}
