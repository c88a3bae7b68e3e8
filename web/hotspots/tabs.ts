import { type FunctionComponent, lazy } from "react";
import type { Title } from "../ui/language.ts";
import { TAB_TITLES } from "./words.ts";

/** One way of looking at hotspots: what the panel says, and what lies on the map meanwhile. */
export type HotTab = {
  readonly id: string;
  readonly title: Title;
  /** What of the question has no part in it, and is not asked. */
  readonly without?: readonly ("period" | "measure")[];
  readonly Panel: FunctionComponent;
  readonly Drawing?: FunctionComponent;
};

/** The ways of looking, in order; the first is what one sees at first. */
export const TABS: readonly [HotTab, ...HotTab[]] = [
  {
    id: "spots",
    title: TAB_TITLES.spots,
    Panel: lazy(() => import("./spots-tab.tsx").then((module) => ({ default: module.SpotsTab }))),
    Drawing: lazy(() =>
      import("./spots-drawing.tsx").then((module) => ({ default: module.SpotsDrawing })),
    ),
  },
  {
    id: "change",
    title: TAB_TITLES.change,
    Panel: lazy(() => import("./change-tab.tsx").then((module) => ({ default: module.ChangeTab }))),
    Drawing: lazy(() =>
      import("./change-drawing.tsx").then((module) => ({ default: module.ChangeDrawing })),
    ),
  },
  {
    id: "streets",
    title: TAB_TITLES.streets,
    Panel: lazy(() =>
      import("./streets-tab.tsx").then((module) => ({ default: module.StreetsTab })),
    ),
    Drawing: lazy(() =>
      import("./streets-drawing.tsx").then((module) => ({ default: module.StreetsDrawing })),
    ),
  },
  {
    id: "areas",
    title: TAB_TITLES.areas,
    Panel: lazy(() => import("./areas-tab.tsx").then((module) => ({ default: module.AreasTab }))),
    Drawing: lazy(() =>
      import("./areas-drawing.tsx").then((module) => ({ default: module.AreasDrawing })),
    ),
  },
  {
    id: "clusters",
    title: TAB_TITLES.clusters,
    without: ["measure"],
    Panel: lazy(() =>
      import("./clusters-tab.tsx").then((module) => ({ default: module.ClustersTab })),
    ),
    Drawing: lazy(() =>
      import("./clusters-drawing.tsx").then((module) => ({ default: module.ClustersDrawing })),
    ),
  },
  {
    id: "alarms",
    title: TAB_TITLES.alarms,
    without: ["period", "measure"],
    Panel: lazy(() => import("./alarms-tab.tsx").then((module) => ({ default: module.AlarmsTab }))),
    Drawing: lazy(() =>
      import("./alarms-drawing.tsx").then((module) => ({ default: module.AlarmsDrawing })),
    ),
  },
  {
    id: "repeats",
    title: TAB_TITLES.repeats,
    without: ["measure"],
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
