import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../server/app.ts";
import { readEnvironment } from "../../server/env.ts";
import { createLogger } from "../../server/http/logging.ts";
import type { Database } from "../../server/store/database.ts";
import { openTestDatabase } from "../worlds/database.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let database: Database;
let drop: () => Promise<void>;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  ({ database, drop } = await openTestDatabase());
  await writeSmallDistrict(database);
  const closing = new AbortController().signal;
  app = createApp(
    { database, environment: readEnvironment({}), log: createLogger("silent"), closing },
    "/nowhere",
  );
});
afterAll(() => drop());

describe("the server", () => {
  it("is alive, ready and measured", async () => {
    expect(await (await app.request("/healthz")).json()).toEqual({ status: "alive" });
    expect((await app.request("/readyz")).status).toBe(200);
    expect(await (await app.request("/metrics")).text()).toContain("http_request_duration_seconds");
  });

  it("answers an unknown address with a problem that carries the request id", async () => {
    const answer = await app.request("/api/nothing", { headers: { "X-Request-Id": "abc-1" } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("x-request-id")).toBe("abc-1");
    expect(await answer.json()).toMatchObject({
      status: 404,
      code: "not-found",
      instance: "abc-1",
    });
  });

  it("never sends the page in place of a missing asset", async () => {
    expect((await app.request("/assets/gone.js")).status).toBe(404);
    expect((await app.request("/api/gone", { headers: { Accept: "text/html" } })).status).toBe(404);
  });

  it("keeps a page to this host", async () => {
    const policy = (await app.request("/healthz")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https?:/);
  });

  it("does not take a request id that is not a plain word", async () => {
    const answer = await app.request("/healthz", { headers: { "X-Request-Id": "<script>" } });
    expect(answer.headers.get("x-request-id")).not.toContain("script");
  });

  it.each([
    ["not JSON", "{", 400, "body-invalid"],
    ["a megabyte of [", "[".repeat(2 ** 20 + 1), 413, "too-large"],
    ["brackets nested deeper than any shape", "[".repeat(100_000), 400, "body-invalid"],
  ])("refuses a body that is %s", async (_name, body, status, code) => {
    const answer = await app.request("/api/districts/north/summary", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Content-Length": String(body.length) },
      body,
    });
    expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
  });

  it("refuses a body of another type than JSON", async () => {
    const answer = await app.request("/api/districts/north/summary", { method: "POST", body: "x" });
    expect([answer.status, (await answer.json()).code]).toEqual([415, "media-type-unsupported"]);
  });

  it.each([
    "/tiles/north/toilets/40/0/0.mvt",
    "/tiles/north/toilets/3/9/0.mvt",
    "/api/districts/north/layers/toilets/features?bbox=NaN,1,2,3",
    "/api/districts/north/layers/toilets/features?limit=-1",
    "/api/districts/north/layers?date=2024-02-30",
    "/ogc/districts/north/collections/toilets/items?bbox=1,2,3",
  ])("refuses %s and says why", async (path) => {
    const answer = await app.request(path);
    const problem = await answer.json();
    expect(answer.status).toBe(400);
    expect(problem.detail.length).toBeGreaterThan(10);
  });
});
