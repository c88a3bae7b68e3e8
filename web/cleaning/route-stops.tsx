import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { moved } from "./route-course.ts";
import type { Draft } from "./route-draft.ts";
import { stopsQuery } from "./route-queries.ts";
import { edit } from "./route-session.ts";
import { STOP_TITLES } from "./route-titles.ts";
import { routeWords } from "./route-words.ts";

/** What a round empties, in order. */
export function RouteStops({ draft }: { draft: Draft }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const stops = useQuery(stopsQuery(districtId));
  const { stopIds } = draft;
  const put = (at: number, to: number) => edit({ stopIds: moved(stopIds, at, at, to) });
  return (
    <Section title={say.stops} aside={say.stopsTold(formatCount(stopIds.length, language))}>
      <Answer to={{ ...stops, isFetching: false }}>
        {({ stops: all }) => {
          const byId = new Map(all.map((stop) => [stop.facilityId, stop]));
          if (stopIds.length === 0) return <p className="answer-empty">{say.stopsEmpty}</p>;
          return (
            <ol className="rt-course rt-course-edited">
              {stopIds.map((id, i) => {
                const stop = byId.get(id);
                const kind = stop?.kind ?? "";
                return (
                  <li key={id}>
                    <span>{stop ? nameIn(language, stop) : id}</span>
                    <small>{titleIn(language, STOP_TITLES[kind] ?? { zh: kind, en: kind })}</small>
                    <span className="rt-run-acts">
                      <IconButton
                        icon="up"
                        label={say.up}
                        isDisabled={i === 0}
                        onPress={() => put(i, i - 1)}
                      />
                      <IconButton
                        icon="down"
                        label={say.down}
                        isDisabled={i === stopIds.length - 1}
                        onPress={() => put(i, i + 2)}
                      />
                      <IconButton
                        icon="close"
                        label={say.remove}
                        onPress={() => edit({ stopIds: stopIds.filter((one) => one !== id) })}
                        tip="left"
                      />
                    </span>
                  </li>
                );
              })}
            </ol>
          );
        }}
      </Answer>
    </Section>
  );
}
