import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { type LoadedStore, startServer } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    loadedStore: LoadedStore;
  }
}

/** What a first start says last: all that vehicles did before today is there. */
const FILLED = /\(30 of 30\)/;

/** Loads the demonstration once, through a first start like any other; each journey begins with a copy of it. */
export async function setup({ provide }: TestProject) {
  const server = await startServer();
  const until = Date.now() + 600_000;
  while (!FILLED.test(server.said.join(""))) {
    if (Date.now() > until)
      throw new Error(`The demonstration was never whole:\n${server.said.join("")}`);
    await new Promise((done) => setTimeout(done, 500));
  }
  const code = await server.stop({ keep: true });
  if (code !== 0) throw new Error(`The first start ended with ${code}:\n${server.said.join("")}`);
  provide("loadedStore", { dataDir: server.dataDir, said: server.said.join("") });
  return () => rmSync(server.dataDir, { recursive: true, force: true });
}
