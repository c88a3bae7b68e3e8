import { useWords } from "../ui/language.ts";
import { StreetSign } from "./sign.tsx";
import type { Standing } from "./standing.ts";
import { useMoments, useNow } from "./times.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** As of when it is told, how old that is, and when anything was last recorded. */
export function StandingAge({ at, latestAt }: { at: string; latestAt: string | null }) {
  const say = useWords(words);
  const moments = useMoments();
  return (
    <Age at={at}>
      <small>{latestAt === null ? say.noLatest : say.latest(moments.stamp(latestAt))}</small>
    </Age>
  );
}

/** As of when something is told, and how old that is. */
export function Age({ at, children }: { at: string; children?: React.ReactNode }) {
  const say = useWords(words);
  const { count } = useTold();
  const moments = useMoments();
  const minutes = Math.floor((useNow() - Date.parse(at)) / 60_000);
  return (
    <p className="clean-age" role="status">
      <b>{say.asOf(moments.clock(at))}</b> ·{" "}
      {minutes < 1 ? say.now : say.minutesAgo(count(minutes))}
      {children}
    </p>
  );
}

/** What matters first: how much is behind; then what nobody can know, apart and in words. */
export function StandingHead({ standing: { counts, meters } }: { standing: Standing }) {
  const say = useWords(words);
  const { count, km, percent } = useTold();
  const { behind, no_data } = counts;
  return (
    <section className="clean-head" aria-label={say.listBehind}>
      <div data-is={behind.meters > 0 ? "behind" : "well"}>
        <p>
          <StreetSign state={behind.meters > 0 ? "behind" : "done"} />
          {behind.meters > 0
            ? say.behindHead(count(behind.streets), km(behind.meters))
            : say.noneBehind}
        </p>
        {behind.meters > 0 && (
          <small>{say.ofAll(km(meters), percent(behind.meters, meters))}</small>
        )}
      </div>
      {no_data.meters > 0 && (
        <div data-is="no-data">
          <p>
            <StreetSign state="no_data" />
            {say.noDataHead(km(no_data.meters), percent(no_data.meters, meters))}
          </p>
          <small>{say.noDataSays}</small>
        </div>
      )}
    </section>
  );
}
