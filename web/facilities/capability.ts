import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");

/** The register: search, one page for each record, the list, selections, and what is taken along as files. */
export const facilities: Capability = {
  id: "facilities",
  pages: [
    {
      path: "/facilities",
      title: { zh: "台账", en: "Register" },
      icon: "list",
      Panel: lazy(async () => (await pages()).loadRegisterPanel()),
    },
  ],

  records: [
    {
      path: "/facilities/$id",
      Page: lazy(async () => (await pages()).loadWholeFacility()),
    },
    {
      path: "/streets/$id",
      Page: lazy(async () => (await pages()).loadWholeStreet()),
    },
  ],
  Search: lazy(async () => (await pages()).loadSearchBox()),
  Drawing: lazy(async () => (await pages()).loadSelecting()),
  Drawer: lazy(async () => (await pages()).loadRecordDrawer()),
  Tools: lazy(async () => (await pages()).loadTools()),
};
