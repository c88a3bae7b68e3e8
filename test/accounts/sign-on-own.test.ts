import { Secret, TOTP } from "otpauth";
import { beforeAll, describe, expect, it } from "vitest";
import { createSeal } from "../../server/accounts/seal.ts";
import { leadsTo, PASSWORD, signOnWorld } from "../worlds/sign-on.ts";
import { signedIn } from "../worlds/signed-in.ts";

const world = signOnWorld();
const { browser, made, passed } = world;

const codeAt = (secret: string, seconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + seconds * 1000,
  });
const mfa = (claims: Record<string, unknown>) => ({ ...claims, amr: ["pwd", "mfa"] });
const codeOf = async (answer: Response) => (await answer.json()).code;

/** Signs on as somebody. */
async function signedOn(sub: string, preferredName?: string) {
  world.provider().becomes({ sub, ...(preferredName ? { preferredName } : {}) });
  const one = browser();
  const led = leadsTo(await one.get(await passed(one, "/audit?x=1")));
  return { one, led };
}

/** Signs in with a password. */
async function entered(loginName: string) {
  const one = browser();
  expect((await one.post("/api/session", { loginName, password: PASSWORD })).status).toBe(200);
  return one;
}

describe("a second factor", () => {
  let secret: string;
  beforeAll(async () => {
    const accountId = await made("planner");
    const { database } = world;
    await database().transaction(
      async (tx) => {
        await tx.query(
          `insert into role_grant (district_id, grant_id, account_id, role, granted_by)
           values ('north', 'g1', $1, 'planner', 'test')`,
          [accountId],
        );
        await tx.query(
          `insert into district_setting (district_id, key, value)
           values ('north', 'signInRules', '{"totpRoles": ["planner"]}')`,
        );
      },
      { districtId: "north", asOwner: true },
    );
  });

  it("that a role asks for is set up here, unless the provider asked for one", async () => {
    world.provider().tells(mfa);
    const vouched = await signedOn("person-planner", "planner");
    expect(await vouched.one.who()).toMatchObject({ mustDo: null });
    world.provider().tells((claims) => ({ ...claims, amr: ["pwd"] }));
    const { one } = await signedOn("person-planner");
    expect(await one.who()).toMatchObject({ mustDo: "totp" });
    secret = (await (await one.post("/api/account/totp", { password: PASSWORD })).json()).secret;
    expect((await one.put("/api/account/totp", { code: codeAt(secret) })).status).toBe(200);
    expect(await one.who()).toMatchObject({ mustDo: null });
    world.provider().tells((claims) => claims);
  });

  it("that is set up is asked for before anything is opened, unless the provider asked for one", async () => {
    const { one, led } = await signedOn("person-planner");
    expect(led).toBe("/sign-in?x=1&problem=totp-needed");
    expect(await one.who()).toBeNull();
    expect(await codeOf(await one.post("/api/session/oidc/code", { code: "000000" }))).toBe(
      "sign-in-failed",
    );
    expect(await one.who()).toBeNull();
    const code = codeAt(secret, 30);
    const answer = await one.post("/api/session/oidc/code", { code });
    expect(await answer.json()).toEqual({ next: "/audit?x=1" });
    expect(await one.who()).toMatchObject({ loginName: "planner", via: "oidc" });
    expect((await one.post("/api/session/oidc/code", { code })).status).toBe(401); // it was used

    world.provider().tells(mfa);
    const vouched = await signedOn("person-planner");
    expect(await vouched.one.who()).toMatchObject({ loginName: "planner", mustDo: null });
    world.provider().tells((claims) => claims);
  });

  it("is asked of nobody whom the provider has not confirmed", async () => {
    const [stranger, begun] = [browser(), browser()];
    await begun.get("/api/session/oidc"); // what it was given to come back with opens nothing else
    const forged = browser();
    const seal = createSeal("another secret", "sign-on code");
    forged.jar.set("__Host-huanwei_sign_on", seal.close({ accountId: "x", next: "/" }, 60));
    for (const one of [stranger, begun, forged])
      expect(await codeOf(await one.post("/api/session/oidc/code", { code: codeAt(secret) }))).toBe(
        "sign-on-failed",
      );
  });

  it("is guessed ever slower", async () => {
    const { one } = await signedOn("person-planner");
    const codes: string[] = [];
    for (let i = 0; i < 8; i++)
      codes.push(await codeOf(await one.post("/api/session/oidc/code", { code: "000000" })));
    expect(codes.at(-1)).toBe("rate-limited");
    expect(codes[0]).toBe("sign-in-failed");
  });
});

describe("one's own account", () => {
  const link = (one: Awaited<ReturnType<typeof entered>>, password = PASSWORD) =>
    one.post("/api/account/sign-on", { password });
  const linkedAt = async (one: Awaited<ReturnType<typeof entered>>) =>
    (await (await one.get("/api/account/sign-on")).json()).linkedAt;

  beforeAll(async () => {
    for (const name of ["owner", "other"]) await made(name, { password: true });
  });

  it("is linked by whoever knows its password, and then entered either way", async () => {
    const one = await entered("owner");
    expect(await codeOf(await link(one, "not-the-password"))).toBe("sign-in-failed");
    const { url } = await (await link(one)).json();
    world.provider().becomes({ sub: "person-owner", preferredName: "quite.another" });
    expect(leadsTo(await one.get(await world.through(url)))).toBe("/account");
    expect(await linkedAt(one)).toMatch(/^20/);
    expect(await (await signedOn("person-owner")).one.who()).toMatchObject({
      loginName: "owner",
      hasPassword: true,
    });
    await entered("owner");
  });

  it("is not linked to somebody who is linked to another, nor to two", async () => {
    const other = await entered("other");
    const { url } = await (await link(other)).json();
    world.provider().becomes({ sub: "person-owner" });
    expect(leadsTo(await other.get(await world.through(url)))).toBe(
      "/account?problem=sign-on-taken",
    );
    const owner = await entered("owner");
    const again = await (await link(owner)).json();
    world.provider().becomes({ sub: "person-second" });
    expect(leadsTo(await owner.get(await world.through(again.url)))).toBe(
      "/account?problem=sign-on-taken",
    );
    expect((await signedOn("person-second")).led).toMatch(/sign-on-unknown/);
  });

  it("is not linked by an answer that another browser or another session brings", async () => {
    const mine = await entered("other");
    const { url } = await (await link(mine)).json();
    world.provider().becomes({ sub: "person-thief" });
    const answer = await world.through(url);
    const theirs = await entered("owner");
    expect(leadsTo(await theirs.get(answer))).toMatch(/sign-on-failed/);
    await mine.post("/api/session", { loginName: "owner", password: PASSWORD });
    expect(leadsTo(await mine.get(answer))).toBe("/account?problem=sign-on-failed");
    expect((await signedOn("person-thief")).led).toMatch(/sign-on-unknown/);
  });

  it("is let go with its password, and the sessions that were opened so end", async () => {
    const { one: elsewhere } = await signedOn("person-owner");
    const one = await entered("owner");
    const removal = (password: string) => one.post("/api/account/sign-on/removal", { password });
    expect(await codeOf(await removal("not-the-password"))).toBe("sign-in-failed");
    expect((await removal(PASSWORD)).status).toBe(204);
    expect(await linkedAt(one)).toBeNull();
    expect(await elsewhere.who()).toBeNull();
    expect((await signedOn("person-owner")).led).toMatch(/sign-on-unknown/);
    expect((await removal(PASSWORD)).status).toBe(409);
    const actions = await world.database().query<{ action: string }>(
      `select action from account_audit join account using (account_id)
         where login_name = 'owner' and action like 'sign_on.%' order by entry_id`,
    );
    expect(actions.map(({ action }) => action)).toEqual(["sign_on.link", "sign_on.unlink"]);
  });

  it("is slowed by wrong passwords alone, wherever they are tried", async () => {
    await made("guessed", { password: true });
    const one = await entered("guessed");
    const remove = (password: string) => one.post("/api/account/sign-on/removal", { password });
    const change = (current: string) =>
      one.put("/api/account/password", { current, next: "another-broom-5512" });
    for (let i = 0; i < 6; i++) expect(await codeOf(await remove(PASSWORD))).toBe("conflict"); // there is no link
    for (const guess of [remove, change, remove, change])
      expect(await codeOf(await guess("not-the-password"))).toBe("sign-in-failed");
    // side by side, because the fifth makes the others wait for one second only
    const guesses = [remove, remove, change, change].map((guess) => guess("not-the-password"));
    const codes = await Promise.all((await Promise.all(guesses)).map(codeOf));
    expect(codes.toSorted()).toEqual([...Array(3).fill("rate-limited"), "sign-in-failed"]);
  });

  it("keeps its only way in: without a password nothing is taken away", async () => {
    await made("only");
    const { one } = await signedOn("person-only", "only");
    expect((await one.post("/api/account/sign-on/removal", { password: "any" })).status).toBe(401);
    expect(await (await signedOn("person-only")).one.who()).toMatchObject({ loginName: "only" });
  });
});

describe("an administrator", () => {
  it("sees who has come, and lets go of whom an account was linked to", async () => {
    const accountId = await made("moved");
    await world.database().transaction(
      async (tx) => {
        await tx.query("update account set home_district = 'north' where account_id = $1", [
          accountId,
        ]);
        await tx.query(
          `insert into role_grant (district_id, grant_id, account_id, role, granted_by)
           values ('north', 'g2', $1, 'viewer', 'test')`,
          [accountId],
        );
      },
      { districtId: "north", asOwner: true },
    );
    const { headers } = await signedIn(world.database(), "north", "administrator");
    const path = "/api/districts/north/accounts";
    const isLinked = async () => {
      const { accounts } = await (await world.app().request(path, { headers })).json();
      return accounts.find((one: { accountId: string }) => one.accountId === accountId).isLinked;
    };
    expect(await isLinked()).toBe(false);
    const { one } = await signedOn("person-moved", "moved");
    expect(await isLinked()).toBe(true);
    expect((await signedOn("person-moved-2", "moved")).led).toMatch(/sign-on-unknown/);
    const reset = () =>
      world.app().request(`${path}/${accountId}/sign-on-reset`, { method: "POST", headers });
    expect((await (await reset()).json()).isLinked).toBe(false);
    expect((await reset()).status).toBe(409);
    expect(await one.who()).toBeNull();
    expect(await (await signedOn("person-moved-2", "moved")).one.who()).toMatchObject({
      loginName: "moved",
    });
    expect((await signedOn("person-moved")).led).toMatch(/sign-on-unknown/);
  });
});

describe("a seal", () => {
  it("opens for its purpose, in its time, and unchanged", () => {
    let now = 0;
    const seal = createSeal("secret", "a", () => now);
    const sealed = seal.close({ x: 1 }, 10);
    expect(seal.open(sealed)).toEqual({ x: 1 });
    expect(createSeal("secret", "b", () => now).open(sealed)).toBeNull();
    expect(createSeal("other", "a", () => now).open(sealed)).toBeNull();
    for (let at = 0; at < sealed.length; at += 7) {
      const other = sealed[at] === "A" ? "B" : "A";
      expect(seal.open(sealed.slice(0, at) + other + sealed.slice(at + 1))).toBeNull();
    }
    expect(seal.open("")).toBeNull();
    now = 10_000;
    expect(seal.open(sealed)).toBeNull();
  });
});
