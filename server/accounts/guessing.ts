import { DomainError } from "../http/problem.ts";
import type { Throttle } from "./throttle.ts";

/** Failures from one network that cost nothing: a bureau may sit behind one. */
export const FREE_PER_NETWORK = 20;

/** @throws {DomainError} `rate-limited` while it is too early under one of the keys. */
export function requireTime(throttle: Throttle, keys: readonly string[]) {
  const seconds = throttle.waitSeconds(keys);
  if (seconds === 0) return;
  throw new DomainError("rate-limited", `Try again in ${seconds} s`, [], {
    more: { retryAfterSeconds: seconds },
  });
}

/** Whether a password or a code was tried and was not the one. */
const isWrongGuess = (error: unknown) =>
  error instanceof DomainError &&
  (error.code === "sign-in-failed" || error.faults.some(({ rule }) => rule === "code-wrong"));

/**
 * Does what asks for a password or a code; wrong ones are tried ever slower, and nothing else that fails costs a wait.
 *
 * @param key  Whose it is: the same wherever it can be tried.
 */
export async function slowed<T>(throttle: Throttle, key: string, work: () => Promise<T>) {
  requireTime(throttle, [key]);
  const takeBack = throttle.begin(key);
  try {
    const answer = await work();
    throttle.forgive(key);
    return answer;
  } catch (error) {
    if (!isWrongGuess(error)) takeBack(); // a new password that is too weak guesses nothing
    throw error;
  }
}
