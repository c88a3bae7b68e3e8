import { z } from "@hono/zod-openapi";

/** Every way this API can fail. The key is the wire contract: add, never rename. */
const FAILURES = {
  "query-invalid": { status: 400, title: "The request does not make sense" },
  "body-invalid": { status: 400, title: "The body does not make sense" },
  "limit-exceeded": { status: 400, title: "More was asked for than one answer may hold" },
  unauthenticated: { status: 401, title: "Signing in is needed" },
  "sign-in-failed": { status: 401, title: "The name, the password or the code is wrong" },
  "totp-needed": { status: 401, title: "A code from the second factor is needed" },
  forbidden: { status: 403, title: "This is not granted to you" },
  "sign-on-failed": { status: 401, title: "Single sign-on did not work" },
  "sign-on-unknown": { status: 403, title: "Nobody here has this identity" },
  "sign-on-unavailable": { status: 503, title: "The provider of single sign-on is away" },
  "sign-on-taken": { status: 409, title: "Linked to somebody else already" },
  "origin-foreign": { status: 403, title: "The request comes from another site" },
  "password-change-needed": { status: 403, title: "The password must be changed first" },
  "totp-setup-needed": { status: 403, title: "A second factor must be set up first" },
  "not-found": { status: 404, title: "Nothing is here" },
  "district-unknown": { status: 404, title: "No such district" },
  "layer-unknown": { status: 404, title: "No such layer" },
  "facility-unknown": { status: 404, title: "No such facility" },
  "complaint-unknown": { status: 404, title: "No such complaint" },
  "record-unknown": { status: 404, title: "No such record" },
  "not-acceptable": { status: 406, title: "No such format" },
  "account-unknown": { status: 404, title: "No such account" },
  conflict: { status: 409, title: "The record has changed meanwhile" },
  "last-administrator": { status: 409, title: "Nobody would be left to administer it" },
  "own-account": { status: 409, title: "Somebody else must do this to one's account" },
  "name-taken": { status: 409, title: "The name or code is taken" },
  "still-needed": { status: 409, title: "Other records still refer to it" },
  stale: { status: 412, title: "Somebody has changed the record meanwhile" },
  "precondition-needed": { status: 428, title: "Say which version you have seen" },
  "too-slow": { status: 408, title: "The body took too long to come" },
  "too-large": { status: 413, title: "The body is too large" },
  "media-type-unsupported": { status: 415, title: "The body is of another type" },
  "rate-limited": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "The server failed" },
  "not-ready": { status: 503, title: "The server is starting" },
} as const;

/** Every code there is. */
export const PROBLEM_CODES = Object.keys(FAILURES);

/** A stable name of a failure, safe to branch on. */
export type ProblemCode = keyof typeof FAILURES;

/** One thing that is wrong with a request, and what would be right. */
export const Fault = z.object({
  field: z.string().describe("Which parameter, column or property, as a dotted path"),
  row: z.number().int().optional().describe("1-based row of a file, where there is one"),
  value: z.string().optional().describe("What was given, shortened to 200 characters"),
  remedy: z.string().describe("What to give instead"),
  rule: z
    .string()
    .optional()
    .describe("Stable name of what is wrong with it, so that a page says it in its own words"),
  limit: z.number().optional().describe("The number that the rule speaks of"),
});
export type Fault = z.infer<typeof Fault>;

/** RFC 9457 problem details. */
export const Problem = z
  .object({
    type: z.string().describe("urn:huanwei:problem:<code>"),
    title: z.string(),
    status: z.number().int(),
    code: z.string().describe("Stable name of the failure"),
    detail: z.string().optional(),
    rule: z
      .string()
      .optional()
      .describe("Stable name of which of several cases it is, where the code covers more than one"),
    instance: z.string().optional().describe("The request id, as in the logs"),
    faults: z.array(Fault).optional(),
    current: z
      .unknown()
      .optional()
      .describe(
        "The record as it is now, where a stale edit was refused; of the endpoint's own shape",
      ),
    retryAfterSeconds: z
      .number()
      .int()
      .optional()
      .describe("When to try again, where it is too early"),
  })
  .openapi("Problem");
export type Problem = z.infer<typeof Problem>;

type ProblemMore = Pick<Problem, "current" | "retryAfterSeconds" | "rule">;

/** A mistake of the caller: it leaves as a problem with this code, and the server goes on. */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  /** What else the problem says. */
  readonly more: ProblemMore;

  constructor(
    code: ProblemCode,
    detail: string,
    faults: readonly Fault[] = [],
    { more = {}, ...options }: ErrorOptions & { more?: ProblemMore } = {},
  ) {
    super(detail, options);
    this.name = "DomainError";
    this.code = code;
    this.faults = faults;
    this.more = more;
  }
}

/** A `conflict` of which a page can tell the case. */
export const conflict = (rule: string, detail: string) =>
  new DomainError("conflict", detail, [], { more: { rule } });

/** The problem that tells a caller about `error`; anything but a DomainError tells nothing. */
export function problemOf(error: unknown, requestId?: string): Problem {
  const code = error instanceof DomainError ? error.code : "internal";
  const { status, title } = FAILURES[code];
  return {
    type: `urn:huanwei:problem:${code}`,
    title,
    status,
    code,
    ...(error instanceof DomainError ? { detail: error.message } : {}),
    ...(requestId ? { instance: requestId } : {}),
    ...(error instanceof DomainError && error.faults.length > 0
      ? { faults: [...error.faults] }
      : {}),
    ...(error instanceof DomainError ? error.more : {}),
  };
}

/** A failure for a contract. */
export const failure = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** The failures any endpoint can answer, for its contract. */
export const failures = {
  400: failure("The request does not make sense"),
  404: failure("Nothing is here"),
  500: failure("The server failed"),
};
