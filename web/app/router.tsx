import { createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { App } from "./app.tsx";
import { capabilities } from "./capabilities.ts";
import { parseSearch } from "./search.ts";

const root = createRootRoute({ component: App, validateSearch: parseSearch });

/** A page is an address and a work panel; the map behind it is the same one. */
const pages = capabilities.flatMap(({ page }) =>
  page ? [createRoute({ getParentRoute: () => root, path: page.path, component: page.Panel })] : [],
);

const elsewhere = createRoute({
  getParentRoute: () => root,
  path: "$",
  beforeLoad: () => {
    throw redirect({ to: "/", search: true });
  },
});

/** Links are plain query strings, so that people can read and write them. */
export const router = createRouter({
  routeTree: root.addChildren([...pages, elsewhere]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch,
  defaultPreload: "intent",
});

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === "string") parameters.set(key, value);
  }
  // these three are allowed in a query and read better unescaped
  const text = parameters
    .toString()
    .replaceAll("%2F", "/")
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":");
  return text ? `?${text}` : "";
}
