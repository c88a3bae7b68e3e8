import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

type Claims = Record<string, unknown>;

/** Somebody the provider knows. */
export type Person = { readonly sub: string; readonly preferredName?: string };

/**
 * A real OpenID Connect provider on a free port of 127.0.0.1. Whoever comes is taken for `person`, without a question:
 * what is tested is what we make of its answers.
 */
export async function startProvider(redirectUris: string[]) {
  let person: Person = { sub: "nobody" };
  let told: (claims: Claims) => Claims = (claims) => claims;
  let isForged = false;
  const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const theirs = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...ours.privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "k1" };
  let provider: Provider | null = null;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => {
      response.statusCode = 500;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const issuer = `http://127.0.0.1:${port}`;
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: "atlas",
        client_secret: "a-secret-of-the-provider",
        redirect_uris: redirectUris,
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, preferred_username: person.preferredName }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    cookies: { keys: ["test"] },
    jwks: { keys: [key] },
    pkce: { required: () => true },
  });
  provider.use(async (context, next) => {
    await next();
    const { id_token: token } = context.body ?? {};
    if (context.path !== "/token" || typeof token !== "string") return;
    const { privateKey } = isForged ? theirs : ours;
    context.body.id_token = signed(told(claimsOf(token)), privateKey);
  });
  const handle = provider.callback();

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (!provider || !request.url?.startsWith("/interaction/")) return handle(request, response);
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === "login")
      return provider.interactionFinished(request, response, { login: { accountId: person.sub } });
    const grant = new provider.Grant({
      accountId: session?.accountId ?? person.sub,
      clientId: params.client_id,
    });
    grant.addOIDCScope("openid profile");
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(
      request,
      response,
      { consent },
      { mergeWithLastSubmission: true },
    );
  }

  return {
    issuer,
    clientId: "atlas",
    clientSecret: "a-secret-of-the-provider",
    /** Who signs on from now on. */
    becomes(next: Person) {
      person = next;
    },
    /** What its ID tokens say from now on. */
    tells(change: (claims: Claims) => Claims) {
      told = change;
    },
    /** Whether its ID tokens are signed with a key that is not its own. */
    forges(next: boolean) {
      isForged = next;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

function signed(claims: Claims, key: Parameters<typeof sign>[2]): string {
  const [head, body] = [{ alg: "RS256", kid: "k1" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const signature = sign("sha256", Buffer.from(`${head}.${body}`), key).toString("base64url");
  return `${head}.${body}.${signature}`;
}

/**
 * Follows a sign-on through the provider, as a browser with an empty cookie jar would.
 *
 * @returns the address it sends the browser back to.
 */
export async function passProvider(url: string, backTo: string): Promise<string> {
  const jar = new Map<string, string>();
  let next = url;
  for (let step = 0; step < 10; step++) {
    if (next.startsWith(backTo)) return next;
    const answer = await fetch(next, {
      redirect: "manual",
      headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = answer.headers.get("location");
    if (!location)
      throw new Error(`${next} leads nowhere: ${answer.status} ${await answer.text()}`);
    next = new URL(location, next).href;
  }
  throw new Error("the provider goes round in circles");
}
