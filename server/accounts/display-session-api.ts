import { z } from "@hono/zod-openapi";
import { deleteCookie, setCookie } from "hono/cookie";
import { body, json } from "../http/contract.ts";
import { endpoint } from "../http/endpoint.ts";
import { DomainError, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { addressOf } from "./connection.ts";
import { DISPLAY_COOKIE, requireOwnOrigin } from "./identify.ts";
import { readToken } from "./token.ts";

const tags = ["accounts"];
const path = "/api/session/display";

/** As long as browsers keep a cookie; the token itself says when it ends. */
const KEPT_SECONDS = 400 * 86_400;

const DisplayToken = z.strictObject({ token: z.string().min(1).max(200) }).openapi("DisplayToken");
const DisplaySession = z
  .object({ name: z.string().describe("What the display is called"), districtId: z.string() })
  .openapi("DisplaySession");

const opened = {
  200: { description: "The display", ...json(DisplaySession) },
  401: failure("It is no display's token, has expired or was revoked"),
  403: failure("It comes from another site"),
  ...failures,
};
const postDisplay = endpoint({
  access: "anyone",
  ...{ method: "post", path, tags },
  operationId: "openDisplay",
  summary: "Show a display's token once; the browser keeps it in a cookie that no script reads",
  request: { body: body(DisplayToken) },
  responses: opened,
});
const deleteDisplay = endpoint({
  access: "anyone",
  ...{ method: "delete", path, tags },
  operationId: "closeDisplay",
  summary: "Forget the display's token in this browser; the token itself stays",
  responses: { 204: { description: "It is forgotten" }, ...failures },
});

/** How a screen on a wall is known without anybody signing in on it. */
export function displaySessionApi({
  database,
  settings: { isSecure, isProxyTrusted, publicHost },
}: {
  readonly database: Database;
  readonly settings: {
    readonly isSecure: boolean;
    readonly isProxyTrusted: boolean;
    readonly publicHost: string | null;
  };
}) {
  const cookie = { path: "/", secure: isSecure } as const;
  return createRouter()
    .openapi(postDisplay, async (c) => {
      requireOwnOrigin(c, publicHost);
      const { token } = c.req.valid("json");
      const holder = await readToken(database, token, addressOf(c, isProxyTrusted));
      if (holder?.kind !== "display")
        throw new DomainError("unauthenticated", "It is no display's token, or no longer");
      setCookie(c, DISPLAY_COOKIE, token, {
        ...{ ...cookie, httpOnly: true, sameSite: "Strict", maxAge: KEPT_SECONDS },
      });
      c.header("Cache-Control", "no-store");
      return c.json({ name: holder.name, districtId: holder.districtId }, 200);
    })
    .openapi(deleteDisplay, (c) => {
      requireOwnOrigin(c, publicHost);
      deleteCookie(c, DISPLAY_COOKIE, cookie);
      return c.body(null, 204);
    });
}
