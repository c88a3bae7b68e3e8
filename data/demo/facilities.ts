import type { FacilityKind } from "../facility.ts";
import type { Days } from "./days.ts";
import { toLngLat } from "./plane.ts";
import type { Random } from "./random.ts";
import type { DemoFacility } from "./records.ts";
import type { Site } from "./sites.ts";

export const BUREAU = "蒸湘区环境卫生管理局";
export const SWEEPERS = "清扫公司";
export const TOILET_UNIT = "清厕分公司";
export const INSPECTORS = "市容管理股";

export type Draft = {
  readonly kind: FacilityKind;
  readonly name: string;
  readonly nameEn: string;
  readonly site: Site;
  readonly openedDay: number;
  readonly attributes: DemoFacility["attributes"];
  readonly status?: DemoFacility["status"];
  readonly owner?: string;
  readonly manager?: string;
};

const PREFIX: Readonly<Record<FacilityKind, string>> = {
  transfer_station: "ZZ",
  toilet: "GC",
  bin: "GP",
  collection_point: "SJ",
  rest_stop: "YZ",
  depot: "TC",
};

/** Gives drafts their codes, dates and positions; the order of the drafts is the order of the codes. */
export function registered(drafts: readonly Draft[], days: Days, random: Random): DemoFacility[] {
  const counts = new Map<FacilityKind, number>();
  return drafts.map((draft) => {
    const serial = (counts.get(draft.kind) ?? 0) + 1;
    counts.set(draft.kind, serial);
    const code = PREFIX[draft.kind] + String(serial).padStart(draft.kind === "bin" ? 4 : 3, "0");
    const status = draft.status ?? "open";
    const isBuilt = status !== "planned" && status !== "building";
    const closedDay = status === "closed" ? -random.whole(20, 500) : null;
    const isVerified = isBuilt && random.chance(0.92);
    const verifiedDay = Math.max(draft.openedDay, -random.whole(3, 380));
    return {
      facilityId: `${draft.kind.replace("_", "-")}-${code.slice(2)}`,
      kind: draft.kind,
      code,
      name: draft.name,
      nameEn: draft.nameEn,
      address: draft.site.address,
      position: toLngLat(draft.site.point),
      status,
      owner: draft.owner ?? BUREAU,
      manager: draft.manager ?? (draft.kind === "toilet" ? TOILET_UNIT : SWEEPERS),
      openedOn: isBuilt
        ? days.day(
            closedDay === null ? draft.openedDay : Math.min(draft.openedDay, closedDay - 400),
          )
        : null,
      closedOn: closedDay === null ? null : days.day(closedDay),
      verifiedOn: isVerified ? days.day(verifiedDay) : null,
      verifiedBy: isVerified ? INSPECTORS : null,
      attributes: draft.attributes,
    };
  });
}
