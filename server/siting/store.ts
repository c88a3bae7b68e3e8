import type { LandUse } from "../../data/plot.ts";
import type { Queryable } from "../store/database.ts";

/** A plot that may be built on. */
export type FreePlot = {
  readonly plotId: string;
  readonly code: string;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly landUse: LandUse;
  readonly usableAreaSquareMeters: number | null;
  readonly costYuan: number | null;
  readonly owner: string | null;
  readonly objection: string | null;
  /** On the plot. */
  readonly lng: number;
  readonly lat: number;
};

/** Plots that may be built on, in order of id. */
export const readFreePlots = (tx: Queryable, districtId: string): Promise<FreePlot[]> =>
  tx.query<FreePlot>(
    `select plot_id as "plotId", code, name, name_en as "nameEn", land_use as "landUse",
       usable_area_square_meters as "usableAreaSquareMeters", cost_yuan as "costYuan", owner, objection,
       st_x(st_pointonsurface(shape)) as lng, st_y(st_pointonsurface(shape)) as lat
     from plot where district_id = $1 and is_available order by plot_id collate "C"`,
    [districtId],
  );
