import { expect, it } from "vitest";
import type { WallScene, WallScenes } from "../../web/wall/queries.ts";
import {
  begun,
  cameraText,
  cameraTyped,
  copied,
  edited,
  isEdited,
  moved,
  nowOf,
  replaced,
  reset,
  toDrafts,
  undone,
} from "../../web/wall/scenes-draft.ts";

const WHOLE = { fit: "district", center: null, zoom: null, bearing: 0, pitch: 0 } as const;
const scene = (sceneId: string, isBuiltIn = true): WallScene => ({
  ...{ sceneId, isBuiltIn, title: { zh: sceneId, en: sceneId }, layers: [], camera: WHOLE },
  ...{ panels: [], seconds: 30, isActive: true },
});
const ids = (scenes: readonly WallScene[]) => scenes.map(({ sceneId }) => sceneId).join();
const SCENES = [scene("now"), scene("stars"), scene("own", false)];

it("moves a scene by one, and not beyond the ends", () => {
  expect(ids(moved(SCENES, 0, 1))).toBe("stars,now,own");
  expect(ids(moved(SCENES, 0, -1))).toBe("now,stars,own");
  expect(ids(moved(SCENES, 2, 1))).toBe("now,stars,own");
});

it("copies a scene beside it under an id nobody has", () => {
  const once = copied(SCENES, 1);
  expect(ids(once)).toBe("now,stars,stars-2,own");
  expect(once[2]).toMatchObject({ isBuiltIn: false, title: { zh: "stars 2" } });
  expect(ids(copied(once, 1))).toBe("now,stars,stars-3,stars-2,own");
});

it("goes back step by step to what was there", () => {
  const known = { revision: 3, scenes: SCENES } as unknown as WallScenes; // all that is read of it
  const first = edited(begun(known), moved(SCENES, 0, 1));
  const second = edited(first, replaced(nowOf(first), 0, { seconds: 99 }));
  expect(nowOf(second)[0]!.seconds).toBe(99);
  expect(ids(nowOf(undone(second)))).toBe("stars,now,own");
  expect(isEdited(undone(undone(second)))).toBe(false);
  expect(nowOf(undone(undone(undone(second))))).toBe(SCENES);
});

it("restores what comes with the program and keeps one's own, switched off", () => {
  const presets = [scene("stars"), scene("now")].map(({ isBuiltIn: _, ...draft }) => draft);
  const known = { revision: 1, scenes: SCENES, presets } as unknown as WallScenes; // as above
  const now = replaced(SCENES, 0, { seconds: 5 });
  const after = reset(known, now);
  expect(ids(after)).toBe("stars,now,own");
  expect(after[1]!.seconds).toBe(30);
  expect(after.map(({ isActive }) => isActive)).toEqual([true, true, false]);
});

it("reads a camera as it writes it, and nothing as the whole district", () => {
  expect(cameraTyped("")).toEqual(WHOLE);
  const camera = cameraTyped("14.50/60.00400/25.00300/30.0/45.0");
  expect(camera).toEqual({
    fit: null,
    center: [25.003, 60.004],
    zoom: 14.5,
    bearing: 30,
    pitch: 45,
  });
  expect(cameraText({ ...scene("a"), camera: camera! })).toBe("14.50/60.00400/25.00300/30.0/45.0");
  expect(cameraText(scene("a"))).toBe("");
  expect(cameraTyped("60.004,25.003")).toBeNull();
  expect(cameraTyped("2/60/25")).toBeNull();
});

it("writes scenes without what the server says of them", () => {
  expect(Object.keys(toDrafts(SCENES)[0]!)).not.toContain("isBuiltIn");
});
