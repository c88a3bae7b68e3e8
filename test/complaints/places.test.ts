import { beforeAll, describe, expect, it } from "vitest";
import { parsePlace } from "../../server/complaints/place-text.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

describe("what is said of a place", () => {
  it.each([
    ["中街12号对面", "中街12号", "对面", { street: "中街", number: 12, rest: "" }],
    ["中街12号3栋", "中街12号3栋", null, { street: "中街", number: 12, rest: "3栋" }],
    ["中街１２号的旁边", "中街12号", "旁边", { street: "中街", number: 12, rest: "" }],
    ["中街12-1号", "中街12-1号", null, { street: "中街", number: 12, rest: "" }],
    ["中街12", "中街12", null, { street: "中街", number: 12, rest: "" }],
    ["解放路边上", "解放路", "边上", null],
    ["环湖公园斜对面", "环湖公园", "斜对面", null],
    [
      "12 Middle Street",
      "12 Middle Street",
      null,
      { street: "Middle Street", number: 12, rest: "" },
    ],
    [
      "opposite No. 12 Middle Street",
      "No. 12 Middle Street",
      "opposite",
      { street: "Middle Street", number: 12, rest: "" },
    ],
    ["Middle Street, nearby", "Middle Street", "nearby", null],
    ["对面", "对面", null, null],
  ])("takes %s apart", (text, name, note, house) => {
    expect(parsePlace(text)).toMatchObject({ name, note, house, coordinates: [] });
  });

  it.each([
    ["112.6,26.9", [[112.6, 26.9]]],
    ["26.9，112.6", [[112.6, 26.9]]],
    [
      "(25.01, 60.005)",
      [
        [25.01, 60.005],
        [60.005, 25.01],
      ],
    ],
    ["60.005N 25.01E", [[25.01, 60.005]]],
    ["东经25.01 北纬60.005", [[25.01, 60.005]]],
    ["112.6°, 26.9°", [[112.6, 26.9]]],
    ["112.6,126.9", []],
    ["12,34", []],
  ])("reads %s as coordinates, longitude first", (text, coordinates) => {
    expect(parsePlace(text).coordinates).toEqual(coordinates);
  });
});

describe("finding a place", () => {
  const world = servedNorth();
  let duty: SignedIn;
  let viewer: SignedIn;
  beforeAll(async () => {
    const database = world.database();
    duty = await signedIn(database, "north", "duty_officer");
    viewer = await signedIn(database, "north", "viewer");
    await database.transaction(
      async (tx) => {
        await tx.query(
          "insert into street (district_id, street_id, name) values ('north', 's2', '中街东段')",
        );
        await tx.query(
          "update facility set address = '中街20号' where district_id = 'north' and facility_id = 'b2'",
        );
        await tx.query(
          `insert into ground (district_id, ground_id, kind, name, shape) values
             ('north', 'pole', 'lamp_post', 'A0123', st_geomfromtext('POINT(25.006 60.004)', 4326)),
             ('north', 'gate', 'building', '东门口', st_geomfromtext('POLYGON((25.001 60.001,25.002 60.001,25.002 60.002,25.001 60.001))', 4326))`,
        );
      },
      { asOwner: true },
    );
  });
  const find = async (q: string) => {
    const answer = await world.send(
      duty,
      "GET",
      `/api/districts/north/complaints/places?q=${encodeURIComponent(q)}`,
    );
    expect(answer.status).toBe(200);
    return (await answer.json()).places;
  };

  it("finds a street first, in the middle of its longest part where no number is known", async () => {
    const [street, ...others] = await find("中街");
    expect(street).toMatchObject({
      name: "中街",
      streetId: "s1",
      placeKind: "street",
      by: "middle",
    });
    expect(street.position[1]).toBeCloseTo(60.005, 9);
    expect(others.map(({ name }: { name: string }) => name)).toContain("中街东段");
  });

  it.each(["A0123", "灯杆a0123", "A0123号路灯旁边", "路灯杆号A0123", "lamp-post A0123"])(
    "finds a lamp-post by its number: %s",
    async (said) => {
      expect((await find(said))[0]).toMatchObject({
        ...{ what: "lamp_post", placeKind: "pole", name: "A0123", by: "itself" },
        ...{ address: "A0123号灯杆", position: [25.006, 60.004] },
      });
    },
  );

  it("sets a house number on the nearest one that is known, and says which", async () => {
    const b2 = [25.004, 60.005];
    expect((await find("中街20号"))[0]).toMatchObject({
      by: "number",
      position: b2,
      address: "中街20号",
    });
    expect((await find("中街12号对面"))[0]).toMatchObject({
      ...{ by: "neighbor", neighborNumber: 20, position: b2 },
      ...{ address: "中街12号", placeNote: "对面", streetId: "s1" },
    });
    expect((await find("中街900号"))[0]).toMatchObject({ by: "middle", neighborNumber: null });
  });

  it("finds the street also where the district is said before it", async () => {
    expect((await find("北区中街20号"))[0]).toMatchObject({ streetId: "s1", by: "number" });
  });

  it("finds a street that is called by another sort of street", async () => {
    await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "insert into street (district_id, street_id, name) values ('north', 's3', '解放大道')",
          ),
        { asOwner: true },
      );
    expect((await find("解放路8号"))[0]).toMatchObject({ streetId: "s3", address: "解放大道8号" });
    expect(await find("路")).not.toContainEqual(expect.objectContaining({ streetId: "s3" }));
  });

  it("finds landmarks by name, one whose name ends like a note too, and facilities by code", async () => {
    expect((await find("环湖旁边"))[0]).toMatchObject({
      placeKind: "landmark",
      what: "water",
      placeNote: "旁边",
    });
    expect((await find("东门口"))[0]).toMatchObject({
      name: "东门口",
      what: "building",
      placeNote: null,
    });
    expect((await find("t1"))[0]).toMatchObject({
      facilityId: "t1",
      placeKind: "facility",
      by: "itself",
    });
  });

  it("offers coordinates once for each datum, in both orders only where both are possible", async () => {
    const places = await find("25.013,60.008");
    // BD-09 lies 0.0065° west and 0.006° south of what it says; the other order lies outside the district
    expect(places.map(({ datum }: { datum: string }) => datum)).toEqual(["wgs84", "gcj02", "bd09"]);
    expect(places[0]).toMatchObject({ position: [25.013, 60.008], isOutside: false });
    const far = await find("112.6,26.9");
    expect(far.every(({ isOutside }: { isOutside: boolean }) => isOutside)).toBe(true);
    expect(far[1].position).not.toEqual(far[0].position);
  });

  it("finds nothing for what nobody knows, takes wildcards as they are, and asks for a permission", async () => {
    expect(await find("不存在的路")).toEqual([]);
    expect(await find("%")).toEqual([]);
    const path = "/api/districts/north/complaints/places?q=x";
    expect((await world.send(viewer, "GET", path)).status).toBe(403);
  });
});
