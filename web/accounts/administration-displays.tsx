import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Toggle } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { displaysQuery, useAdministration } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";
import { Confirm } from "./confirm.tsx";
import { Screens, SignedInScreens } from "./display-screens.tsx";
import { displayWords } from "./display-words.ts";
import { faultsOf } from "./faults.ts";
import { Field } from "./field.tsx";
import { done } from "./queries.ts";
import { ShownOnce } from "./shown-once.tsx";
import { type Term, TermField } from "./term-field.tsx";

/** The walls that have a token. */
export function DisplaysTab() {
  const say = useWords(adminWords);
  const told = useWords(displayWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId, timeZone } = view.district;
  const list = useQuery(displaysQuery(districtId));
  const [isMaking, setMaking] = useState(false);
  const [asked, setAsked] = useState<{ tokenId: string; name: string } | null>(null);
  const revoke = useAdministration((tokenId: string) =>
    done(
      api.DELETE("/api/districts/{districtId}/displays/{tokenId}", {
        params: { path: { districtId, tokenId } },
      }),
    ),
  );
  const time = dateFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  return (
    <>
      <div className="admin-tools">
        <span className="admin-space" />
        {/* the router's type of search is of every page at once; the link's own is kept */}
        <Link to="/wall/scenes" search={((now: object) => now) as never}>
          {say.displayScenes}
        </Link>
        <button className="button button-main" type="button" onClick={() => setMaking(true)}>
          {say.displayAdd}
        </button>
      </div>
      <Answer to={list} isEmpty={({ displays }) => displays.length === 0} empty={say.displaysEmpty}>
        {({ displays }) => (
          <div className="admin-scroll">
            <table className="admin-table admin-stacked">
              <thead>
                <tr>
                  <th>{say.displayName}</th>
                  <th>{told.screens}</th>
                  <th>{say.lastSeen}</th>
                  <th>{say.expires}</th>
                  <th>{say.madeBy}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {displays.map((display) => (
                  <tr key={display.tokenId}>
                    <td>
                      {display.name} <small className="code">…{display.hint}</small>
                      {display.mayAcknowledge && <small>{told.mayAcknowledge}</small>}
                    </td>
                    <td data-title={told.screens}>
                      <Screens screens={display.screens} />
                    </td>
                    <td className="admin-time" data-title={say.lastSeen}>
                      {display.lastSeenAt ? time.format(new Date(display.lastSeenAt)) : say.notSeen}
                      <small>{display.lastSeenAddress}</small>
                    </td>
                    <td className="admin-time" data-title={say.expires}>
                      {display.expiresAt ? time.format(new Date(display.expiresAt)) : say.forever}
                    </td>
                    <td data-title={say.madeBy}>{display.createdBy}</td>
                    <td className="admin-end">
                      <Button isQuiet onPress={() => setAsked(display)}>
                        {say.revoke}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
      {list.data && <SignedInScreens screens={list.data.signedIn} />}
      {isMaking && <NewDisplay onClose={() => setMaking(false)} />}
      {asked && (
        <Confirm
          question={say.revokeAsk(asked.name)}
          verb={say.revoke}
          isBusy={revoke.isPending}
          onConfirm={() => revoke.mutate(asked.tokenId, { onSettled: () => setAsked(null) })}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

function NewDisplay({ onClose }: { onClose: () => void }) {
  const say = useWords(adminWords);
  const { view } = useView();
  const { districtId } = view.district;
  const told = useWords(displayWords);
  const [term, setTerm] = useState<Term>("365");
  const [mayAcknowledge, setMayAcknowledge] = useState(false);
  const make = useAdministration((name: string) =>
    unwrap(
      api.POST("/api/districts/{districtId}/displays", {
        params: { path: { districtId } },
        body: { name, expiresInDays: term === "" ? null : Number(term), mayAcknowledge },
      }),
    ),
  );
  const faults = faultsOf(make.error, "name");
  if (make.data)
    return (
      <Dialog
        title={make.data.display.name}
        onClose={onClose}
        buttons={<Button onPress={onClose}>{say.close}</Button>}
      >
        <ShownOnce
          secret={make.data.token}
          note={`${say.onceToken}${mayAcknowledge ? told.keyboardHint : say.displayHint}`}
        />
      </Dialog>
    );
  return (
    <Dialog
      title={say.displayAdd}
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
      <Field
        label={say.displayName}
        name="name"
        failure={faults.of("name") ?? faults.rest}
        isFirst
      />
      <TermField term={term} onChange={setTerm} />
      <Toggle isOn={mayAcknowledge} onChange={setMayAcknowledge}>
        {told.mayAcknowledgeLabel}
      </Toggle>
      <small>{told.mayAcknowledgeHint}</small>
    </Dialog>
  );
}
