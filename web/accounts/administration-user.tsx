import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import {
  type ManagedAccount,
  type NewGrant,
  rolesQuery,
  useAdministration,
} from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";
import { Confirm } from "./confirm.tsx";
import { Failure } from "./failure.tsx";
import { faultsOf } from "./faults.ts";
import { GrantChip } from "./grant-chip.tsx";
import { GrantFields, reachesSomewhere } from "./grant-fields.tsx";
import { done } from "./queries.ts";
import { ShownOnce } from "./shown-once.tsx";

/** What is about to be done and cannot be taken back by a click. */
type Asked = { readonly question: string; readonly verb: string; readonly act: Act };
type Act =
  | { readonly kind: "withdraw"; readonly grantId: string }
  | { readonly kind: "disable" | "reset" | "resetTotp" | "resetSignOn" | "endSessions" };
type Change =
  | Act
  | { readonly kind: "enable" }
  | { readonly kind: "give"; readonly grant: NewGrant }
  | { readonly kind: "rename"; readonly displayName: string };

/** One account: its roles here, and what an administrator may do to it. */
export function UserDialog(props: {
  account: ManagedAccount;
  isLast: boolean;
  onClose: () => void;
}) {
  const { account, isLast, onClose } = props;
  const say = useWords(adminWords);
  const language = useLanguage();
  const roles = useQuery(rolesQuery());
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isGiving, setGiving] = useState<NewGrant | null>(null);
  const [name, setName] = useState<string | null>(null);
  const change = useChange(account.accountId);
  const faults = faultsOf(change.error);
  const { displayName } = account;
  const titleOf = (role: string) => {
    const title = roles.data?.roles.find((one) => one.role === role)?.title;
    return title ? titleIn(language, title) : role;
  };
  const ask = (question: string, verb: string, act: Act) => setAsked({ question, verb, act });
  const done = change.data;

  if (asked)
    return (
      <Confirm
        question={asked.question}
        verb={asked.verb}
        isBusy={change.isPending}
        onConfirm={() => change.mutate(asked.act, { onSettled: () => setAsked(null) })}
        onClose={() => setAsked(null)}
      />
    );
  return (
    <Dialog
      title={displayName}
      onClose={onClose}
      buttons={<Button onPress={onClose}>{say.close}</Button>}
    >
      <p className="form-hint">
        {say.loginName} <code>{account.loginName}</code>
        {" · "}
        {account.isDemo ? say.byDemo : say.signsInBy(account.hasPassword, account.isLinked)}
        {!account.isDemo && ` · ${say.totp} ${account.hasTotp ? say.yes : say.no}`}
      </p>
      {done?.password && (
        <ShownOnce secret={done.password} note={say.once} loginName={account.loginName} />
      )}
      {done?.ended && (
        <p className="form-notice" role="status">
          {say.ended(done.ended.sessions, done.ended.tokens)}
        </p>
      )}
      <Failure>{faults.rest}</Failure>
      <section className="admin-part">
        <h3>{say.rolesHere}</h3>
        <ul className="admin-grants">
          {account.grants.map((grant) => (
            <li key={grant.grantId}>
              <GrantChip grant={grant} />
              <Button
                isQuiet
                isDisabled={isLast && grant.role === "administrator"}
                onPress={() =>
                  ask(say.takeAsk(titleOf(grant.role), displayName), say.take, {
                    kind: "withdraw",
                    grantId: grant.grantId,
                  })
                }
              >
                {say.take}
              </Button>
            </li>
          ))}
        </ul>
        {isGiving ? (
          <>
            <GrantFields grant={isGiving} onChange={setGiving} />
            <div className="admin-row">
              <Button
                isDisabled={change.isPending || !reachesSomewhere(isGiving)}
                onPress={() =>
                  change.mutate(
                    { kind: "give", grant: isGiving },
                    { onSuccess: () => setGiving(null) },
                  )
                }
              >
                {say.give}
              </Button>
              <Button isQuiet onPress={() => setGiving(null)}>
                {say.cancel}
              </Button>
            </div>
          </>
        ) : (
          !account.isDemo && (
            <Button icon="plus" onPress={() => setGiving({ role: "viewer", areaIds: null })}>
              {say.moreRole}
            </Button>
          )
        )}
      </section>
      {account.canManage || account.canStop ? (
        <>
          {!account.canManage && <p className="form-hint">{say.stopHint}</p>}
          <section className="admin-part" hidden={!account.canManage}>
            <h3>{say.name}</h3>
            <div className="admin-row">
              <input
                className="input"
                aria-label={say.name}
                value={name ?? displayName}
                maxLength={100}
                onChange={(event) => setName(event.target.value)}
              />
              <Button
                isDisabled={!name?.trim() || name.trim() === displayName || change.isPending}
                onPress={() => change.mutate({ kind: "rename", displayName: name?.trim() ?? "" })}
              >
                {say.rename}
              </Button>
            </div>
          </section>
          <section className="admin-part">
            <h3>{say.danger}</h3>
            {isLast && <p className="form-hint">{say.lastHint}</p>}
            <div className="admin-row">
              {account.canManage && account.hasPassword && (
                <Button
                  onPress={() => ask(say.resetAsk(displayName), say.reset, { kind: "reset" })}
                >
                  {say.reset}
                </Button>
              )}
              {account.canManage && account.isLinked && (
                <Button
                  onPress={() =>
                    ask(say.resetSignOnAsk(displayName), say.resetSignOn, { kind: "resetSignOn" })
                  }
                >
                  {say.resetSignOn}
                </Button>
              )}
              {account.canManage && account.hasTotp && (
                <Button
                  onPress={() =>
                    ask(say.resetTotpAsk(displayName), say.resetTotp, { kind: "resetTotp" })
                  }
                >
                  {say.resetTotp}
                </Button>
              )}
              <Button
                onPress={() =>
                  ask(say.endSessionsAsk(displayName), say.endSessions, { kind: "endSessions" })
                }
              >
                {say.endSessions}
              </Button>
              {account.isDisabled && !account.canManage ? null : account.isDisabled ? (
                <Button onPress={() => change.mutate({ kind: "enable" })}>{say.enable}</Button>
              ) : (
                <Button
                  isDisabled={isLast}
                  onPress={() => ask(say.disableAsk(displayName), say.disable, { kind: "disable" })}
                >
                  {say.disable}
                </Button>
              )}
            </div>
          </section>
        </>
      ) : (
        !account.isDemo && (
          <p className="form-hint">{account.isSelf ? say.selfHint : say.partlyHint}</p>
        )
      )}
    </Dialog>
  );
}

/** What a change answers that must be shown. */
type Answered = { password?: string; ended?: { sessions: number; tokens: number } };

function useChange(accountId: string) {
  const { view } = useView();
  const path = { districtId: view.district.districtId, accountId };
  const ACCOUNT = "/api/districts/{districtId}/accounts/{accountId}" as const;
  return useAdministration(async (given: Change): Promise<Answered> => {
    switch (given.kind) {
      case "withdraw":
        await done(
          api.DELETE(`${ACCOUNT}/grants/{grantId}`, {
            params: { path: { ...path, grantId: given.grantId } },
          }),
        );
        return {};
      case "give":
        await unwrap(api.POST(`${ACCOUNT}/grants`, { params: { path }, body: given.grant }));
        return {};
      case "rename": {
        const body = { displayName: given.displayName };
        await unwrap(api.PATCH(ACCOUNT, { params: { path }, body }));
        return {};
      }
      case "disable":
      case "enable": {
        const body = { isDisabled: given.kind === "disable" };
        await unwrap(api.PATCH(ACCOUNT, { params: { path }, body }));
        return {};
      }
      case "reset": {
        const reset = await unwrap(api.POST(`${ACCOUNT}/password-reset`, { params: { path } }));
        return { password: reset.oneTimePassword };
      }
      case "resetTotp":
        await unwrap(api.POST(`${ACCOUNT}/totp-reset`, { params: { path } }));
        return {};
      case "resetSignOn":
        await unwrap(api.POST(`${ACCOUNT}/sign-on-reset`, { params: { path } }));
        return {};
      case "endSessions":
        return {
          ended: await unwrap(api.POST(`${ACCOUNT}/sessions/revocation`, { params: { path } })),
        };
    }
  });
}
