import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { proofWords } from "./proof-words.ts";
import type { Proof, ProofPass } from "./queries.ts";
import { useMoments } from "./times.ts";
import {
  EVIDENCE_TITLES,
  PASS_STATE_TITLES,
  SIGN_OF_PASS,
  STREET_WORKS,
  WORK_TITLES,
} from "./titles.ts";
import { useTold } from "./told.ts";

/** A row a stretch, a field a pass in the order of time: where on the street something is missing shows at a glance. */
export function ProofTimeline({ proof, passes }: { proof: Proof; passes: readonly ProofPass[] }) {
  const say = useWords(proofWords);
  const language = useLanguage();
  const works = STREET_WORKS.filter((work) => passes.some((pass) => pass.work === work));
  return (
    <section className="proof-card">
      <h3>
        {say.timeline} <small>{say.timelineHint}</small>
      </h3>
      {works.map((work) => (
        <div key={work} className="proof-grid-of">
          <h4>{titleIn(language, WORK_TITLES[work])}</h4>
          <Grid proof={proof} passes={passes.filter((pass) => pass.work === work)} />
        </div>
      ))}
    </section>
  );
}

function Grid({ proof, passes }: { proof: Proof; passes: readonly ProofPass[] }) {
  const say = useWords(proofWords);
  const language = useLanguage();
  const { count } = useTold();
  const moments = useMoments();
  // two routes may share a street: their passes of one time are one column
  const columns = new Map<string, ProofPass[]>();
  for (const pass of passes) {
    const key = `${pass.fromAt} ${pass.toAt}`;
    columns.set(key, [...(columns.get(key) ?? []), pass]);
  }
  const all = [...columns.values()].map((own) => ({
    pass: own[0]!,
    edges: new Map(own.flatMap(({ edges }) => edges.map((edge) => [edge.edgeId, edge]))),
  }));
  const rows = proof.edges.filter(({ edgeId }) => all.some(({ edges }) => edges.has(edgeId)));
  const days = [...new Set(all.map(({ pass }) => pass.day))];
  return (
    <div className="proof-wide">
      <table className="proof-grid">
        <thead>
          <tr>
            <td />
            {days.map((day) => (
              <th
                key={day}
                scope="colgroup"
                colSpan={all.filter(({ pass }) => pass.day === day).length}
              >
                {moments.shortDay(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((edge, i) => (
            <tr key={edge.edgeId}>
              <th scope="row">{say.edge(count(i + 1), count(edge.lengthMeters))}</th>
              {all.map(({ pass, edges }, at) => {
                const verdict = edges.get(edge.edgeId);
                if (!verdict) return <td key={pass.passId} />;
                const told = [
                  moments.span(pass.fromAt, pass.toAt),
                  titleIn(language, PASS_STATE_TITLES[verdict.state]),
                  ...verdict.evidence.map((one) => titleIn(language, EVIDENCE_TITLES[one])),
                  verdict.plate,
                  verdict.words,
                ]
                  .filter(Boolean)
                  .join(" · ");
                return (
                  <td key={pass.passId} title={told} data-first={isFirst(all, at) || undefined}>
                    <i className="clean-sign" data-sign={SIGN_OF_PASS[verdict.state]}>
                      <span className="visually-hidden">{told}</span>
                      <b aria-hidden="true">
                        {verdict.evidence.includes("positions")
                          ? "●"
                          : verdict.evidence.length > 0
                            ? "✎"
                            : ""}
                      </b>
                    </i>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether a column is the first of its day. */
const isFirst = (all: readonly { readonly pass: ProofPass }[], at: number) =>
  all[at]!.pass.day !== all[at - 1]?.pass.day;
