import { OpenAPIHono } from "@hono/zod-openapi";
import type { Caller, Identify, Reach } from "./caller.ts";
import { faultOf } from "./fault.ts";
import { DomainError } from "./problem.ts";

/** What every handler can read from its context. */
export type HttpEnv = {
  Variables: {
    requestId: string;
    identify?: Identify;
    /** Set by the guard; read them with `callerOf` and `reachOf`. */
    caller?: Caller;
    reach?: Reach;
    /** Set by what only asks, though with a body and so by POST. */
    isQuestion?: true;
  };
};

/** A router whose validation failures are problems that name the field and the remedy. */
export function createRouter() {
  return new OpenAPIHono<HttpEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const faults = result.error.issues.map((issue) => faultOf(issue, result.target));
      const code = result.target === "json" ? "body-invalid" : "query-invalid";
      throw new DomainError(
        code,
        faults.map((fault) => `${fault.field}: ${fault.remedy}`).join("; "),
        faults,
      );
    },
  });
}
