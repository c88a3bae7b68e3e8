import { describe, expect, it } from "vitest";
import { localPath } from "../../server/accounts/oidc.ts";
import { listening } from "../worlds/served.ts";
import { HERE, leadsTo, signOnWorld } from "../worlds/sign-on.ts";

const world = signOnWorld();
const { browser, made, passed } = world;
const UNKNOWN = "/sign-in?problem=sign-on-unknown";

describe("signing on elsewhere", () => {
  it("opens the account made for it, links it, and knows the person again under another name", async () => {
    await made("sun");
    world.provider().becomes({ sub: "person-1", preferredName: "Sun" });
    const one = browser();
    const back = await one.get(await passed(one, "/audit?action=x"));
    expect(leadsTo(back)).toBe("/audit?action=x");
    expect(back.headers.getSetCookie().join()).toMatch(/huanwei_session=.*HttpOnly; Secure/);
    expect(await one.who()).toMatchObject({ loginName: "sun", via: "oidc", hasPassword: false });
    world.provider().becomes({ sub: "person-1", preferredName: "sun.married" });
    const again = browser();
    await again.get(await passed(again));
    expect(await again.who()).toMatchObject({ loginName: "sun" });
    const trail = await world
      .database()
      .query<{ action: string }>(
        `select action from account_audit join account using (account_id) where login_name = 'sun' order by entry_id`,
      );
    expect(trail.map(({ action }) => action)).toEqual([
      "sign_on.link",
      "session.open",
      "session.open",
    ]);
  });

  it("is offered on the sign-in page under its name", async () => {
    const { oidc } = await (await world.app().request(`${HERE}/api/session`)).json();
    expect(oidc).toEqual({ title: "统一身份认证" });
  });
});

describe("nobody gets in", () => {
  /** Signs on as somebody and says what became of it. */
  async function refusedAs(person: { sub: string; preferredName?: string }) {
    world.provider().becomes(person);
    const one = browser();
    const back = await one.get(await passed(one));
    expect(await one.who()).toBeNull();
    return leadsTo(back);
  }

  it("whom nobody made an account for", async () => {
    const before = await world.database().query("select 1 from account");
    expect(await refusedAs({ sub: "stranger", preferredName: "stranger" })).toBe(UNKNOWN);
    expect(await refusedAs({ sub: "nameless" })).toBe(UNKNOWN);
    expect(await world.database().query("select 1 from account")).toHaveLength(before.length);
  });

  it("by taking the name of somebody who has a password, is disabled, or is linked to another", async () => {
    await made("chief", { password: true });
    await made("gone", { isDisabled: true });
    for (const preferredName of ["chief", "gone", "sun"])
      expect(await refusedAs({ sub: "squatter", preferredName })).toBe(UNKNOWN);
  });

  it("with an answer that another browser began, a forged or repeated one, or none", async () => {
    world.provider().becomes({ sub: "person-1", preferredName: "sun" });
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

  it.each([
    ["of another issuer", { iss: "https://evil.example" }],
    ["for another client", { aud: "another" }],
    ["for several clients, this one not the one that asked", { aud: ["atlas", "x"], azp: "x" }],
    ["with another nonce", { nonce: "another" }],
    ["without a nonce", { nonce: undefined }],
    ["that is over", { exp: Math.floor(Date.now() / 1000) - 600 }],
    ["without a subject", { sub: undefined }],
  ])("with an ID token %s", async (_what, change) => {
    world.provider().tells((claims) => ({ ...claims, ...change }));
    const led = await refusedAs({ sub: "person-1", preferredName: "sun" });
    world.provider().tells((claims) => claims);
    expect(led).toBe("/sign-in?problem=sign-on-failed");
  });

  it("with an ID token that somebody else has signed", async () => {
    world.provider().forges(true);
    const led = await refusedAs({ sub: "person-1", preferredName: "sun" });
    world.provider().forges(false);
    expect(led).toBe("/sign-in?problem=sign-on-failed");
  });

  it("by a name that only looks like one that was made for single sign-on", async () => {
    await made("kim");
    for (const preferredName of ["ｋｉｍ", "\u212Aim", " kim", "kim ", "kım", "ki\u200Dm"])
      expect(await refusedAs({ sub: "squatter", preferredName })).toBe(UNKNOWN);
    world.provider().becomes({ sub: "person-kim", preferredName: "KIM" });
    const one = browser();
    await one.get(await passed(one));
    expect(await one.who()).toMatchObject({ loginName: "kim" });
  });

  it("of two who come under one name at once: the first is linked, the other refused", async () => {
    await made("twin");
    const browsers = [browser(), browser(), browser(), browser()];
    const answers: string[] = [];
    for (const [i, one] of browsers.entries()) {
      world.provider().becomes({ sub: `twin-${i}`, preferredName: "twin" });
      world.provider().tells((claims) => ({ ...claims, preferred_username: "twin" }));
      answers.push(await passed(one));
    }
    const led = await Promise.all(browsers.map((one, i) => one.get(answers[i]!)));
    world.provider().tells((claims) => claims);
    expect(led.map(leadsTo).sort()).toEqual(["/", ...Array(3).fill(UNKNOWN)]);
  });

  it("and what went wrong keeps the view one came from", async () => {
    world.provider().becomes({ sub: "stranger" });
    const one = browser();
    const back = await one.get(await passed(one, "/?select=toilets:t1"));
    expect(leadsTo(back)).toBe("/sign-in?select=toilets%3At1&problem=sign-on-unknown");
  });

  it("and a session that was open before is replaced, not kept", async () => {
    world.provider().becomes({ sub: "person-1", preferredName: "sun" });
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

it("one process of the server ends what another began", async () => {
  await made("zhou");
  world.provider().becomes({ sub: "person-zhou", preferredName: "zhou" });
  const one = browser();
  const answer = await passed(one);
  const there = browser(world.another());
  for (const [name, value] of one.jar) there.jar.set(name, value);
  expect(leadsTo(await there.get(answer))).toBe("/");
  expect(await there.who()).toMatchObject({ loginName: "zhou" });
});

describe("a way back", () => {
  it.each([
    ["/audit?x=1#y", "/audit?x=1#y"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/\t/evil.example", "/"],
    ["/.//evil.example", "/"],
    ["/a/..//evil.example", "/"],
    ["/api/session/oidc", "/"],
    ["/\r\nSet-Cookie:%20a=b", "/Set-Cookie:%20a=b"],
    [`/${"a".repeat(2000)}`, "/"],
    ["", "/"],
    [undefined, "/"],
  ])("%s leads to %s", (asked, path) => {
    expect(localPath(asked)).toBe(path);
  });
});

describe("a provider", () => {
  it("that is away leads back to the sign-in page, and passwords go on", async () => {
    const away = world.appOf({
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
    const none = world.appOf({});
    expect((await (await none.request(`${HERE}/api/session`)).json()).oidc).toBeNull();
    await expect(none.request(`${HERE}/api/session/oidc`)).resolves.toMatchObject({ status: 404 });
  });
});

it("behind a proxy that is not trusted, nobody's broken answers slow others", async () => {
  const server = await listening(world.app());
  const go = (path: string, cookie = "") =>
    fetch(server.url + path, { redirect: "manual", headers: { Cookie: cookie } });
  const led: string[] = [];
  for (let i = 0; i < 24; i++) {
    const begun = await go("/api/session/oidc");
    const cookie = begun.headers.getSetCookie()[0]!.split(";")[0]!;
    led.push(leadsTo(await go("/api/session/oidc/callback?code=forged&state=forged", cookie)));
  }
  expect(new Set(led)).toEqual(new Set(["/sign-in?problem=sign-on-failed"]));
  await server.close();
}, 60_000);
