import type * as OpenId from "openid-client";
import { DomainError } from "../http/problem.ts";
import { createSeal } from "./seal.ts";

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
  /** The provider says that it asked for a second factor. */
  readonly isMultiFactor: boolean;
};

/** A sign-on that one browser has begun; it travels in that browser, sealed. */
export type Begun = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path on this server to go to afterwards. */
  readonly next: string;
  /** The session whose account is to be linked; null where one signs in. */
  readonly linkTo: string | null;
};

/** Somebody whom the provider has confirmed and whose second factor is asked here. */
export type Pending = {
  readonly accountId: string;
  readonly next: string;
};

/** How long a sign-on may take, and the code after it. */
export const SIGN_ON_SECONDS = 600;
const TIMEOUT_SECONDS = 10;
const FRESH_MILLISECONDS = 3_600_000;

/** What providers say after a second factor: RFC 8176, OpenID Provider Authentication Policy, REFEDS. */
const MULTI_FACTOR = [
  "mfa",
  "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
  "https://refeds.org/profile/mfa",
];

const unavailable = (cause: unknown) =>
  new DomainError("sign-on-unavailable", "The provider of single sign-on does not answer", [], {
    cause,
  });

type Found = {
  readonly openid: typeof OpenId;
  readonly known: OpenId.Configuration;
  readonly at: number;
};

/**
 * Signing on with an OpenID Connect provider: authorization code with PKCE, state and nonce, bound to the browser that
 * began; the provider takes each code once.
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
  const begun = createSeal(settings.clientSecret, "sign-on", now);
  const pending = createSeal(settings.clientSecret, "sign-on code", now);
  let found: Found | null = null;
  let finding: Promise<Found> | null = null;

  /** What the provider says of itself, asked again after an hour and after a failure. */
  async function provider(): Promise<Found> {
    if (found && found.at > now() - FRESH_MILLISECONDS) return found;
    finding ??= find(settings, now).finally(() => {
      finding = null;
    });
    try {
      found = await finding;
      return found;
    } catch (error) {
      if (found) return found; // what it said an hour ago is better than nothing
      throw unavailable(error);
    }
  }

  return {
    title: settings.title,
    /**
     * Begins a sign-on.
     *
     * @returns where to send the browser, and what it must bring back in a cookie.
     * @throws {DomainError} `sign-on-unavailable`.
     */
    async begin(wanted: Pick<Begun, "next" | "linkTo">): Promise<{ url: string; sealed: string }> {
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
      const one: Begun = { ...wanted, state, nonce, verifier };
      return { url: url.href, sealed: begun.close(one, SIGN_ON_SECONDS) };
    },
    /** What this browser began; null where it began nothing, or too long ago. */
    begunOf: (sealed: string | undefined) =>
      sealed === undefined ? null : (begun.open(sealed) as Begun | null), // sealed by `begin` alone
    /**
     * Ends a sign-on with what the provider sent back.
     *
     * @param search  the query of the callback.
     * @throws {DomainError} `sign-on-failed`, `sign-on-unavailable`.
     */
    async finish(mine: Begun, search: string): Promise<Subject> {
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
        const claims = tokens.claims()!; // an ID token was expected
        const { iss: issuer, sub: subject } = claims;
        const name =
          claims.preferred_username ??
          (await userName(openid, known, tokens.access_token, subject));
        const preferredName = typeof name === "string" ? name : null;
        return { issuer, subject, preferredName, isMultiFactor: isMultiFactor(claims) };
      } catch (error) {
        if (isAway(error)) throw unavailable(error);
        throw new DomainError("sign-on-failed", "The provider did not confirm who it is", [], {
          cause: error,
        });
      }
    },
    /** Seals who has been confirmed until the code of the second factor comes. */
    hold: (one: Pending) => pending.close(one, SIGN_ON_SECONDS),
    pendingOf: (sealed: string | undefined) =>
      sealed === undefined ? null : (pending.open(sealed) as Pending | null), // sealed by `hold` alone
  };
}
export type Oidc = ReturnType<typeof createOidc>;

async function find(settings: OidcSettings, now: () => number): Promise<Found> {
  const openid = await import("openid-client"); // nobody else needs it
  const { issuer, clientId, clientSecret } = settings;
  const isPlain = issuer.startsWith("http:"); // the settings take it for a provider on this machine only
  const known = await openid.discovery(
    new URL(issuer),
    clientId,
    clientSecret,
    (...request) => {
      const offered = request[0].token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
      const isBasic = offered.includes("client_secret_basic");
      const authenticate = isBasic ? openid.ClientSecretBasic : openid.ClientSecretPost;
      return authenticate(clientSecret)(...request);
    },
    { timeout: TIMEOUT_SECONDS, execute: isPlain ? [openid.allowInsecureRequests] : [] },
  );
  // TLS vouches for the ID token (Core §3.1.3.7); its signature is checked too, where it is not made with our secret
  const signed = known.serverMetadata().id_token_signing_alg_values_supported ?? [];
  if (isPlain || !signed.some((algorithm) => algorithm.startsWith("HS")))
    openid.enableNonRepudiationChecks(known);
  return { openid, known, at: now() };
}

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

function isMultiFactor({ amr, acr }: OpenId.IDToken): boolean {
  const said: unknown[] = Array.isArray(amr) ? [...amr, acr] : [acr];
  return said.some((each) => typeof each === "string" && MULTI_FACTOR.includes(each));
}

/** Whether the provider could not be asked, which is nobody's mistake. */
const isAway = (error: unknown) =>
  error instanceof Error &&
  (("code" in error && error.code === "OAUTH_TIMEOUT") ||
    (error instanceof TypeError && error.message === "fetch failed"));

const GREATEST_NEXT = 1_500; // it travels in a cookie

/** A path on this server to go to; anything else leads to the map. */
export function localPath(asked: string | undefined): string {
  const here = "http://here.invalid";
  if (!asked?.startsWith("/") || asked.length > GREATEST_NEXT || !URL.canParse(asked, here))
    return "/";
  const url = new URL(asked, here);
  const isHere = url.origin === here && !url.pathname.startsWith("//");
  return isHere && !url.pathname.startsWith("/api/") ? url.pathname + url.search + url.hash : "/";
}
