/** One thing wrong with one row of a file, and what would be right. */
export type RowFault = {
  /** 1-based row of the file as a person counts it: the header of a table is a row too. */
  readonly row: number;
  /** The column or property, as the file calls it. */
  readonly field: string;
  /** What was given, shortened to 200 characters. */
  readonly value: string;
  /** What to give instead. */
  readonly remedy: string;
};

/** Shortens a value for a report. */
export const shown = (value: unknown) => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
};

/**
 * An import that cannot be done as asked; nothing has been written.
 *
 * `reason` decides the exit code: `bad-input` is 2, `limit` is 4.
 */
export class ImportFailure extends Error {
  readonly reason: "bad-input" | "limit";
  readonly faults: readonly RowFault[];

  constructor(
    message: string,
    options: ErrorOptions & { reason?: "bad-input" | "limit"; faults?: readonly RowFault[] } = {},
  ) {
    super(message, options);
    this.name = "ImportFailure";
    this.reason = options.reason ?? "bad-input";
    this.faults = options.faults ?? [];
  }
}
