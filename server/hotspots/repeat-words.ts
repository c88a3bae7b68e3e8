type Title = { zh: string; en: string };

const meters = (value: number) => Number(value.toFixed(1));

/** 口径 of repeat places. */
export const placesDefinition = (asked: {
  readonly radiusMeters: number;
  readonly days: number;
  readonly returnDays: number;
  readonly fewest: number;
}): Title => {
  const { days, returnDays, fewest } = asked;
  const radius = meters(asked.radiusMeters);
  return {
    zh:
      `期内受理的同一类别投诉，相距不超过 ${radius} 米、相隔不超过 ${days} 天（每天 24 小时）的依次相连为一个点位，` +
      `满 ${fewest} 件的为重复投诉点位。并入他件的重复件和没有位置或类别的投诉不计，保密件不计。` +
      `办结后再投诉：分母为该点位已办结且办结后 ${returnDays} 天已过的投诉，` +
      `分子为其中办结后 ${returnDays} 天内、${radius} 米内又有同类别投诉的件数。`,
    en:
      `Complaints received in the period, of the same category, no more than ${radius} m and ${days} days (of 24 hours) ` +
      `apart are chained into one place; ${fewest} or more make it a repeat place. Complaints merged into others, those ` +
      "without a place or a category and confidential ones are left out. Came back: of the place's complaints settled at " +
      `least ${returnDays} days ago, those after whose settlement another of the category was received within ` +
      `${returnDays} days and ${radius} m.`,
  };
};

/** 口径 of repeat reporters. */
export const reportersDefinition = (asked: {
  readonly radiusMeters: number;
  readonly fewest: number;
  readonly manyShare: number;
}): Title => {
  const percent = Math.round(asked.manyShare * 100);
  const radius = meters(asked.radiusMeters);
  return {
    zh:
      `期内投诉满 ${asked.fewest} 件的投诉人，以编号表示；并入他件的重复件也算其投诉，未留身份的和保密件不计。` +
      `相距不超过 ${radius} 米的算一处。某个热点的投诉有 ${percent}% 以上出自一人的，予以标明。`,
    en:
      `Whoever reported at least ${asked.fewest} times in the period, by number; reports merged into others count, those by ` +
      `persons unknown and confidential ones do not. What is no more than ${radius} m apart is one place. Whoever made ` +
      `${percent} % or more of a hot spot alone is marked.`,
  };
};

/** 口径 of places that came back after settling. */
export const returnsDefinition = (asked: {
  readonly radiusMeters: number;
  readonly returnDays: number;
  readonly fewestToRate: number;
}): Title => {
  const { returnDays, fewestToRate } = asked;
  const radius = meters(asked.radiusMeters);
  return {
    zh:
      `按办结的当地日期统计，多次办结的以最后一次为准。分母：办结后 ${returnDays} 天已过、有位置和类别且未并入他件的投诉；` +
      `分子：其中办结后 ${returnDays} 天（每天 24 小时）内、${radius} 米内又收到同类别投诉的件数，不论渠道和承办单位。` +
      `区间为 95% 精确区间（Clopper–Pearson）；分母不足 ${fewestToRate} 件的不作比较。` +
      "“重办”为其中曾经重新办理过的件数；重办后尚未办结的不在其内。保密件不计。",
    en:
      "By local day of settlement; of several the last counts. Denominator: settled at least " +
      `${returnDays} days ago, with a place and a category, not merged into another. Numerator: of these, those after whose ` +
      `settlement another complaint of the category was received within ${returnDays} days (of 24 hours) and ${radius} m, ` +
      "whatever its channel and unit. The interval is the exact one at 95 % (Clopper–Pearson); fewer than " +
      `${fewestToRate} are not compared. Reopened: those of the settled that had been reopened before; what was reopened and ` +
      "is not settled again is not among them. Confidential complaints are left out.",
  };
};
