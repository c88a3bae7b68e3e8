import { randomBytes } from "node:crypto";
import type * as OpenId from "openid-client";
import { DomainError } from "../http/problem.ts";
import { hashOf } from "./session.ts";

/** A provider of single sign-on (统一身份认证), as the settings name it. */
export type OidcSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What its button says. */
  readonly title: string;
};

/** Somebody the provider vouches for. */
export type Subject = {
  readonly issuer: string;
  /** Stays the same for one person; the name below may not. */
  readonly subject: string;
  readonly preferredName: string | null;
};

/** A sign-on that was begun in one browser and has not come back yet. */
type Begun = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
  readonly until: number;
};

const MINUTES = 10;
const GREATEST_BEGUN = 1_000;
const TIMEOUT_SECONDS = 10;

const unavailable = (cause: unknown) =>
  new DomainError("sign-on-unavailable", "The provider of single sign-on does not answer", [], {
    cause,
  });

/**
 * Signing on with an OpenID Connect provider: authorization code with PKCE, state and nonce, each used once and bound
 * to the browser that began.
 *
 * The provider is asked when the first one signs on, not at the start: while it is away, passwords go on.
 *
 * @param redirectUri  where the provider sends people back to; registered there.
 * @see OpenID Connect Core 1.0 §3.1; RFC 7636; RFC 9207.
 */
export function createOidc(
  settings: OidcSettings,
  redirectUri: string,
  now: () => number = Date.now,
) {
  const begun = new Map<string, Begun>();
  let finding: Promise<{ openid: typeof OpenId; known: OpenId.Configuration }> | null = null;

  /** What the provider says of itself; asked again after a failure. */
  function provider() {
    finding ??= find().catch((error: unknown) => {
      finding = null;
      throw unavailable(error);
    });
    return finding;
  }

  async function find() {
    const openid = await import("openid-client");
    const known = await openid.discovery(
      new URL(settings.issuer),
      settings.clientId,
      settings.clientSecret,
      undefined,
      {
        timeout: TIMEOUT_SECONDS,
        // the settings take http for a provider on the same machine only
        ...(settings.issuer.startsWith("http:") ? { execute: [openid.allowInsecureRequests] } : {}),
      },
    );
    return { openid, known };
  }

  function remember(one: Begun): string {
    for (const [key, { until }] of begun) {
      if (until > now() && begun.size < GREATEST_BEGUN) break;
      begun.delete(key);
    }
    const secret = randomBytes(32).toString("base64url");
    begun.set(keyOf(secret), one);
    return secret;
  }

  return {
    title: settings.title,
    /**
     * Begins a sign-on.
     *
     * @param next  path on this server to go to afterwards.
     * @returns where to send the browser, and what it must bring back in a cookie.
     * @throws {DomainError} `sign-on-unavailable`.
     */
    async begin(next: string): Promise<{ url: string; secret: string }> {
      const { openid, known } = await provider();
      const verifier = openid.randomPKCECodeVerifier();
      const [state, nonce] = [openid.randomState(), openid.randomNonce()];
      const url = openid.buildAuthorizationUrl(known, {
        redirect_uri: redirectUri,
        scope: "openid profile",
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      const until = now() + MINUTES * 60_000;
      return { url: url.href, secret: remember({ state, nonce, verifier, next, until }) };
    },
    /**
     * Ends a sign-on with what the provider sent back. A secret ends one sign-on, whatever comes of it.
     *
     * @param search  the query of the callback.
     * @throws {DomainError} `sign-on-failed`, `sign-on-unavailable`.
     */
    async finish(
      secret: string | null,
      search: string,
    ): Promise<{ subject: Subject; next: string }> {
      const key = secret === null ? "" : keyOf(secret);
      const mine = begun.get(key);
      begun.delete(key);
      if (!mine || mine.until <= now())
        throw new DomainError("sign-on-failed", "This sign-on was not begun in this browser");
      const { openid, known } = await provider();
      const back = new URL(redirectUri);
      back.search = search;
      try {
        const tokens = await openid.authorizationCodeGrant(known, back, {
          pkceCodeVerifier: mine.verifier,
          expectedState: mine.state,
          expectedNonce: mine.nonce,
          idTokenExpected: true,
        });
        const { iss, sub, preferred_username: told } = tokens.claims()!; // an ID token was expected
        const name = told ?? (await userName(openid, known, tokens.access_token, sub));
        const preferredName = typeof name === "string" ? name.slice(0, 200) : null;
        return { subject: { issuer: iss, subject: sub, preferredName }, next: mine.next };
      } catch (error) {
        throw new DomainError("sign-on-failed", "The provider did not confirm who it is", [], {
          cause: error,
        });
      }
    },
  };
}
export type Oidc = ReturnType<typeof createOidc>;

const keyOf = (secret: string) => Buffer.from(hashOf(secret)).toString("base64");

/** Many providers tell names at the user-info endpoint only. */
async function userName(
  openid: typeof OpenId,
  known: OpenId.Configuration,
  accessToken: string,
  sub: string,
): Promise<unknown> {
  if (!known.serverMetadata().userinfo_endpoint) return null;
  return (await openid.fetchUserInfo(known, accessToken, sub)).preferred_username;
}

/** A path on this server to go to; anything else leads to the map. */
export function localPath(asked: string | undefined): string {
  const here = "http://here.invalid";
  if (asked === undefined || !asked.startsWith("/") || !URL.canParse(asked, here)) return "/";
  const url = new URL(asked, here);
  return url.origin === here ? url.pathname + url.search + url.hash : "/";
}
