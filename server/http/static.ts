import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { DomainError } from "./problem.ts";

const NEVER_A_PAGE = /^\/(api|tiles|ogc|open311|assets|fonts|healthz|readyz|metrics)(\/|$)/;

/**
 * The built web application: hashed assets for a year, everything else fresh, and the page itself for any address
 * that a view could have. A missing asset is a 404 and never the page, or a worker would be HTML.
 *
 * @param root  Absolute folder that `npm run build` wrote.
 */
export function webPages(root: string) {
  const app = new Hono();
  const lasting = serveStatic({
    root,
    precompressed: true,
    onFound: (_path, c) => c.header("Cache-Control", "public, max-age=31536000, immutable"),
  });
  app.get("/assets/*", lasting);
  app.get(
    "/*",
    serveStatic({
      root,
      precompressed: true,
      onFound: (_path, c) => c.header("Cache-Control", "no-cache"),
    }),
  );
  app.get("/*", async (c, next) => {
    if (NEVER_A_PAGE.test(c.req.path) || /\.\w+$/.test(c.req.path)) return next();
    const page = await readFile(join(root, "index.html"), "utf8").catch((cause: unknown) => {
      throw new DomainError(
        "not-found",
        "The web application is not built: run npm run build",
        [],
        {
          cause,
        },
      );
    });
    return c.html(page, 200, { "Cache-Control": "no-cache" });
  });
  return app;
}
