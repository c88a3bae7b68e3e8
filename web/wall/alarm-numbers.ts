/** What of an alarm its number depends on. */
type Numbered = { readonly alarmId: string; readonly state: string };

/** So many alarms have a key of their own. */
const NUMBERED = 9;

/**
 * Gives new alarms a number each, from 1, by which a key acknowledges them. An alarm keeps its number for as long as it is
 * new: when another is acknowledged none moves up, so that a key pressed twice acknowledges no other.
 *
 * @returns the numbers by alarm; it may be asked again and again with what is open.
 */
export function createAlarmNumbers() {
  const given = new Map<string, number>();
  return (alarms: readonly Numbered[]): ReadonlyMap<string, number> => {
    const fresh = alarms.filter(({ state }) => state === "new").map(({ alarmId }) => alarmId);
    const isFresh = new Set(fresh);
    for (const alarmId of given.keys()) if (!isFresh.has(alarmId)) given.delete(alarmId);
    const taken = new Set(given.values());
    for (const alarmId of fresh) {
      if (given.has(alarmId)) continue;
      const free = Array.from({ length: NUMBERED }, (_, i) => i + 1).find((n) => !taken.has(n));
      if (free === undefined) break;
      taken.add(free);
      given.set(alarmId, free);
    }
    return new Map(given);
  };
}

/** The numbers of this wall: panel, map and keys have the same. */
export const alarmNumbers = createAlarmNumbers();
