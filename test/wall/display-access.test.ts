import { beforeAll, describe, expect, it } from "vitest";
import { committedContract } from "../../server/openapi.ts";
import { SAMPLES } from "../accounts/samples.ts";
import { servedNorth } from "../worlds/served.ts";
import { wallWorld } from "../worlds/wall.ts";

type Operation = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly isOpen: boolean;
  readonly isForDisplays: boolean;
};

const operations: Operation[] = Object.entries(
  JSON.parse(committedContract()).paths as Record<string, Record<string, Record<string, unknown>>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    operationId: String(operation.operationId),
    ...{ method: method.toUpperCase(), path },
    isOpen: ["anyone", "terminal"].includes(String(operation["x-access"])),
    isForDisplays: operation["x-for-displays"] === true,
  })),
);

/** What a display reads beyond what everybody does. Whoever adds to it has looked at the answer: nothing personal is in it. */
const READS = [
  "getCleaningStatus",
  "getFleetLive",
  "getWallAlarm",
  "getWallAlarms",
  "getWallCoverage",
  "getWallHandover",
  "getWallHotspots",
  "getWallScenes",
  "getWallSettings",
  "getWallStarChanges",
  "getWallStars",
  "getWallState",
  "getWallTicker",
  "getWallVehicles",
];

const world = servedNorth();
const wall = wallWorld(world);
let display: Awaited<ReturnType<typeof wall.display>>;
let keyboard: Awaited<ReturnType<typeof wall.display>>;

beforeAll(async () => {
  display = await wall.display("大厅左屏");
  keyboard = await wall.display("值班室大屏", { mayAcknowledge: true });
});

/** The code with which an endpoint refuses; null where it lets through. */
async function refusal({ operationId, method, path }: Operation, headers: Record<string, string>) {
  const sample = SAMPLES[operationId]!;
  const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => sample.path[name] ?? "missing");
  const answer = await world.request(at, {
    method,
    headers: { ...headers, ...sample.headers, "Content-Type": "application/json" },
    ...(sample.body === undefined ? {} : { body: JSON.stringify(sample.body) }),
  });
  if (answer.headers.get("content-type")?.startsWith("text/event-stream")) {
    await answer.body?.cancel();
    return null;
  }
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string }; // an answer may have no body
  return ["unauthenticated", "forbidden"].includes(code ?? "") ? code! : null;
}

const letThrough = async (headers: Record<string, string>) => {
  const passed: string[] = [];
  for (const operation of operations.filter(({ isOpen }) => !isOpen))
    if ((await refusal(operation, headers)) === null) passed.push(operation.operationId);
  return passed.sort();
};

describe("the token of a display", () => {
  it("reads what a wall shows, sends its heartbeat, and is refused everything else", async () => {
    expect(await letThrough(display.headers)).toEqual([...READS, "sendWallHeartbeat"].sort());
  });

  it("acknowledges alarms besides, where it was made so", async () => {
    expect(await letThrough(keyboard.headers)).toEqual(
      [...READS, "sendWallHeartbeat", "acknowledgeWallAlarm"].sort(),
    );
  });

  it("writes by two endpoints and no others", () => {
    const writes = operations.filter(({ isForDisplays }) => isForDisplays);
    expect(writes.map(({ operationId }) => operationId).sort()).toEqual([
      "acknowledgeWallAlarm",
      "sendWallHeartbeat",
    ]);
  });

  it("of one district opens no other", async () => {
    const elsewhere = { ...SAMPLES.getWallState!, path: { districtId: "elsewhere" } };
    const answer = await wall.send(
      display,
      "GET",
      `/api/districts/${elsewhere.path.districtId}/wall`,
    );
    expect(answer).toMatchObject({ status: 403 });
  });

  it("is refused as soon as it is revoked", async () => {
    const brief = await wall.display("临时屏");
    expect((await wall.send(brief, "GET", "/api/districts/north/wall")).status).toBe(200);
    await wall.inNorth("update token set revoked_at = now() where token_id = $1", [brief.tokenId]);
    expect((await wall.send(brief, "GET", "/api/districts/north/wall")).status).toBe(401);
  });
});

describe("a token that somebody reads with", () => {
  it("sends no heartbeat and acknowledges nothing: only a display may with a token that reads", async () => {
    const chief = await wall.person("administrator");
    const made = await wall.send(chief, "POST", "/api/account/tokens", {
      ...{ name: "脚本", access: "read", expiresInDays: 30 },
    });
    expect(made.status).toBe(201);
    const reader = { headers: { Authorization: `Bearer ${made.body.token}` } };
    const beat = SAMPLES.sendWallHeartbeat!.body;
    expect(
      (await wall.send(reader, "POST", "/api/districts/north/wall/heartbeat", beat)).status,
    ).toBe(403);
    const path = "/api/districts/north/wall/alarms/none/acknowledge";
    expect((await wall.send(reader, "POST", path)).status).toBe(403);
  });
});

describe("the line of changes", () => {
  it("tells a display what it shows by name, and of the rest that something happened", async () => {
    const answer = await world.request("/api/events?districtId=north", {
      headers: display.headers,
    });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const until = async (wanted: number) => {
      while (text.split("event: change").length <= wanted)
        text += (await reader.read()).value ?? "";
    };
    while (!text.includes("event: hello")) text += (await reader.read()).value ?? "";
    await wall.change("wall_alarm", "a1");
    await wall.change("role_grant", "g1");
    await until(2);
    await reader.cancel();
    expect(text).toContain('"kind":"wall_alarm","ids":["a1"]');
    expect(text).not.toContain("role_grant");
    expect(text).toContain('"kind":"other","ids":[]');
  });
});
