import { useMutation } from "@tanstack/react-query";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { CaseErasure } from "./case-erasure.tsx";
import { type CaseRecord, lookAtReporter, type Target } from "./case-queries.ts";
import { words } from "./case-words.ts";

/** Who complained, behind a button: each look is in the audit trail. */
export function CaseReporter({ record, target }: { record: CaseRecord; target: Target }) {
  const say = useWords(words);
  const look = useMutation({ mutationFn: () => lookAtReporter(target), gcTime: 0 });
  const { data } = look;
  if (!record.hasReporter) return null;
  return (
    <section className="case-card" data-print="hide">
      <h3>{say.reporter}</h3>
      {!record.maySeeReporter ? (
        <p className="case-quiet">{say.masked}</p>
      ) : data ? (
        <>
          <dl className="case-facts">
            <div>
              <dt>{say.name}</dt>
              <dd>{data.name ?? say.none}</dd>
            </div>
            <div>
              <dt>{say.telephone}</dt>
              <dd>
                {data.telephone ? <a href={`tel:${data.telephone}`}>{data.telephone}</a> : say.none}
              </dd>
            </div>
            {data.contact && (
              <div>
                <dt>{say.contact}</dt>
                <dd>{data.contact}</dd>
              </div>
            )}
            {data.text !== record.text && (
              <div>
                <dt>{say.unmasked}</dt>
                <dd>{data.text}</dd>
              </div>
            )}
          </dl>
          <p className="case-quiet">
            {data.erasedAt ? say.erased : say.otherComplaints(data.others)}
          </p>
          <Button isQuiet onPress={() => look.reset()}>
            {say.hide}
          </Button>
        </>
      ) : (
        <Button icon="user" isDisabled={look.isPending} onPress={() => look.mutate()}>
          {say.look}
        </Button>
      )}
      {record.maySeeReporter && !data?.erasedAt && (
        <CaseErasure target={target} onErased={look.reset} />
      )}
      {look.error && <p role="alert">{look.error.message}</p>}
    </section>
  );
}
