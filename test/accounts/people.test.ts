import { describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { bearer, codeOf, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const HERE = "/api/districts/north";

const { send } = north;
const administrator = () => signedIn(north.database(), "north", "administrator");

describe("an account an administrator makes", () => {
  it("signs in with its one-time password, has its role, and loses it when that is withdrawn", async () => {
    const chief = await administrator();
    const made = await send(chief, "POST", `${HERE}/accounts`, {
      loginName: "Wang",
      displayName: "王工",
      grants: [{ role: "inspector", areaIds: ["west"] }],
      signOn: "password",
    });
    expect(made.status).toBe(201);
    const { account, oneTimePassword } = await made.json();
    const entered = await north.request("/api/session", {
      method: "POST",
      headers: { "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json" },
      body: JSON.stringify({ loginName: "wang", password: oneTimePassword }),
    });
    expect((await entered.json()).account).toMatchObject({
      mustDo: "password",
      districts: [{ districtId: "north", roles: [{ role: "inspector", areaIds: ["west"] }] }],
    });
    const again = await send(chief, "POST", `${HERE}/accounts`, {
      loginName: "wang",
      displayName: "又一个",
      grants: [{ role: "viewer", areaIds: null }],
      signOn: "password",
    });
    expect(again.status).toBe(409);
    const { grantId } = account.grants[0];
    const path = `${HERE}/accounts/${account.accountId}/grants/${grantId}`;
    expect((await send(chief, "DELETE", path)).status).toBeLessThan(300);
    const audit = await (await send(chief, "GET", `${HERE}/audit?limit=200`)).json();
    expect(JSON.stringify(audit)).not.toContain(oneTimePassword);
    expect(audit.entries.length).toBeGreaterThan(0);
  });

  it("is not given areas that are not there", async () => {
    const answer = await send(await administrator(), "POST", `${HERE}/accounts`, {
      loginName: "nowhere",
      displayName: "无处",
      grants: [{ role: "viewer", areaIds: ["atlantis"] }],
      signOn: "oidc",
    });
    expect(answer.status).toBe(400);
  });
});

describe("the trail", () => {
  it("says who did what, newest first, by what it is asked for, page by page", async () => {
    const planner = await signedIn(north.database(), "north", "planner");
    const draft = { kind: "bin", name: "箱", position: [25.002, 60.003] };
    for (const code of ["Q-1", "Q-2", "Q-3"])
      await send(planner, "POST", `${HERE}/facilities`, { ...draft, code });
    const chief = await administrator();
    const asked = `${HERE}/audit?action=facility.create&limit=2`;
    const first = await (await send(chief, "GET", asked)).json();
    expect(first.total).toBe(3);
    expect(first.entries.map((entry: { after: { code: string } }) => entry.after.code)).toEqual([
      "Q-3",
      "Q-2",
    ]);
    expect(first.entries[0]).toMatchObject({ actorName: "planner", record: "facility" });
    const rest = await (await send(chief, "GET", `${asked}&cursor=${first.next}`)).json();
    expect(rest.entries.map((entry: { after: { code: string } }) => entry.after.code)).toEqual([
      "Q-1",
    ]);
    expect(rest.next).toBeNull();
    const file = await send(chief, "GET", `${HERE}/audit?format=csv`);
    expect(file.headers.get("content-type")).toMatch(/csv/);
    expect(await file.text()).toContain("Q-3");
  });
});

describe("a token", () => {
  it("of one's own does what its account may, and no more than it was made for", async () => {
    const planner = await signedIn(north.database(), "north", "planner");
    const make = async (access: string) => {
      const body = { name: "脚本", access, expiresInDays: 7 };
      return (await send(planner, "POST", "/api/account/tokens", body)).json();
    };
    const [reading, writing] = [await make("read"), await make("write")];
    const draft = { kind: "bin", code: "T-1", name: "箱", position: [25.002, 60.003] };
    const post = (token: string) => send(bearer(token), "POST", `${HERE}/facilities`, { ...draft });
    expect(await codeOf(await post(reading.token))).toBe("forbidden");
    expect((await post(writing.token)).status).toBe(201);
    expect((await send(bearer(reading.token), "GET", `${HERE}/facilities/t1/record`)).status).toBe(
      200,
    );
    expect((await send(bearer(writing.token), "GET", `${HERE}/audit`)).status).toBe(403);
    const more = { name: "再来", access: "write", expiresInDays: null };
    const minted = await send(bearer(writing.token), "POST", "/api/account/tokens", more);
    expect(minted.status).toBe(403);
    const path = `/api/account/tokens/${writing.known.tokenId}`;
    expect((await send(planner, "DELETE", path)).status).toBe(204);
    expect((await post(writing.token)).status).toBe(401);
    const { tokens } = await (await send(planner, "GET", "/api/account/tokens")).json();
    expect(tokens).toHaveLength(1);
    expect(tokens[0].lastSeenAt).not.toBeNull();
  });

  it("of a display reads the wall of its district and nothing else", async () => {
    const chief = await administrator();
    const body = { name: "值班室", expiresInDays: null };
    const { token, display } = await (await send(chief, "POST", `${HERE}/displays`, body)).json();
    expect((await send(bearer(token), "GET", `${HERE}/facilities/t1/record`)).status).toBe(403);
    expect((await send(bearer(token), "GET", "/api/account")).status).toBe(403);
    expect((await send(chief, "DELETE", `${HERE}/displays/${display.tokenId}`)).status).toBe(204);
    expect((await send(bearer(token), "GET", "/api/account")).status).toBe(401);
  });

  it("that nobody made is nobody's", async () => {
    for (const token of ["hw_forged", "x", "hw_"])
      expect((await send(bearer(token), "GET", "/api/account")).status).toBe(401);
  });
});
