import { z } from "@hono/zod-openapi";
import { count, instant } from "./parts-schema.ts";

/** What a screen tells of itself. */
export const Heartbeat = z
  .strictObject({
    screen: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u)
      .describe("Which of several screens of one token"),
    sceneId: z.string().max(40).nullable(),
    appVersion: z.string().max(40),
    uptimeSeconds: z.number().int().min(0).max(1_000_000_000),
    lastError: z.string().max(300).nullable(),
    glContexts: z.number().int().min(0).max(1000).describe("WebGL contexts made since it began"),
    widthPixels: z.number().int().min(1).max(100_000).nullable().optional(),
    heightPixels: z.number().int().min(1).max(100_000).nullable().optional(),
  })
  .openapi("WallHeartbeat");
export type Heartbeat = z.infer<typeof Heartbeat>;

export const HeartbeatAnswer = z
  .object({
    serverTime: instant,
    scenesRevision: count,
    nextSeconds: z.number().int().describe("When to send the next"),
    mayAcknowledge: z.boolean().describe("Whether whoever sent this may acknowledge alarms"),
  })
  .openapi("WallHeartbeatAnswer");
