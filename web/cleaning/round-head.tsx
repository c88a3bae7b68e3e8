import { useWords } from "../ui/language.ts";
import { roundWords } from "./round-words.ts";
import { dueIn, type StopCounts } from "./rounds.ts";
import { StopSign } from "./stop-sign.tsx";
import { useTold } from "./told.ts";

/** What matters first: how many stops were missed; then what nobody can know, apart and in words; then what is still to come. */
export function RoundsHead({ counts }: { counts: StopCounts }) {
  const say = useWords(roundWords);
  const { count, percent } = useTold();
  const { not_done: missed, not_recorded: unknown, open, upcoming, suspended } = counts;
  const due = dueIn(counts);
  const rest = [
    open > 0 && say.restOpen(count(open)),
    upcoming > 0 && say.restUpcoming(count(upcoming)),
    suspended > 0 && say.restSuspended(count(suspended)),
  ].filter(Boolean);
  return (
    <section className="clean-head rnd-head" aria-label={say.summary}>
      <div data-is={missed > 0 ? "behind" : "well"}>
        <p>
          {due > 0 && <StopSign state={missed > 0 ? "not_done" : "done"} size={20} />}
          {missed > 0 ? say.missedHead(count(missed)) : due > 0 ? say.noneMissed : say.noneDue}
        </p>
        {due > 0 && (
          <small>
            {missed > 0
              ? say.missedOf(count(due), percent(missed, due))
              : say.noneMissedOf(count(due))}
          </small>
        )}
      </div>
      {unknown > 0 && (
        <div data-is="no-data">
          <p>
            <StopSign state="not_recorded" size={20} />
            {say.unknownHead(count(unknown), percent(unknown, due))}
          </p>
          <small>{say.unknownSays}</small>
        </div>
      )}
      {rest.length > 0 && <p className="rnd-rest">{rest.join(" · ")}</p>}
    </section>
  );
}
