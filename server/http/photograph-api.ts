import { z } from "@hono/zod-openapi";
import type { Permission } from "../../data/roles.ts";
import { type Caller, callerOf, type Reach } from "./caller.ts";
import { inDistrict } from "./district.ts";
import { endpoint } from "./endpoint.ts";
import { DomainError, failures } from "./problem.ts";
import { createRouter } from "./router.ts";

/** The key of a photograph. */
export const PhotographId = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits")
  .describe("SHA-256 of the photograph as it is kept");

type Size = "full" | "thumbnail";
type Position = Parameters<Reach["holds"]>[0];

/** Whoever asks, and how far they may go. */
type Viewer = {
  readonly accountId: string | null;
  may(permission: Permission, position: Position): boolean;
  mayAnywhere(permission: Permission): boolean;
};

/** Where photographs come from. */
export type PhotographReader = {
  /** Permissions that decide who may see what. */
  readonly asks: readonly Permission[];
  /** Whether somebody may see it; null when for them there is no such photograph. */
  maySee(districtId: string, photographId: string, viewer: Viewer): Promise<boolean | null>;
  /** null when it has gone meanwhile. */
  readBytes(
    districtId: string,
    photographId: string,
    size: Size,
  ): Promise<{ mediaType: string; bytes: Uint8Array } | null>;
};

const getPhotograph = endpoint({
  access: { permission: "district.read", within: "area" },
  method: "get",
  path: "/api/districts/{districtId}/photographs/{photographId}",
  operationId: "getPhotograph",
  tags: ["photographs"],
  summary: "A photograph itself, or a small picture of it",
  request: {
    params: inDistrict.extend({ photographId: PhotographId }),
    query: z.object({ size: z.enum(["full", "thumbnail"]).default("full") }),
  },
  responses: {
    200: {
      description: "The picture; under one address it never changes",
      content: { "image/jpeg": { schema: z.string().openapi({ format: "binary" }) } },
    },
    304: { description: "It is the one the caller has" },
    ...failures,
  },
});

/** What somebody uploaded is shown as a picture and as nothing else, to those who may see it and to no shared cache. */
const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "private, max-age=86400, immutable",
  Vary: "Cookie, Authorization", // whoever signs in next on the same machine asks anew
};

async function viewerOf(
  caller: Caller,
  districtId: string,
  asks: readonly Permission[],
): Promise<Viewer> {
  const reaches = new Map<Permission, Reach | null>();
  for (const permission of asks)
    reaches.set(permission, await caller.readReach(districtId, permission));
  return {
    accountId: caller.accountId,
    may: (permission, position) => reaches.get(permission)?.holds(position) ?? false,
    mayAnywhere: (permission) => Boolean(reaches.get(permission)),
  };
}

/** Serving photographs, whatever they are of. */
export function photographApi(reader: PhotographReader) {
  return createRouter().openapi(getPhotograph, async (c) => {
    const { districtId, photographId } = c.req.valid("param");
    const { size } = c.req.valid("query");
    const unknown = () => new DomainError("not-found", `No photograph ${photographId}`);
    const viewer = await viewerOf(callerOf(c), districtId, reader.asks);
    const isSeen = await reader.maySee(districtId, photographId, viewer);
    if (isSeen === null) throw unknown();
    if (!isSeen)
      throw new DomainError("forbidden", "It is of a record outside what you are granted", [], {
        more: { rule: "outside-areas" },
      });
    const etag = `"${photographId}-${size}"`;
    if (c.req.header("if-none-match")?.includes(etag))
      return c.body(null, 304, { ...HEADERS, ETag: etag });
    const found = await reader.readBytes(districtId, photographId, size);
    if (!found) throw unknown();
    return c.body(new Uint8Array(found.bytes), 200, {
      ...HEADERS,
      ETag: etag,
      "Content-Type": found.mediaType,
      "Content-Disposition": `inline; filename="${photographId.slice(0, 12)}.jpg"`,
    });
  });
}
