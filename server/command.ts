import { EnvironmentError } from "./env.ts";
import { DatabaseError } from "./store/database.ts";

/** Why a command did not do what was asked. */
export class CommandError extends Error {
  readonly exitCode: 2 | 3 | 4;
  /** What the answer says besides the failure, e.g. every bad row. */
  readonly details: object;

  /** @param exitCode  2 bad input, 3 infeasible, 4 limit reached. */
  constructor(
    exitCode: 2 | 3 | 4,
    message: string,
    options: ErrorOptions & { details?: object } = {},
  ) {
    super(message, options);
    this.name = "CommandError";
    this.exitCode = exitCode;
    this.details = options.details ?? {};
  }
}

/** Says what happens while a command runs, on stderr: stdout is for the answer. */
export const tell = (message: string) => void process.stderr.write(`${message}\n`);

/**
 * Runs a command: its answer is one JSON object on stdout.
 *
 * The exit code is 0 when it answered, 2 for bad input (also a store that is in use or cannot be reached), 3 when
 * nothing satisfies what was asked, 4 when a limit was reached, 1 when the program failed.
 */
export async function runCommand(work: () => Promise<object>): Promise<void> {
  try {
    process.stdout.write(`${JSON.stringify(await work())}\n`);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    const message = error instanceof Error ? error.message : String(error);
    tell(process.exitCode === 1 && error instanceof Error ? (error.stack ?? message) : message);
    process.stdout.write(`${JSON.stringify({ failure: message, ...detailsOf(error) })}\n`);
  }
}

const detailsOf = (error: unknown) => (error instanceof CommandError ? error.details : {});

function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return error.exitCode;
  if (error instanceof EnvironmentError) return 2;
  return error instanceof DatabaseError && /^(55006|08001|28|3D)/.test(error.code) ? 2 : 1;
}
