import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";

const port = (fallback: number) =>
  z.coerce.number().int("must be a whole number").min(0).max(65_535).default(fallback);
const optionalFile = z
  .string()
  .optional()
  .transform((file) => (file ? resolve(file) : null));

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const isSafeIssuer = (url: string) => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname));
};

const Variables = z
  .object({
    HOST: z.string().min(1).default("127.0.0.1"),
    PORT: port(8080),
    PUBLIC_URL: z.url("must be a URL such as https://atlas.example.org").optional(),
    TLS_CERT_FILE: optionalFile,
    TLS_KEY_FILE: optionalFile,
    TRUST_PROXY: z.enum(["none", "loopback"]).default("none"),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: "must begin with postgresql://" })
      .optional(),
    DATABASE_ADMIN_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: "must begin with postgresql://" })
      .optional(),
    DATA_DIR: z.string().min(1).default("var"),
    DEMO: z.enum(["auto", "on", "off"]).default("auto"),
    DEMO_ANCHOR: z.iso.date("must be a day without a time, such as 2026-01-01").optional(),
    DEMO_LIVE: z.enum(["on", "off"]).default("on"),
    POSITION_RETENTION_DAYS: z.coerce
      .number()
      .int("must be a whole number of days")
      .min(1)
      .max(3650)
      .default(90),
    JT808_HOST: z.string().min(1).default("127.0.0.1"),
    JT808_PORT: port(7611),
    LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
    OIDC_ISSUER: z
      .url("must be a URL such as https://id.example.org")
      .refine(isSafeIssuer, "must begin with https://; http:// is for a provider on this machine")
      .optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_TITLE: z.string().max(40).default("统一身份认证"),
    BASEMAP_FILE: optionalFile,
    BASEMAP_URL: z.url("must be a tile URL with {z}, {x} and {y}").optional(),
    BASEMAP_DATUM: z.enum(["wgs84", "gcj02", "bd09"]).default("wgs84"),
    BASEMAP_ATTRIBUTION: z.string().default(""),
  })
  .refine((v) => (v.TLS_CERT_FILE === null) === (v.TLS_KEY_FILE === null), {
    path: ["TLS_CERT_FILE"],
    error: "TLS_CERT_FILE and TLS_KEY_FILE go together: set both or neither",
  })
  .refine((v) => !v.OIDC_ISSUER === !v.OIDC_CLIENT_ID && !v.OIDC_ISSUER === !v.OIDC_CLIENT_SECRET, {
    path: ["OIDC_ISSUER"],
    error: "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all or none",
  })
  .refine((v) => !v.OIDC_ISSUER || v.PUBLIC_URL, {
    path: ["PUBLIC_URL"],
    error: "is needed with OIDC_ISSUER: the provider sends people back to it",
  })
  .refine((v) => !(v.BASEMAP_FILE && v.BASEMAP_URL), {
    path: ["BASEMAP_URL"],
    error: "set BASEMAP_FILE or BASEMAP_URL, not both",
  });

/** The settings a process runs with; the README has the table of the variables behind them. */
export type Environment = ReturnType<typeof readEnvironment>;

/** A setting that cannot be used; the message is meant for the operator's terminal. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * The settings of this process, from its environment variables.
 *
 * @throws {EnvironmentError} naming each variable that does not make sense.
 */
export function readEnvironment(variables: Record<string, string | undefined> = process.env) {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new EnvironmentError(`The environment does not make sense.\n  ${lines.join("\n  ")}`);
  }
  const v = parsed.data;
  return {
    host: v.HOST,
    port: v.PORT,
    publicUrl: v.PUBLIC_URL ?? null,
    tls: v.TLS_CERT_FILE && v.TLS_KEY_FILE ? readTls(v.TLS_CERT_FILE, v.TLS_KEY_FILE) : null,
    trustProxy: v.TRUST_PROXY,
    databaseUrl: v.DATABASE_URL ?? null,
    databaseAdminUrl: v.DATABASE_ADMIN_URL ?? v.DATABASE_URL ?? null,
    dataDir: isAbsolute(v.DATA_DIR) ? v.DATA_DIR : resolve(v.DATA_DIR),
    oidc:
      v.OIDC_ISSUER && v.OIDC_CLIENT_ID && v.OIDC_CLIENT_SECRET
        ? {
            issuer: v.OIDC_ISSUER,
            clientId: v.OIDC_CLIENT_ID,
            clientSecret: v.OIDC_CLIENT_SECRET,
            title: v.OIDC_TITLE,
          }
        : null,
    demo: v.DEMO,
    demoAnchor: v.DEMO_ANCHOR ?? null,
    isDemoLive: v.DEMO_LIVE === "on" && v.DEMO !== "off",
    positionRetentionDays: v.POSITION_RETENTION_DAYS,
    jt808: v.JT808_PORT === 0 ? null : { host: v.JT808_HOST, port: v.JT808_PORT },
    logLevel: v.LOG_LEVEL,
    basemap: {
      file: v.BASEMAP_FILE,
      url: v.BASEMAP_URL ?? null,
      datum: v.BASEMAP_DATUM,
      attribution: v.BASEMAP_ATTRIBUTION,
    },
  };
}

function readTls(certFile: string, keyFile: string) {
  try {
    return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  } catch (error) {
    throw new EnvironmentError("TLS_CERT_FILE or TLS_KEY_FILE cannot be read", { cause: error });
  }
}

/** Whether npm started this process, and so should also end it. */
export const isNpmScript = () => process.env.npm_lifecycle_event !== undefined;
