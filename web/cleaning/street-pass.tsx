import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Evidences } from "./evidences.tsx";
import { statesOf } from "./proof.ts";
import type { Proof, ProofPass } from "./queries.ts";
import { graceQuery } from "./settings-queries.ts";
import { PassMark } from "./sign.tsx";
import { useMoments } from "./times.ts";
import { PART_TITLES, REASON_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** One pass on a street: when it is due, what became of it, and by what one knows. */
export function StreetPass(props: {
  proof: Proof;
  pass: ProofPass;
  /** Left out: one may not enter anything. */
  onEnter?: () => void;
}) {
  const { proof, pass } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { work, count, percent } = useTold();
  const moments = useMoments();
  const { districtId } = useView().view.district;
  const grace = useQuery(graceQuery(districtId)).data;
  const states = statesOf(proof, pass);
  const whole = states.reduce((sum, { meters }) => sum + meters, 0);
  const street = proof.edges.reduce((sum, edge) => sum + edge.lengthMeters, 0);
  const part = PART_TITLES[pass.part];
  const reasons = [...new Set(pass.edges.flatMap(({ reason }) => reason ?? []))];
  return (
    <article className="clean-pass">
      <header>
        <h4>
          {work(pass.work)}
          {part && <small> {titleIn(language, part)}</small>}
        </h4>
        <b>{moments.span(pass.fromAt, pass.toAt, pass.day)}</b>
        <small>
          {[
            pass.of > 1 && say.passOf(count(pass.ordinal), count(pass.of)),
            pass.name === null ? say.order : nameIn(language, { ...pass, name: pass.name }),
            pass.team,
            whole < street - 1 && say.ofThis(percent(whole, street)),
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </header>
      <ul className="clean-states">
        {states.map(({ state, meters }) => (
          <li key={state}>
            <PassMark state={state} />
            {states.length > 1 && <small>{percent(meters, whole)}</small>}
          </li>
        ))}
        {pass.suspension && <li>{pass.suspension.reason}</li>}
      </ul>
      {reasons.length > 0 && (
        <p className="clean-reasons">
          {reasons.map((reason) => titleIn(language, REASON_TITLES[reason])).join(" · ")}
        </p>
      )}
      <Evidences {...{ proof, pass }} graceMinutes={grace ?? 0} />
      {props.onEnter && isEnterable(pass) && (
        <button type="button" className="clean-link" data-print="hide" onClick={props.onEnter}>
          {say.enter}
        </button>
      )}
    </article>
  );
}

/** Of what has not begun nobody can say anything, and of what is done all there is to say is said. */
const isEnterable = ({ edges }: ProofPass) =>
  edges.some(({ state }) => !["upcoming", "done", "suspended"].includes(state));
