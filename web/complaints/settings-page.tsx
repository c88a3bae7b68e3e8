import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { useWords } from "../ui/language.ts";
import { lifeQuery, unitsQuery } from "./case-queries.ts";
import { FromOutside } from "./settings-outside.tsx";
import { assignmentQuery } from "./settings-queries.ts";
import { Rules } from "./settings-rules.tsx";
import { Units } from "./settings-units.tsx";
import { settingsWords } from "./settings-words.ts";
import { WatchLinks } from "./watch-links.tsx";
import "./settings.css";

/** Whom complaints go to: the units, who belongs to them, and the rules that give out complaints. */
export function SettingsPage() {
  const say = useWords(settingsWords);
  const { districtId } = useView().view.district;
  const units = useQuery(unitsQuery(districtId));
  const assignment = useQuery(assignmentQuery(districtId));
  const life = useQuery(lifeQuery(districtId));
  return (
    <div className="case-settings">
      <FromOutside />
      <WatchLinks at="settings" />
      <section>
        <h2>{say.units}</h2>
        <p className="settings-quiet">{say.unitsIntro}</p>
        <Answer to={units}>{({ units: known }) => <Units units={known} />}</Answer>
      </section>
      <section>
        <h2>{say.rules}</h2>
        <p className="settings-quiet">{say.rulesIntro}</p>
        <Answer to={assignment}>
          {({ rules, areas }) =>
            units.data &&
            life.data && (
              <Rules
                key={JSON.stringify(rules)}
                {...{ rules, areas }}
                units={units.data.units}
                life={life.data}
              />
            )
          }
        </Answer>
      </section>
    </div>
  );
}
