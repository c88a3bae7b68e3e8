import { type FunctionComponent, lazy } from "react";
import type { Title } from "../ui/language.ts";

/** One way of looking at hotspots: what the panel says, and what lies on the map meanwhile. */
export type HotTab = {
  readonly id: string;
  readonly title: Title;
  /** Whether it does not matter what is counted, and against what. */
  readonly hasNoMeasure?: true;
  readonly Panel: FunctionComponent;
  readonly Drawing?: FunctionComponent;
};

/** The ways of looking, in order; the first is what one sees at first. */
export const TABS: readonly [HotTab, ...HotTab[]] = [
  {
    id: "spots",
    title: { zh: "热点", en: "Spots" },
    Panel: lazy(() => import("./spots-tab.tsx").then((module) => ({ default: module.SpotsTab }))),
    Drawing: lazy(() =>
      import("./spots-drawing.tsx").then((module) => ({ default: module.SpotsDrawing })),
    ),
  },
  {
    id: "change",
    title: { zh: "演变", en: "Change" },
    Panel: lazy(() => import("./change-tab.tsx").then((module) => ({ default: module.ChangeTab }))),
    Drawing: lazy(() =>
      import("./change-drawing.tsx").then((module) => ({ default: module.ChangeDrawing })),
    ),
  },
  {
    id: "repeats",
    title: { zh: "重复", en: "Repeats" },
    hasNoMeasure: true,
    Panel: lazy(() =>
      import("./repeats-tab.tsx").then((module) => ({ default: module.RepeatsTab })),
    ),
    Drawing: lazy(() =>
      import("./repeats-drawing.tsx").then((module) => ({ default: module.RepeatsDrawing })),
    ),
  },
];

/** The one a link names. */
export const tabOf = (id: string | undefined): HotTab =>
  TABS.find((tab) => tab.id === id) ?? TABS[0];
