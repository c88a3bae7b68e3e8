import { expect, it } from "vitest";
import { paused, type Rotation, settled, stepped, turned } from "../../web/wall/rotation.ts";

const SCENES = [
  { sceneId: "now", seconds: 40 },
  { sceneId: "stars", seconds: 10 },
  { sceneId: "handover", seconds: 5 },
];
const at = (sceneId: string | null, sinceMs = 1000, isPaused = false): Rotation => ({
  ...{ sceneId, sinceMs, isPaused },
});

it("begins with the first scene, and keeps the one it came back to", () => {
  expect(settled(at(null), SCENES, null, 2000)).toEqual(at("now", 2000));
  expect(settled(at("stars"), SCENES, null, 2000)).toEqual(at("stars", 1000));
});

it("gives way to the first where its scene is no longer there", () => {
  expect(settled(at("gone"), SCENES, null, 2000)).toEqual(at("now", 2000));
  expect(settled(at("now"), [], null, 2000)).toEqual(at(null, 2000));
});

it("shows the pinned scene, and the first where the pinned one is not there", () => {
  expect(settled(at("now"), SCENES, "handover", 2000)).toEqual(at("handover", 2000));
  expect(settled(at("stars"), SCENES, "gone", 2000)).toEqual(at("now", 2000));
});

it("turns when the scene's own seconds are over, not before", () => {
  expect(turned(at("stars"), SCENES, false, 1000 + 9999)).toEqual(at("stars"));
  expect(turned(at("stars"), SCENES, false, 1000 + 10_000)).toEqual(at("handover", 11_000));
  expect(turned(at("handover"), SCENES, false, 1000 + 5000)).toEqual(at("now", 6000));
});

it("stays while it is paused, held or alone", () => {
  expect(turned(at("stars", 1000, true), SCENES, false, 99_000)).toEqual(at("stars", 1000, true));
  expect(turned(at("stars"), SCENES, true, 99_000)).toEqual(at("stars"));
  expect(turned(at("now"), SCENES.slice(0, 1), false, 99_000)).toEqual(at("now"));
});

it("gives a scene its whole time again after a pause", () => {
  const resumed = paused(at("stars", 1000, true), 50_000);
  expect(resumed).toEqual(at("stars", 50_000, false));
  expect(turned(resumed, SCENES, false, 59_999).sceneId).toBe("stars");
});

it("steps round in both directions", () => {
  expect(stepped(at("handover"), SCENES, 1, 2000).sceneId).toBe("now");
  expect(stepped(at("now"), SCENES, -1, 2000).sceneId).toBe("handover");
  expect(stepped(at("gone"), SCENES, -1, 2000).sceneId).toBe("now");
  expect(stepped(at("now"), [], 1, 2000)).toEqual(at("now"));
});
