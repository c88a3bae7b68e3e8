import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./round-pages.ts");

/** Which stops of collection rounds were emptied, which were missed, and of which nobody can know. */
export const cleaningRounds: Capability = {
  id: "cleaning-rounds",
  pages: [
    {
      path: "/cleaning/rounds",
      title: { zh: "收运", en: "Rounds" },
      icon: "bin",
      needs: "district.read",
      Panel: lazy(async () => (await pages()).loadPanel()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadDrawing()),
};
