import { readFileSync, writeFileSync } from "node:fs";
import { SESSION_COOKIE } from "./accounts/identify.ts";
import { createApi, VERSION } from "./app.ts";
import { readEnvironment } from "./env.ts";
import { createLogger } from "./http/logging.ts";
import type { Database } from "./store/database.ts";

const FILE = new URL("openapi.json", import.meta.url);

const unreachable = () => Promise.reject(new Error("the contract is written without a database"));
const noDatabase: Database = {
  engine: "embedded",
  query: unreachable,
  transaction: unreachable,
  listen: unreachable,
  close: () => Promise.resolve(),
};

/** The contract as the code declares it, OpenAPI 3.1, ready to be written. */
export function contract(): string {
  const api = createApi({
    database: noDatabase,
    environment: readEnvironment({}),
    log: createLogger("silent"),
    closing: new AbortController().signal,
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description:
      "Set by signing in; a request that changes something must come from a page of this server",
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A personal token of an account, or a display token, which may only read",
  });
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Huanwei Atlas",
      version: VERSION,
      description:
        "A district's sanitation on one map. Positions are WGS 84 [lng, lat]; times are ISO 8601.",
      license: { name: "Apache-2.0" },
    },
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The contract as it was committed. */
export const committedContract = () => readFileSync(FILE, "utf8");

if (process.argv[2] === "write") writeFileSync(FILE, contract());
