import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { type MatchFix, sigmaOf } from "./candidates.ts";
import type { MatchSettings } from "./match-settings.ts";

/** A fix that came, and its place in all that did. */
export type Member = { readonly fix: MatchFix; readonly index: number };

/** Fixes that lie together, and one in their middle that stands for them. */
export type Gathered = { readonly fix: MatchFix; readonly members: Member[] };

/** Closer in time than this, a fix that strays and comes back did not drive there. */
const STRAY_SECONDS = 5;
/** Halves of a gathering whose middles are farther apart than so many sigma: the vehicle was driving. */
const DRIVING_SIGMAS = 1.5;

/**
 * Gathers fixes that are so near each other that noise alone could part them, so that a vehicle that stands seems not to
 * drive, and of many fixes a second apart the errors even out. The first fix stands by itself; so does the last of a vehicle
 * that drives.
 *
 * @param isBegun  whether the first fix has been already.
 *
 * Not the fixes that are far enough from the last one used, as is usual: those are the ones with the greatest errors.
 */
export function createGather(settings: MatchSettings, isBegun: boolean) {
  let isFirst = !isBegun;
  let members: Member[] = [];
  let [lng, lat, ms] = [0, 0, 0];
  let stray: Member | null = null;

  function join(member: Member) {
    members.push(member);
    const share = 1 / members.length;
    lng += (member.fix.position[0] - lng) * share;
    lat += (member.fix.position[1] - lat) * share;
    ms += (member.fix.atMs - ms) * share;
  }

  function flush(): Gathered[] {
    const together = members;
    members = [];
    if (together.length === 0) return [];
    const middle = { ...together[together.length >> 1]!.fix };
    const position: LngLat = together.length === 1 ? middle.position : [lng, lat];
    const atMs = together.length === 1 ? middle.atMs : ms;
    [lng, lat, ms] = [0, 0, 0];
    return [{ fix: { ...middle, position, atMs }, members: together }];
  }

  function take(member: Member): Gathered[] {
    const { fix } = member;
    const before = stray ?? members.at(-1);
    if (!before) {
      join(member);
      if (!isFirst) return [];
      isFirst = false;
      return flush();
    }
    const near = settings.thinSigmas * sigmaOf(fix, settings);
    const meters = distanceMeters([lng, lat], fix.position);
    if (meters < near) {
      if (stray) join(stray);
      stray = null;
      join(member);
      return [];
    }
    const isDense = fix.atMs - before.fix.atMs <= STRAY_SECONDS * 1000;
    if (!stray && isDense && meters < 2 * near) {
      stray = member;
      return [];
    }
    const done = flush();
    const first = stray;
    stray = null;
    if (first) join(first);
    return [...done, ...take(member)];
  }

  return {
    take,
    /** What came and was not given out yet. */
    pending: (): Member[] => (stray ? [...members, stray] : members),
    /** Nothing follows. */
    end(): Gathered[] {
      if (stray) members.push(stray);
      stray = null;
      isFirst = true;
      const last = members.at(-1);
      if (!last || members.length < 4) return flush();
      const half = members.length >> 1;
      const apart = distanceMeters(middleOf(members.slice(0, half)), middleOf(members.slice(half)));
      if (apart < DRIVING_SIGMAS * sigmaOf(last.fix, settings)) return flush();
      const earlier = members.slice(0, -1);
      members = [];
      [lng, lat, ms] = [0, 0, 0];
      for (const member of earlier) join(member);
      return [...flush(), { fix: last.fix, members: [last] }];
    },
  };
}

function middleOf(members: readonly Member[]): LngLat {
  let [lng, lat] = [0, 0];
  for (const { fix } of members) {
    lng += fix.position[0] / members.length;
    lat += fix.position[1] / members.length;
  }
  return [lng, lat];
}
