import { COMPLAINT_INTAKE, DistrictIntake } from "../../data/complaint-intake.ts";
import type { Queryable } from "../store/database.ts";
import { readSetting } from "../store/setting.ts";

/** Where a district keeps its own. */
export const INTAKE_SETTING = "complaintIntake";

/** What a district has set itself about taking complaints; null is nothing. */
export async function readOwnIntake(
  tx: Queryable,
  districtId: string,
): Promise<DistrictIntake | null> {
  const own = DistrictIntake.safeParse(await readSetting(tx, districtId, INTAKE_SETTING));
  return own.success ? own.data : null;
}

/** How complaints are numbered in a district, and how long it is known there who complained. */
export async function readIntake(tx: Queryable, districtId: string) {
  const own = await readOwnIntake(tx, districtId);
  return {
    numberPrefix: own?.numberPrefix ?? COMPLAINT_INTAKE.numberPrefix,
    numberDigits: own?.numberDigits ?? COMPLAINT_INTAKE.numberDigits,
    reporterTermMonths: own?.reporterTermMonths ?? COMPLAINT_INTAKE.reporterTermMonths,
  };
}
