import { z } from "@hono/zod-openapi";
import { WallCamera, WallScene } from "../../data/wall.ts";
import { count } from "./parts-schema.ts";

// made anew from their parts: what data made may be older than what knows of OpenAPI
const sceneFields = {
  ...WallScene.shape,
  camera: z.strictObject(WallCamera.shape).openapi("WallCamera"),
};

/** A scene as it is written. */
export const WallSceneDraft = z.strictObject(sceneFields).openapi("WallSceneDraft");
export type WallSceneDraft = z.infer<typeof WallSceneDraft>;

export const WallScenesDraft = z
  .strictObject({
    scenes: z.array(WallSceneDraft).min(1).max(40).describe("In the order they take turns"),
  })
  .openapi("WallScenesDraft");

export const WallScenes = z
  .object({
    districtId: z.string(),
    revision: count.describe("0: those that come with the program"),
    scenes: z.array(
      z
        .object({
          ...sceneFields,
          isBuiltIn: z.boolean().describe("Comes with the program: it is switched off, not lost"),
        })
        .openapi("WallScene"),
    ),
    presets: z
      .array(WallSceneDraft)
      .describe("The scenes that come with the program, as they come"),
  })
  .openapi("WallScenes");
export type WallScenes = z.infer<typeof WallScenes>;
