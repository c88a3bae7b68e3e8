import { describe, expect, it } from "vitest";
import { readHolder } from "../../server/store/lock.ts";
import { embeddedFolder } from "../../server/store/open.ts";
import { codeOf, conforming, later, owner } from "../worlds/conforming.ts";

const store = conforming();
const { query, countOf } = store;

describe("notifications", () => {
  it("reach who listens once the transaction commits, and not before or after a rollback", async () => {
    const heard: string[] = [];
    const stop = await store.test.database.listen("test", (payload) => heard.push(payload));
    await store.test.database.transaction(async (tx) => {
      await tx.query("select pg_notify('test', $1)", ["提交"]);
      await later(50);
      expect(heard).toEqual([]);
    });
    await store.test.database
      .transaction(async (tx) => {
        await tx.query("select pg_notify('test', 'lost')");
        throw new Error("no");
      })
      .catch(() => {});
    await query("select pg_notify('test', 'two')");
    await later(300);
    expect(heard).toEqual(["提交", "two"]);
    await stop();
    await query("select pg_notify('test', 'three')");
    await later(100);
    expect(heard).toHaveLength(2);
  });
});

describe("a session that is cut", () => {
  /** Ends every session, as a crash or a restart of the server would. */
  async function cut() {
    if (store.test.database.engine === "embedded") {
      process.kill(readHolder(embeddedFolder(store.test.where.dataDir))!.pid, "SIGKILL");
    } else {
      await store.test.database.transaction(
        (tx) =>
          tx.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()`,
          ),
        owner,
      );
    }
  }

  it("fails the transaction in its middle, keeps nothing of it, and the next one works", async () => {
    const before = await countOf("note");
    let goOn = () => {};
    const cutOff = codeOf(
      store.test.database.transaction(async (tx) => {
        await tx.query("insert into note values (100, 'lost')");
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
        await tx.query("insert into note values (101, 'lost')");
      }),
    );
    await later(300);
    await cut();
    await later(200);
    goOn();
    expect(await cutOff).toMatch(/^(08...|57P01)$/);
    expect(await countOf("note")).toBe(before);
  }, 60_000);

  it("fails the statement that runs, by a connection error", async () => {
    const running = codeOf(query("select count(*) from generate_series(1, 1e12)"));
    await later(300);
    await cut();
    expect(await running).toMatch(/^(08...|57P01)$/);
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);

  it("is listened to again, and who listens is woken for what was missed", async () => {
    const heard: string[] = [];
    const stop = await store.test.database.listen("test", (payload) => heard.push(payload));
    while (!heard.includes("ready")) {
      await query("select pg_notify('test', 'ready')"); // the cuts before this one may not be over
      await later(100);
    }
    heard.length = 0;
    await cut();
    await query("select 1").catch(() => {});
    for (let waited = 0; heard.length === 0 && waited < 20_000; waited += 100) await later(100);
    await query("select pg_notify('test', 'again')");
    await later(300);
    await stop();
    expect(heard).toEqual(["", "again"]);
  }, 60_000);
});
