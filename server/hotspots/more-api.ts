import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { alarmsApi } from "./alarms-api.ts";
import type { HotspotParts } from "./api.ts";
import { areasApi } from "./areas-api.ts";
import { clustersApi } from "./clusters-api.ts";
import { rulesApi } from "./rules-api.ts";
import { createStreetUnits } from "./street-store.ts";
import { streetsApi } from "./streets-api.ts";

/** What hotspots are beside cells: along streets, by area, as clusters, as alarms. */
export function moreHotspotsApi({
  database,
  snapshots,
  read,
  heavy,
}: HotspotParts & { database: Database; snapshots: Snapshots }) {
  const streets = createStreetUnits(database);
  return createRouter()
    .route("/", streetsApi({ read, streets }))
    .route("/", areasApi({ read }))
    .route("/", clustersApi({ read, heavy }))
    .route("/", alarmsApi({ read, heavy }))
    .route("/", rulesApi({ database, snapshots }));
}
