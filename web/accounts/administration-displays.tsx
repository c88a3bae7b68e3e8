import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Toggle } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { displaysQuery, useAdministration } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";
import { Confirm } from "./confirm.tsx";
import { faultsOf } from "./faults.ts";
import { Field } from "./field.tsx";
import { done } from "./queries.ts";
import { ShownOnce } from "./shown-once.tsx";
import { type Term, TermField } from "./term-field.tsx";

/** The walls that have a token. */
export function DisplaysTab() {
  const say = useWords(adminWords);
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
                      {display.mayAcknowledge && <small>{say.displayAcknowledges}</small>}
                      <Screens screens={display.screens} time={time} />
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

type Screens = components["schemas"]["Display"]["screens"];

/** Screens that show the wall with a token: what each shows, whether it lives, and what went wrong on it. */
function Screens({ screens, time }: { screens: Screens; time: Intl.DateTimeFormat }) {
  const say = useWords(adminWords);
  return screens.map((one) => (
    <small key={one.screen} className="admin-screen" data-silent={one.silentSince !== null}>
      {one.screen} · {one.sceneId ?? "—"} ·{" "}
      {one.silentSince === null
        ? say.screenAlive(Math.floor(one.uptimeSeconds / 3600))
        : say.screenSilent(time.format(new Date(one.silentSince)))}
      {one.lastError && ` · ${one.lastError}`}
    </small>
  ));
}

function NewDisplay({ onClose }: { onClose: () => void }) {
  const say = useWords(adminWords);
  const { view } = useView();
  const { districtId } = view.district;
  const [term, setTerm] = useState<Term>("365");
  const [mayAcknowledge, setMayAcknowledge] = useState(false);
  const make = useAdministration((name: string) =>
    unwrap(
      api.POST("/api/districts/{districtId}/displays", {
        params: { path: { districtId } },
        body: {
          ...{ name, mayAcknowledge },
          expiresInDays: term === "" ? null : Number(term),
        },
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
        <ShownOnce secret={make.data.token} note={`${say.onceToken}${say.displayHint}`} />
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
        {say.displayKeyboard}
      </Toggle>
    </Dialog>
  );
}
