import { entrySight } from "./cleaning/entry-photograph-api.ts";
import { caseSight } from "./complaints/case-photograph-sight.ts";
import { facilitySight } from "./facilities/photograph-place.ts";
import { inspectionSight } from "./ratings/inspection-photograph-api.ts";
import { communitySight } from "./reports/photograph-api.ts";

/** Who may see photographs, by what they are of. */
export const photographSights = {
  facility: facilitySight,
  "complaint-before": caseSight,
  "complaint-after": caseSight,
  "complaint-minutes": caseSight,
  "service-entry": entrySight,
  inspection: inspectionSight,
  "community-inspection": communitySight,
};
