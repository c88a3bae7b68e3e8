import { DistrictRatings, RATINGS } from "../../data/ratings.ts";
import { ownSetting } from "../store/setting.ts";

const { bases: _, ...presets } = RATINGS;
const none: NonNullable<DistrictRatings["targets"]> = [];

/** What stars are watched and awarded by in a district; a target only where it entered one. */
export const ratingSetting = ownSetting({
  key: "ratings",
  schema: DistrictRatings,
  presets: { ...presets, targets: none },
});
export type RatingSettings = ReturnType<typeof ratingSetting.merged>;
