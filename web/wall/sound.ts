import { sharedValue } from "../ui/shared-value.ts";

export type SoundName = "none" | "soft" | "clear" | "urgent";

/** Whether the browser lets the page sound: it does after the first key or click. */
export type Voice = "silent" | "blocked" | "ready";
const voice = sharedValue<Voice>("silent");
export const useVoice = () => voice.use();

/** Tones of a sound: when each begins and how long it is, in seconds; its pitch in hertz, its loudness from 0 to 1. */
type Tone = readonly [at: number, lasts: number, hertz: number, loudness: number];

const TONES: Readonly<Record<Exclude<SoundName, "none">, readonly Tone[]>> = {
  soft: [[0, 0.5, 660, 0.12]],
  clear: [
    [0, 0.35, 660, 0.25],
    [0.4, 0.6, 880, 0.25],
  ],
  urgent: [0, 0.9, 1.8].flatMap((at): Tone[] => [
    [at, 0.3, 988, 0.4],
    [at + 0.35, 0.3, 740, 0.4],
  ]),
};

let context: AudioContext | null = null;

/** Makes the voice; the first key or click afterwards lets it sound. @returns how to stop. */
export function openVoice(): () => void {
  context = new AudioContext();
  const say = () => voice.set(context?.state === "running" ? "ready" : "blocked");
  const unlock = () => void context?.resume().then(say, say);
  context.addEventListener("statechange", say);
  addEventListener("keydown", unlock);
  addEventListener("pointerdown", unlock);
  say();
  return () => {
    removeEventListener("keydown", unlock);
    removeEventListener("pointerdown", unlock);
    void context?.close();
    context = null;
    voice.set("silent");
  };
}

/** Sounds once. Where the browser does not let it, nothing is kept for later: what is late is no alarm. */
export function sound(name: SoundName) {
  if (name === "none" || context?.state !== "running") return;
  const begin = context.currentTime + 0.02;
  for (const [at, lasts, hertz, loudness] of TONES[name]) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = "sine";
    tone.frequency.value = hertz;
    // up and down softly: a tone that is cut off clicks
    gain.gain.setValueAtTime(0, begin + at);
    gain.gain.linearRampToValueAtTime(loudness, begin + at + 0.03);
    gain.gain.exponentialRampToValueAtTime(0.001, begin + at + lasts);
    tone.connect(gain).connect(context.destination);
    tone.start(begin + at);
    tone.stop(begin + at + lasts + 0.05);
  }
}

/** Sounds because somebody has just pressed for it, which is when the browser lets it. */
export const soundNow = async (name: SoundName) => {
  await context?.resume();
  sound(name);
};
