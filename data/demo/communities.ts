import type { Name } from "./names.ts";
import { isInside } from "./plane.ts";
import type { DemoArea, LngLat } from "./records.ts";

/** The community or village that a place is in, without its last word, e.g. 松桥. */
export type CommunityAt = (at: LngLat) => Name;

/** Of the communities that hold now. */
export function communitiesOf(areas: readonly DemoArea[], district: Name): CommunityAt {
  const communities = areas
    .filter(({ level, validTo }) => level === "community" && validTo === null)
    .map(({ name, nameEn, boundary }) => ({
      name: { zh: name.replace(/社区$|村$/, ""), en: nameEn.replace(/ (Community|Village)$/, "") },
      boundary,
    }));
  return (at) =>
    communities.find(({ boundary }) =>
      boundary.some(
        ([outer, ...holes]) => isInside(at, outer!) && !holes.some((hole) => isInside(at, hole)),
      ),
    )?.name ?? district;
}
