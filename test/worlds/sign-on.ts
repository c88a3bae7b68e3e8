import { afterAll, beforeAll } from "vitest";
import { insertAccount, writePassword } from "../../server/accounts/account-store.ts";
import { createApi } from "../../server/app.ts";
import { readEnvironment } from "../../server/env.ts";
import { createLogger } from "../../server/http/logging.ts";
import { problemOf } from "../../server/http/problem.ts";
import { createRouter } from "../../server/http/router.ts";
import { openTestDatabase, type TestDatabase } from "./database.ts";
import { passProvider, startProvider } from "./oidc-provider.ts";
import { cheapHash } from "./password.ts";
import { writeSmallDistrict } from "./small-district.ts";

/** Where the server says it is. */
export const HERE = "https://atlas.example";
export const PASSWORD = "green-broom-7431";
const CALLBACK = `${HERE}/api/session/oidc/callback`;

/** Where an answer sends the browser. */
export const leadsTo = (answer: Response) => answer.headers.get("location")!;

/** The small district `north`, a provider of single sign-on, and browsers that go between the two. */
export function signOnWorld() {
  let world: TestDatabase;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let app: ReturnType<typeof appOf>;
  const closing = new AbortController();

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
  const settings = () => ({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
  });

  beforeAll(async () => {
    world = await openTestDatabase();
    await writeSmallDistrict(world.database);
    provider = await startProvider([CALLBACK]);
    app = appOf(settings());
  });
  afterAll(async () => {
    closing.abort();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await provider?.stop();
    await world?.drop();
  });

  /** A browser that keeps our cookies. @param asked  the process of the server that it asks. */
  function browser(asked = app) {
    const jar = new Map<string, string>();
    async function send(path: string, init: RequestInit = {}) {
      const answer = await asked.request(new URL(path, HERE).href, {
        ...init,
        headers: {
          Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
          "Sec-Fetch-Site": "same-origin",
          ...(init.body ? { "Content-Type": "application/json" } : {}),
        },
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [pair = ""] = cookie.split(";");
        const at = pair.indexOf("=");
        if (/max-age=0/i.test(cookie)) jar.delete(pair.slice(0, at));
        else jar.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return answer;
    }
    return {
      jar,
      get: (path: string) => send(path),
      post: (path: string, body: unknown) =>
        send(path, { method: "POST", body: JSON.stringify(body) }),
      put: (path: string, body: unknown) =>
        send(path, { method: "PUT", body: JSON.stringify(body) }),
      async who() {
        return (await (await send("/api/session")).json()).account;
      },
    };
  }
  type TestBrowser = ReturnType<typeof browser>;

  return {
    app: () => app,
    appOf,
    /** Another process of the same server. */
    another: () => appOf(settings()),
    database: () => world.database,
    provider: () => provider,
    browser,
    /** Goes where a page of ours sent the browser. @returns the address it comes back to. */
    through: (url: string) => passProvider(url, CALLBACK),
    /** Leaves for the provider and comes back from it. @returns the address the browser comes back to. */
    async passed(one: TestBrowser, next = "/") {
      const begun = await one.get(`/api/session/oidc?next=${encodeURIComponent(next)}`);
      return passProvider(leadsTo(begun), CALLBACK);
    },
    /** An account made for single sign-on, or one with a password. */
    async made(loginName: string, { password = false, isDisabled = false } = {}) {
      const kept = cheapHash(PASSWORD);
      return world.database.transaction(async (tx) => {
        const accountId = (await insertAccount(tx, { loginName, displayName: loginName }))!;
        if (password) await writePassword(tx, accountId, kept);
        if (isDisabled)
          await tx.query("update account set disabled_at = now() where account_id = $1", [
            accountId,
          ]);
        return accountId;
      });
    },
  };
}
