import { createMiddleware } from "hono/factory";
import type { HttpEnv } from "./router.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/**
 * Answers a write only once whoever reads next sees it: lists and tiles are read from memory, which hears of a write a
 * moment after its commit.
 *
 * @param readVersion  The version of a district now; null when there is no such district.
 * @param heard  Waits until what is in memory has this version.
 */
export const ownWrites = (dependencies: {
  readVersion(districtId: string): Promise<number | null>;
  heard(districtId: string, version: number): Promise<void>;
}) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    await next();
    const [, districtId] = /^\/api\/districts\/([^/]+)\//.exec(c.req.path) ?? [];
    if (READS.includes(c.req.method) || c.get("isQuestion")) return;
    if (!c.res.ok || districtId === undefined) return;
    try {
      const version = await dependencies.readVersion(districtId);
      if (version !== null) await dependencies.heard(districtId, version);
    } catch {
      // it is written, and so it is acknowledged, whatever becomes of who reads next
    }
  });
