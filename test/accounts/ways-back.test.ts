import { Secret, TOTP } from "otpauth";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../data/roles.ts";
import {
  insertAccount,
  newOneTimePassword,
  writePassword,
} from "../../server/accounts/account-store.ts";
import { replacePassword } from "../../server/accounts/administration-resets.ts";
import { endDemoSessions } from "../../server/accounts/demo-roles.ts";
import { openSession } from "../../server/accounts/session.ts";
import { cheapHash } from "../worlds/password.ts";
import { servedNorth } from "../worlds/served.ts";
import { bearer, codeOf, grantRole, type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const north = servedNorth();
const PASSWORD = "green-broom-7431";
const HERE = "/api/districts/north";

const { send } = north;

let chief: SignedIn;
beforeAll(async () => {
  await writeSmallDistrict(north.database(), "elsewhere");
  chief = await signedIn(north.database(), "north", "administrator");
});

const grant = (districtId: string, accountId: string, role: Role) =>
  grantRole(north.database(), districtId, accountId, role);

/** Somebody of the district with a password, a session and a token, and an identity that an intruder linked. */
async function intrudedUpon(loginName: string) {
  const kept = cheapHash(PASSWORD);
  const { accountId, secret } = await north.database().transaction(async (tx) => {
    const homeDistrict = "north";
    const accountId = (await insertAccount(tx, { loginName, displayName: "甲", homeDistrict }))!;
    await writePassword(tx, accountId, kept);
    await tx.query(
      "insert into credential (account_id, kind, key, data) values ($1, 'oidc', $2, '{}')",
      [accountId, `issuer ${loginName}`],
    );
    const origin = { address: null, userAgent: null };
    return { accountId, ...(await openSession(tx, accountId, "password", origin)) };
  });
  await grant("north", accountId, "viewer");
  const who = {
    headers: { Cookie: `huanwei_session=${secret}`, "Sec-Fetch-Site": "same-origin" },
  };
  const body = { name: "脚本", access: "read", expiresInDays: null };
  const { token } = await (await send(who, "POST", "/api/account/tokens", body)).json();
  const record = `${HERE}/facilities/t1/record`;
  return {
    accountId,
    who,
    /** What still opens the door: the session, the token, the identity. */
    async open() {
      const linked = await north
        .database()
        .query("select 1 from credential where account_id = $1 and kind = 'oidc'", [accountId]);
      return {
        session: (await send(who, "GET", record)).status === 200,
        token: (await send(bearer(token), "GET", record)).status === 200,
        identity: linked.length > 0,
      };
    },
  };
}
const ALL = { session: true, token: true, identity: true };
const NONE = { session: false, token: false, identity: false };

describe("an account that somebody had got into", () => {
  it("is theirs no more once its password is reset by an administrator", async () => {
    const { accountId, open } = await intrudedUpon("reset-here");
    expect(await open()).toEqual(ALL);
    const answer = await send(chief, "POST", `${HERE}/accounts/${accountId}/password-reset`);
    expect(answer.status).toBe(200);
    expect(await open()).toEqual(NONE);
    const kept = cheapHash("another-broom-99");
    await north.database().transaction((tx) => writePassword(tx, accountId, kept));
    expect(await open()).toEqual(NONE); // also once the one-time password was changed
  });

  it("nor once the command resets it", async () => {
    const { accountId, open } = await intrudedUpon("reset-by-command");
    const { kept } = await newOneTimePassword();
    const ended = await north.database().transaction((tx) => replacePassword(tx, accountId, kept));
    expect(ended).toEqual({ sessions: 1, tokens: 1, isUnlinked: true });
    expect(await open()).toEqual(NONE);
  });

  it("keeps no token that was made under the old password when its owner changes it", async () => {
    const { who, open } = await intrudedUpon("changes-it");
    const body = { current: PASSWORD, next: "another-broom-99" };
    expect((await send(who, "PUT", "/api/account/password", body)).status).toBe(204);
    expect(await open()).toEqual({ session: true, token: false, identity: true });
  });

  it("keeps none through being disabled and enabled again", async () => {
    const { accountId, open } = await intrudedUpon("rests");
    const path = `${HERE}/accounts/${accountId}`;
    for (const isDisabled of [true, false])
      expect((await send(chief, "PATCH", path, { isDisabled })).status).toBe(200);
    expect(await open()).toMatchObject({ session: false, token: false });
  });
});

describe("a second factor", () => {
  it("that is confirmed stays, whatever is begun in the same moment", async () => {
    const { accountId, who } = await intrudedUpon("double-click");
    const { secret } = await (
      await send(who, "POST", "/api/account/totp", { password: PASSWORD })
    ).json();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    const [confirmed, ...begun] = await Promise.all([
      send(who, "PUT", "/api/account/totp", { code }),
      ...[1, 2, 3].map(() => send(who, "POST", "/api/account/totp", { password: PASSWORD })),
    ]);
    const { totp } = await (await send(who, "GET", "/api/account")).json();
    // whoever began anew first has another secret to confirm; what was confirmed is never taken away
    expect(totp.isOn).toBe(confirmed.status === 200);
    if (confirmed.status === 200) for (const answer of begun) expect(answer.status).toBe(409);
    const trail = await north
      .database()
      .query<{ action: string }>(
        "select action from account_audit where account_id = $1 and action like 'totp.%' order by entry_id",
        [accountId],
      );
    const last = trail.at(-1)?.action;
    expect(last).toBe(confirmed.status === 200 ? "totp.set" : "totp.begin");
  });

  it("is begun by whoever knows the password, not by whoever has got hold of a session", async () => {
    const { who } = await intrudedUpon("stolen-cookie");
    for (const body of [{}, { password: "not-the-password" }])
      expect(await codeOf(await send(who, "POST", "/api/account/totp", body))).toBe(
        "sign-in-failed",
      );
  });

  it("is asked for by the district that asks, and not in another", async () => {
    const { accountId, who, open } = await intrudedUpon("of-two-districts");
    await grant("elsewhere", accountId, "viewer");
    const there = "/api/districts/elsewhere/facilities/t1/record";
    expect((await send(who, "GET", there)).status).toBe(200);
    await north
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "insert into district_setting (district_id, key, value) values ('elsewhere', 'signInRules', $1)",
            [{ totpRoles: ["viewer"] }],
          ),
        { districtId: "elsewhere" },
      );
    expect(await codeOf(await send(who, "GET", there))).toBe("totp-setup-needed");
    expect(await open()).toMatchObject({ session: true, token: true });
    const { account } = await (await send(who, "GET", "/api/session")).json();
    expect(account.mustDo).toBe(null);
    expect(account.districts).toMatchObject([
      { districtId: "elsewhere", asksTotp: true, permissions: [] },
      { districtId: "north", asksTotp: false },
    ]);
  });
});

describe("what is told of a facility", () => {
  const verifiedBy = async (who: Pick<SignedIn, "headers">, facilityId = "t1") =>
    (await (await send(who, "GET", `${HERE}/facilities/${facilityId}`)).json()).facility.verifiedBy;

  it("names who verified it only to those it is granted to, there", async () => {
    const database = north.database();
    for (const facilityId of ["t1", "t3"])
      await database.transaction(
        (tx) =>
          tx.query("update facility set verified_by = '乙' where facility_id = $1", [facilityId]),
        { districtId: "north" },
      );
    const ofWest = await signedIn(database, "north", "viewer", ["west"]);
    expect(await verifiedBy(ofWest, "t1")).toBe("乙");
    expect(await verifiedBy(ofWest, "t3")).toBe(null);
    expect(await verifiedBy({ headers: {} })).toBe(null);
    const { accountId, who } = await intrudedUpon("one-time");
    expect(await verifiedBy(who)).toBe("乙");
    const { kept } = await newOneTimePassword();
    await database.transaction((tx) => writePassword(tx, accountId, kept));
    expect(await verifiedBy(who)).toBe(null); // the one-time password must be changed first
  });
});

describe("the demonstration's roles", () => {
  it("lend their names to nobody", async () => {
    const body = { displayName: "某人", grants: [{ role: "viewer", areaIds: null }] };
    for (const loginName of ["demo.planner", "DEMO.x", "ａdmin", "аdmin"]) {
      const answer = await send(chief, "POST", `${HERE}/accounts`, {
        ...{ ...body, loginName, signOn: "password" },
      });
      // full width is the same name; Cyrillic looks like it
      expect([loginName, answer.status]).toEqual([loginName, loginName === "ａdmin" ? 201 : 400]);
    }
  });

  it("hold no longer than the store holds nothing else, nor once others can reach the server", async () => {
    const database = north.database();
    const { accountId, secret } = await database.transaction(async (tx) => {
      const isDemo = true;
      const made = await insertAccount(tx, { loginName: "demo.x", displayName: "演示", isDemo });
      const origin = { address: null, userAgent: null };
      return { accountId: made!, ...(await openSession(tx, made!, "demo", origin)) };
    });
    await grant("north", accountId, "administrator");
    const who = {
      headers: { Cookie: `huanwei_session=${secret}`, "Sec-Fetch-Site": "same-origin" },
    };
    const status = async () => (await send(who, "GET", `${HERE}/accounts`)).status;
    expect(await status()).toBe(401); // two real districts are here
    const asOwner = (sql: string) => database.transaction((tx) => tx.query(sql), { asOwner: true });
    await asOwner("delete from district where district_id = 'elsewhere'");
    await asOwner("update district set is_demo = true");
    expect(await status()).toBe(200);
    const body = { name: "脚本", access: "read", expiresInDays: null };
    expect((await send(who, "POST", "/api/account/tokens", body)).status).toBe(201);
    await endDemoSessions(database);
    expect(await status()).toBe(401);
    const trail = await database.query(
      "select after from account_audit where account_id = $1 and action = 'session.revoke'",
      [accountId],
    );
    expect(trail).toEqual([{ after: { sessions: 1, tokens: 1 } }]);
  });
});
