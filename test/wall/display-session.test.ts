import { beforeAll, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { wallWorld } from "../worlds/wall.ts";

const north = servedNorth();
const wall = wallWorld(north);
const OWN = { origin: "http://localhost", host: "localhost", "Content-Type": "application/json" };
let token = "";

beforeAll(async () => {
  const { headers } = await wall.display("大厅左屏");
  token = headers.Authorization.replace("Bearer ", "");
});

const open = (body: object, headers: Record<string, string> = {}) =>
  north.request("/api/session/display", {
    method: "POST",
    headers: { ...OWN, ...headers },
    body: JSON.stringify(body),
  });
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0] ?? "";

it("takes a display's token once, and keeps it where no script reads it", async () => {
  const answer = await open({ token });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ name: "大厅左屏", districtId: "north" });
  expect(cookieOf(answer)).toMatch(/^huanwei_display=/);
  expect(cookieOf(answer)).toMatch(/HttpOnly/i);
  expect(cookieOf(answer)).toMatch(/SameSite=Strict/i);
});

it("reads the wall by the cookie, and nothing that a display may not", async () => {
  const cookie = cookieOf(await open({ token })).split(";")[0]!;
  const state = await north.request("/api/districts/north/wall", { headers: { cookie } });
  expect(state.status).toBe(200);
  const register = await north.request("/api/districts/north/vehicles", { headers: { cookie } });
  expect(register.status).toBe(403);
});

it("sends by the cookie from our own page alone", async () => {
  const cookie = cookieOf(await open({ token })).split(";")[0]!;
  const beat = (headers: Record<string, string>) =>
    north.request("/api/districts/north/wall/heartbeat", {
      method: "POST",
      headers: { ...OWN, cookie, ...headers },
      body: JSON.stringify({
        ...{ screen: "left", sceneId: null, appVersion: "0", uptimeSeconds: 1, lastError: null },
        glContexts: 1,
      }),
    });
  expect((await beat({})).status).toBe(200);
  expect((await beat({ origin: "https://elsewhere.example" })).status).toBe(403);
});

it("refuses what is no display's token, and other sites", async () => {
  expect((await open({ token: "hw_none" })).status).toBe(401);
  expect((await open({ token }, { origin: "https://elsewhere.example" })).status).toBe(403);
});

it("forgets it on the screen", async () => {
  const answer = await north.request("/api/session/display", { method: "DELETE", headers: OWN });
  expect(answer.status).toBe(204);
  expect(cookieOf(answer)).toMatch(/^huanwei_display=;/);
});
