import { Secret, TOTP } from "otpauth";
import { beforeAll, describe, expect, it, vi } from "vitest";
import {
  insertAccount,
  newOneTimePassword,
  writePassword,
} from "../../server/accounts/account-store.ts";
import { ensureAdministrator } from "../../server/accounts/first-administrator.ts";
import { passwordHash } from "../../server/accounts/password.ts";
import { createThrottle } from "../../server/accounts/throttle.ts";
import { servedNorth } from "../worlds/served.ts";
import { signedIn } from "../worlds/signed-in.ts";

/** The cost of each hash that was made, in order. */
const hashed = vi.hoisted((): unknown[] => []);
vi.mock("node:crypto", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:crypto")>();
  const scrypt = (...given: Parameters<typeof real.scrypt>) => {
    hashed.push(given[3]);
    return real.scrypt(...given);
  };
  return { ...real, scrypt };
});

const north = servedNorth();
const PASSWORD = "green-broom-7431";
const OURS = { "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json" };

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  north.request(path, {
    method: "POST",
    headers: { ...OURS, ...headers },
    body: JSON.stringify(body),
  });
const put = (path: string, body: unknown, headers: Record<string, string>) =>
  north.request(path, {
    method: "PUT",
    headers: { ...OURS, ...headers },
    body: JSON.stringify(body),
  });
const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const codeOf = async (answer: Response) => (await answer.json()).code;
const me = async (cookie: string) =>
  (await (await north.request("/api/session", { headers: { Cookie: cookie } })).json()).account;

/** Somebody with a name and a password. */
async function somebody(loginName: string, mustChange = false) {
  const kept = { ...(await passwordHash(PASSWORD)), mustChange };
  return north.database().transaction(async (tx) => {
    const accountId = await insertAccount(tx, { loginName, displayName: loginName });
    await writePassword(tx, accountId!, kept);
    return accountId!;
  });
}

const enter = async (loginName: string, password = PASSWORD, code?: string) =>
  post("/api/session", { loginName, password, ...(code ? { code } : {}) });

describe("signing in", () => {
  beforeAll(() => somebody("zhang"));

  it("opens a session in a cookie that scripts cannot read and other sites do not send", async () => {
    const answer = await enter("zhang");
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get("set-cookie");
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(await me(cookieOf(answer))).toMatchObject({ loginName: "zhang", mustDo: null });
  });

  it("takes a name in any spelling of its letters", async () => {
    expect((await enter(" ＺＨＡＮＧ ")).status).toBe(200);
  });

  it("says the same of an unknown name, a wrong password and a disabled account", async () => {
    const gone = await somebody("gone");
    await north
      .database()
      .query("update account set disabled_at = now() where account_id = $1", [gone]);
    const answers = await Promise.all([
      enter("nobody"),
      enter("zhang", "not-the-password"),
      enter("gone"),
    ]);
    const said = await Promise.all(answers.map((answer) => answer.json()));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(said[1]).toEqual(said[0]);
    expect(said[2]).toEqual(said[0]);
  });

  it("does the same work over an unknown name as over a wrong password", async () => {
    const hashing = async (loginName: string) => {
      hashed.length = 0;
      await enter(loginName, "not-the-password");
      return [...hashed];
    };
    await somebody("counted");
    const known = await hashing("counted");
    expect(known).toHaveLength(1);
    expect(await hashing("uncounted")).toEqual(known); // one hash, of the same cost
  });

  it("is refused from another site, whatever the browser says of itself", async () => {
    const body = { loginName: "zhang", password: PASSWORD };
    for (const headers of [
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      { Origin: "https://evil.example" },
      { Origin: "null" },
    ])
      expect(await codeOf(await post("/api/session", body, headers))).toBe("origin-foreign");
  });

  it("ends on the server when one signs out: the cookie replayed is nobody's", async () => {
    const cookie = cookieOf(await enter("zhang"));
    const out = await north.request("/api/session", {
      method: "DELETE",
      headers: { Cookie: cookie, ...OURS },
    });
    expect(out.status).toBe(204);
    expect(await me(cookie)).toBeNull();
    expect((await north.request("/api/account", { headers: { Cookie: cookie } })).status).toBe(401);
  });

  it("never keeps a cookie that somebody else brought: each sign-in has a new one", async () => {
    const planted = "huanwei_session=planted-by-somebody-else";
    const answer = await post(
      "/api/session",
      { loginName: "zhang", password: PASSWORD },
      { Cookie: planted },
    );
    expect(cookieOf(answer)).not.toBe(planted);
    expect(await me(planted)).toBeNull();
  });

  it("knows no forged and no expired cookie", async () => {
    expect(await me(`huanwei_session=${"a".repeat(43)}`)).toBeNull();
    const cookie = cookieOf(await enter("zhang"));
    await north.database().query("update session set expires_at = now()");
    expect(await me(cookie)).toBeNull();
  });

  it("writes down each sign-in and each refusal, without a password", async () => {
    const rows = await north.database().query<{ action: string; after: object }>(
      `select action, after from account_audit
         where account_id = (select account_id from account where login_name = 'zhang')`,
    );
    const actions = new Set(rows.map((row) => row.action));
    expect(actions).toEqual(new Set(["session.open", "session.refuse", "session.close"]));
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });
});

describe("guessing", () => {
  it("waits twice as long after each failure, five minutes at most, and is forgiven", () => {
    let now = 0;
    const throttle = createThrottle(() => now);
    const waits = Array.from({ length: 16 }, () => {
      throttle.begin("name");
      return throttle.waitSeconds(["name"]);
    });
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    now = 300_000;
    expect(throttle.waitSeconds(["name"])).toBe(0);
    throttle.begin("name");
    throttle.forgive("name");
    throttle.begin("name");
    expect(throttle.waitSeconds(["name", "other"])).toBe(0);
  });

  it("remembers a bounded number of names", () => {
    const throttle = createThrottle(() => 0);
    for (let name = 0; name < 30_000; name++) throttle.begin(String(name));
    expect(throttle.size()).toBe(20_000);
  });

  it("10,000 times is answered, and all but the first few without looking", async () => {
    await somebody("victim");
    const statuses = new Map<number, number>();
    for (let batch = 0; batch < 100; batch++) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => enter("victim", `guess-${batch}-${i}`)),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.keys()].sort()).toEqual([401, 429]);
    expect(statuses.get(401)).toBeLessThan(30);
    const answer = await enter("victim");
    expect(answer.status).toBe(429);
    expect((await answer.json()).retryAfterSeconds).toBeGreaterThan(0);
  }, 60_000);
});

describe("a one-time password", () => {
  it("grants nothing until it is changed, and changing it ends the other sessions", async () => {
    const accountId = await somebody("first", true);
    await north.database().transaction(
      (tx) =>
        tx.query(
          `insert into role_grant (district_id, grant_id, account_id, role, granted_by)
           values ('north', 'g-first', $1, 'administrator', 'test')`,
          [accountId],
        ),
      { districtId: "north" },
    );
    const [cookie, other] = [cookieOf(await enter("first")), cookieOf(await enter("first"))];
    expect((await me(cookie)).mustDo).toBe("password");
    const easy = await put(
      "/api/account/password",
      { current: PASSWORD, next: "first-first" },
      { Cookie: cookie },
    );
    expect(easy.status).toBe(400);
    const wrong = await put(
      "/api/account/password",
      { current: "wrong-wrong", next: "broom-and-spade-9" },
      { Cookie: cookie },
    );
    expect(wrong.status).toBe(401);
    const changed = await put(
      "/api/account/password",
      { current: PASSWORD, next: "broom-and-spade-9" },
      { Cookie: cookie },
    );
    expect(changed.status).toBe(204);
    expect((await me(cookie)).mustDo).toBeNull();
    expect(await me(other)).toBeNull();
    expect((await enter("first")).status).toBe(401);
  });

  it("is made for the first administrator of a store, once", async () => {
    const said: string[] = [];
    await Promise.all(
      [1, 2].map(() => ensureAdministrator(north.database(), (line) => said.push(line))),
    );
    await ensureAdministrator(north.database(), (line) => said.push(line));
    expect(said).toHaveLength(1);
    const password = said[0]!.split(" ").at(-1)!;
    const answer = await enter("admin", password);
    expect((await answer.json()).account).toMatchObject({ isOperator: true, mustDo: "password" });
  });

  it("is never the same twice", async () => {
    const [a, b] = [await newOneTimePassword(), await newOneTimePassword()];
    expect(a.password).not.toBe(b.password);
  });
});

describe("a second factor", () => {
  const codeAt = (secret: string, seconds = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: Date.now() + seconds * 1000,
    });

  it("is asked for after the password, takes each code once, and recovery codes once", async () => {
    await somebody("li");
    const cookie = cookieOf(await enter("li"));
    const begun = await post("/api/account/totp", { password: PASSWORD }, { Cookie: cookie });
    const { secret } = await begun.json();
    expect((await enter("li")).status).toBe(200); // not confirmed, so it asks nothing
    const first = codeAt(secret);
    const confirmed = await put("/api/account/totp", { code: first }, { Cookie: cookie });
    const { recoveryCodes } = await confirmed.json();
    expect(recoveryCodes).toHaveLength(10);

    expect(await codeOf(await enter("li"))).toBe("totp-needed");
    expect(await codeOf(await enter("li", "not-the-password"))).toBe("sign-in-failed");
    const again = await enter("li", PASSWORD, first);
    expect(await codeOf(again)).toBe("sign-in-failed"); // the code that confirmed it
    const next = codeAt(secret, 30);
    expect((await enter("li", PASSWORD, next)).status).toBe(200);
    expect(await codeOf(await enter("li", PASSWORD, next))).toBe("sign-in-failed");
    expect((await enter("li", PASSWORD, recoveryCodes[0])).status).toBe(200);
    expect(await codeOf(await enter("li", PASSWORD, recoveryCodes[0]))).toBe("sign-in-failed");
  });

  it("must be set up first where a role asks for it", async () => {
    const someone = await signedIn(north.database(), "north", "manager");
    const cookie = someone.headers.Cookie!;
    const rules = (roles: string[]) =>
      north.database().transaction(
        (tx) =>
          tx.query(
            `insert into district_setting (district_id, key, value) values ('north', 'signInRules', $1::jsonb)
             on conflict (district_id, key) do update set value = excluded.value`,
            [JSON.stringify({ totpRoles: roles })],
          ),
        { districtId: "north" },
      );
    await rules(["planner"]);
    expect((await me(cookie)).mustDo).toBeNull();
    await rules(["manager"]);
    expect((await me(cookie)).mustDo).toBe("totp");
  });
});

describe("one click", () => {
  it("is offered to nobody who does not come over a socket of this machine", async () => {
    expect((await (await north.request("/api/session")).json()).demoRoles).toEqual([]);
    expect(await codeOf(await post("/api/session/demo", { role: "viewer" }))).toBe("forbidden");
  });
});
