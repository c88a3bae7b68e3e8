import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");

/** Where vehicles are, where they were, and each one's record. */
export const fleet: Capability = {
  id: "fleet",
  pages: [
    {
      path: "/fleet",
      title: { zh: "车辆", en: "Vehicles" },
      icon: "truck",
      needs: "district.read",
      Panel: lazy(async () => (await pages()).loadPanel()),
    },
  ],
  sheets: [
    {
      path: "/fleet/settings",
      title: { zh: "车辆设置", en: "Vehicle settings" },
      icon: "truck",
      needs: "district.read",
      Page: lazy(async () => (await pages()).loadSettings()),
    },
    {
      path: "/fleet/vehicles/$vehicleId",
      title: { zh: "车辆档案", en: "Vehicle" },
      icon: "truck",
      needs: "district.read",
      Page: lazy(async () => (await pages()).loadVehicle()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadDrawing()),
  Drawer: lazy(async () => (await pages()).loadDrawer()),
  Foot: lazy(async () => (await pages()).loadFoot()),
};
