import { useState } from "react";
import { Segmented } from "../ui/controls.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { throughRows } from "../ui/rows.ts";
import { useSetCleaningLink, useStandingAsked } from "./params.ts";
import { OF_NONE, STANDING_BY, type Standing, type StandingGroup } from "./standing.ts";
import { STREET_STATES, signOfStreet } from "./titles.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** Groups that are listed before somebody asks for more. */
const FIRST = 5;

/** The same by route, team, vehicle or area; pressing one looks at it alone. */
export function StandingGroups({ standing: { groups } }: { standing: Standing }) {
  const say = useWords(words);
  const { count } = useTold();
  const { by, of } = useStandingAsked();
  const set = useSetCleaningLink();
  const [isAll, setAll] = useState(false);
  const titles = {
    ...{ route: say.byRoute, team: say.byTeam },
    ...{ vehicle: say.byVehicle, area: say.byArea },
  };
  const listed = isAll ? groups : groups.filter(({ key }, i) => i < FIRST || key === of);
  return (
    <Section title={say.by} aside={count(groups.length)}>
      <div className="clean-works">
        <Segmented
          label={say.by}
          value={by}
          options={STANDING_BY.map((value) => ({ value, title: titles[value] }))}
          onChange={(value) =>
            set({ cleanBy: value === "route" ? undefined : value, cleanOf: undefined }, true)
          }
        />
      </div>
      <ul className="clean-groups" onKeyDown={throughRows("button")}>
        {listed.map((group) => (
          <li key={group.key}>
            <Group
              group={group}
              none={say.ofNone(titles[by])}
              isChosen={group.key === of}
              onPress={() => set({ cleanOf: group.key === of ? undefined : group.key }, true)}
            />
          </li>
        ))}
      </ul>
      {groups.length > listed.length && (
        <button type="button" className="clean-link" onClick={() => setAll(true)}>
          {say.more(count(groups.length - listed.length))}
        </button>
      )}
    </Section>
  );
}

function Group(props: {
  group: StandingGroup;
  none: string;
  isChosen: boolean;
  onPress: () => void;
}) {
  const { group, isChosen } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { km } = useTold();
  const { counts, meters, name, nameEn } = group;
  return (
    <button type="button" className="clean-row" aria-pressed={isChosen} onClick={props.onPress}>
      <strong>
        {group.key === OF_NONE || name === null ? props.none : nameIn(language, { name, nameEn })}
      </strong>
      <span className="clean-bar" aria-hidden="true">
        {STREET_STATES.map((state) => (
          <i
            key={state}
            className="clean-sign"
            data-sign={signOfStreet(state)}
            style={{ flexGrow: meters > 0 ? counts[state].meters / meters : 0 }}
          />
        ))}
      </span>
      <small>
        {say.groupFacts(km(counts.behind.meters), km(counts.no_data.meters), km(meters))}
      </small>
    </button>
  );
}
