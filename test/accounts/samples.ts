import { ACCOUNT_SAMPLES } from "./samples/accounts.ts";
import { CLEANING_SAMPLES } from "./samples/cleaning.ts";
import { COMPLAINT_SAMPLES } from "./samples/complaints.ts";
import { COVERAGE_SAMPLES } from "./samples/coverage.ts";
import { DUTY_SAMPLES } from "./samples/duty.ts";
import { FACILITY_SAMPLES } from "./samples/facilities.ts";
import { FLEET_SAMPLES } from "./samples/fleet.ts";
import { HOTSPOT_SAMPLES } from "./samples/hotspots.ts";
import { RATING_SAMPLES } from "./samples/ratings.ts";
import { REPORT_SAMPLES } from "./samples/reports.ts";
import type { Samples } from "./samples/sample.ts";
import { WALL_SAMPLES } from "./samples/wall.ts";

/**
 * One sample for each guarded endpoint, by operation id. Whoever adds an endpoint adds one to its capability's file, or
 * the guard test fails: it cannot tell otherwise that a refusal is for who asks and not for what is asked.
 */
export const SAMPLES: Samples = {
  ...ACCOUNT_SAMPLES,
  ...FACILITY_SAMPLES,
  ...COMPLAINT_SAMPLES,
  ...DUTY_SAMPLES,
  ...HOTSPOT_SAMPLES,
  ...COVERAGE_SAMPLES,
  ...FLEET_SAMPLES,
  ...CLEANING_SAMPLES,
  ...RATING_SAMPLES,
  ...REPORT_SAMPLES,
  ...WALL_SAMPLES,
};
