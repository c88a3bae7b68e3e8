import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchLine } from "../../web/wall/line.ts";

let isUp = true;
let asked = 0;
let stop: () => void = () => {};

beforeEach(() => {
  [isUp, asked] = [true, 0];
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async () => {
    asked += 1;
    if (!isUp) throw new TypeError("refused");
    return new Response("", { status: 200 });
  });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Watches, and tells how often it was back. */
function watched() {
  let backs = 0;
  const line = watchLine(() => (backs += 1));
  stop = line.stop;
  return { doubt: line.doubt, backs: () => backs };
}
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("the line to the server", () => {
  it("is asked for again and again", async () => {
    watched();
    await wait(0);
    expect(asked).toBe(1);
    await wait(1_500);
    expect(asked).toBe(2);
  });

  it("is asked for at once in doubt, once for all doubts, and then as before", async () => {
    const { doubt } = watched();
    await wait(100);
    doubt();
    doubt();
    await wait(0);
    expect(asked).toBe(2);
    await wait(1_499);
    expect(asked).toBe(2);
    await wait(1);
    expect(asked).toBe(3);
  });

  it("is not asked for more often by doubts once it is known to be lost, and tells when it is back", async () => {
    const { doubt, backs } = watched();
    await wait(0);
    isUp = false;
    await wait(1_500);
    expect([asked, backs()]).toEqual([2, 0]);
    doubt();
    await wait(0);
    expect(asked).toBe(2);
    isUp = true;
    await wait(1_000); // the first time after half a second to a second
    expect([asked, backs()]).toEqual([3, 1]);
  });

  it("is asked for no more after it was stopped", async () => {
    const { doubt } = watched();
    await wait(0);
    stop();
    doubt();
    await wait(10_000);
    expect(asked).toBe(1);
  });
});
