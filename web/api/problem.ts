import type { components } from "./schema.gen.ts";

export type Problem = components["schemas"]["Problem"];

/** A request the server understood and did not grant; `problem.code` is safe to branch on. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
}
