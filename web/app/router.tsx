import { createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { App } from "./app.tsx";
import { capabilities } from "./capabilities.ts";
import { stringifySearch } from "./link.ts";
import { parseSearch } from "./search.ts";
import { SheetFrame } from "./sheet.tsx";

const root = createRootRoute({ component: App, validateSearch: parseSearch });

/** A page is an address and a work panel; the map behind it is the same one. */
const pages = capabilities.flatMap(({ pages: own = [] }) =>
  own.map(({ path, Panel }) => createRoute({ getParentRoute: () => root, path, component: Panel })),
);

const records = capabilities.flatMap(({ records = [] }) =>
  records.map(({ path, Page }) =>
    createRoute({ getParentRoute: () => root, path, component: Page }),
  ),
);

const sheets = capabilities.flatMap(({ sheets = [] }) =>
  sheets.map((sheet) =>
    createRoute({
      getParentRoute: () => root,
      path: sheet.path,
      component: () => <SheetFrame sheet={sheet} />,
    }),
  ),
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
  routeTree: root.addChildren([...pages, ...records, ...sheets, elsewhere]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch,
  defaultPreload: "intent",
});
