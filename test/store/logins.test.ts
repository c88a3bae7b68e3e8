import pg from "pg";
import { expect, it } from "vitest";
import { openDatabase } from "../../server/store/open.ts";
import { openTestDatabase } from "../worlds/database.ts";

// The embedded engine has no logins.
it.skipIf(!process.env.DATABASE_URL)(
  "lets the server log in as somebody who owns nothing",
  async () => {
    const test = await openTestDatabase();
    const admin = new pg.Client(test.where.databaseUrl ?? "");
    await admin.connect();
    const login = `huanwei_test_login_${process.pid}`;
    await admin.query(`create role ${login} login password 'for-this-test'`);
    const address = new URL(test.where.databaseUrl ?? "");
    address.username = login;
    address.password = "for-this-test";
    try {
      const where = { ...test.where, databaseUrl: address.href, adminUrl: test.where.databaseUrl };
      const database = await openDatabase(where);
      await database.transaction(
        (tx) => tx.query("insert into district (district_id, name) values ('d', 'd')"),
        { asOwner: true },
      );
      await database.transaction(
        (tx) =>
          tx.query("insert into street (district_id, street_id, name) values ('d', 's', '路')"),
        { districtId: "d" },
      );
      const who = "select session_user::text as login, current_user::text as role";
      expect(await database.query(who)).toEqual([{ login, role: "huanwei_server" }]);
      expect(await database.query("select * from street")).toEqual([]);
      await database.close();
    } finally {
      await admin.query(`drop owned by ${login}; drop role ${login}`);
      await admin.end();
      await test.drop();
    }
  },
);
