import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DatabaseError, type Queryable, type Row } from "../../server/store/database.ts";
import { readHolder } from "../../server/store/lock.ts";
import { embeddedFolder } from "../../server/store/open.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

let test: TestDatabase;
const owner = { asOwner: true };
const query = <R extends Row>(sql: string, values?: readonly unknown[]) =>
  test.database.query<R>(sql, values);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error) => (error instanceof DatabaseError ? error.code : `not a DatabaseError: ${error}`),
  );
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const countOf = async (table: string) =>
  (await query(`select count(*)::int as n from ${table}`))[0]?.n;

beforeAll(async () => {
  test = await openTestDatabase({ idleTransactionSeconds: 2, statementSeconds: 5 });
  await test.database.transaction(
    (tx) =>
      tx.query(`
        create table note (id integer primary key, body text);
        create table tally (total bigint not null);
        insert into tally values (0);
        grant all on note, tally to huanwei_server;`),
    owner,
  );
});
afterAll(() => test?.drop());

describe("values", () => {
  it.each([
    ["int", "4", 4],
    ["bigint", 2 ** 53 - 1, 2 ** 53 - 1],
    ["numeric", "12.5", 12.5],
    ["double precision", 0.1, 0.1],
    ["real", 0.5, 0.5],
    ["boolean", false, false],
    ["text", "巡回保洁 “果皮箱” \\ ' \" \n 𠀀", "巡回保洁 “果皮箱” \\ ' \" \n 𠀀"],
    ["text", "", ""],
    ["text", null, null],
    ["date", "2024-02-29", "2024-02-29"],
    ["jsonb", JSON.stringify({ 名: ["a", null, 1.5] }), { 名: ["a", null, 1.5] }],
    ["json", "[1]", [1]],
    ["text[]", ["a,b", '"{}"', null, "\\", "", "环卫"], ["a,b", '"{}"', null, "\\", "", "环卫"]],
    ["int[]", [], []],
    ["int[]", [[1, 2], [3, 4]], [[1, 2], [3, 4]]], // biome-ignore format: one case a line
    ["bigint[]", [1, null], [1, null]],
    ["double precision[]", [1.5, -2], [1.5, -2]],
    ["boolean[]", [true, false], [true, false]],
    ["date[]", ["2024-02-29"], ["2024-02-29"]],
    ["jsonb[]", [JSON.stringify({ a: '"' })], [{ a: '"' }]],
    ["interval", "PT1H", "PT1H"],
    ["uuid", "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000a"],
  ])("returns the %s %j as it was given", async (type, given, got) => {
    const [row] = await query(`select $1::${type} as value`, [given]);
    expect(row?.value).toEqual(got);
  });

  it("keeps an instant to the millisecond, whatever zone it is written in", async () => {
    const at = new Date("2024-05-06T07:08:09.123Z");
    const [row] = await query(
      "select $1::timestamptz as a, '2024-05-06 15:08:09.123+08'::timestamptz as b, array[$1::timestamptz] as c",
      [at],
    );
    expect(row).toEqual({ a: at, b: at, c: [at] });
  });

  it("returns bytes as a Uint8Array whose buffer holds nothing else", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const [row] = await query<{ one: Uint8Array }>(
      "select $1::bytea as one, array[$1::bytea] as many",
      [bytes],
    );
    expect(row).toEqual({ one: bytes, many: [bytes] });
    expect(row!.one.buffer.byteLength).toBe(256);
  });

  it("lays a float array over bytes that float8send made", async () => {
    const [row] = await query<{ bytes: Uint8Array }>(
      "select string_agg(float8send(x), ''::bytea order by x) as bytes from unnest(array[1.5, 2, 112.57]) x",
    );
    const view = new DataView(row!.bytes.buffer);
    expect([0, 8, 16].map((offset) => view.getFloat64(offset))).toEqual([1.5, 2, 112.57]);
  });

  it.each(["select 9007199254740993::bigint", "select 9007199254740993::numeric"])(
    "refuses %s, which a number would round",
    async (sql) => {
      await expect(query(sql)).rejects.toThrow(RangeError);
      expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
    },
  );

  it("prints geometry as PostGIS does and measures on the ellipsoid", async () => {
    const [row] = await query(
      `select st_setsrid(st_point(112.57, 26.89), 4326) as place,
              st_distance('point(112 26)'::geography, 'point(112 27)'::geography)::int as meters`,
    );
    expect(row?.place).toMatch(/^0101000020E6100000/);
    // One degree of a meridian on WGS 84, by its radius of curvature in the middle of it.
    const [a, e2, phi] = [6_378_137, 0.00669437999, (26.5 * Math.PI) / 180];
    const radiusMeters = (a * (1 - e2)) / (1 - e2 * Math.sin(phi) ** 2) ** 1.5;
    expect(Math.abs(Number(row?.meters) - (radiusMeters * Math.PI) / 180)).toBeLessThan(1);
  });
});

describe("statements", () => {
  it("names the SQLSTATE of an error and goes on", async () => {
    expect(await codeOf(query("select nonsense"))).toBe("42703");
    expect(await codeOf(query("select 1 / $1::int", [0]))).toBe("22012");
    expect(await codeOf(query("selec"))).toBe("42601");
    expect(await codeOf(query("select $1::int", ["x"]))).toBe("22P02");
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("answers the right caller, also between errors", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        query("select 100 / $1::int as share, $1::int as of", [index % 5]).then(
          ([row]) => row?.of,
          (error) => error.code,
        ),
      ),
    );
    expect(answers).toEqual(
      Array.from({ length: 100 }, (_, index) => (index % 5 === 0 ? "22012" : index % 5)),
    );
  });

  it("still works after thousands of errors", async () => {
    for (let n = 0; n < 3_000; n++) await codeOf(query("select 1 / 0"));
    expect(await query("with recursive r as (select 1 as one) select one from r")).toEqual([
      { one: 1 },
    ]);
  }, 60_000);

  it("refuses what nests too deep, and goes on", async () => {
    const deep = (depth: number) =>
      query("select $1::jsonb as value", ["[".repeat(depth) + "]".repeat(depth)]);
    expect(await codeOf(deep(2_000))).toBe("no error");
    // The JSON parser recurses past WebAssembly's stack: then the embedded engine is started again.
    expect(await codeOf(deep(1_000_000))).toMatch(/^(54001|08006)$/);
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);

  it("carries 50 MB there and back", async () => {
    const [row] = await query("select repeat('卫', $1::int) as text", [16_666_666]);
    expect(Buffer.byteLength(row?.text as string)).toBe(49_999_998);
    const [size] = await query("select octet_length($1::bytea) as bytes", [
      new Uint8Array(50_000_000),
    ]);
    expect(size?.bytes).toBe(50_000_000);
  });

  it("returns 200,000 rows in order", async () => {
    const rows = await query("select g as id, 'x' || g as name from generate_series(1, 200000) g");
    expect(rows.length).toBe(200_000);
    expect(rows[199_999]).toEqual({ id: 200_000, name: "x200000" });
  });

  it("ends a runaway statement and goes on", async () => {
    expect(await codeOf(query("select count(*) from generate_series(1, 1e12)"))).toBe("57014");
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);
});

describe("transactions", () => {
  const insert = (tx: Queryable, id: number) =>
    tx.query("insert into note values ($1, '注')", [id]);

  it("keeps all of one that returns and nothing of one that throws", async () => {
    await test.database.transaction(async (tx) => {
      await insert(tx, 1);
      await insert(tx, 2);
    });
    const failed = test.database.transaction(async (tx) => {
      await insert(tx, 3);
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    expect(await query("select id from note order by id")).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("throws what a statement throws, and keeps nothing", async () => {
    const failed = test.database.transaction(async (tx) => {
      await insert(tx, 4);
      await insert(tx, 1);
    });
    expect(await codeOf(failed)).toBe("23505");
    expect(await countOf("note")).toBe(2);
  });

  it("does not report success when the work hides an error", async () => {
    const hidden = test.database.transaction(async (tx) => {
      await insert(tx, 5);
      await tx.query("select nonsense").catch(() => {});
    });
    expect(await codeOf(hidden)).toBe("25P02");
    expect(await countOf("note")).toBe(2);
  });

  it("lets concurrent writers each have their turn: no update is lost", async () => {
    await Promise.all(
      Array.from({ length: 40 }, () =>
        test.database.transaction(async (tx) => {
          const [row] = await tx.query<{ total: number }>("select total from tally for update");
          await later(1);
          await tx.query("update tally set total = $1", [row!.total + 1]);
        }),
      ),
    );
    expect(await query("select total from tally")).toEqual([{ total: 40 }]);
  });

  it("rolls one back whose client has gone silent, and lets the others in", async () => {
    const silent = test.database.transaction(async (tx) => {
      await tx.query("update tally set total = -1");
      await new Promise(() => {}); // its client will never answer
    });
    const other = test.database.transaction((tx) =>
      tx.query("update tally set total = total + 1 returning total"),
    );
    expect(await codeOf(silent)).toBe("25P03");
    expect(await other).toEqual([{ total: 41 }]);
  });

  it("refuses a statement after its transaction is over", async () => {
    const leaked = await test.database.transaction(async (tx) => tx);
    expect(await codeOf(leaked.query("select 1"))).toBe("25P01");
  });

  it("refuses to wait for itself", async () => {
    const nested = test.database.transaction(() => query("select 1"));
    await expect(nested).rejects.toThrow("through its `tx`");
  });

  it("reads one snapshot, and writes nothing in it", async () => {
    const write = test.database.transaction((tx) => insert(tx, 6), { readOnlySnapshot: true });
    expect(await codeOf(write)).toBe("25006");
  });
});

describe("roles", () => {
  const seeded = async () => {
    await test.database.transaction(async (tx) => {
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
    const held = (districtId: string) => test.database.transaction(streets, { districtId });
    expect(await held("north")).toEqual([{ name: "north" }]);
    expect(await held("south")).toEqual([{ name: "south" }]);
    expect(await held("'; reset role; --")).toEqual([]);
    expect(await query("select name from street")).toEqual([]);
    expect(await test.database.transaction(streets, owner)).toHaveLength(2);
    expect(await query("select district_id from district order by 1")).toHaveLength(2);
  });

  it("does not let a transaction write into another district", async () => {
    const write = (sql: string) =>
      test.database.transaction((tx) => tx.query(sql), { districtId: "north" });
    expect(
      await codeOf(
        write("insert into street (district_id, street_id, name) values ('south', 't', 't')"),
      ),
    ).toBe("42501");
    expect(await codeOf(write("update street set district_id = 'south'"))).toBe("42501");
    await write("update street set name = 'mine'");
    await write("delete from street where district_id = 'south'");
    const names = await test.database.transaction(
      (tx) => tx.query("select name from street order by district_id"),
      owner,
    );
    expect(names).toEqual([{ name: "mine" }, { name: "south" }]);
  });

  it("does not let the server rewrite the change log or the districts", async () => {
    const write = (sql: string) =>
      codeOf(test.database.transaction((tx) => tx.query(sql), { districtId: "north" }));
    expect(await write("update change set kind = 'x'")).toBe("42501");
    expect(await write("delete from change")).toBe("42501");
    expect(await write("delete from import_change")).toBe("42501");
    expect(await write("delete from district")).toBe("42501");
    expect(await write("create table x (a int)")).toBe("42501");
    expect(await codeOf(query("select nonsense"))).toBe("42703");
  });

  it("forgets the district when the transaction ends", async () => {
    await test.database.transaction(async () => {}, { districtId: "north" });
    expect(
      await query(
        "select current_setting('huanwei.district', true) as id, current_user::text as role",
      ),
    ).toEqual([{ id: "", role: "huanwei_server" }]);
  });
});

describe("notifications", () => {
  it("reach who listens once the transaction commits, and not before or after a rollback", async () => {
    const heard: string[] = [];
    const stop = await test.database.listen("test", (payload) => heard.push(payload));
    await test.database.transaction(async (tx) => {
      await tx.query("select pg_notify('test', $1)", ["提交"]);
      await later(50);
      expect(heard).toEqual([]);
    });
    await test.database
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
    if (test.database.engine === "embedded") {
      process.kill(readHolder(embeddedFolder(test.where.dataDir))!.pid, "SIGKILL");
    } else {
      await test.database.transaction(
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
      test.database.transaction(async (tx) => {
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
    const stop = await test.database.listen("test", (payload) => heard.push(payload));
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
