import { describe, expect, it } from "vitest";
import type { Queryable } from "../../server/store/database.ts";
import { codeOf, conforming, later, owner } from "../worlds/conforming.ts";

const store = conforming();
const { query, countOf } = store;

describe("transactions", () => {
  const insert = (tx: Queryable, id: number) =>
    tx.query("insert into note values ($1, '注')", [id]);

  it("keeps all of one that returns and nothing of one that throws", async () => {
    await store.test.database.transaction(async (tx) => {
      await insert(tx, 1);
      await insert(tx, 2);
    });
    const failed = store.test.database.transaction(async (tx) => {
      await insert(tx, 3);
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    expect(await query("select id from note order by id")).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("throws what a statement throws, and keeps nothing", async () => {
    const failed = store.test.database.transaction(async (tx) => {
      await insert(tx, 4);
      await insert(tx, 1);
    });
    expect(await codeOf(failed)).toBe("23505");
    expect(await countOf("note")).toBe(2);
  });

  it("does not report success when the work hides an error", async () => {
    const hidden = store.test.database.transaction(async (tx) => {
      await insert(tx, 5);
      await tx.query("select nonsense").catch(() => {});
    });
    expect(await codeOf(hidden)).toBe("25P02");
    expect(await countOf("note")).toBe(2);
  });

  it("lets concurrent writers each have their turn: no update is lost", async () => {
    await Promise.all(
      Array.from({ length: 40 }, () =>
        store.test.database.transaction(async (tx) => {
          const [row] = await tx.query<{ total: number }>("select total from tally for update");
          await later(1);
          await tx.query("update tally set total = $1", [row!.total + 1]);
        }),
      ),
    );
    expect(await query("select total from tally")).toEqual([{ total: 40 }]);
  });

  it("rolls one back whose client has gone silent, and lets the others in", async () => {
    const silent = store.test.database.transaction(async (tx) => {
      await tx.query("update tally set total = -1");
      await new Promise(() => {}); // its client will never answer
    });
    const other = store.test.database.transaction((tx) =>
      tx.query("update tally set total = total + 1 returning total"),
    );
    expect(await codeOf(silent)).toBe("25P03");
    expect(await other).toEqual([{ total: 41 }]);
  });

  it("refuses a statement after its transaction is over", async () => {
    const leaked = await store.test.database.transaction(async (tx) => tx);
    expect(await codeOf(leaked.query("select 1"))).toBe("25P01");
  });

  it("refuses to wait for itself", async () => {
    const nested = store.test.database.transaction(() => query("select 1"));
    await expect(nested).rejects.toThrow("through its `tx`");
  });

  it("reads one snapshot, and writes nothing in it", async () => {
    const write = store.test.database.transaction((tx) => insert(tx, 6), {
      readOnlySnapshot: true,
    });
    expect(await codeOf(write)).toBe("25006");
  });
});

describe("roles", () => {
  const seeded = async () => {
    await store.test.database.transaction(async (tx) => {
      for (const id of ["north", "south"]) {
        await tx.query("insert into district (district_id, name) values ($1, $1)", [id]);
        await tx.query("insert into street (district_id, street_id, name) values ($1, 's', $1)", [
          id,
        ]);
      }
    }, owner);
  };

  it("shows a transaction its own district and no other", async () => {
    await seeded();
    const streets = (tx: Queryable) => tx.query("select name from street order by name");
    const held = (districtId: string) => store.test.database.transaction(streets, { districtId });
    expect(await held("north")).toEqual([{ name: "north" }]);
    expect(await held("south")).toEqual([{ name: "south" }]);
    expect(await held("'; reset role; --")).toEqual([]);
    expect(await query("select name from street")).toEqual([]);
    expect(await store.test.database.transaction(streets, owner)).toHaveLength(2);
    expect(await query("select district_id from district order by 1")).toHaveLength(2);
  });

  it("does not let a transaction write into another district", async () => {
    const write = (sql: string) =>
      store.test.database.transaction((tx) => tx.query(sql), { districtId: "north" });
    expect(
      await codeOf(
        write("insert into street (district_id, street_id, name) values ('south', 't', 't')"),
      ),
    ).toBe("42501");
    expect(await codeOf(write("update street set district_id = 'south'"))).toBe("42501");
    await write("update street set name = 'mine'");
    await write("delete from street where district_id = 'south'");
    const names = await store.test.database.transaction(
      (tx) => tx.query("select name from street order by district_id"),
      owner,
    );
    expect(names).toEqual([{ name: "mine" }, { name: "south" }]);
  });

  it("does not let the server rewrite the change log or the districts", async () => {
    const write = (sql: string) =>
      codeOf(store.test.database.transaction((tx) => tx.query(sql), { districtId: "north" }));
    expect(await write("update change set kind = 'x'")).toBe("42501");
    expect(await write("delete from change")).toBe("42501");
    expect(await write("delete from import_change")).toBe("42501");
    expect(await write("delete from district")).toBe("42501");
    expect(await write("create table x (a int)")).toBe("42501");
    expect(await codeOf(query("select nonsense"))).toBe("42703");
  });

  it("forgets the district when the transaction ends", async () => {
    await store.test.database.transaction(async () => {}, { districtId: "north" });
    expect(
      await query(
        "select current_setting('huanwei.district', true) as id, current_user::text as role",
      ),
    ).toEqual([{ id: "", role: "huanwei_server" }]);
  });
});
