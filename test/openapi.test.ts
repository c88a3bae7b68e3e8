import { readFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, it } from "vitest";
import { committedContract, contract } from "../server/openapi.ts";

it("has committed the contract that the code declares", () => {
  expect(contract()).toBe(committedContract());
});

it("has committed the client types that the contract gives", async () => {
  const types = astToString(await openapiTS(committedContract()));
  const written = readFileSync("web/api/schema.gen.ts", "utf8");
  expect(written.endsWith(types)).toBe(true);
});
