import { useWords } from "../ui/language.ts";
import type { TaskBasis } from "./plan-queries.ts";
import { planWords } from "./plan-words.ts";
import { useTold } from "./told.ts";

/** The figures by which something was drawn. */
export function TaskBasisTold({ basis }: { basis: TaskBasis }) {
  const say = useWords(planWords);
  const { count, day, score } = useTold();
  const told: string[] = [];
  if (basis.intervalDays !== undefined) {
    told.push(basis.lastInspectedOn ? say.last(day(basis.lastInspectedOn)) : say.never);
    told.push(say.every(count(basis.intervalDays)));
  }
  if (basis.candidates !== undefined && basis.place !== undefined)
    told.push(say.ofCandidates(count(basis.place), count(basis.candidates)));
  if (basis.risk !== undefined) {
    const parts = (basis.parts ?? []).filter(({ points }) => points > 0);
    told.push(say.risk(score(basis.risk)));
    for (const { part, value } of parts)
      told.push(`${say.part(part)} ${value === null ? "—" : score(value)}`);
  }
  if (basis.complaints !== undefined)
    told.push(say.complaintsIn(count(basis.complaints), count(basis.complaintDays ?? 0)));
  if (basis.stars !== undefined && basis.stars !== null)
    told.push(say.withStars(count(basis.stars)));
  if (basis.items) told.push(say.items(count(basis.items.length)));
  if (basis.inspector !== undefined) told.push(say.notBy);
  return <small>{told.join(" · ")}</small>;
}
