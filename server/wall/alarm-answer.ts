import type { Queryable } from "../store/database.ts";
import type { WallAlarm } from "./alarm-schema.ts";
import { type StoredAlarm, stateOf } from "./alarm-store.ts";
import { type Names, readNames } from "./names.ts";

/** The page with the records of an alarm, for whoever may read them. */
function linkOf({ kind, detail }: StoredAlarm): string | null {
  const { unitId, facilityId, streetId } = detail;
  if (kind === "late-case")
    return `/complaints?${new URLSearchParams({ open: "true", due: "late", kind: "direct", unit: unitId ?? "none" })}`;
  if (kind === "new-hotspot") return "/hotspots";
  if (facilityId !== null) return `/facilities/${encodeURIComponent(facilityId)}`;
  if (streetId !== null) return `/streets/${encodeURIComponent(streetId)}`;
  return null;
}

function toWire(alarm: StoredAlarm, names: Names): WallAlarm {
  const { detail, acknowledgedAt, clearedAt, clearance } = alarm;
  return {
    ...{
      alarmId: alarm.alarmId,
      kind: alarm.kind,
      severity: alarm.severity,
      state: stateOf(alarm),
    },
    subject: {
      category: names.category(detail.category),
      street: names.street(detail.streetId),
      unit: names.unit(detail.unitId),
      facility: names.facility(detail.facilityId),
      feed: detail.feed as WallAlarm["subject"]["feed"], // nothing else is written there
    },
    count: detail.count,
    stars: detail.stars && { ...detail.stars, isTrial: false },
    ...{ position: alarm.position && [alarm.position[0], alarm.position[1]], link: linkOf(alarm) },
    happenedAt: alarm.happenedAt.toISOString(),
    openedAt: alarm.openedAt.toISOString(),
    changedAt: alarm.changedAt.toISOString(),
    acknowledged: acknowledgedAt && {
      at: acknowledgedAt.toISOString(),
      by: alarm.acknowledgedName ?? "",
      isDisplay: alarm.acknowledgedDisplay === true,
    },
    cleared: clearedAt && { at: clearedAt.toISOString(), clearance: clearance ?? "over" },
  };
}

/** Alarms as a wall shows them, with the names of what they are about. */
export async function alarmsAnswer(
  tx: Queryable,
  districtId: string,
  alarms: readonly StoredAlarm[],
): Promise<WallAlarm[]> {
  const names = await readNames(tx, districtId, {
    streets: alarms.map(({ detail }) => detail.streetId),
    units: alarms.map(({ detail }) => detail.unitId),
    facilities: alarms.map(({ detail }) => detail.facilityId),
  });
  return alarms.map((alarm) => toWire(alarm, names));
}
