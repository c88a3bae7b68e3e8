import type { SoundName } from "./sound.ts";

/** What of the settings says how an alarm sounds. */
export type SoundRules = {
  readonly sounds: Readonly<Record<string, Readonly<Record<string, SoundName>>>>;
  readonly criticalSound: SoundName;
};

type Sounding = { readonly alarmId: string; readonly kind: string; readonly severity: string };

/** The softest first. */
export const SOUND_NAMES: readonly SoundName[] = ["none", "soft", "clear", "urgent"];

/**
 * What sounds for alarms that have just come: the loudest of theirs at this part of the day; a critical one is never
 * silent.
 */
export function soundFor(
  alarms: readonly Sounding[],
  { sounds, criticalSound }: SoundRules,
  watch: string,
): SoundName {
  const own = alarms.map(({ kind, severity }): SoundName => {
    const set = sounds[kind]?.[watch] ?? "none";
    return set === "none" && severity === "critical" ? criticalSound : set;
  });
  return SOUND_NAMES.findLast((name) => own.includes(name)) ?? "none";
}
