import { OpenAPIHono } from "@hono/zod-openapi";
import { DomainError, type Fault } from "./problem.ts";

/** What every handler can read from its context. */
export type HttpEnv = { Variables: { requestId: string } };

/** A router whose validation failures are problems that name the field and the remedy. */
export function createRouter() {
  return new OpenAPIHono<HttpEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const faults = result.error.issues.map(
        (issue): Fault => ({ field: issue.path.join(".") || result.target, remedy: issue.message }),
      );
      const code = result.target === "json" ? "body-invalid" : "query-invalid";
      throw new DomainError(
        code,
        faults.map((fault) => `${fault.field}: ${fault.remedy}`).join("; "),
        faults,
      );
    },
  });
}
