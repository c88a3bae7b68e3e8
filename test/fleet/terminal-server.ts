import { createFleet } from "../../server/fleet/fleet.ts";
import { startJt808 } from "../../server/fleet/jt808-server.ts";
import { createLogger } from "../../server/http/logging.ts";
import { openDatabase } from "../../server/store/open.ts";

/**
 * A program that the test starts and kills: it takes positions of terminals into a store.
 *
 * Arguments: the options of `openDatabase` as JSON, and the port. It tells its parent when it listens.
 */
const [where = "{}", port = "0"] = process.argv.slice(2);
const database = await openDatabase({ ...JSON.parse(where), log: () => {} });
const fleet = createFleet({ database, retentionDays: 90 });
await startJt808({
  ...{ host: "127.0.0.1", port: Number(port), log: createLogger("silent") },
  ...{ directory: fleet.terminals, intake: fleet.take },
});
process.send?.("listening");
