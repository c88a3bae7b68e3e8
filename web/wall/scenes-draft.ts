import { formatCamera, parseCamera } from "../map/camera.ts";
import type { WallScene, WallSceneDraft, WallScenes } from "./queries.ts";

/** Scenes as they are edited, with every step one can go back. */
export type Editing = {
  /** The revision one began with. */
  readonly revision: number;
  readonly steps: readonly (readonly WallScene[])[];
};

export const begun = ({ revision, scenes }: WallScenes): Editing => ({
  revision,
  steps: [scenes],
});

/** As they are now. */
export const nowOf = ({ steps }: Editing) => steps.at(-1)!; // there is always the first
export const isEdited = ({ steps }: Editing) => steps.length > 1;

/** More steps than these nobody goes back. */
const MOST_STEPS = 100;

export const edited = (editing: Editing, scenes: readonly WallScene[]): Editing => ({
  ...editing,
  steps: [...editing.steps, scenes].slice(-MOST_STEPS),
});

export const undone = (editing: Editing): Editing =>
  isEdited(editing) ? { ...editing, steps: editing.steps.slice(0, -1) } : editing;

/** A scene moved up or down by one; at the end it stays. */
export function moved(scenes: readonly WallScene[], at: number, by: 1 | -1): readonly WallScene[] {
  const to = at + by;
  if (to < 0 || to >= scenes.length) return scenes;
  const next = [...scenes];
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

export const replaced = (
  scenes: readonly WallScene[],
  at: number,
  change: Partial<WallScene>,
): readonly WallScene[] => scenes.map((scene, i) => (i === at ? { ...scene, ...change } : scene));

/** A copy after the scene it is of, under an id nobody has. */
export function copied(scenes: readonly WallScene[], at: number): readonly WallScene[] {
  const of = scenes[at]!;
  const known = new Set(scenes.map(({ sceneId }) => sceneId));
  let number = 2;
  const idOf = (n: number) => `${of.sceneId.slice(0, 34)}-${n}`;
  while (known.has(idOf(number))) number++;
  const title = { zh: `${of.title.zh} ${number}`, en: `${of.title.en} ${number}` };
  const copy = { ...of, sceneId: idOf(number), title, isBuiltIn: false };
  return scenes.toSpliced(at + 1, 0, copy);
}

/** The scenes that come with the program, as they come; a district's own stay behind them, switched off. */
export function reset({ presets }: WallScenes, now: readonly WallScene[]): readonly WallScene[] {
  const own = now.filter(({ sceneId }) => !presets.some((preset) => preset.sceneId === sceneId));
  return [
    ...presets.map((preset) => ({ ...preset, isBuiltIn: true })),
    ...own.map((scene) => ({ ...scene, isActive: false })),
  ];
}

/** A camera as it is typed; empty is the whole district. */
export const cameraText = ({ camera }: WallScene): string => {
  const [lng, lat] = camera.center ?? [];
  if (camera.fit === "district" || lat === undefined || camera.zoom === null) return "";
  const { zoom, bearing, pitch } = camera;
  return formatCamera({ center: [lng!, lat], zoom, bearing, pitch });
};

/** @returns null when it is none. */
export function cameraTyped(text: string): WallScene["camera"] | null {
  if (text.trim() === "")
    return { fit: "district", center: null, zoom: null, bearing: 0, pitch: 0 };
  const camera = parseCamera(text.trim());
  if (!camera || camera.pitch > 60 || camera.zoom < 3 || camera.zoom > 20) return null;
  const { center, zoom, bearing, pitch } = camera;
  return { fit: null, center: [center[0], center[1]], zoom, bearing, pitch };
}

/** Scenes as they are written. */
export const toDrafts = (scenes: readonly WallScene[]): WallSceneDraft[] =>
  scenes.map(({ isBuiltIn: _, ...draft }) => draft as WallSceneDraft); // pairs, which the client reads as lists
