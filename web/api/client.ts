import createClient from "openapi-fetch";
import { type Problem, toApiError, unreachable } from "./problem.ts";
import type { paths } from "./schema.gen.ts";

/** The server's contract as functions: paths, parameters and answers are checked by the compiler. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "" });

/**
 * The answer itself.
 *
 * @throws {ApiError} when the server answers with a problem.
 */
export async function unwrap<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await asked.catch((failure: unknown) => {
    throw failure instanceof TypeError ? unreachable() : failure; // what fetch says when nobody answers
  });
  if (response.ok && data !== undefined) return data;
  throw await toApiError(toProblem(error, response));
}

function toProblem(error: unknown, response: Response): Problem {
  if (typeof error === "object" && error !== null && "code" in error && "title" in error) {
    return error as Problem; // the server's own shape: every failure leaves it as a problem
  }
  return {
    type: "about:blank",
    title: `${response.status} ${response.statusText}`.trim(),
    status: response.status,
    code: "unreachable",
  };
}
