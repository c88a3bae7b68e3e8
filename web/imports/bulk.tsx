import { type FormEvent, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { type Figure, type Shared, useBulk } from "./queries.ts";
import { words } from "./words.ts";

type What = Figure["bulk"][number];

/** What can be done to the chosen rows at once; it says what will happen before it does. */
export function Bulk(props: {
  bulk: readonly What[];
  rows: readonly { readonly id: string; readonly revision: number }[];
  onDone: () => void;
}) {
  const { bulk, rows, onDone } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const write = useBulk(view.district.districtId);
  const [what, setWhat] = useState<What | null>(null);
  const count = formatCount(rows.length, language);

  function send(shared: Shared) {
    const records = rows.map(({ id, revision }) => ({ facilityId: id, revision }));
    write.mutate(
      { records, shared },
      {
        onSettled: () => {
          setWhat(null);
          onDone();
        },
      },
    );
  }
  const isStale = write.error instanceof ApiError && write.error.problem.code === "stale";
  const said = write.isPending
    ? say.writing
    : write.isSuccess
      ? say.written(formatCount(write.data, language))
      : null;
  if (rows.length === 0)
    return (
      <>
        {said && (
          <p className="quality-said" role="status">
            {said}
          </p>
        )}
        {write.error && (
          <p className="quality-failure" role="alert">
            {isStale ? say.staleRows : say.failed}
          </p>
        )}
      </>
    );
  return (
    <div className="quality-bulk" data-print="hide">
      {what ? (
        <Confirm
          key={what}
          what={what}
          count={count}
          isWriting={write.isPending}
          onWrite={send}
          onCancel={() => setWhat(null)}
        />
      ) : (
        <>
          <span>{say.selected(count)}</span>
          {bulk.map((one) => (
            <Button
              key={one}
              onPress={() => {
                write.reset();
                setWhat(one);
              }}
            >
              {one === "verify"
                ? say.markVerified
                : one === "manager"
                  ? say.setManager
                  : say.setOwner}
            </Button>
          ))}
          <Button isQuiet onPress={onDone}>
            {say.clearSelection}
          </Button>
        </>
      )}
    </div>
  );
}

function Confirm(props: {
  what: What;
  count: string;
  isWriting: boolean;
  onWrite: (shared: Shared) => void;
  onCancel: () => void;
}) {
  const { what, count } = props;
  const say = useWords(words);
  const [value, setValue] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onWrite(what === "verify" ? { do: what } : { do: what, value: value.trim() });
  };
  return (
    <form onSubmit={submit}>
      <p>{what === "verify" ? say.verifySure(count) : say.valueSure(say[what], count)}</p>
      {what !== "verify" && (
        <input
          aria-label={say[what]}
          // biome-ignore lint/a11y/noAutofocus: one has just asked to type it
          autoFocus
          required
          maxLength={200}
          pattern=".*\S.*"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <button className="button quality-go" type="submit" disabled={props.isWriting}>
        {props.isWriting ? say.writing : what === "verify" ? say.markVerified : say.write}
      </button>
      <Button isQuiet onPress={props.onCancel}>
        {say.cancel}
      </Button>
    </form>
  );
}
