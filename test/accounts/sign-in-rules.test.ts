import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertAccount, writePassword } from "../../server/accounts/account-store.ts";
import { networkOf } from "../../server/accounts/connection.ts";
import { passwordHash } from "../../server/accounts/password.ts";
import { createThrottle } from "../../server/accounts/throttle.ts";
import { createApi } from "../../server/app.ts";
import { readEnvironment } from "../../server/env.ts";
import { createLogger } from "../../server/http/logging.ts";
import { problemOf } from "../../server/http/problem.ts";
import { createRouter } from "../../server/http/router.ts";
import { listening, servedNorth } from "../worlds/served.ts";

const north = servedNorth();
const PASSWORD = "green-broom-7431";
const OURS = { "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json" };

const ask = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  north.request(path, {
    method,
    headers: { ...OURS, ...headers },
    body: JSON.stringify(body),
  });
const enter = (loginName: string, more: object = {}, headers: Record<string, string> = {}) =>
  ask("POST", "/api/session", { loginName, password: PASSWORD, ...more }, headers);
const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const codeOf = async (answer: Response) => (await answer.json()).code;
const isOpen = async (cookie: string) =>
  (await north.request("/api/account", { headers: { Cookie: cookie } })).status === 200;

async function somebody(loginName: string) {
  const kept = await passwordHash(PASSWORD);
  return north.database().transaction(async (tx) => {
    const accountId = await insertAccount(tx, { loginName, displayName: loginName });
    await writePassword(tx, accountId!, kept);
    return accountId!;
  });
}

describe("a try that was no failure", () => {
  it("is taken back alone: what failed beside it still counts", () => {
    const throttle = createThrottle(() => 0);
    throttle.begin("address", 1);
    const takeBack = throttle.begin("address", 1);
    expect(throttle.waitSeconds(["address"])).toBe(1);
    throttle.begin("address", 1); // somebody guesses at the same time
    takeBack();
    expect(throttle.waitSeconds(["address"])).toBe(2);
    throttle.begin("address", 1)();
    expect(throttle.waitSeconds(["address"])).toBe(2);
  });
});

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s is one subscriber with %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

describe("a second factor", () => {
  it("ends the sessions opened without it, and its codes are guessed ever slower whoever asks", async () => {
    await somebody("guarded");
    const [cookie, other] = [cookieOf(await enter("guarded")), cookieOf(await enter("guarded"))];
    const begun = await ask(
      "POST",
      "/api/account/totp",
      { password: PASSWORD },
      { Cookie: cookie },
    );
    const { secret } = await begun.json();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    await ask("PUT", "/api/account/totp", { code }, { Cookie: cookie });
    expect([await isOpen(cookie), await isOpen(other)]).toEqual([true, false]);
    const codes: string[] = [];
    for (let i = 0; i < 8; i++) {
      codes.push(await codeOf(await enter("guarded", { code: "000000" })));
      await enter("guarded"); // the right password alone forgives no code
    }
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "sign-in-failed"));
    expect(codes.slice(5)).toContain("rate-limited");
  });
});

describe("a session", () => {
  it("that one leaves by signing in again ends, and the trail says so", async () => {
    const accountId = await somebody("returning");
    const before = cookieOf(await enter("returning"));
    const after = cookieOf(await enter("returning", {}, { Cookie: before }));
    expect([await isOpen(before), await isOpen(after)]).toEqual([false, true]);
    const trail = await north
      .database()
      .query<{ action: string }>(
        "select action from account_audit where account_id = $1 order by entry_id",
        [accountId],
      );
    expect(trail.map(({ action }) => action)).toEqual([
      "session.open",
      "session.close",
      "session.open",
    ]);
  });

  it("is not opened by a password that is changed while it is checked", async () => {
    const accountId = await somebody("changing");
    const next = await passwordHash("another-broom-99");
    const [entered] = await Promise.all([
      enter("changing"),
      north.database().transaction((tx) => writePassword(tx, accountId, next)), // faster than a hash
    ]);
    expect(await codeOf(entered)).toBe("sign-in-failed");
  });
});

describe("the cookie", () => {
  it.each([
    [{}, false],
    [{ PUBLIC_URL: "http://atlas.example" }, false],
    [{ PUBLIC_URL: "https://atlas.example" }, true],
  ])("with %o is for TLS alone: %s", async (settings, isSecure) => {
    const closing = new AbortController();
    const app = createRouter().route(
      "/",
      createApi({
        database: north.database(),
        environment: readEnvironment(settings),
        log: createLogger("silent"),
        closing: closing.signal,
      }),
    );
    await somebody(`secure-${JSON.stringify(settings)}`.toLowerCase());
    const answer = await app.request("/api/session", {
      method: "POST",
      headers: OURS,
      body: JSON.stringify({
        loginName: `secure-${JSON.stringify(settings)}`.toLowerCase(),
        password: PASSWORD,
      }),
    });
    closing.abort();
    expect(answer.status).toBe(200);
    expect(/; Secure/i.test(answer.headers.get("set-cookie")!)).toBe(isSecure);
  });
});

it("behind a proxy that is not trusted, nobody's mistakes slow others", async () => {
  const closing = new AbortController();
  const app = createRouter().route(
    "/",
    createApi({
      database: north.database(),
      environment: readEnvironment({ PUBLIC_URL: "https://atlas.example" }),
      log: createLogger("silent"),
      closing: closing.signal,
    }),
  );
  app.onError((error) => Response.json(problemOf(error), { status: problemOf(error).status }));
  const server = await listening(app);
  await somebody("behind-a-proxy");
  const from = (loginName: string) =>
    fetch(`${server.url}/api/session`, {
      method: "POST",
      headers: { ...OURS, Origin: "https://atlas.example" },
      body: JSON.stringify({ loginName, password: PASSWORD }),
    });
  for (let i = 0; i < 24; i++) expect((await from(`nobody-${i}`)).status).toBe(401);
  expect((await from("behind-a-proxy")).status).toBe(200);
  await server.close();
  closing.abort();
}, 60_000);

describe("one click into the demonstration", () => {
  let server: Awaited<ReturnType<typeof listening>>;
  beforeAll(async () => {
    await north
      .database()
      .transaction((tx) => tx.query("update district set is_demo = true"), { asOwner: true });
    server = await listening(north.app());
  });
  afterAll(() => server.close());

  /** The roles offered to a browser on this machine that sends these headers. */
  const offered = (headers: Record<string, string>) =>
    new Promise<string[]>((resolve, reject) => {
      httpRequest(`${server.url}/api/session`, { headers }, (answer) => {
        let text = "";
        answer.on("data", (part) => {
          text += part;
        });
        answer.on("end", () => resolve(JSON.parse(text).demoRoles));
      })
        .on("error", reject)
        .end();
    });

  it("is offered to a browser on the same machine", async () => {
    expect((await offered({})).length).toBeGreaterThan(5);
  });

  it.each([
    { Host: "atlas.example" },
    { Host: "localhost:1" },
    { Forwarded: "for=192.0.2.7" },
    { "X-Forwarded-For": "192.0.2.7" },
    { "X-Forwarded-Proto": "https" },
    { "X-Real-IP": "192.0.2.7" },
    { "X-Client-IP": "192.0.2.7" },
    { "CF-Connecting-IP": "192.0.2.7" },
    { Via: "1.1 proxy" },
  ])("is not offered through a proxy that says %o", async (headers) => {
    expect(await offered(headers)).toEqual([]);
  });

  it("is not offered over HTTP/1.0, which nginx speaks to what stands behind it", async () => {
    const { host, port } = new URL(server.url);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = "";
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(`GET /api/session HTTP/1.0\r\nHost: ${host}\r\n\r\n`),
      );
      socket.on("data", (part) => {
        text += part;
      });
      socket.on("close", () => resolve(text)).on("error", reject);
    });
    expect(answer).toContain('"demoRoles":[]');
  });
});
