import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

/** The register: search, one page for each record, the list, selections, and what is taken along as files. */
export const facilities: Capability = {
  id: "facilities",
  pages: [
    {
      path: "/facilities",
      title: { zh: "台账", en: "Register" },
      icon: "list",
      Panel: lazy(() =>
        import("./register-panel.tsx").then((module) => ({ default: module.RegisterPanel })),
      ),
    },
  ],

  records: [
    {
      path: "/facilities/$id",
      Page: lazy(() =>
        import("./whole-page.tsx").then((module) => ({ default: module.WholeFacility })),
      ),
    },
    {
      path: "/streets/$id",
      Page: lazy(() =>
        import("./whole-page.tsx").then((module) => ({ default: module.WholeStreet })),
      ),
    },
  ],
  Search: lazy(() => import("./search-box.tsx").then((module) => ({ default: module.SearchBox }))),
  Drawing: lazy(() => import("./selecting.tsx").then((module) => ({ default: module.Selecting }))),
  Drawer: lazy(() =>
    import("./record-drawer.tsx").then((module) => ({ default: module.RecordDrawer })),
  ),
  Tools: lazy(() => import("./tools.tsx").then((module) => ({ default: module.Tools }))),
};
