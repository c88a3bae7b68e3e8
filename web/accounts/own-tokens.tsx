import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useAdministration } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";
import { Confirm } from "./confirm.tsx";
import { faultsOf } from "./faults.ts";
import { Field } from "./field.tsx";
import { done } from "./queries.ts";
import { ShownOnce } from "./shown-once.tsx";
import { type Term, TermField } from "./term-field.tsx";
import "./administration.css";

const ownTokensQuery = () =>
  queryOptions({
    queryKey: ["accounts", "own", "tokens"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/account/tokens", { signal })),
  });

/** One's own tokens, for scripts. */
export function OwnTokens() {
  const say = useWords(adminWords);
  const language = useLanguage();
  const list = useQuery(ownTokensQuery());
  const [isMaking, setMaking] = useState(false);
  const [asked, setAsked] = useState<{ tokenId: string; name: string } | null>(null);
  const revoke = useAdministration((tokenId: string) =>
    done(api.DELETE("/api/account/tokens/{tokenId}", { params: { path: { tokenId } } })),
  );
  const { timeZone } = useView().view.district;
  const day = dateFormat(language, { dateStyle: "medium", timeZone });
  return (
    <section className="card">
      <div className="card-head">
        <h2>{say.tokens}</h2>
        <Button icon="plus" onPress={() => setMaking(true)}>
          {say.tokenAdd}
        </Button>
      </div>
      <p className="form-hint">{say.tokensHint}</p>
      <Answer to={list} isEmpty={({ tokens }) => tokens.length === 0} empty={say.tokensEmpty}>
        {({ tokens }) => (
          <table className="own-sessions">
            <tbody>
              {tokens.map((token) => (
                <tr key={token.tokenId}>
                  <td>
                    {token.name} <span className="code">…{token.hint}</span>
                    <small>
                      {token.access === "read" ? say.read : say.write} · {say.expires}{" "}
                      {token.expiresAt ? day.format(new Date(token.expiresAt)) : say.forever}
                    </small>
                  </td>
                  <td>
                    {token.lastSeenAt ? day.format(new Date(token.lastSeenAt)) : say.notSeen}
                    <small>
                      {say.lastSeen} {token.lastSeenAddress}
                    </small>
                  </td>
                  <td>
                    <Button onPress={() => setAsked(token)}>{say.revoke}</Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answer>
      {isMaking && <NewToken onClose={() => setMaking(false)} />}
      {asked && (
        <Confirm
          question={say.revokeAsk(asked.name)}
          verb={say.revoke}
          isBusy={revoke.isPending}
          onConfirm={() => revoke.mutate(asked.tokenId, { onSettled: () => setAsked(null) })}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

function NewToken({ onClose }: { onClose: () => void }) {
  const say = useWords(adminWords);
  const [term, setTerm] = useState<Term>("90");
  const [access, setAccess] = useState<"read" | "write">("read");
  const make = useAdministration((name: string) =>
    unwrap(
      api.POST("/api/account/tokens", {
        body: { name, access, expiresInDays: term === "" ? null : Number(term) },
      }),
    ),
  );
  const faults = faultsOf(make.error, "name");
  if (make.data)
    return (
      <Dialog
        title={make.data.known.name}
        onClose={onClose}
        buttons={<Button onPress={onClose}>{say.close}</Button>}
      >
        <ShownOnce secret={make.data.token} note={say.onceToken} />
        <div className="field">
          <span className="field-title">{say.example}</span>
          <pre className="secret">
            {`curl -H "Authorization: Bearer ${make.data.token}" ${location.origin}/api/districts`}
          </pre>
        </div>
      </Dialog>
    );
  return (
    <Dialog
      title={say.tokenAdd}
      onClose={onClose}
      onSubmit={(form) => make.mutate(String(form.get("name")).trim())}
      buttons={
        <>
          <Button isQuiet onPress={onClose}>
            {say.cancel}
          </Button>
          <button className="button button-main" type="submit" disabled={make.isPending}>
            {say.create}
          </button>
        </>
      }
    >
      <Field label={say.tokenName} name="name" failure={faults.of("name") ?? faults.rest} isFirst />
      <div className="field">
        <span className="field-title">{say.access}</span>
        <Segmented
          label={say.access}
          value={access}
          options={[
            { value: "read", title: say.read },
            { value: "write", title: say.write },
          ]}
          onChange={setAccess}
        />
      </div>
      <TermField term={term} onChange={setTerm} />
    </Dialog>
  );
}
