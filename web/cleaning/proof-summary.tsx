import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { statesOf } from "./proof.ts";
import { proofWords } from "./proof-words.ts";
import type { Proof, ProofPass } from "./queries.ts";
import { PassMark } from "./sign.tsx";
import { DUE_STATES, type PassState, STREET_WORKS, WORK_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

/** What became of all passes, by work: what is due is what is over and was not suspended. */
export function ProofSummary({ proof, passes }: { proof: Proof; passes: readonly ProofPass[] }) {
  const say = useWords(proofWords);
  const language = useLanguage();
  const { km, percent, count } = useTold();
  const rows = STREET_WORKS.flatMap((work) => {
    const own = passes.filter((pass) => pass.work === work);
    if (own.length === 0) return [];
    const sums = new Map<PassState, number>();
    for (const pass of own)
      for (const { state, meters } of statesOf(proof, pass))
        sums.set(state, (sums.get(state) ?? 0) + meters);
    const of = (state: PassState) => sums.get(state) ?? 0;
    const due = DUE_STATES.reduce((sum, state) => sum + of(state), 0);
    return [{ work, passes: own.filter(isOver).length, of, due }];
  });
  return (
    <section className="proof-card">
      <h3>{say.summary}</h3>
      <div className="proof-wide">
        <table className="proof-table">
          <thead>
            <tr>
              <th scope="col">{say.work}</th>
              <th scope="col">{say.passesDue}</th>
              <th scope="col">{say.dueKm}</th>
              <th scope="col">{say.rate}</th>
              {DUE_STATES.map((state) => (
                <th scope="col" key={state}>
                  <PassMark state={state} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.work}>
                <th scope="row">{titleIn(language, WORK_TITLES[row.work])}</th>
                <td>{count(row.passes)}</td>
                <td>{say.km(km(row.due))}</td>
                <td>
                  <b>{percent(row.of("done"), row.due)}</b>
                </td>
                {DUE_STATES.map((state) => (
                  <td key={state}>{say.km(km(row.of(state)))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const isOver = ({ edges }: ProofPass) =>
  edges.some(({ state }) => (DUE_STATES as readonly string[]).includes(state));
