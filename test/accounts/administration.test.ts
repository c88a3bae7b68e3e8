import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../data/roles.ts";
import { insertAccount, writePassword } from "../../server/accounts/account-store.ts";
import { cheapHash } from "../worlds/password.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, grantRole, type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const north = servedNorth();
const accountsOf = (districtId: string) => `/api/districts/${districtId}/accounts`;
const PASSWORD = "green-broom-7431";

const { send } = north;

let names = 0;
/** An account made by a district's administrators, or by none. */
async function made(
  homeDistrict: string | null,
  { isOperator = false, hasPassword = true } = {},
): Promise<string> {
  const kept = cheapHash(PASSWORD);
  return north.database().transaction(async (tx) => {
    const loginName = `made-${++names}`;
    const home = homeDistrict === null ? {} : { homeDistrict };
    const accountId = await insertAccount(tx, {
      loginName,
      displayName: loginName,
      isOperator,
      ...home,
    });
    if (hasPassword) await writePassword(tx, accountId!, kept);
    return accountId!;
  });
}

const grant = (districtId: string, accountId: string, role: Role) =>
  grantRole(north.database(), districtId, accountId, role);
const loginNameOf = async (accountId: string) =>
  (
    await north
      .database()
      .query<{ name: string }>("select login_name as name from account where account_id = $1", [
        accountId,
      ])
  )[0]!.name;

/** Everything that only whoever may manage an account wholly may do to it. */
const WHOLE: readonly [method: string, path: string, body?: unknown][] = [
  ["POST", "/password-reset"],
  ["POST", "/totp-reset"],
  ["POST", "/sessions/revocation"],
  ["PATCH", "", { displayName: "另一个名字" }],
  ["PATCH", "", { isDisabled: true }],
];
const codesOfWhole = (who: SignedIn, accountId: string) =>
  Promise.all(
    WHOLE.map(async ([method, path, body]) =>
      codeOf(await send(who, method, `${accountsOf("north")}/${accountId}${path}`, body)),
    ),
  );
const all = (code: string) => WHOLE.map(() => code);

let chief: SignedIn;
beforeAll(async () => {
  await writeSmallDistrict(north.database(), "elsewhere");
  chief = await signedIn(north.database(), "north", "administrator");
});

describe("an account of somebody else", () => {
  it("cannot be taken over by giving it a role and resetting its password", async () => {
    const accountId = await made(null);
    const loginName = await loginNameOf(accountId);
    const known = await send(chief, "POST", accountsOf("north"), {
      loginName,
      displayName: "谁",
      grants: [{ role: "viewer", areaIds: null }],
      signOn: "password",
    });
    expect(known.status).toBe(409);
    expect(JSON.stringify(await known.json())).not.toContain(accountId);
    const role = { role: "viewer", areaIds: null };
    const byId = await send(chief, "POST", `${accountsOf("north")}/${accountId}/grants`, role);
    expect(await codeOf(byId)).toBe("account-unknown");
    const byName = await send(chief, "POST", `${accountsOf("north")}/invitation`, {
      loginName,
      ...role,
    });
    expect((await byName.json()).canManage).toBe(false);
    expect(await codesOfWhole(chief, accountId)).toEqual(all("forbidden"));
  });

  it("made by another district is given and taken roles here, and nothing else", async () => {
    const accountId = await made("elsewhere");
    await grant("elsewhere", accountId, "planner");
    const loginName = await loginNameOf(accountId);
    const invited = await send(chief, "POST", `${accountsOf("north")}/invitation`, {
      loginName,
      role: "inspector",
      areaIds: ["west"],
    });
    const { grants } = await invited.json();
    expect(grants).toMatchObject([{ role: "inspector", areaIds: ["west"] }]);
    expect(await codesOfWhole(chief, accountId)).toEqual(all("forbidden"));
    const path = `${accountsOf("north")}/${accountId}/grants/${grants[0].grantId}`;
    expect((await send(chief, "DELETE", path)).status).toBe(204);
    expect(await codesOfWhole(chief, accountId)).toEqual(all("account-unknown"));
  });

  it("made here is no longer ours alone once another district gives it a role", async () => {
    const accountId = await made("north");
    await grant("north", accountId, "viewer");
    const reset = `${accountsOf("north")}/${accountId}/password-reset`;
    expect((await send(chief, "POST", reset)).status).toBe(200);
    await grant("elsewhere", accountId, "viewer");
    const path = `${accountsOf("north")}/${accountId}`;
    for (const way of ["password-reset", "totp-reset"])
      expect(await codeOf(await send(chief, "POST", `${path}/${way}`))).toBe("forbidden");
    expect(await codeOf(await send(chief, "PATCH", path, { displayName: "乙" }))).toBe("forbidden");
  });

  it("made here is stopped here, whatever roles others gave it", async () => {
    const accountId = await made("north");
    await grant("elsewhere", accountId, "administrator");
    const path = `${accountsOf("north")}/${accountId}`;
    expect((await send(chief, "POST", `${path}/sessions/revocation`)).status).toBe(200);
    const disabling = () => send(chief, "PATCH", path, { isDisabled: true });
    // elsewhere has nobody else
    expect(await codeOf(await disabling())).toBe("last-administrator");
    await grant("elsewhere", await made(null), "administrator");
    expect(await (await disabling()).json()).toMatchObject({
      ...{ isDisabled: true, canManage: false, canStop: true },
    });
    expect(await codeOf(await send(chief, "PATCH", path, { isDisabled: false }))).toBe("forbidden");
  });

  it("is an operator's own to change", async () => {
    const accountId = await made(null, { isOperator: true });
    await grant("north", accountId, "viewer");
    expect(await codesOfWhole(chief, accountId)).toEqual(all("forbidden"));
  });

  it("stays in sight of the district that made it when its last role is taken", async () => {
    const accountId = await made("north");
    const { accounts } = await (await send(chief, "GET", accountsOf("north"))).json();
    const seen = accounts.find((one: { accountId: string }) => one.accountId === accountId);
    expect(seen).toMatchObject({ grants: [], canManage: true });
  });

  it("that signs in elsewhere is given no password", async () => {
    const accountId = await made("north", { hasPassword: false });
    const path = `${accountsOf("north")}/${accountId}/password-reset`;
    expect(await codeOf(await send(chief, "POST", path))).toBe("conflict");
    const kept = await north
      .database()
      .query("select 1 from credential where account_id = $1", [accountId]);
    expect(kept).toEqual([]);
  });
});

describe("nobody locks the district out", () => {
  it("by changing their own account, or taking their own role", async () => {
    expect(await codesOfWhole(chief, chief.accountId)).toEqual(all("own-account"));
    const { accounts } = await (await send(chief, "GET", accountsOf("north"))).json();
    const own = accounts.find((one: { isSelf: boolean }) => one.isSelf);
    const path = `${accountsOf("north")}/${own.accountId}/grants/${own.grants[0].grantId}`;
    expect(await codeOf(await send(chief, "DELETE", path))).toBe("own-account");
  });

  it("also not two administrators who remove each other in the same moment", async () => {
    const [a, b] = [
      await signedIn(north.database(), "elsewhere", "administrator"),
      await signedIn(north.database(), "elsewhere", "administrator"),
    ];
    await north
      .database()
      .transaction(
        (tx) =>
          tx.query("update account set home_district = 'elsewhere' where account_id = any ($1)", [
            [a.accountId, b.accountId],
          ]),
        { asOwner: true },
      );
    await north.database().query("update account set disabled_at = now() where is_operator");
    const disable = (who: SignedIn, whom: SignedIn) =>
      send(who, "PATCH", `${accountsOf("elsewhere")}/${whom.accountId}`, { isDisabled: true });
    const answers = await Promise.all([disable(a, b), disable(b, a)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    // whoever came second has lost the office that they came with, or is known no more when the first was quite done
    const refused = answers.find(({ status }) => status !== 200)!;
    expect(["forbidden", "unauthenticated"]).toContain(await codeOf(refused));
    const left = await north
      .database()
      .query("select 1 from account where account_id = any ($1) and disabled_at is null", [
        [a.accountId, b.accountId],
      ]);
    expect(left).toHaveLength(1);
  });
});

it("writes nothing when its entry in the trail cannot be written", async () => {
  const accountId = await made("north");
  const database = north.database();
  await database.transaction(
    (tx) => tx.query("alter table account_audit add constraint broken check (false) not valid"),
    { asOwner: true },
  );
  const path = `${accountsOf("north")}/${accountId}`;
  const answer = await send(chief, "PATCH", path, { displayName: "不留痕" });
  await database.transaction((tx) => tx.query("alter table account_audit drop constraint broken"), {
    asOwner: true,
  });
  expect(answer.status).toBe(500);
  const { accounts } = await (await send(chief, "GET", accountsOf("north"))).json();
  expect(JSON.stringify(accounts)).not.toContain("不留痕");
});
