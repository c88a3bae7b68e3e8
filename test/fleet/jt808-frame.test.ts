import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFrameReader, encodeFrame } from "../../server/fleet/jt808-frame.ts";

/** Everything a reader says of a stream that comes in these pieces; frames in hex. */
function read(...pieces: readonly Buffer[]) {
  const reader = createFrameReader();
  const said: string[] = [];
  for (const piece of pieces) {
    reader.write(piece);
    for (let one = reader.next(); one !== null; one = reader.next())
      said.push(typeof one === "string" ? one : one.toString("hex"));
  }
  return said;
}

const PAYLOAD = Buffer.from("0002000012345678901200ff", "hex"); // the shortest that is a header
const FRAME = encodeFrame(PAYLOAD);
const HEX = PAYLOAD.toString("hex");
const payload = fc
  .uint8Array({ minLength: 12, maxLength: 1044 })
  .map((bytes) => Buffer.from(bytes));
/** Nothing but what has to be escaped and what looks like an escape. */
const nasty = fc
  .array(fc.constantFrom(0x7e, 0x7d, 0x01, 0x02), { minLength: 12, maxLength: 1044 })
  .map((bytes) => Buffer.from(bytes));

describe("a stream of frames", () => {
  it("escapes 7E as 7D 02 and 7D as 7D 01, the checksum too", () => {
    const twelve = Buffer.from("7e7d00000000000000000000", "hex"); // 7e ^ 7d = 03
    expect(encodeFrame(twelve).toString("hex")).toBe("7e7d027d010000000000000000000003" + "7e");
    const seven = Buffer.from("7e0000000000000000000000", "hex"); // its checksum is 7e
    expect(encodeFrame(seven).toString("hex")).toBe("7e7d0200000000000000000000007d02" + "7e");
  });

  it("gives back whatever was sent, in whatever pieces it comes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(payload, nasty), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(6000), { maxLength: 8 }),
        (payloads, cuts) => {
          const stream = Buffer.concat(payloads.map(encodeFrame));
          const borders = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b)];
          const pieces = borders.map((from, i) => stream.subarray(from, borders[i + 1]));
          expect(read(...pieces)).toEqual(payloads.map((one) => one.toString("hex")));
        },
      ),
    );
  });

  it("comes byte by byte", () => {
    expect(read(...[...FRAME].map((byte) => Buffer.of(byte)))).toEqual([HEX]);
  });

  it.each([
    { what: "two delimiters in a row", stream: [FRAME, FRAME], said: [HEX, HEX] },
    { what: "one delimiter between two", stream: [FRAME, FRAME.subarray(1)], said: [HEX, HEX] },
    { what: "delimiters and nothing", stream: [Buffer.alloc(9, 0x7e), FRAME], said: [HEX] },
    {
      what: "garbage before the first",
      stream: [Buffer.from("GET /"), FRAME],
      said: ["garbage", HEX],
    },
    {
      what: "garbage between",
      stream: [FRAME, Buffer.from("ab"), FRAME],
      said: [HEX, "too-short", HEX],
    },
    {
      what: "an escape that is none",
      stream: [Buffer.from("7e7d03", "hex"), FRAME],
      said: ["escape", HEX],
    },
    {
      what: "an escape at the end",
      stream: [Buffer.from("7e007d", "hex"), FRAME],
      said: ["escape", HEX],
    },
    {
      what: "a byte that was changed",
      stream: [Buffer.from(FRAME.toString("hex").replace("ff", "fe"), "hex"), FRAME],
      said: ["checksum", HEX],
    },
  ])("finds its way after $what", ({ stream, said }) => {
    expect(read(Buffer.concat(stream))).toEqual(said);
    expect(read(...stream)).toEqual(said);
  });

  it("throws away what is longer than a frame may be, says so once, and goes on", () => {
    const longest = Buffer.alloc(21 + 1023, 0x7e);
    expect(read(encodeFrame(longest))).toEqual([longest.toString("hex")]);
    const long = Buffer.concat([Buffer.of(0x7e), Buffer.alloc(5000, 1), FRAME]);
    expect(read(long)).toEqual(["too-long", HEX]);
    expect(read(...[...long].map((byte) => Buffer.of(byte)))).toEqual(["too-long", HEX]);
  });
});
