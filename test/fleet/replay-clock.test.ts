import { describe, expect, it } from "vitest";
import { replayOf, spanOf, statesOf, statesWith } from "../../web/fleet/params.ts";
import { type ReplayClock, SPEEDS, setTo, ticked, toggled } from "../../web/fleet/replay-clock.ts";
import { tracksAsWays, trailsAsWays } from "../../web/fleet/replay-layers.ts";
import { trackOf } from "../../web/fleet/replay-track.ts";
import { askedOf, beginOf, playedSpan } from "../../web/fleet/replay-tracks.ts";
import { clockAt, dayAt, instantAt } from "../../web/fleet/zoned.ts";

const SPAN = { fromMs: 1_000_000, toMs: 2_000_000 };
const clock = (more: Partial<ReplayClock> = {}): ReplayClock => ({
  ...{ atMs: SPAN.fromMs, isPlaying: true, speed: 60 },
  ...more,
});

describe("the clock of a replay", () => {
  it.each(SPEEDS)("runs ×%i", (speed) =>
    expect(ticked(clock({ speed }), 1_000, SPAN).atMs).toBe(SPAN.fromMs + speed * 1_000),
  );

  it("stops at the end of the period and goes no farther", () => {
    const end = ticked(clock({ speed: 300 }), 60_000, SPAN);
    expect(end).toEqual(clock({ speed: 300, atMs: SPAN.toMs, isPlaying: false }));
    expect(ticked(end, 1_000, SPAN)).toBe(end);
  });

  it("begins anew when it is started at the end, and else goes on", () => {
    expect(toggled(clock({ atMs: SPAN.toMs, isPlaying: false }), SPAN)).toEqual(clock());
    expect(toggled(clock({ atMs: 1_500_000, isPlaying: false }), SPAN).atMs).toBe(1_500_000);
    expect(toggled(clock(), SPAN).isPlaying).toBe(false);
  });

  it("is set to nothing outside the period", () => {
    expect(setTo(clock(), 0, SPAN).atMs).toBe(SPAN.fromMs);
    expect(setTo(clock(), 9_999_999, SPAN).atMs).toBe(SPAN.toMs);
  });
});

describe("the link", () => {
  it("shows what is now unless it names a day", () => {
    expect(replayOf({}, "2026-03-02")).toBeNull();
    expect(replayOf({ replayDay: "2026-03-01" }, "2026-03-02")).toEqual({
      ...{ day: "2026-03-01", from: "00:00", to: "24:00", at: null },
      ...{ speed: 60, color: "speed", vehicleIds: null },
    });
  });

  it("drops what makes no sense, and no day lies in the future", () => {
    const nonsense = {
      ...{ replayDay: "2026-03-03", replayFrom: "25:00", replayTo: "12:60", replayAt: "noon" },
      ...{ replaySpeed: "7", replayColor: "plaid" },
    };
    expect(replayOf(nonsense, "2026-03-02")).toEqual(
      replayOf({ replayDay: "2026-03-02" }, "2026-03-02"),
    );
    const turned = replayOf(
      { replayDay: "2026-03-01", replayFrom: "19:00", replayTo: "12:00" },
      "2026-03-02",
    );
    expect(turned).toMatchObject({ from: "00:00", to: "24:00" });
  });

  it("tells nobody from everybody", () => {
    const idsOf = (replayVehicles: string) =>
      replayOf({ replayDay: "2026-03-01", replayVehicles }, "2026-03-02")?.vehicleIds;
    expect(idsOf(",")).toEqual([]);
    expect(idsOf("a,b")).toEqual(["a", "b"]);
  });

  it("keeps states in one order, and forgets the last that is taken away", () => {
    expect(statesOf("silent,nonsense,working")).toEqual(["working", "silent"]);
    expect(statesWith(["working"], "silent")).toBe("working,silent");
    expect(statesWith(["working"], "working")).toBeUndefined();
  });
});

describe("the period", () => {
  const replay = replayOf(
    { replayDay: "2026-03-01", replayFrom: "04:30", replayTo: "24:00" },
    "2026-03-02",
  )!;

  it("is of the district's clocks", () => {
    const { fromMs, toMs } = spanOf(replay, "Asia/Shanghai");
    expect(new Date(fromMs).toISOString()).toBe("2026-02-28T20:30:00.000Z");
    expect(new Date(toMs).toISOString()).toBe("2026-03-01T16:00:00.000Z");
  });

  it("is an hour shorter on the day clocks go forward", () => {
    // New York, 8 March 2026: at 02:00 it is 03:00
    const day = { ...replay, day: "2026-03-08", from: "00:00" };
    const { fromMs, toMs } = spanOf(day, "America/New_York");
    expect((toMs - fromMs) / 3_600_000).toBe(23);
    const none = instantAt("2026-03-08", "02:30", "America/New_York");
    expect(clockAt(none, "America/New_York")).toBe("03:30:00");
    expect(dayAt(none, "America/New_York")).toBe("2026-03-08");
  });

  const track = trackOf(
    {
      ...{ vehicleId: "a", points: 3, at: [30, 60, 400] },
      ...{ lng: [25_000_000, 0, 0], lat: [60_000_000, 1000, 1000] },
      ...{ speed: [40, 200, -1], heading: [0, 0, 0], working: [1, 0, -1] },
    },
    0,
  );

  it("is played until the minute of the last position: the rest of today is not there yet", () => {
    expect(playedSpan({ fromMs: 0, toMs: 86_400_000 }, [track])).toEqual({
      fromMs: 0,
      toMs: 540_000,
    });
    expect(playedSpan({ fromMs: 0, toMs: 60_000 }, [track]).toMs).toBe(60_000);
  });

  it("begins where the link was stopped, else with the first position", () => {
    const span = { fromMs: 0, toMs: 540_000 };
    const at = (time: string | null) =>
      beginOf({ ...replay, at: time }, () => 123_000, span, 30_000);
    expect(at(null)).toBe(30_000);
    expect(at("00:02:03")).toBe(123_000);
    expect(beginOf({ ...replay, at: null }, () => 0, span, null)).toBe(0);
  });

  it("asks for a few vehicles alone and else for all", () => {
    expect(askedOf(null)).toBeNull();
    expect(askedOf(["b", "a"])).toEqual(["a", "b"]);
    expect(askedOf(["a", "b", "c", "d", "e", "f"])).toBeNull();
  });

  it("draws tracks in stretches without the gap, and trails up to where the vehicle is", () => {
    const how = { color: "working", gapMs: 180_000, flavor: "light" } as const;
    const whole = tracksAsWays([track], how);
    expect([...whole.starts]).toEqual([0, 2]); // 400 s lie between the second and the third
    expect(whole.positions).toHaveLength(6);
    const colorAt = (i: number) => whole.colors.slice(i * 4, i * 4 + 3).join();
    expect(new Set([0, 1, 2].map(colorAt)).size).toBe(3); // works, does not, is not known
    const trail = trailsAsWays([track], 60_000, how);
    expect([...trail.positions].map((degrees) => degrees.toFixed(4))).toEqual([
      ...["25.0000", "60.0000"],
      ...["25.0000", "60.0005"], // 30 s of the 60 between the first two
    ]);
    expect(trailsAsWays([track], 200_000, how).starts).toHaveLength(0); // nothing is known then
  });
});
