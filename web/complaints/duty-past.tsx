import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { handoversQuery } from "./duty-queries.ts";
import { spanAt } from "./duty-times.ts";
import { dutyWords } from "./duty-words.ts";

/** Hand-overs of before, each by its link. */
export function PastHandovers(props: { districtId: string; chosen: string | null }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const [before, setBefore] = useState<string>();
  const list = useQuery(handoversQuery(props.districtId, before));
  const count = (value: number) => formatCount(value, language);
  return (
    <section className="duty-past">
      <h2>{say.past}</h2>
      <Answer to={list} isEmpty={({ handovers }) => handovers.length === 0} empty={say.pastNone}>
        {({ handovers, next }) => (
          <>
            <ul>
              {handovers.map((one) => (
                <li key={one.handoverId}>
                  <Link
                    to="/handover"
                    aria-current={one.handoverId === props.chosen || undefined}
                    // the router's type of search is of every page at once; the link's own is kept
                    search={
                      ((now: object) => ({
                        ...now,
                        ...{ handover: one.handoverId, shift: undefined },
                      })) as never
                    }
                  >
                    <span>{spanAt(one.shift, timeZone, language)}</span>
                    <span>
                      {one.signedOut.name} → {one.signedIn?.name ?? say.waitingSign}
                    </span>
                    <small>
                      {say.summary(
                        ...([one.taken, one.settled, one.open, one.late].map(count) as [
                          string,
                          string,
                          string,
                          string,
                        ]),
                      )}
                    </small>
                  </Link>
                </li>
              ))}
            </ul>
            <p>
              {before !== undefined && (
                <Button isQuiet onPress={() => setBefore(undefined)}>
                  {say.newest}
                </Button>
              )}
              {next !== null && (
                <Button isQuiet onPress={() => setBefore(next)}>
                  {say.older}
                </Button>
              )}
            </p>
          </>
        )}
      </Answer>
    </section>
  );
}
