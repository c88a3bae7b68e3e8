import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { throughRows } from "../ui/rows.ts";
import { StopBar } from "./round-legend.tsx";
import { useRoundsAsked, useSetRoundLink } from "./round-link.ts";
import type { Round } from "./round-queries.ts";
import { roundWords } from "./round-words.ts";
import { allIn, inNeed, keyOf } from "./rounds.ts";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";

/** The rounds of a day, those first of which most was missed; pressing one opens it. */
export function RoundList({ rounds, day }: { rounds: readonly Round[]; day: string }) {
  const say = useWords(roundWords);
  const { count } = useTold();
  const { shown } = useRoundsAsked();
  const listed = inNeed(rounds).filter(
    ({ stops }) => shown === null || stops.some(({ state }) => shown.has(state)),
  );
  return (
    <Section title={say.rounds} aside={count(listed.length)}>
      <ul className="rnd-list" onKeyDown={throughRows("button")}>
        {listed.map((round) => (
          <li key={round.passId}>
            <RoundRow round={round} day={day} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RoundRow({ round, day }: { round: Round; day: string }) {
  const say = useWords(roundWords);
  const language = useLanguage();
  const { count } = useTold();
  const moments = useMoments();
  const heard = useHeardTold();
  const set = useSetRoundLink();
  const { code, name, nameEn, counts, team, ordinal, of, suspension, vehicles } = round;
  const { not_done: missed, not_recorded: unknown } = counts;
  return (
    <button
      type="button"
      className="clean-row rnd-row"
      onClick={() => set({ round: keyOf(round) }, true)}
    >
      <strong>
        {code} {name !== null && nameIn(language, { name, nameEn })}
      </strong>
      <span>{moments.span(round.fromAt, round.toAt, day)}</span>
      <StopBar counts={counts} />
      <em>
        {say.roundFacts(count(counts.done), count(allIn(counts)))}
        {missed > 0 && <b data-is="behind"> · {say.missedFacts(count(missed))}</b>}
        {unknown > 0 && <b> · {say.unknownFacts(count(unknown))}</b>}
      </em>
      <small>
        {[
          suspension && say.suspended(suspension.reason),
          of > 1 && say.ordinal(count(ordinal), count(of)),
          team ?? say.noTeam,
          vehicles.map(({ plate }) => plate).join(say.join),
          heard(round),
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
    </button>
  );
}

/** For how much of its time the vehicles of a round were heard; nothing of one that has not begun, or is suspended. */
export function useHeardTold() {
  const say = useWords(roundWords);
  const { percent } = useTold();
  return ({ heardShare, vehicles, counts, suspension }: Round): string | null => {
    if (suspension !== null || counts.upcoming > 0) return null;
    if (heardShare === null) return vehicles.length === 0 ? say.heardNone : null;
    return (counts.open > 0 ? say.heardSoFar : say.heard)(percent(heardShare, 1));
  };
}
