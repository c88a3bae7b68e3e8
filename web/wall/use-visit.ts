import { useEffect, useState } from "react";
import type { LngLat } from "../map/geometry.ts";
import type { WallAlarm } from "./queries.ts";
import { NO_VISITS, type Visit, type Visitable, visiting } from "./visit.ts";

const LOOK_MS = 500;

const lngLat = ([lng, lat]: readonly number[]): LngLat => [lng!, lat!]; // the contract says two

const toVisitable = ({ alarmId, state, severity, position }: WallAlarm): Visitable => ({
  alarmId,
  isNew: state === "new",
  isCritical: severity === "critical",
  position: position && lngLat(position),
});

/** The critical alarm the camera is at; null while it is at the scene. */
export function useVisit(alarms: readonly WallAlarm[] | undefined, staySeconds: number) {
  const [visits, setVisits] = useState(NO_VISITS);
  useEffect(() => {
    const visitable = (alarms ?? []).map(toVisitable);
    const look = () => setVisits((now) => visiting(now, visitable, staySeconds, performance.now()));
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [alarms, staySeconds]);
  const alarm = alarms?.find(({ alarmId }) => alarmId === visits.at?.alarmId);
  return visits.at && alarm ? { ...visits.at, alarm } : null;
}

export type VisitedAlarm = Visit & { readonly alarm: WallAlarm };
