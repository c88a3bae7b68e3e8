import type { components } from "./schema.gen.ts";

export type Problem = components["schemas"]["Problem"];
export type Fault = NonNullable<Problem["faults"]>[number];

/** A request the server understood and did not grant; `problem.code` is safe to branch on. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, sentence = problem.detail ?? problem.title) {
    super(sentence);
    this.name = "ApiError";
    this.problem = problem;
  }
}

const pageLanguage = () => globalThis.document?.documentElement.lang ?? "en";

/** The server did not answer at all. These words are here because others could not be fetched either. */
export const unreachable = () =>
  new ApiError(
    { type: "about:blank", title: "The server does not answer", status: 0, code: "unreachable" },
    pageLanguage().startsWith("zh") ? "服务器没有应答，请检查网络后再试。" : undefined,
  );

/** Told to the window when the server does not know the caller: whoever was signed in no longer is. */
export const UNKNOWN_CALLER = "unknown-caller";

/**
 * A problem as an error whose message and remedies are in the language that the page has now.
 *
 * The words come when something first goes wrong: most visits never need them.
 */
export async function toApiError(problem: Problem): Promise<ApiError> {
  if (problem.code === "unauthenticated") globalThis.dispatchEvent?.(new Event(UNKNOWN_CALLER));
  const words = await import("./problem-words.ts").catch(() => null); // the server may be away altogether
  if (!words) return new ApiError(problem);
  const { sentence, ...said } = words.problemIn(pageLanguage(), problem);
  return new ApiError(said, sentence);
}
