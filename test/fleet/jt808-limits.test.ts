import { setImmediate } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { MESSAGE } from "../../server/fleet/jt808-message.ts";
import { goodFrames } from "../worlds/frames.ts";
import {
  directory,
  heldIntake,
  NUMBER,
  OTHER,
  soon,
  terminalLines,
} from "../worlds/terminal-lines.ts";

const { start, dial, admitted } = terminalLines();

describe("who takes without giving", () => {
  it("a terminal that fetches no answers is dropped", async () => {
    const server = await start({ limits: { outgoingBytes: 4096 } });
    const line = await admitted(server);
    line.socket.pause();
    const many = Buffer.concat(
      Array.from({ length: 5000 }, (_, i) => line.frame(MESSAGE.heartbeat, i)),
    );
    while (server.counters.connections > 0) {
      await new Promise((resolve) => line.socket.write(many, resolve));
      await setImmediate(); // on a broken line it is called back at once, and the server would have no turn
    }
    expect(server.counters.refused["slow-reader"]).toBe(1);
  });

  it("a half-open line is dropped, and so is one that trickles bytes and no message", async () => {
    const server = await start({ limits: { silentMilliseconds: 300 } });
    const [still, trickling, beating] = [
      await admitted(server),
      await admitted(server, OTHER),
      await dial(server),
    ];
    const drip = setInterval(() => trickling.socket.write(Buffer.of(0x30)), 50);
    await vi.waitFor(() => expect([still.isClosed(), trickling.isClosed()]).toEqual([true, true]));
    clearInterval(drip);
    await vi.waitFor(() => expect(beating.isClosed()).toBe(true));
    expect(server.counters).toMatchObject({
      connections: 0,
      authenticated: 0,
      refused: { silent: 3 },
    });
  });

  it("heartbeats keep a line open, and so does a slow store", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake, limits: { silentMilliseconds: 400 } });
    const [beating, waiting] = [await admitted(server), await admitted(server, OTHER)];
    waiting.write(waiting.position(1));
    for (let beat = 0; beat < 12; beat++) {
      beating.write(beating.frame(MESSAGE.heartbeat, beat));
      await soon();
    }
    calls[0]!.settle();
    await vi.waitFor(() => expect(waiting.results()).toEqual([[1, 0]]));
    expect([beating.isClosed(), server.counters.refused.silent]).toEqual([false, 0]);
  });

  it("who does not say in time who it is, is dropped", async () => {
    const server = await start({ limits: { unauthenticatedMilliseconds: 200 } });
    const [stranger, known] = [await dial(server), await admitted(server)];
    await vi.waitFor(() => expect(stranger.isClosed()).toBe(true));
    expect([known.isClosed(), server.counters.refused["unauthenticated-too-long"]]).toEqual([
      false,
      1,
    ]);
  });

  it.each([
    { limits: { connections: 2 }, reason: "server-full" as const },
    { limits: { connectionsPerAddress: 2 }, reason: "address-full" as const },
  ])("more lines than $limits are not taken until one is free", async ({ limits, reason }) => {
    const server = await start({ limits });
    const [one] = [await admitted(server), await admitted(server, OTHER)];
    const third = await dial(server);
    await vi.waitFor(() => expect(third.isClosed()).toBe(true));
    expect(server.counters.refused[reason]).toBe(1);
    one.socket.destroy();
    await vi.waitFor(() => expect(server.counters.connections).toBe(1));
    await admitted(server);
  });

  it("noise is dropped, and the others do not notice", async () => {
    const server = await start();
    const good = await admitted(server);
    const noisy = await dial(server, OTHER);
    noisy.socket.write(Buffer.from("GET / HTTP/1.1\r\n~~~".repeat(500)));
    await vi.waitFor(() => expect(noisy.isClosed()).toBe(true));
    const mixed = await dial(server, NUMBER);
    for (const frame of goodFrames(directory.codeOf(NUMBER))) {
      const broken = Buffer.from(frame);
      broken[broken.length >> 1]! ^= 0x15;
      mixed.socket.write(broken);
    }
    good.write(good.position(1));
    await vi.waitFor(() => expect(good.results()).toEqual([[1, 0]]));
    expect(server.counters.refused["too-many-faults"]).toBe(1);
  });
});
