import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { stateQuery, type WallAlarm } from "./queries.ts";
import { openVoice, sound } from "./sound.ts";
import { type SoundRules, soundFor } from "./sounding.ts";

/** Sounds for each alarm that comes while the wall is on; those it finds at its start have sounded before. */
export function useSounds(
  districtId: string,
  alarms: readonly WallAlarm[] | undefined,
  rules: SoundRules | undefined,
) {
  const watch = useQuery({
    ...stateQuery(districtId),
    select: ({ watch: part }) => part,
  }).data;
  useEffect(openVoice, []);
  const heard = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!alarms || !rules || !watch) return;
    const fresh = alarms.filter(
      ({ alarmId, state }) => state === "new" && heard.current?.has(alarmId) === false,
    );
    heard.current = new Set(alarms.map(({ alarmId }) => alarmId));
    sound(soundFor(fresh, rules, watch));
  }, [alarms, rules, watch]);
}
