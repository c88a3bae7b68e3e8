import type { FunctionComponent } from "react";
import { AlarmsPanel } from "../wall/alarms-panel.tsx";
import { CategoriesPanel, ComplaintsPanel, FeedsPanel, LatePanel } from "../wall/figures.tsx";
import { HandoverChanged, HandoverLate, HandoverOpen } from "../wall/handover.tsx";
import type { WallPanelId } from "../wall/queries.ts";
import { CoverageGapsPanel, CoveragePanel } from "./wall-coverage.tsx";
import { ClosedPanel, FacilitiesPanel, StationsPanel } from "./wall-facilities.tsx";
import { HotspotsPanel } from "./wall-hotspots.tsx";
import { StarChangesPanel, StarsPanel } from "./wall-stars.tsx";
import { StreetsPanel } from "./wall-streets.tsx";
import { VehiclesPanel } from "./wall-vehicles.tsx";

/** What each panel of a scene is; the ticker has the foot of the wall to itself. */
export const WALL_PANELS: Readonly<Record<Exclude<WallPanelId, "ticker">, FunctionComponent>> = {
  "complaints-today": ComplaintsPanel,
  categories: CategoriesPanel,
  late: LatePanel,
  alarms: AlarmsPanel,
  vehicles: VehiclesPanel,
  "streets-behind": StreetsPanel,
  hotspots: HotspotsPanel,
  stars: StarsPanel,
  "star-changes": StarChangesPanel,
  coverage: CoveragePanel,
  "coverage-gaps": CoverageGapsPanel,
  stations: StationsPanel,
  facilities: FacilitiesPanel,
  "facilities-closed": ClosedPanel,
  feeds: FeedsPanel,
  "handover-changed": HandoverChanged,
  "handover-open": HandoverOpen,
  "handover-late": HandoverLate,
};
