import { type AddressInfo, createServer } from "node:net";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll } from "vitest";
import { createApi } from "../../server/app.ts";
import { readEnvironment } from "../../server/env.ts";
import { createLogger } from "../../server/http/logging.ts";
import { DomainError, problemOf } from "../../server/http/problem.ts";
import { createRouter } from "../../server/http/router.ts";
import type { Database } from "../../server/store/database.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";
import type { SignedIn } from "./signed-in.ts";
import { writeSmallDistrict } from "./small-district.ts";

/** Every endpoint over a database, as the server answers them. */
export function servedApp(database: Database) {
  const closing = new AbortController();
  const app = createRouter();
  app.route(
    "/",
    createApi({
      database,
      environment: readEnvironment({}),
      log: createLogger("silent"),
      closing: closing.signal,
    }),
  );
  app.onError((error) => {
    if (!(error instanceof DomainError)) console.error(error);
    const problem = problemOf(error);
    return Response.json(problem, {
      status: problem.status,
      headers: { "Content-Type": "application/problem+json" },
    });
  });
  return {
    app,
    /** Lets go of the database; wait for it before dropping that. */
    async close() {
      closing.abort();
      await new Promise((resolve) => setTimeout(resolve, 100)); // nobody tells when it has let go
    },
  };
}

/**
 * The small district `north` behind every endpoint, for the tests of one file.
 *
 * @returns answers a path, and gives the database, once the file's tests run.
 */
export function servedNorth() {
  let world: TestDatabase;
  let served: ReturnType<typeof servedApp>;
  beforeAll(async () => {
    world = await openTestDatabase();
    await writeSmallDistrict(world.database);
    served = servedApp(world.database);
  });
  afterAll(async () => {
    await served?.close();
    await world?.drop();
  });
  return {
    app: () => served.app,
    database: () => world.database,
    request: (path: string, init?: RequestInit) => served.app.request(path, init),
    /** What somebody sends as JSON. */
    send: (
      { headers }: Pick<SignedIn, "headers">,
      method: string,
      path: string,
      body?: unknown,
      more: Record<string, string> = {},
    ) =>
      served.app.request(path, {
        method,
        headers: { ...headers, "Content-Type": "application/json", ...more },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** The same on a free port of 127.0.0.1, for other programs. */
export async function listening(app: ReturnType<typeof servedApp>["app"]) {
  const port = await freePort();
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port });
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo; // it listens on TCP
      probe.close(() => resolve(port));
    });
  });
}
