import { ensureTemplate } from "./worlds/database.ts";

/** Runs once before all tests. */
export async function setup() {
  await ensureTemplate();
}
