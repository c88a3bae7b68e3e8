/** What an endpoint takes or gives, as JSON of a schema. */
export const json = <T>(schema: T) => ({ content: { "application/json": { schema } } });

/** A body that has to be sent. */
export const body = <T>(schema: T) => ({ ...json(schema), required: true });
