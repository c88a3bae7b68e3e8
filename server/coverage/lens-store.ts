import type { Queryable } from "../store/database.ts";
import { readSetting } from "../store/setting.ts";
import {
  capacitiesOf,
  type DistrictCapacity,
  type DistrictLens,
  LENS_SETTING,
  lensesOf,
  understoodLenses,
} from "./lenses.ts";

/** What a district is held to. */
export type HeldTo = {
  readonly lenses: readonly DistrictLens[];
  readonly capacities: readonly DistrictCapacity[];
  /** The same while the district has set the same. */
  readonly name: string;
};

/** Lenses and capacities of a district: the presets, with what it has set itself. */
export async function readLenses(tx: Queryable, districtId: string): Promise<HeldTo> {
  const { own } = understoodLenses(await readSetting(tx, districtId, LENS_SETTING));
  return { lenses: lensesOf(own), capacities: capacitiesOf(own), name: JSON.stringify(own) };
}
