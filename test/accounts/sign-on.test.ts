import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertAccount, writePassword } from "../../server/accounts/account-store.ts";
import { localPath } from "../../server/accounts/oidc.ts";
import { passwordHash } from "../../server/accounts/password.ts";
import { createApi } from "../../server/app.ts";
import { readEnvironment } from "../../server/env.ts";
import { createLogger } from "../../server/http/logging.ts";
import { problemOf } from "../../server/http/problem.ts";
import { createRouter } from "../../server/http/router.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { passProvider, startProvider } from "../worlds/oidc-provider.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const HERE = "https://atlas.example";
const CALLBACK = `${HERE}/api/session/oidc/callback`;

let world: TestDatabase;
let provider: Awaited<ReturnType<typeof startProvider>>;
const closing = new AbortController();
let app: ReturnType<typeof appOf>;

function appOf(more: Record<string, string>) {
  const made = createRouter().route(
    "/",
    createApi({
      database: world.database,
      environment: readEnvironment({ PUBLIC_URL: HERE, ...more }),
      log: createLogger("silent"),
      closing: closing.signal,
    }),
  );
  made.onError((error) => {
    const problem = problemOf(error);
    return Response.json(problem, { status: problem.status });
  });
  return made;
}

beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  provider = await startProvider([CALLBACK]);
  app = appOf({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
  });
});
afterAll(async () => {
  closing.abort();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await provider.stop();
  await world.drop();
});

/** An account made for single sign-on, or one with a password. */
async function made(loginName: string, { password = false, isDisabled = false } = {}) {
  const kept = await passwordHash("green-broom-7431");
  return world.database.transaction(async (tx) => {
    const accountId = (await insertAccount(tx, { loginName, displayName: loginName }))!;
    if (password) await writePassword(tx, accountId, kept);
    if (isDisabled)
      await tx.query("update account set disabled_at = now() where account_id = $1", [accountId]);
    return accountId;
  });
}

/** A browser that keeps our cookies. */
function browser() {
  const jar = new Map<string, string>();
  return {
    jar,
    async get(url: string) {
      const answer = await app.request(url, {
        headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [pair = ""] = cookie.split(";");
        const at = pair.indexOf("=");
        if (/max-age=0/i.test(cookie)) jar.delete(pair.slice(0, at));
        else jar.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return answer;
    },
    async who() {
      return (await (await this.get(`${HERE}/api/session`)).json()).account;
    },
  };
}
type TestBrowser = ReturnType<typeof browser>;

const leadsTo = (answer: Response) => answer.headers.get("location")!;
/** Leaves for the provider and comes back from it. @returns the address the browser comes back to. */
async function passed(one: TestBrowser, next = "/") {
  const begun = await one.get(`${HERE}/api/session/oidc?next=${encodeURIComponent(next)}`);
  return passProvider(leadsTo(begun), CALLBACK);
}

describe("signing on elsewhere", () => {
  it("opens the account made for it, links it, and knows the person again under another name", async () => {
    await made("sun");
    provider.becomes({ sub: "person-1", preferredName: "Sun" });
    const one = browser();
    const back = await one.get(await passed(one, "/audit?action=x"));
    expect(leadsTo(back)).toBe("/audit?action=x");
    expect(back.headers.getSetCookie().join()).toMatch(/huanwei_session=.*HttpOnly; Secure/);
    expect(await one.who()).toMatchObject({ loginName: "sun", via: "oidc", hasPassword: false });
    provider.becomes({ sub: "person-1", preferredName: "sun.married" });
    const again = browser();
    await again.get(await passed(again));
    expect(await again.who()).toMatchObject({ loginName: "sun" });
    const trail = await world.database.query<{ action: string }>(
      `select action from account_audit join account using (account_id) where login_name = 'sun' order by entry_id`,
    );
    expect(trail.map(({ action }) => action)).toEqual([
      "sign_on.link",
      "session.open",
      "session.open",
    ]);
  });

  it("is offered on the sign-in page under its name", async () => {
    const { oidc } = await (await app.request(`${HERE}/api/session`)).json();
    expect(oidc).toEqual({ title: "统一身份认证" });
  });
});

describe("nobody gets in", () => {
  /** Signs on as somebody and says what became of it. */
  async function refusedAs(person: { sub: string; preferredName?: string }) {
    provider.becomes(person);
    const one = browser();
    const back = await one.get(await passed(one));
    expect(await one.who()).toBeNull();
    return leadsTo(back);
  }

  it("whom nobody made an account for", async () => {
    const before = await world.database.query("select 1 from account");
    expect(await refusedAs({ sub: "stranger", preferredName: "stranger" })).toBe(
      "/sign-in?problem=sign-on-unknown",
    );
    expect(await refusedAs({ sub: "nameless" })).toBe("/sign-in?problem=sign-on-unknown");
    expect(await world.database.query("select 1 from account")).toHaveLength(before.length);
  });

  it("by taking the name of somebody who has a password, is disabled, or is linked to another", async () => {
    await made("chief", { password: true });
    await made("gone", { isDisabled: true });
    for (const preferredName of ["chief", "gone", "sun"])
      expect(await refusedAs({ sub: "squatter", preferredName })).toBe(
        "/sign-in?problem=sign-on-unknown",
      );
  });

  it("with an answer that another browser began, a forged or repeated one, or none", async () => {
    provider.becomes({ sub: "person-1", preferredName: "sun" });
    const [mine, theirs] = [browser(), browser()];
    const answer = await passed(mine);
    expect(leadsTo(await theirs.get(answer))).toBe("/sign-in?problem=sign-on-failed");
    await theirs.get(`${HERE}/api/session/oidc`);
    expect(leadsTo(await theirs.get(answer))).toBe("/sign-in?problem=sign-on-failed");
    expect(await theirs.who()).toBeNull();

    const begun = [...mine.jar];
    await mine.get(answer);
    expect(await mine.who()).toMatchObject({ loginName: "sun" });
    const replay = browser();
    for (const [name, value] of begun) replay.jar.set(name, value);
    expect(leadsTo(await replay.get(answer))).toBe("/sign-in?problem=sign-on-failed");

    for (const forge of [
      (url: URL) => url.searchParams.set("state", "forged"),
      (url: URL) => url.searchParams.set("code", "forged"),
      (url: URL) => url.searchParams.set("iss", "https://evil.example"),
      (url: URL) => url.searchParams.delete("iss"),
      (url: URL) => {
        url.search = "";
      },
    ]) {
      const one = browser();
      const url = new URL(await passed(one));
      forge(url);
      expect(leadsTo(await one.get(url.href))).toBe("/sign-in?problem=sign-on-failed");
      expect(await one.who()).toBeNull();
    }
  });

  it("and a session that was open before is replaced, not kept", async () => {
    provider.becomes({ sub: "person-1", preferredName: "sun" });
    const one = browser();
    await one.get(await passed(one));
    const before = one.jar.get("huanwei_session");
    await one.get(await passed(one));
    expect(one.jar.get("huanwei_session")).not.toBe(before);
    const old = browser();
    old.jar.set("huanwei_session", before!);
    expect(await old.who()).toBeNull();
  });
});

describe("a way back", () => {
  it.each([
    ["/audit?x=1#y", "/audit?x=1#y"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/\t/evil.example", "/"],
    ["", "/"],
    [undefined, "/"],
  ])("%s leads to %s", (asked, path) => {
    expect(localPath(asked)).toBe(path);
  });
});

describe("a provider", () => {
  it("that is away leads back to the sign-in page, and passwords go on", async () => {
    const away = appOf({
      OIDC_ISSUER: "http://127.0.0.1:9",
      OIDC_CLIENT_ID: "atlas",
      OIDC_CLIENT_SECRET: "x",
    });
    const begun = await away.request(`${HERE}/api/session/oidc`);
    expect(leadsTo(begun)).toBe("/sign-in?problem=sign-on-unavailable");
    const entered = await away.request(`${HERE}/api/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" },
      body: JSON.stringify({ loginName: "chief", password: "green-broom-7431" }),
    });
    expect(entered.status).toBe(200);
  });

  it("that is not set is nowhere", async () => {
    const none = appOf({});
    expect((await (await none.request(`${HERE}/api/session`)).json()).oidc).toBeNull();
    await expect(none.request(`${HERE}/api/session/oidc`)).resolves.toMatchObject({ status: 404 });
  });
});
