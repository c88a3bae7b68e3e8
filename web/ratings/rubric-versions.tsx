import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DemoBadge } from "../ui/figure.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useMoment } from "./moment.ts";
import type { Rubric, RubricVersion } from "./rubric-queries.ts";
import { rubricWords } from "./rubric-words.ts";
import { useTold } from "./told.ts";

const VersionDialog = lazy(() =>
  import("./rubric-decide.tsx").then((m) => ({ default: m.VersionDialog })),
);

/** From the beginning, as a day. */
const ALWAYS = "0001-01-01";

/** The versions of a rubric, who proposed and decided each, and what may be done with the one that is read. */
export function RubricVersions(props: {
  rubric: Rubric;
  chosen: RubricVersion;
  onChoose: (version: number) => void;
  onEdit: (() => void) | null;
}) {
  const { rubric, chosen } = props;
  const say = useWords(rubricWords);
  const language = useLanguage();
  const { day } = useTold();
  const { district } = useView().view;
  return (
    <header className="rub-card rub-versions">
      <div className="rub-name">
        <h2>{titleIn(language, chosen.content.title)}</h2>
        <span className="rub-state" data-is={rubric.inForce === null ? "proposal" : "approved"}>
          {rubric.inForce === null ? say.onlyTrial : say.inForce(String(rubric.inForce))}
        </span>
        {district.isDemo && <DemoBadge />}
      </div>
      <ul aria-label={say.versions} data-print="hide">
        {[...rubric.versions].reverse().map((one) => (
          <li key={one.version}>
            <button
              type="button"
              aria-pressed={one.version === chosen.version}
              onClick={() => props.onChoose(one.version)}
            >
              <b>{say.version(String(one.version))}</b>
              <i data-is={one.state}>{say.state(one.state)}</i>
              {one.version === rubric.scoredBy && <i data-is="used">{say.scoredBy}</i>}
              <small>
                {one.effectiveFrom === ALWAYS ? say.fromAlways : say.from(day(one.effectiveFrom))}
              </small>
            </button>
          </li>
        ))}
      </ul>
      <Told one={chosen} />
      <Acts chosen={chosen} onEdit={props.onEdit} />
    </header>
  );
}

/** Who proposed it, who decided it, and what they said. */
function Told({ one }: { one: RubricVersion }) {
  const say = useWords(rubricWords);
  const moment = useMoment();
  const said = [
    ...(one.createdBy && one.createdAt ? [say.by(one.createdBy, moment(one.createdAt))] : []),
    ...(one.note ? [one.note] : []),
    ...(one.decidedBy && one.decidedAt
      ? [say.decided(say.state(one.state), one.decidedBy, moment(one.decidedAt))]
      : []),
    ...(one.decisionNote ? [one.decisionNote] : []),
  ];
  return (
    <p className="rub-told">
      <b>
        {say.version(String(one.version))} · {say.state(one.state)}
      </b>
      {said.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </p>
  );
}

function Acts({ chosen, onEdit }: { chosen: RubricVersion; onEdit: (() => void) | null }) {
  const say = useWords(rubricWords);
  const mayDecide = useMay("ratings.decide")?.isWhole === true;
  const mayEdit = onEdit !== null;
  const [act, setAct] = useState<"approve" | "withdraw" | null>(null);
  const isProposal = chosen.state === "proposal";
  return (
    <div className="rub-acts" data-print="hide">
      {isProposal && mayDecide && (
        <Button icon="check" onPress={() => setAct("approve")}>
          {say.approve}
        </Button>
      )}
      {mayEdit && <Button onPress={onEdit}>{say.edit}</Button>}
      {isProposal && mayEdit && (
        <Button isQuiet onPress={() => setAct("withdraw")}>
          {say.withdraw}
        </Button>
      )}
      <Suspense>
        {act && <VersionDialog {...{ act, of: chosen }} onClose={() => setAct(null)} />}
      </Suspense>
    </div>
  );
}
