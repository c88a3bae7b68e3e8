import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { useWords } from "../ui/language.ts";
import { lifeQuery, unitsQuery } from "./case-queries.ts";
import { Categories } from "./settings-categories.tsx";
import { categoriesQuery } from "./settings-category-queries.ts";
import { categoryWords } from "./settings-category-words.ts";
import { FromOutside } from "./settings-outside.tsx";
import { assignmentQuery } from "./settings-queries.ts";
import { Rules } from "./settings-rules.tsx";
import { Units } from "./settings-units.tsx";
import { settingsWords } from "./settings-words.ts";
import { WatchLinks } from "./watch-links.tsx";
import "./settings.css";

/** What complaints are about and whom they go to: the categories, the units with their members, and the rules. */
export function SettingsPage() {
  const say = useWords(settingsWords);
  const sayCategory = useWords(categoryWords);
  const { districtId } = useView().view.district;
  const units = useQuery(unitsQuery(districtId));
  const assignment = useQuery(assignmentQuery(districtId));
  const life = useQuery(lifeQuery(districtId));
  const categories = useQuery(categoriesQuery(districtId));
  return (
    <div className="case-settings">
      <WatchLinks at="settings" />
      <FromOutside />
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
      <section>
        <h2>{sayCategory.categories}</h2>
        <p className="settings-quiet">{sayCategory.intro}</p>
        {/* it does not fade as it is asked again: one may be typing in it */}
        <Answer to={{ ...categories, isFetching: false }}>
          {(known) => <Categories known={known} />}
        </Answer>
      </section>
    </div>
  );
}
