import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "./logging.ts";
import { DomainError, problemOf } from "./problem.ts";
import type { HttpEnv } from "./router.ts";

/** What the framework could not read is the caller's mistake; anything else stays what it is. */
function unreadable(error: HTTPException) {
  if (error.status >= 500) return error;
  const code = error.status === 415 ? "media-type-unsupported" : "body-invalid";
  return new DomainError(code, error.message, [], { cause: error });
}

function answerProblem(error: unknown, requestId: string) {
  const problem = problemOf(error, requestId);
  const headers = new Headers({ "Content-Type": "application/problem+json" });
  const { retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** Answers every failure of an application as a problem, and logs those that nobody foresaw. */
export function answerProblems(app: Hono<HttpEnv>, log: Logger) {
  app.notFound((c) =>
    answerProblem(
      new DomainError("not-found", `Nothing answers ${c.req.path}`),
      c.get("requestId"),
    ),
  );
  app.onError((thrown, c) => {
    const requestId = c.get("requestId");
    const error = thrown instanceof HTTPException ? unreadable(thrown) : thrown;
    if (!(error instanceof DomainError)) log.error({ requestId, err: error }, "unexpected failure");
    return answerProblem(error, requestId);
  });
}
