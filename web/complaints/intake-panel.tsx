import { Link, useBlocker } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMay, useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import { isTyped } from "./intake-draft.ts";
import { IntakeForm } from "./intake-form.tsx";
import { IntakeSaved } from "./intake-saved.tsx";
import { beginAnew, openIntake, ownerOf, useIntake } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";
import "./intake.css";

/** Taking a complaint, beside the map: everything by keyboard, and nothing lost on the way. */
export function IntakePanel() {
  const say = useWords(intakeWords);
  const session = useSession();
  const mayTake = useMay("complaints.take");
  if (session === undefined) return <Panel title={say.title}>{say.opening}</Panel>;
  if (!session.account || !mayTake)
    return (
      <Panel title={say.title}>
        <div className="intake-refused" role="alert">
          <p>{session.account ? say.notGranted : say.signInFirst}</p>
          {!session.account && (
            // the router's type of search is of every page at once; the link's own is kept
            <Link
              className="button button-main"
              to="/sign-in"
              search={((now: object) => ({ ...now, next: "/complaints/new" })) as never}
            >
              {say.signIn}
            </Link>
          )}
        </div>
      </Panel>
    );
  return <Taking accountId={session.account.accountId} />;
}

function Taking({ accountId }: { accountId: string }) {
  const say = useWords(intakeWords);
  const { view } = useView();
  const { owner, draft, saving } = useIntake();
  const mine = ownerOf(accountId, view.district.districtId);
  useEffect(() => openIntake(mine), [mine]);
  const isUnsaved = () => isTyped(draft) && saving.is !== "saved";
  useBlocker({
    enableBeforeUnload: isUnsaved,
    shouldBlockFn: ({ current, next }) =>
      isUnsaved() && current.pathname !== next.pathname && !confirm(say.leaveAsk),
  });
  if (owner !== mine) return null;
  return (
    <section className="intake" aria-label={say.title}>
      <Panel
        title={say.title}
        note={say.keys}
        tools={
          isUnsaved() && (
            <Button isQuiet onPress={() => confirm(say.clearAsk) && beginAnew()}>
              {say.clear}
            </Button>
          )
        }
      >
        {saving.is === "saved" ? <IntakeSaved saved={saving} /> : <IntakeForm />}
      </Panel>
    </section>
  );
}
