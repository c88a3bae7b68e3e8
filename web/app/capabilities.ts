import { accounts } from "../accounts/capability.ts";
import { cleaning } from "../cleaning/capability.ts";
import { cleaningRounds } from "../cleaning/round-capability.ts";
import { cleaningRoutes } from "../cleaning/route-capability.ts";
import { complaints } from "../complaints/capability.ts";
import { publicReports } from "../complaints/open-capability.ts";
import { coverage } from "../coverage/capability.ts";
import { facilities } from "../facilities/capability.ts";
import { fleet } from "../fleet/capability.ts";
import { hotspots } from "../hotspots/capability.ts";
import { imports } from "../imports/capability.ts";
import { layers } from "../layers/capability.ts";
import type { Capability } from "../map/capability.ts";
import { ratings } from "../ratings/capability.ts";
import { inspecting } from "../ratings/inspect-capability.ts";
import { reports } from "../reports/capability.ts";
import { siting } from "../siting/capability.ts";
import { wall } from "../wall/capability.ts";

/** The only registry: adding a capability to the screen is one line here. */
export const capabilities: readonly Capability[] = [
  layers,
  facilities,
  fleet,
  hotspots,
  coverage,
  siting,
  cleaning,
  cleaningRounds,
  cleaningRoutes,
  inspecting,
  ratings,
  complaints,
  wall,
  reports,
  imports,
  publicReports,
  accounts,
];
