import { beforeAll, describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const now = Date.now();
let dispatcher: SignedIn;
let key: string;
let vehicleId: string;

/** So many seconds ago, at 60.005° N, somewhere near 25.005° E. */
const position = (secondsAgo: number, more: object = {}) => ({
  at: new Date(now - secondsAgo * 1_000).toISOString(),
  ...{ lng: 25.005, lat: 60.005, ...more },
});
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  north.request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const withKey = () => ({ Authorization: `Bearer ${key}` });
const answered = async (answer: Response) => {
  expect(answer.status, await answer.clone().text()).toBe(200);
  const { stored, duplicates, rejected } = await answer.json();
  return { stored, duplicates, ...rejected };
};
const NONE = { invalid: 0, zero: 0, future: 0, expired: 0, jump: 0 };
const stored = (count: number, more: object = {}) => ({
  stored: count,
  duplicates: 0,
  ...NONE,
  ...more,
});

async function newVehicle(plate: string, terminalId: string) {
  const made = await north.send(dispatcher, "POST", "/api/districts/north/vehicles", {
    ...{ plate, kind: "sweeper" },
  });
  expect(made.status).toBe(201);
  const vehicle = await made.json();
  const path = `/api/districts/north/vehicles/${vehicle.vehicleId}/terminal`;
  const set = await north.send(dispatcher, "PUT", path, { terminalId });
  expect(set.status).toBe(200);
  const issued = await north.send(dispatcher, "POST", `${path}/key`);
  expect(issued.status).toBe(201);
  return { vehicleId: vehicle.vehicleId as string, key: (await issued.json()).key as string };
}

beforeAll(async () => {
  dispatcher = await signedIn(north.database(), "north", "dispatcher");
  ({ key, vehicleId } = await newVehicle("演A1", "013900000001"));
});

describe("a terminal with its key", () => {
  it("sends batches, and a batch sent again is counted once", async () => {
    const batch = { positions: [position(50), position(40, { speedKmh: 12 })] };
    expect(await answered(await post("/api/positions", batch, withKey()))).toEqual(stored(2));
    expect(await answered(await post("/api/positions", batch, withKey()))).toEqual(
      stored(0, { duplicates: 2 }),
    );
  });

  it("sends one object a line", async () => {
    const lines = [position(30), position(29, { lng: 0, lat: 0 })].map((one) =>
      JSON.stringify(one),
    );
    const answer = await post("/api/positions", `${lines.join("\n")}\n`, {
      ...withKey(),
      "Content-Type": "application/x-ndjson",
    });
    expect(await answered(answer)).toEqual(stored(1, { zero: 1 }));
  });

  it("is told which row cannot be read, and none of the batch is taken", async () => {
    const batch = { positions: [position(20), { ...position(19), lat: "north" }] };
    const answer = await post("/api/positions", batch, withKey());
    expect(answer.status).toBe(400);
    expect((await answer.json()).faults).toMatchObject([{ field: "positions.1.lat" }]);
    const lines = `${JSON.stringify(position(20))}\n{`;
    const other = await post("/api/positions", lines, {
      ...withKey(),
      "Content-Type": "application/x-ndjson",
    });
    expect((await other.json()).faults).toMatchObject([{ field: "line", row: 2 }]);
  });

  it("is turned away with a key that is none, and may speak for itself alone", async () => {
    const batch = { positions: [position(10)] };
    expect(await codeOf(await post("/api/positions", batch))).toBe("unauthenticated");
    const forged = { Authorization: `Bearer ${key.slice(0, -1)}x` };
    expect(await codeOf(await post("/api/positions", batch, forged))).toBe("unauthenticated");
    const foreign = { positions: [{ ...position(10), terminalId: "1390000002" }] };
    expect(await codeOf(await post("/api/positions", foreign, withKey()))).toBe("body-invalid");
  });

  it("may say where it is on a Chinese map", async () => {
    // outside China GCJ-02 is not displaced, so the place stays
    const answer = await post(
      "/api/positions?datum=gcj02",
      { positions: [position(9)] },
      withKey(),
    );
    expect(await answered(answer)).toEqual(stored(1));
  });
});

describe("OsmAnd and the Traccar client", () => {
  const at = (secondsAgo: number) => Math.floor(now / 1_000) - secondsAgo;
  it("send parameters, with the key as their identifier or beside it", async () => {
    const base = `lat=60.005&lon=25.005&timestamp=${at(8)}&speed=5&bearing=90`;
    const byId = await north.request(`/api/positions/osmand?id=${key}&${base}`);
    expect(await answered(byId)).toEqual(stored(1));
    const beside = base.replace(String(at(8)), String(at(7)));
    const byKey = await north.request(`/api/positions/osmand?id=13900000001&key=${key}&${beside}`, {
      method: "POST",
    });
    expect(await answered(byKey)).toEqual(stored(1));
    expect(await codeOf(await north.request(`/api/positions/osmand?id=13900000001&${base}`))).toBe(
      "unauthenticated",
    );
  });

  it("send a form or JSON, with knots or meters a second", async () => {
    const form = await north.request("/api/positions/osmand", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: `id=${key}&lat=60.005&lon=25.005&timestamp=${at(6)}&speed=10`,
    });
    expect(await answered(form)).toEqual(stored(1));
    const location = {
      timestamp: new Date(now - 5_000).toISOString(),
      coords: { latitude: 60.005, longitude: 25.005, speed: 5, heading: -1 },
    };
    expect(
      await answered(await post("/api/positions/osmand", { device_id: key, location })),
    ).toEqual(stored(1));
    const rows = await north.database().transaction(
      (tx) =>
        tx.query<{ speed: number }>(
          `select round(speed_kmh::numeric, 2)::float8 as speed from position
           where district_id = 'north' and source = 'osmand' order by at`,
        ),
      { districtId: "north" },
    );
    // 5 and 10 knots of 1.852 km/h, 5 m/s of 3.6 km/h
    expect(rows.map(({ speed }) => speed)).toEqual([9.26, 9.26, 18.52, 18]);
  });
});

describe("whoever may send for the district", () => {
  it("sends for several terminals, or for none where one is unknown", async () => {
    const other = await newVehicle("演A2", "1390000002");
    expect(other.key).not.toBe(key);
    const batch = (ids: string[]) => ({
      positions: ids.map((terminalId, i) => ({ ...position(4 - i * 0.1), terminalId })),
    });
    const send = (body: unknown) =>
      north.send(dispatcher, "POST", "/api/districts/north/positions", body);
    const refused = await send(batch(["13900000001", "999"]));
    expect((await refused.json()).faults).toMatchObject([
      { field: "positions.1.terminalId", row: 2, rule: "terminal-unknown" },
    ]);
    expect(await answered(await send(batch(["13900000001", "1390000002"])))).toEqual(stored(2));
  });

  it("forwards from a Traccar server", async () => {
    const body = {
      device: { id: 7, uniqueId: "1390000002" },
      position: {
        ...{ fixTime: new Date(now - 2_000).toISOString(), valid: true, speed: 4, course: 10 },
        ...{ latitude: 60.005, longitude: 25.005, attributes: { working: true } },
      },
    };
    const send = (one: unknown) =>
      north.send(dispatcher, "POST", "/api/districts/north/positions/traccar", one);
    expect(await answered(await send(body))).toEqual(stored(1));
    expect(await codeOf(await send({ ...body, device: {} }))).toBe("body-invalid");
  });
});

describe("a file", () => {
  const upload = (text: string) =>
    north.request(`/api/districts/north/vehicles/${vehicleId}/positions`, {
      method: "POST",
      headers: { ...dispatcher.headers, "Content-Type": "application/octet-stream" },
      body: text,
    });
  const hour = (n: number) => new Date(now - n * 3_600_000);

  it("of CSV has local times where it names no zone", async () => {
    const local = hour(5).toLocaleString("sv-SE", { timeZone: "Europe/Helsinki" });
    const csv = `时间,经度,纬度,速度\n${local},25.005,60.005,8\n`;
    expect(await answered(await upload(csv))).toEqual(stored(1));
    const [row] = await north
      .database()
      .transaction(
        (tx) =>
          tx.query<{ at: Date }>(
            "select min(at) as at from position where district_id = 'north' and source = 'file'",
          ),
        { districtId: "north" },
      );
    expect(Math.floor(row!.at.getTime() / 1_000)).toBe(Math.floor(hour(5).getTime() / 1_000));
  });

  it("of GPX has the points of its tracks", async () => {
    const points = [4, 3]
      .map((n) => `<trkpt lat="60.005" lon="25.005"><time>${hour(n).toISOString()}</time></trkpt>`)
      .join("");
    const gpx = `<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${points}</trkseg></trk></gpx>`;
    expect(await answered(await upload(gpx))).toEqual(stored(2));
  });

  it("that cannot be read is told by row and column, and nothing of it is taken", async () => {
    const answer = await upload("time,lng,lat\nyesterday,25,60\n2026-01-01T00:00:00Z,east,60\n");
    expect((await answer.json()).faults).toMatchObject([
      { field: "at", row: 2 },
      { field: "lng", row: 3 },
    ]);
    expect((await (await upload("lng,lat\n25,60\n")).json()).faults).toMatchObject([
      { field: "at", rule: "missing" },
    ]);
    expect(await codeOf(await upload("<gpx><trk>"))).toBe("body-invalid");
    expect(await codeOf(await upload('<!DOCTYPE gpx [<!ENTITY a "b">]><gpx/>'))).toBe(
      "body-invalid",
    );
  });
});

it("shows each vehicle what of it was not taken", async () => {
  const day = new Date(now).toLocaleDateString("sv-SE", { timeZone: "Europe/Helsinki" });
  const answer = await north.request(
    `/api/districts/north/vehicles/${vehicleId}/rejections?from=${day}&to=${day}`,
    dispatcher,
  );
  expect((await answer.json()).days).toMatchObject([
    { reason: "zero", rejected: 1, samples: [{ position: [0, 0] }] },
  ]);
});

it("gives what was taken in columns", async () => {
  const from = new Date(now - 60_000).toISOString();
  const to = new Date(now).toISOString();
  const answer = await north.request(
    `/api/districts/north/fleet/tracks?from=${from}&to=${to}&vehicleIds=${vehicleId}`,
    dispatcher,
  );
  const { tracks } = await answer.json();
  expect(tracks).toHaveLength(1);
  const [{ at, lng, lat, points }] = tracks;
  expect(points).toBe(at.length);
  // the first stands for itself, the others for the difference to the one before
  expect([at[0], lng[0], lat[0]]).toEqual([10, 25_005_000, 60_005_000]);
  expect(at[1]).toBe(10);
  expect(new Set(lng.slice(1))).toEqual(new Set([0]));
});

describe("a file of vehicles", () => {
  const send = (text: string, dryRun = "no") =>
    north.request(`/api/districts/north/vehicles/import?dryRun=${dryRun}`, {
      method: "POST",
      headers: { ...dispatcher.headers, "Content-Type": "application/octet-stream" },
      body: text,
    });
  const csv = (...rows: string[]) => ["号牌,车辆类型,购置日期,终端号,班组", ...rows].join("\n");

  it("adds and changes in one go, and says so before", async () => {
    const file = csv(
      "演F1,扫路车,2020/3/1,013911111111,一班",
      "演F2,洒水车,,,",
      "演A1,sweeper,,,二班",
    );
    expect(await (await send(file, "yes")).json()).toEqual({
      added: 2,
      changed: 1,
      same: 0,
      isTrial: true,
    });
    expect(await (await send(file)).json()).toEqual({
      added: 2,
      changed: 1,
      same: 0,
      isTrial: false,
    });
    expect(await (await send(file)).json()).toEqual({
      added: 0,
      changed: 0,
      same: 3,
      isTrial: false,
    });
    const { vehicles } = await (
      await north.request("/api/districts/north/vehicles", dispatcher)
    ).json();
    const one = vehicles.find(({ plate }: { plate: string }) => plate === "演F1");
    expect(one).toMatchObject({
      kind: "sweeper",
      boughtOn: "2020-03-01",
      terminal: { terminalId: "13911111111" },
    });
  });

  it("is told by row and column where it is wrong, and writes nothing then", async () => {
    const answer = await send(
      csv("演G1,扫路车,,,", "演G1,飞船,,,", "演G2,洒水车,昨天,,", "演G3,洒水车,,13911111111,"),
    );
    const { faults } = await answer.json();
    expect(faults).toMatchObject([
      { field: "kind", row: 3, value: "飞船" },
      { field: "boughtOn", row: 4, value: "昨天" },
    ]);
    const taken = await send(csv("演G1,扫路车,,,", "演G3,洒水车,,13911111111,"));
    expect((await taken.json()).faults).toMatchObject([
      { field: "terminalId", row: 3, rule: "terminal-taken" },
    ]);
    const { vehicles } = await (
      await north.request("/api/districts/north/vehicles", dispatcher)
    ).json();
    expect(vehicles.filter(({ plate }: { plate: string }) => plate.startsWith("演G"))).toEqual([]);
  });
});
