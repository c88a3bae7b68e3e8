import { ApiError } from "../api/problem.ts";

/**
 * What a refused change says, field by field where the server names one.
 *
 * @param shown  The fields that have a place for it; what concerns none of them is `rest`, so that nothing goes unsaid.
 */
export function faultsOf(error: Error | null, ...shown: readonly string[]) {
  const faults = (error instanceof ApiError && error.problem.faults) || [];
  return {
    of: (field: string) => faults.find((one) => one.field === field)?.remedy ?? null,
    rest: error && !faults.some(({ field }) => shown.includes(field)) ? error.message : null,
  };
}
