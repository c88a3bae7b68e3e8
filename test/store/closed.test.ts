import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import { openEmbedded } from "../../server/store/embedded.ts";
import { codeOf } from "../worlds/conforming.ts";
import { embeddedTestOptions } from "../worlds/database.ts";

it("a store that is closed lets go whoever still listens, and answers nobody else", async () => {
  const { dataDir, ...place } = await embeddedTestOptions();
  const database = await openEmbedded(place);
  try {
    const stop = await database.listen("test", () => {});
    await database.close();
    await expect(stop()).resolves.toBeUndefined(); // a page left while the server ended
    expect(await codeOf(database.query("select 1"))).toBe("08003");
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
