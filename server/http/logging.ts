import { randomUUID } from "node:crypto";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import pino, { type Logger } from "pino";
import type { HttpEnv } from "./router.ts";

export type { Logger };

/** Structured logs on stderr, one JSON object a line; stdout is for answers. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}

const SLOW_MILLISECONDS = 1000;

/**
 * Gives each request an id (from `X-Request-Id` when it is a plain one) and logs how it ended: quick
 * successes at debug, slow ones and the caller's mistakes at info, the server's failures at error.
 */
export const requestLog = (
  log: Logger,
  observe: (route: string, method: string, status: number, seconds: number) => void,
) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    const given = c.req.header("x-request-id");
    const requestId = given && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
    c.set("requestId", requestId);
    const begun = performance.now();
    await next();
    c.res.headers.set("X-Request-Id", requestId);
    const milliseconds = performance.now() - begun;
    const status = c.res.status;
    observe(routePath(c, -1), c.req.method, status, milliseconds / 1000);
    const line = {
      requestId,
      method: c.req.method,
      path: c.req.path,
      status,
      milliseconds: Math.round(milliseconds),
    };
    if (status >= 500) log.error(line, "request failed");
    else if (status >= 400 || milliseconds > SLOW_MILLISECONDS) log.info(line, "request");
    else log.debug(line, "request");
  });
