import { ensureTemplate } from "./worlds/database.ts";
import { clearForsaken, clearKept } from "./worlds/kept.ts";

/** Runs once before all tests. */
export async function setup() {
  clearForsaken();
  await ensureTemplate();
  return clearKept;
}
