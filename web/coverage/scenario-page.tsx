import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, IconButton } from "../ui/controls.tsx";
import { FILE_FORMATS, type FileFormat, FileMenu, TABLE_FORMATS } from "../ui/file-menu.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import "./scenario.css";
import {
  idsIn,
  linkOf,
  MOST_COMPARED,
  useScenarioLink,
  useSetScenarioLink,
  withId,
} from "./scenario-link.ts";
import { Pictures } from "./scenario-picture.tsx";
import {
  comparisonQuery,
  makeTargets,
  type Scenario,
  scenariosQuery,
  targetsQuery,
} from "./scenario-queries.ts";
import { RemoveAsk } from "./scenario-section.tsx";
import { AreaTable, ComparisonTable } from "./scenario-table.tsx";
import { TargetsPart } from "./scenario-targets.tsx";
import { words } from "./scenario-words.ts";

/** Scenarios beside the register as it is, and what is to be built of them. */
export function ScenarioPage() {
  const say = useWords(words);
  const { name, nameEn, districtId } = useView().view.district;
  const language = useLanguage();
  const scenarios = useQuery(scenariosQuery(districtId));
  const { compare } = useScenarioLink();
  const known = new Set(scenarios.data?.scenarios.map(({ scenarioId }) => scenarioId));
  // a link may name one that is gone
  const ids = idsIn(compare)
    .filter((id) => known.has(id))
    .slice(0, MOST_COMPARED);
  const comparison = useQuery(comparisonQuery(districtId, ids));
  return (
    <div className="scn-page">
      <p className="scn-paper" data-print="only">
        {language === "en" ? (nameEn ?? name) : name}
      </p>
      <section className="scn-card scn-choose" data-print="hide">
        <header>
          <h2>{say.choose}</h2>
          <span>{say.chooseHint}</span>
          <Link
            className="button button-quiet"
            to={"/coverage" as never}
            // the router's type of search is of every page at once; the link's own is kept
            search={((now: object) => now) as never}
          >
            {say.toMap}
          </Link>
        </header>
        <Answer to={scenarios} isEmpty={(data) => data.scenarios.length === 0} empty={say.noneRead}>
          {(data) => (
            <ul>
              {data.scenarios.map((scenario) => (
                <Choice key={scenario.scenarioId} {...{ scenario, ids }} />
              ))}
            </ul>
          )}
        </Answer>
      </section>
      {ids.length > 0 && (
        <section className="scn-card scn-compared">
          <Answer to={comparison}>
            {(data) => (
              <>
                <div className="scn-tools" data-print="hide">
                  <Files
                    title={say.fileComparison}
                    formats={TABLE_FORMATS}
                    urlOf={(format) => `compare/file?ids=${ids.join(",")}&format=${format}`}
                  />
                  <Button icon="print" isQuiet onPress={() => print()}>
                    {say.print}
                  </Button>
                </div>
                <ComparisonTable comparison={data} />
                <p className="scn-note">{say.managementNote}</p>
                <Pictures comparison={data} />
                <AreaTable comparison={data} />
              </>
            )}
          </Answer>
        </section>
      )}
      <TargetsPart />
    </div>
  );
}

/** One scenario to tick, with what can be done with it. */
function Choice({ scenario, ids }: { scenario: Scenario; ids: readonly string[] }) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const set = useSetScenarioLink();
  const client = useQueryClient();
  const mayWrite = useMay("coverage.edit")?.isWhole === true;
  const [isAsked, setAsked] = useState(false);
  const { scenarioId, name, note, question, targets } = scenario;
  const isIn = ids.includes(scenarioId);
  const added = question?.edits?.added?.length ?? 0;
  const make = useMutation({
    mutationFn: () => makeTargets(districtId, scenarioId),
    onSuccess: (told) => {
      client.setQueryData(targetsQuery(districtId).queryKey, told);
      return client.invalidateQueries(scenariosQuery(districtId));
    },
  });
  return (
    <li className="scn-choice">
      <label className="toggle">
        <input
          type="checkbox"
          checked={isIn}
          disabled={!isIn && ids.length >= MOST_COMPARED}
          onChange={(event) => set({ compare: withId(ids, scenarioId, event.target.checked) })}
        />
        <span className="toggle-box">
          <Icon name="check" size={12} />
        </span>
        <span className="scn-name">
          <b>{name}</b>
          {note && <small>{note}</small>}
        </span>
      </label>
      <span className="scn-acts">
        {question && (
          <Link
            className="button button-quiet"
            to={"/coverage" as never}
            search={
              // likewise
              ((now: object) => ({ ...now, ...linkOf(question), scenario: scenarioId })) as never
            }
          >
            {say.openOnMap}
          </Link>
        )}
        {targets > 0 && <small>{say.targetsMade(formatCount(targets, language))}</small>}
        {mayWrite && added > targets && (
          <Button isQuiet isDisabled={make.isPending} onPress={() => make.mutate()}>
            {say.makeTargets}
          </Button>
        )}
        <Files
          title={say.fileOf(name)}
          formats={FILE_FORMATS}
          parts={[
            { part: "sites", title: say.fileSites },
            { part: "gaps", title: say.fileGaps },
            { part: "areas", title: say.fileAreas },
          ]}
          urlOf={(format, part) => `${scenarioId}/file?part=${part}&format=${format}`}
        />
        {mayWrite && (
          <IconButton icon="close" label={say.remove} tip="left" onPress={() => setAsked(true)} />
        )}
      </span>
      {make.error && (
        <p className="scn-failed" role="alert">
          {make.error.message}
        </p>
      )}
      {isAsked && <RemoveAsk scenario={scenario} onClose={() => setAsked(false)} />}
    </li>
  );
}

/** Files behind one button. */
function Files(props: {
  title: string;
  formats: readonly FileFormat[];
  parts?: readonly { readonly part: string; readonly title: string }[];
  urlOf: (format: string, part: string) => string;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { parts = [{ part: "", title: "" }] } = props;
  const lang = language === "en" ? "en" : "zh";
  return (
    <FileMenu label={props.title} text={say.files} className="scn-files">
      {parts.map(({ part, title }) => (
        <li key={part} className="scn-part">
          {title && <small className="scn-part-title">{title}</small>}
          {props.formats.map(({ format, title: called }) => (
            <a
              key={format}
              download
              href={`/api/districts/${districtId}/coverage/scenarios/${props.urlOf(format, part)}&lang=${lang}`}
            >
              {called}
            </a>
          ))}
        </li>
      ))}
    </FileMenu>
  );
}
