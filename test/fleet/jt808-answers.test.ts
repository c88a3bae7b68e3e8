import { describe, expect, it, vi } from "vitest";
import type { Intake } from "../../server/fleet/fix.ts";
import { encodeLocations } from "../../server/fleet/jt808-body.ts";
import { encodeLocation } from "../../server/fleet/jt808-location.ts";
import { encodeMessage, MESSAGE } from "../../server/fleet/jt808-message.ts";
import { directory, heldIntake, NUMBER, soon, terminalLines } from "../worlds/terminal-lines.ts";
import { SOUTH_WEST } from "../worlds/terminals.ts";

const { servers, start, admitted } = terminalLines();

describe("answers", () => {
  it("say done only when the positions are stored, and fail when they are not", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake });
    const line = await admitted(server);
    line.write(line.position(1), line.position(2));
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    await soon();
    expect(line.results()).toEqual([]);
    calls[0]!.fail();
    await vi.waitFor(() => expect(line.results()).toEqual([[1, 1]]));
    await soon();
    expect(line.results()).toEqual([[1, 1]]);
    calls[1]!.settle();
    await vi.waitFor(() =>
      expect(line.results()).toEqual([
        [1, 1],
        [2, 0],
      ]),
    );
    expect(server.counters).toMatchObject({
      acknowledgedFixes: 1,
      refused: { "intake-failed": 1 },
    });
  });

  it("end where the terminal lost its right meanwhile", async () => {
    let isEnabled = true;
    const find: typeof directory.find = async (number) => {
      const known = await directory.find(number);
      return known && { ...known, isEnabled };
    };
    const intake: Intake = () => Promise.reject(new Error("switched off"));
    const server = await start({ directory: { ...directory, find }, intake });
    const line = await admitted(server);
    isEnabled = false;
    line.write(line.position(1));
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect(line.results()).toEqual([[1, 1]]);
    expect(server.counters.refused["terminal-disabled"]).toBe(1);
  });

  it("come in the order of the messages, whatever is stored first", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake });
    const line = await admitted(server);
    line.write(
      line.position(1),
      line.frame(MESSAGE.heartbeat, 2),
      line.position(3),
      line.position(4),
    );
    await vi.waitFor(() => expect(calls).toHaveLength(3));
    calls[2]!.settle();
    calls[1]!.settle();
    await soon();
    expect(line.results()).toEqual([]);
    calls[0]!.settle();
    await vi.waitFor(() =>
      expect(line.results()).toEqual([1, 2, 3, 4].map((serial) => [serial, 0])),
    );
  });

  it("hold back what is read: no more is in the intake than may be unacknowledged, and nothing is lost", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake, limits: { unacknowledged: 4 } });
    const line = await admitted(server);
    const serials = Array.from({ length: 50 }, (_, i) => i + 1);
    line.write(...serials.map(line.position));
    await soon();
    let settled = 0;
    while (settled < serials.length) {
      await vi.waitFor(() => expect(calls.length).toBeGreaterThan(settled));
      expect(calls.length - settled).toBeLessThanOrEqual(4);
      calls[settled++]!.settle();
    }
    await vi.waitFor(() => expect(line.results()).toEqual(serials.map((serial) => [serial, 0])));
    expect(calls.map(({ atMs }) => atMs)).toEqual(
      serials.map((serial) => SOUTH_WEST.atMs + 1000 * serial),
    );
  });

  it("refuse what is encrypted or unknown as unsupported, and what is malformed as malformed", async () => {
    const server = await start();
    const line = await admitted(server);
    const of = { edition: "2013", terminalNumber: NUMBER } as const;
    const [encrypted] = encodeMessage({
      ...of,
      id: 0x0200,
      serial: 1,
      encryption: 1,
      body: encodeLocation(SOUTH_WEST),
    });
    line.write(
      encrypted!,
      line.frame(0x0900, 2, Buffer.of(1)),
      line.frame(MESSAGE.location, 3, Buffer.alloc(27)),
      line.frame(MESSAGE.locations, 4, Buffer.of(0, 1, 0)),
      line.frame(MESSAGE.terminalAnswer, 5, Buffer.alloc(5)), // an answer gets none
      line.frame(MESSAGE.logout, 6),
    );
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect(line.results()).toEqual([
      [1, 3],
      [2, 3],
      [3, 2],
      [4, 2],
      [6, 0],
    ]);
    expect(server.counters.refused).toMatchObject({ encrypted: 1, unsupported: 1, malformed: 2 });
  });

  it("go to every part of a split batch, once all of it is stored", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake });
    const line = await admitted(server);
    const locations = Array.from({ length: 100 }, (_, i) => ({
      ...SOUTH_WEST,
      atMs: SOUTH_WEST.atMs + i * 1000,
    }));
    const body = encodeLocations({ isBlind: true, locations }); // 3 + 100 × 30 bytes: 3 parts
    const parts = encodeMessage({
      id: MESSAGE.locations,
      edition: "2013",
      terminalNumber: NUMBER,
      serial: 7,
      body,
    });
    line.write(parts[2]!, parts[0]!, parts[2]!);
    await soon();
    expect(calls).toEqual([]);
    line.write(parts[1]!);
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    expect(line.results()).toEqual([]);
    calls[0]!.settle();
    await vi.waitFor(() =>
      expect(line.results()).toEqual([
        [7, 0],
        [8, 0],
        [9, 0],
      ]),
    );
    expect(server.counters).toMatchObject({
      acknowledgedFixes: 100,
      refused: { "split-duplicate": 1 },
    });
  });

  it("are sent for what was read before the server closes", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake });
    const line = await admitted(server);
    line.write(line.position(1));
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    servers.length = 0;
    const closed = server.close();
    calls[0]!.settle();
    await closed;
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect(line.results()).toEqual([[1, 0]]);
  });
});
