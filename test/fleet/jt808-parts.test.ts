import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../../server/fleet/jt808-message.ts";
import { createParts, type PartsLimits } from "../../server/fleet/jt808-parts.ts";

const LIMITS: PartsLimits = { messages: 2, parts: 8, milliseconds: 1000, bytes: 10_000 };

/** A message in parts, part k holding k bytes of value k; its serials wrap. */
const partsOf = (total: number, first = 0xfffe): Message[] =>
  Array.from({ length: total }, (_, i) => ({
    id: 0x0704,
    edition: "2013",
    terminalNumber: "7",
    serial: (first + i) & 0xffff,
    encryption: 0,
    part: { total, index: i + 1 },
    body: Buffer.alloc(i + 1, i + 1),
  }));
const bodyOf = (parts: readonly Message[]) => Buffer.concat(parts.map(({ body }) => body));

describe("parts of a split message", () => {
  it("are put together in every order, with duplicates between", () => {
    const orders = fc.integer({ min: 1, max: 8 }).chain((total) =>
      fc.tuple(
        fc.shuffledSubarray(
          Array.from({ length: total }, (_, i) => i),
          { minLength: total },
        ),
        fc.array(fc.nat(total - 1), { maxLength: 9 }),
      ),
    );
    fc.assert(
      fc.property(orders, ([order, again]) => {
        const sent = partsOf(order.length);
        const budget = { bytes: 0 };
        const parts = createParts(LIMITS, budget);
        order.forEach((i, position) => {
          const taken = parts.take(sent[i]!, 0);
          if (position < order.length - 1) {
            expect(taken).toBe("waiting");
            const seen = again.filter((one) => order.indexOf(one) <= position);
            for (const one of seen) expect(parts.take(sent[one]!, 0)).toBe("duplicate");
            return;
          }
          expect(taken).toEqual({
            whole: { ...sent[0]!, part: null, body: bodyOf(sent) },
            serials: sent.map(({ serial }) => serial),
          });
        });
        expect(budget.bytes).toBe(0);
      }),
    );
  });

  it("of two messages do not mix", () => {
    const [one, two] = [partsOf(2, 10), partsOf(2, 12)];
    const parts = createParts(LIMITS, { bytes: 0 });
    expect([one[1]!, two[0]!].map((part) => parts.take(part, 0))).toEqual(["waiting", "waiting"]);
    expect(parts.take(one[0]!, 0)).toMatchObject({ whole: { serial: 10, body: bodyOf(one) } });
    expect(parts.take(two[1]!, 0)).toMatchObject({ whole: { serial: 12, body: bodyOf(two) } });
  });

  it("are bounded in number, in bytes, and the oldest message gives way", () => {
    const budget = { bytes: 0 };
    const parts = createParts({ ...LIMITS, bytes: 5 }, budget);
    expect(parts.take(partsOf(9)[0]!, 0)).toBe("refused"); // 9 parts, 8 are allowed
    for (const first of [10, 20, 30]) parts.take(partsOf(2, first)[0]!, 0); // 2 messages are allowed
    expect(budget.bytes).toBe(2);
    expect(parts.take(partsOf(8, 30)[5]!, 0)).toBe("refused"); // 2 + 6 bytes, 5 are allowed
    expect(parts.take(partsOf(2, 10)[1]!, 0)).toBe("waiting"); // its first part is gone
    parts.clear();
    expect(budget.bytes).toBe(0);
  });

  it("are forgotten when the others do not come", () => {
    const budget = { bytes: 0 };
    const parts = createParts(LIMITS, budget);
    parts.take(partsOf(2)[0]!, 0);
    expect([parts.expire(1000), parts.expire(1001), budget.bytes]).toEqual([0, 1, 0]);
  });
});
