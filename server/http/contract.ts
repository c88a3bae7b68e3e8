import { failures } from "./problem.ts";

/** What an endpoint takes or gives, as JSON of a schema. */
export const json = <T>(schema: T) => ({ content: { "application/json": { schema } } });

/** A body that has to be sent. */
export const body = <T>(schema: T) => ({ ...json(schema), required: true });

/** What an endpoint answers with what was asked for, and how every one of them can fail. */
export const answers = <T>(description: string, schema: T) => ({
  200: { description, ...json(schema) },
  ...failures,
});
