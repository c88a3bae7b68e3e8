import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { faultOf } from "../../server/http/fault.ts";
import { PROBLEM_CODES } from "../../server/http/problem.ts";
import { unwrap } from "../../web/api/client.ts";
import { CODE_WORDS, problemIn, RULE_WORDS } from "../../web/api/problem-words.ts";

const CHINESE = /\p{Script=Han}/u;
const problem = { type: "urn:huanwei:problem:conflict", title: "T", status: 409, code: "conflict" };

describe("what went wrong, on a Chinese page", () => {
  it("has a sentence for every code of the contract", () => {
    expect(PROBLEM_CODES.filter((code) => !CHINESE.test(CODE_WORDS[code] ?? ""))).toEqual([]);
  });

  it("has a sentence for every rule that the server names", () => {
    const sources = readdirSync("server", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join("server", name), "utf8"));
    const named = sources.flatMap((text) =>
      [
        ...text.matchAll(/\brule(?:: |\W+\? |.*?[?:] )"([a-z-]+)"/g),
        ...text.matchAll(/\bconflict\("([a-z-]+)"/g),
        ...text.matchAll(/\brefuse\("(password-[a-z-]+)"/g),
      ].map((match) => match[1]!),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((rule) => RULE_WORDS[rule] === undefined)).toEqual([]);
  });

  it("says the case before the code, the fault where there is one, and the seconds to wait", () => {
    const say = (more: object) => problemIn("zh-CN", { ...problem, ...more }).sentence;
    expect(say({})).toBe(CODE_WORDS.conflict);
    expect(say({ rule: "role-held" })).toBe(RULE_WORDS["role-held"]);
    const fault = { field: "next", remedy: "at least 10 characters", rule: "too-short", limit: 10 };
    expect(say({ faults: [fault] })).toBe("至少 10 个字符");
    expect(say({ code: "rate-limited", retryAfterSeconds: 7 })).toContain("7 秒");
    expect(say({ code: "later-version", detail: "Something new" })).toBe("Something new");
  });

  it("keeps the server's words on an English page", () => {
    const said = { ...problem, detail: "It is closed", rule: "facility-closed" };
    expect(problemIn("en", said).sentence).toBe("It is closed");
  });
});

describe("a server that does not answer", () => {
  it("is said to be away, in words that need not be fetched", async () => {
    const asked = Promise.reject(new TypeError("Failed to fetch"));
    await expect(unwrap(asked)).rejects.toMatchObject({ problem: { code: "unreachable" } });
  });

  it("is not blamed for a question that was taken back", async () => {
    const asked = Promise.reject(new DOMException("taken back", "AbortError"));
    await expect(unwrap(asked)).rejects.toMatchObject({ name: "AbortError" });
  });
});

it.each([
  [z.object({ name: z.string().min(3) }), { name: "ab" }, { rule: "too-short", limit: 3 }],
  [
    z.object({ list: z.array(z.number()).max(1) }),
    { list: [1, 2] },
    { rule: "too-many", limit: 1 },
  ],
  [z.object({ n: z.number().max(5) }), { n: 6 }, { rule: "too-big", limit: 5 }],
  [z.object({ n: z.number() }), {}, { rule: "missing" }],
  [z.object({ n: z.number() }), { n: "1" }, { rule: "type" }],
  [z.object({ n: z.enum(["a"]) }), { n: "b" }, { rule: "choice" }],
  [z.strictObject({}), { n: 1 }, { rule: "unknown-field" }],
])("names the rule that a schema finds broken: %#", (schema, given, expected) => {
  const [issue] = schema.safeParse(given).error!.issues;
  expect(faultOf(issue!, "json")).toMatchObject(expected);
});
