import type { Title } from "../store/layer.ts";
import type { Standing } from "./standing.ts";

/** By what rule ranks are given. */
export const RANKING: Title = {
  zh: "按检查窗口期内的平均得分从高到低；得分相同的，投诉少的在前；仍相同的并列。一票否决的排在最后；检查次数不足的不排名。",
  en: "By the mean score of the window, the greatest first; of equal ones, the one with fewer complaints; those equal in both share a rank. A veto puts last; a small sample is not ranked.",
};

/** Sums that differ only in the last digits are equal. */
const same = (a: number, b: number) => Math.abs(a - b) < 1e-9;

function compared(a: Standing, b: Standing): number {
  const vetoed = ({ trial }: Standing) => Number(trial!.vetoes.length > 0);
  if (vetoed(a) !== vetoed(b)) return vetoed(a) - vetoed(b);
  const [left, right] = [a.trial!.score!, b.trial!.score!];
  if (!same(left, right)) return right - left;
  return a.complaints.n - b.complaints.n;
}

/** The rank of each of the subjects of one rubric, from 1; null for small samples. */
export function ranksOf(standings: readonly Standing[]): (number | null)[] {
  const ranked = standings
    .map((standing, at) => ({ standing, at }))
    .filter(({ standing: { trial } }) => trial && trial.score !== null && !trial.isSmall)
    .sort((a, b) => compared(a.standing, b.standing));
  const ranks: (number | null)[] = standings.map(() => null);
  for (const [place, { standing, at }] of ranked.entries()) {
    const before = ranked[place - 1];
    const isTied = before && compared(before.standing, standing) === 0;
    ranks[at] = isTied ? ranks[before.at]! : place + 1;
  }
  return ranks;
}
