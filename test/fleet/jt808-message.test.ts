import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeAuthentication,
  decodeGeneralAnswer,
  decodeLocations,
  decodeRegistration,
  decodeRegistrationAnswer,
  encodeAuthentication,
  encodeGeneralAnswer,
  encodeLocations,
  encodeRegistration,
  encodeRegistrationAnswer,
  isSameCode,
} from "../../server/fleet/jt808-body.ts";
import { createFrameReader } from "../../server/fleet/jt808-frame.ts";
import { fromGbk, toGbk } from "../../server/fleet/jt808-gbk.ts";
import {
  decodeLocation,
  EXTRA,
  encodeExtra,
  encodeLocation,
  extrasOf,
  fixOf,
  type Location,
} from "../../server/fleet/jt808-location.ts";
import {
  decodeMessage,
  type Edition,
  encodeMessage,
  type Message,
} from "../../server/fleet/jt808-message.ts";
import { FACTS_FRAME, SOUTH_WEST } from "../worlds/terminals.ts";

function read(frame: Buffer): Message {
  const reader = createFrameReader();
  reader.write(frame);
  const one = reader.next();
  if (one === null || typeof one === "string") throw new Error(`no frame: ${one}`);
  const message = decodeMessage(one);
  if (typeof message === "string") throw new Error(`no message: ${message}`);
  return message;
}

const edition = fc.constantFrom<Edition>("2013", "2019");
const word = fc.nat(0xffff);
const numberOf = (of: Edition) =>
  fc.bigInt(1n, 10n ** (of === "2013" ? 12n : 20n) - 1n).map((number) => number.toString());
const message = edition.chain((of) =>
  fc.record({
    id: word,
    edition: fc.constant(of),
    terminalNumber: numberOf(of),
    serial: word,
    encryption: fc.nat(7),
    body: fc.uint8Array({ maxLength: 1023 }).map((bytes) => Buffer.from(bytes)),
  }),
);
const micro = (most: number) =>
  fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((n) => n / 1e6);
const location: fc.Arbitrary<Location> = fc.record({
  alarms: fc.nat(0xffffffff),
  status: fc.nat(0xffffffff).map((bits) => (bits & ~0b1100) >>> 0),
  position: fc.tuple(micro(180), micro(90)),
  altitudeMeters: fc.integer({ min: -400, max: 9000 }),
  speedKmh: fc.nat(2000).map((n) => n / 10),
  headingDegrees: fc.nat(359),
  atMs: fc
    .integer({ min: Date.UTC(2000, 0, 2) / 1000, max: Date.UTC(2099, 11, 30) / 1000 })
    .map((seconds) => seconds * 1000),
  extras: fc
    .array(fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 9 })), { maxLength: 4 })
    .map((items) => Buffer.concat(items.map(([id, value]) => encodeExtra(id, Buffer.from(value))))),
});
/** What a location is after its signs have gone into the word of states. */
const seen = (one: Location) => ({
  ...one,
  position: one.position.map((degrees) => degrees + 0), // there is no -0 on the wire
  status: (one.status | (one.position[1] < 0 ? 4 : 0) | (one.position[0] < 0 ? 8 : 0)) >>> 0,
});

it("the frame of the facts decodes to what they state", () => {
  const { body, ...header } = read(FACTS_FRAME);
  expect(header).toEqual({
    id: 0x0200,
    edition: "2013",
    terminalNumber: "123456789012",
    serial: 126, // 00 7D 02 on the wire
    encryption: 0,
    part: null,
  });
  expect(body.length).toBe(38);
  const { extras, ...one } = decodeLocation(body)!;
  expect(one).toEqual({
    alarms: 1, // SOS
    status: 2, // fixed; ignition off
    position: [132.444444, 12.222222],
    altitudeMeters: 40,
    speedKmh: 6,
    headingDegrees: 0,
    atMs: Date.parse("2018-10-15T10:10:10+08:00"),
  });
  expect(extrasOf(extras)).toMatchObject({ mileageKm: 10, fuelLiters: 12.5, satellites: null });
});

describe("messages", () => {
  it("come back as they were sent, in both editions", () => {
    fc.assert(
      fc.property(message, (sent) => {
        const frames = encodeMessage(sent);
        expect(frames.length).toBe(1);
        expect(read(frames[0]!)).toEqual({ ...sent, part: null });
      }),
    );
  });

  it("are split where the body does not fit, with serials one after the other", () => {
    const body = Buffer.alloc(2047, 7);
    const frames = encodeMessage({
      id: 0x0704,
      edition: "2019",
      terminalNumber: "7",
      serial: 0xffff,
      body,
    });
    const parts = frames.map(read);
    expect(parts.map(({ serial, part, body }) => [serial, part, body.length])).toEqual([
      [0xffff, { total: 3, index: 1 }, 1023],
      [0, { total: 3, index: 2 }, 1023],
      [1, { total: 3, index: 3 }, 1],
    ]);
  });

  it("of one terminal have one number, whatever the edition pads it to", () => {
    const numbers = (["2013", "2019"] as const).map(
      (of) =>
        read(
          encodeMessage({
            id: 2,
            edition: of,
            terminalNumber: "13900000001".padStart(12, "0"),
            serial: 1,
            body: Buffer.alloc(0),
          })[0]!,
        ).terminalNumber,
    );
    expect(numbers).toEqual(["13900000001", "13900000001"]);
  });

  const header = (hex: string) => decodeMessage(Buffer.from(hex, "hex"));
  it.each([
    { fault: "body-length", hex: "000200011234567890120001" },
    { fault: "body-length", hex: "00020000123456789012000100" },
    { fault: "number", hex: "0002000012345678901a0001" },
    { fault: "number", hex: "000200000000000000000001" },
    { fault: "header", hex: "000240001234567890120001" }, // says 2019, and ends as one of 2013
    { fault: "header", hex: "000220001234567890120001" }, // says split, and has no place for it
    { fault: "part", hex: "00022000123456789012000100020003" },
    { fault: "part", hex: "00022000123456789012000100020000" },
  ])("$hex has no good $fault", ({ fault, hex }) => expect(header(hex)).toBe(fault));
});

describe("positions", () => {
  it("come back as they were sent", () => {
    fc.assert(
      fc.property(location, (sent) => {
        const { position, ...rest } = seen(sent);
        const got = decodeLocation(encodeLocation(sent))!;
        expect(got).toMatchObject(rest);
        expect(got.position[0] + 0).toBeCloseTo(position[0]!, 9);
        expect(got.position[1] + 0).toBeCloseTo(position[1]!, 9);
      }),
    );
  });

  it("come back from a batch, which is taken whole or not at all", () => {
    fc.assert(
      fc.property(
        fc.array(location, { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        (sent, isBlind) => {
          const body = encodeLocations({ isBlind, locations: sent });
          const got = decodeLocations(body)!;
          expect([got.isBlind, got.locations.length]).toEqual([isBlind, sent.length]);
          expect(got.locations.map(encodeLocation)).toEqual(sent.map(encodeLocation));
          expect(decodeLocations(body.subarray(0, -1))).toBeNull();
          expect(decodeLocations(Buffer.concat([body, Buffer.of(0)]))).toBeNull();
        },
      ),
      { numRuns: 50 },
    );
    expect(decodeLocations(Buffer.of(0, 0, 0))).toBeNull();
  });

  it("south and west are negative", () => {
    expect(fixOf(decodeLocation(encodeLocation(SOUTH_WEST))!, null)).toEqual({
      atMs: Date.parse("2026-03-01T19:04:05Z"),
      position: [-68.119294, -16.489689],
      speedKmh: 12.5,
      headingDegrees: 271,
      isWorking: null,
      isFixed: true,
    });
  });

  it.each([
    { clock: "260230000000", why: "30 February" },
    { clock: "250229000000", why: "29 February of a year that is no leap year" },
    { clock: "260001000000", why: "month 0" },
    { clock: "261301000000", why: "month 13" },
    { clock: "260100000000", why: "day 0" },
    { clock: "260101240000", why: "hour 24" },
    { clock: "260101006000", why: "minute 60" },
    { clock: "260101000060", why: "second 60" },
    { clock: "2601010000a0", why: "a digit that is none" },
    { clock: "000000000000", why: "a clock that was never set" },
  ])("a clock that shows $why is no time, and no failure", ({ clock }) => {
    const body = encodeLocation(SOUTH_WEST);
    Buffer.from(clock, "hex").copy(body, 22);
    expect(fixOf(decodeLocation(body)!, null).atMs).toBeNaN();
  });

  it("the last second before midnight at GMT+8 is of the day before in UTC", () => {
    const body = encodeLocation(SOUTH_WEST);
    Buffer.from("240229235959", "hex").copy(body, 22);
    expect(decodeLocation(body)!.atMs).toBe(Date.UTC(2024, 1, 29, 15, 59, 59));
  });

  it("a heading of 360 is north, and more is none", () => {
    const heading = (headingDegrees: number) =>
      fixOf({ ...SOUTH_WEST, headingDegrees }, null).headingDegrees;
    expect([359, 360, 361, 65_535].map(heading)).toEqual([359, 0, null, null]);
  });

  it("nobody knows whether it works until somebody says which bit that is", () => {
    const signals = encodeExtra(EXTRA.vehicleSignals, Buffer.from("00010002", "hex")); // bits 1 and 16
    const one = { ...SOUTH_WEST, status: 2 | (1 << 5), extras: signals };
    const isWorking = (field: "status" | number, bit: number, isWorkingWhen: 0 | 1 = 1) =>
      fixOf(one, { field, bit, isWorkingWhen }).isWorking;
    expect(fixOf(one, null).isWorking).toBeNull();
    expect([isWorking("status", 5), isWorking("status", 6), isWorking("status", 6, 0)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([1, 16, 0].map((bit) => isWorking(EXTRA.vehicleSignals, bit))).toEqual([
      true,
      true,
      false,
    ]);
    expect([isWorking(EXTRA.vehicleSignals, 32), isWorking(EXTRA.fuel, 0)]).toEqual([null, null]);
  });

  it("an extra item that breaks off ends the items, and not the position", () => {
    const extras = Buffer.concat([
      encodeExtra(EXTRA.satellites, Buffer.of(11)),
      Buffer.from("0104000000", "hex"),
    ]);
    expect(extrasOf(extras)).toMatchObject({ satellites: 11, mileageKm: null });
    expect(extrasOf(Buffer.of(0x31))).toMatchObject({ satellites: null });
  });
});

describe("the way in", () => {
  const registration = {
    province: 43,
    city: 400,
    maker: "HWAT",
    model: "SIM-1",
    terminalId: "A1",
    plateColor: 2,
    plate: "湘D12345",
  };

  it.each(["2013", "2019"] as const)(
    "a registration of %s comes back with its plate in GBK",
    (of) => {
      expect(decodeRegistration(encodeRegistration(registration, of), of)).toEqual(registration);
    },
  );

  it("the plate of 2013 stands at byte 37, the one of 2011 at byte 25", () => {
    const plate = Buffer.from("cfe64431", "hex"); // 湘D1
    expect(encodeRegistration({ ...registration, plate: "湘D1" }, "2013").subarray(37)).toEqual(
      plate,
    );
    const old = encodeRegistration({ ...registration, plate: "湘D1" }, "2011");
    expect(old.subarray(25)).toEqual(plate);
    expect(decodeRegistration(old, "2013")).toMatchObject({ plate: "湘D1", model: "SIM-1" });
    expect(decodeRegistration(old, "2019")).toBeNull();
  });

  it("codes and answers come back", () => {
    fc.assert(
      fc.property(
        edition,
        fc.stringMatching(/^[0-9A-Za-z]{1,64}$/),
        word,
        word,
        fc.nat(4),
        (of, code, serial, id, result) => {
          expect(decodeAuthentication(encodeAuthentication(code, of), of)).toBe(code);
          expect(decodeGeneralAnswer(encodeGeneralAnswer({ serial, id, result }))).toEqual({
            serial,
            id,
            result,
          });
          const answer = { serial, result, code: result === 0 ? code : null };
          expect(decodeRegistrationAnswer(encodeRegistrationAnswer(answer))).toEqual(answer);
        },
      ),
    );
    expect(decodeAuthentication(Buffer.of(5, 65), "2019")).toBeNull();
  });

  it("a code is right when it is the same", () => {
    expect([
      isSameCode("abc", "abc"),
      isSameCode("abd", "abc"),
      isSameCode("", "abc"),
      isSameCode("abcd", "abc"),
    ]).toEqual([...[true, false, false, false]]);
  });

  it("GBK takes every character it has, and nothing else", () => {
    expect(toGbk("环卫").toString("hex")).toBe("bbb7cec0");
    expect(fromGbk(Buffer.from("bbb7cec00000", "hex"))).toBe("环卫");
    expect(
      fromGbk(toGbk("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")),
    ).toHaveLength(31);
    expect(toGbk("A😀").toString()).toBe("A?");
  });
});
