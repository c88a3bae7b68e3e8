import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import { openEmbedded } from "../../server/store/embedded.ts";
import { embeddedTestOptions } from "../worlds/database.ts";

// PostgreSQL has background processes for this.
it.skipIf(process.env.DATABASE_URL)(
  "moves the checkpoint and refreshes the statistics while others write, and says nothing",
  async () => {
    const { dataDir, ...place } = await embeddedTestOptions();
    const lines: string[] = [];
    const database = await openEmbedded({
      ...place,
      log: (line) => lines.push(line),
      upkeep: { lookSeconds: 0.5, checkpointBytes: 1, vacuumBytes: 1 },
    });
    const owner = { asOwner: true };
    const read = async (sql: string) =>
      (await database.transaction((tx) => tx.query(sql), owner))[0];
    const checkpoint = "select checkpoint_lsn::text as lsn from pg_control_checkpoint()";
    const before = await read(checkpoint);
    for (let n = 0; n < 8; n++) {
      await database.transaction(
        (tx) => tx.query("insert into district (district_id, name) values ($1, 'x')", [`d${n}`]),
        owner,
      );
      expect(await database.query("select current_user::text as name")).toEqual([
        { name: "huanwei_server" }, // upkeep runs as owner in the same session
      ]);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const counted = "select reltuples::int as n from pg_class where relname = 'district'";
    for (let waited = 0; (await read(counted))?.n !== 8 && waited < 60_000; waited += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await read(counted)).toEqual({ n: 8 });
    expect(await read(checkpoint)).not.toEqual(before);
    await database.close();
    expect(lines).toEqual([]);
    rmSync(dataDir, { recursive: true, force: true });
  },
  120_000,
);
