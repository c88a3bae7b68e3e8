import type { Row } from "../../server/store/database.ts";
import { openEmbedded } from "../../server/store/embedded.ts";

/**
 * A program that the tests start and kill: it opens the embedded database of a folder and writes, or holds it.
 * What it says goes to its parent: what it found, and what was acknowledged.
 *
 * Arguments: the options of `openEmbedded` as JSON, and what to do: hold, write, ask (a statement of minutes), or
 * a number of commits to make before it ends.
 */
export type Said =
  | { readonly found: readonly Row[] }
  | { readonly acknowledged: number }
  | { readonly failure: string; readonly code: string };

const say = (message: Said) => process.send?.(message);
const [options = "{}", what = "hold"] = process.argv.slice(2);

try {
  const database = await openEmbedded(JSON.parse(options));
  const owner = { asOwner: true };
  await database.transaction(
    (tx) =>
      tx.query(
        "create table if not exists entry (id int, part int, body text, primary key (id, part))",
      ),
    owner,
  );
  const found = await database.transaction(
    (tx) => tx.query("select id, count(*)::int as parts from entry group by id order by id"),
    owner,
  );
  say({ found });
  if (what === "ask") {
    await database.transaction(
      (tx) => tx.query("select count(*) from generate_series(1, 1e12)"),
      owner,
    );
  }
  const commits = what === "write" ? Number.POSITIVE_INFINITY : Number(what) || 0;
  let id = Number(found.at(-1)?.id ?? 0);
  for (let done = 0; done < commits; done++) {
    id++;
    try {
      await database.transaction(async (tx) => {
        await tx.query("insert into entry values ($1, 0, repeat('卫', $2))", [id, id % 700]);
        await tx.query("insert into entry values ($1, 1, '')", [id]);
      }, owner);
      say({ acknowledged: id });
    } catch (error) {
      // The child was killed; whether this one was kept is not known, the next ones are new.
      say({ failure: String(error), code: "" });
    }
  }
  if (commits > 0) await database.close();
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  say({ failure: error instanceof Error ? error.message : String(error), code });
}
