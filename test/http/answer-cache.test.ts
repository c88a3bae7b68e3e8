import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { createAnswerCache } from "../../server/http/answer-cache.ts";

const encoder = new TextEncoder();
const words = (name: string) => `${name} `.repeat(200);

/** Answers `/name` with the name 200 times, and counts how often it had to. */
function server(greatestBytes: number, make = (name: string) => encoder.encode(words(name))) {
  const made: string[] = [];
  const cache = createAnswerCache(greatestBytes);
  const app = new Hono().get("/:name", (c) => {
    const { name } = c.req.param();
    return cache.answer(c, {
      key: name,
      contentType: "text/plain",
      make: async () => {
        made.push(name);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return make(name);
      },
    });
  });
  app.onError((_error, c) => c.text("failed", 500));
  const ask = (name: string, headers: Record<string, string> = {}) =>
    app.request(`/${name}`, { headers });
  return { ask, made, cache };
}

describe("the answer cache", () => {
  it("gives each caller the encoding it accepts, whoever asked first", async () => {
    const { ask } = server(1e6);
    const bodies: Record<string, (body: Uint8Array) => Uint8Array> = {
      "gzip, deflate": gunzipSync,
      "gzip, br;q=0.5": brotliDecompressSync,
      "br;q=0, gzip": gunzipSync,
      "*": brotliDecompressSync,
      "": (body) => body,
      "gzip;q=0": (body) => body,
    };
    for (const [accept, decode] of Object.entries(bodies)) {
      const answer = await ask("river", accept ? { "Accept-Encoding": accept } : {});
      expect(answer.headers.get("vary")).toBe("Accept-Encoding");
      const body = new Uint8Array(await answer.arrayBuffer());
      expect(answer.headers.get("content-length")).toBe(String(body.length));
      expect(new TextDecoder().decode(decode(body))).toBe(words("river"));
    }
  });

  it("works an answer out once for all who ask at the same time and later", async () => {
    const { ask, made } = server(1e6);
    await Promise.all([ask("river"), ask("river"), ask("river")]);
    await ask("river");
    expect(made).toEqual(["river"]);
  });

  it("answers 304 to who has it, before any work", async () => {
    const { ask, made } = server(1e6);
    const etag = (await ask("river")).headers.get("etag") ?? "";
    made.length = 0;
    const again = await ask("river", { "If-None-Match": `"other", ${etag}` });
    expect([again.status, again.headers.get("etag"), made]).toEqual([304, etag, []]);
    expect((await ask("lake", { "If-None-Match": etag })).status).toBe(200);
  });

  it("keeps what was asked for last, within its bytes", async () => {
    const { ask, made, cache } = server(12_000); // an answer takes about 1.3 kB: nine of them
    for (const name of ["lake1", "lake2", "lake3", "lake4", "lake5", "lake6", "lake7"])
      await ask(name);
    await ask("lake1");
    for (const name of ["pond1", "pond2", "pond3"]) await ask(name);
    expect(cache.bytes()).toBeLessThanOrEqual(12_000);
    made.length = 0;
    await ask("lake1");
    await ask("lake2");
    expect(made).toEqual(["lake2"]);
  });

  it("keeps nothing when it may not, and lets no giant push out the others", async () => {
    const none = server(0);
    await none.ask("river");
    await none.ask("river");
    expect([none.made.length, none.cache.bytes()]).toEqual([2, 0]);
    const giant = server(5000, (name) =>
      encoder.encode(name === "sea" ? words("sea").repeat(9) : "drop"),
    );
    await giant.ask("drop");
    await giant.ask("sea");
    await giant.ask("drop");
    expect(giant.made).toEqual(["drop", "sea"]);
  });

  it("says nothing is there with 204, and forgets a failure", async () => {
    expect((await server(1e6, () => new Uint8Array(0)).ask("void")).status).toBe(204);
    let isBroken = true;
    const fragile = server(1e6, (name) => {
      if (isBroken) throw new Error("away");
      return encoder.encode(name);
    });
    expect((await fragile.ask("river")).status).toBe(500);
    isBroken = false;
    expect((await fragile.ask("river")).status).toBe(200);
  });
});
