import type { Message } from "./jt808-message.ts";

/** What split messages may take up, for one terminal and for all together. */
export type PartsLimits = {
  /** Split messages of one terminal that are unfinished at once; the oldest gives way. */
  readonly messages: number;
  readonly parts: number;
  readonly milliseconds: number;
  /** For all terminals together. */
  readonly bytes: number;
};

/** What all terminals' unfinished messages take up. */
export type PartsBudget = { bytes: number };

/** What came of a part. */
export type PartTaken =
  | { readonly whole: Message; readonly serials: readonly number[] }
  | "waiting"
  | "duplicate"
  | "refused";

type Unfinished = {
  readonly parts: (Buffer | undefined)[];
  readonly beganAtMs: number;
  received: number;
  bytes: number;
};

/**
 * Puts the parts of one terminal's split messages together, in whatever order and however often they come.
 *
 * A message is known by its id, how many parts it has, and the serial of its first part, as parts have serials one after the other.
 */
export function createParts(limits: PartsLimits, budget: PartsBudget) {
  const unfinished = new Map<string, Unfinished>(); // in the order in which they began

  const forget = (key: string) => {
    budget.bytes -= unfinished.get(key)?.bytes ?? 0;
    unfinished.delete(key);
  };

  return {
    /** @param message  One that has a part; its body is copied. */
    take(message: Message, nowMs: number): PartTaken {
      const { total, index } = message.part!;
      if (total > limits.parts) return "refused";
      const first = (message.serial - index + 1) & 0xffff;
      const key = `${message.id} ${total} ${first}`;
      let one = unfinished.get(key);
      if (one?.parts[index - 1]) return "duplicate";
      if (budget.bytes + message.body.length > limits.bytes) return "refused";
      if (!one) {
        if (unfinished.size >= limits.messages) forget(unfinished.keys().next().value!);
        one = { parts: new Array(total), beganAtMs: nowMs, received: 0, bytes: 0 };
        unfinished.set(key, one);
      }
      one.parts[index - 1] = Buffer.from(message.body);
      one.received++;
      one.bytes += message.body.length;
      budget.bytes += message.body.length;
      if (one.received < total) return "waiting";
      const body = Buffer.concat(one.parts as Buffer[]); // none is missing: as many were received
      forget(key);
      return {
        whole: { ...message, part: null, serial: first, body },
        serials: Array.from({ length: total }, (_, i) => (first + i) & 0xffff),
      };
    },

    /** Forgets what has waited too long. @returns how many messages that were. */
    expire(nowMs: number): number {
      let expired = 0;
      for (const [key, { beganAtMs }] of unfinished) {
        if (nowMs - beganAtMs <= limits.milliseconds) break;
        forget(key);
        expired++;
      }
      return expired;
    },

    /** Forgets all. */
    clear() {
      for (const key of [...unfinished.keys()]) forget(key);
    },
  };
}
