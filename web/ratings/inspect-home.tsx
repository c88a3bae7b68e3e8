import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { InspectChoose } from "./inspect-choose.tsx";
import type { Draft } from "./inspect-draft.ts";
import { dropDraft, useDrafts } from "./inspect-drafts.ts";
import type { useKit } from "./inspect-kit.ts";
import { SubjectLink } from "./inspect-line.tsx";
import { useSetInspectLink } from "./inspect-link.ts";
import type { Openable } from "./inspect-offline.ts";
import { inspectWords } from "./inspect-words.ts";

type Inspections = components["schemas"]["Inspections"];

/** What one inspects next, what was begun, and what arrived today. */
export function InspectHome(props: {
  accountId: string;
  districtId: string;
  kit: ReturnType<typeof useKit>;
  openable: Openable;
  isOnline: boolean;
}) {
  const { accountId, districtId, kit, openable, isOnline } = props;
  const say = useWords(inspectWords);
  const { drafts } = useDrafts();
  const own = drafts?.filter((draft) => draft.districtId === districtId) ?? [];
  return (
    <>
      {(openable === "insecure" || openable === "unsupported") && (
        <p className="inspect-told" data-is="warning" role="note">
          {openable === "insecure" ? say.insecure : say.unsupported}
        </p>
      )}
      {own.length > 0 && <Drafts drafts={own} />}
      {kit.kept ? (
        <InspectChoose {...{ accountId, districtId }} kit={kit.kept.kit} />
      ) : (
        <p className="inspect-told" role="status">
          {kit.isAsking ? say.asking : (kit.error?.message ?? "")} {!kit.isAsking && say.noKit}
        </p>
      )}
      {kit.kept && <KitAge {...{ kit, openable }} gotAt={kit.kept.gotAt} />}
      {isOnline && <Today {...{ accountId, districtId }} />}
    </>
  );
}

const MINUTE = 60_000;

/** How old what was taken along is, and whether the page opens without a line. */
function KitAge(props: { kit: ReturnType<typeof useKit>; gotAt: string; openable: Openable }) {
  const { kit, gotAt, openable } = props;
  const say = useWords(inspectWords);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.max(0, Math.floor((now - Date.parse(gotAt)) / MINUTE));
  const ago =
    minutes < 1
      ? say.justNow
      : minutes < 60
        ? say.minutesAgo(String(minutes))
        : minutes < 2_880
          ? say.hoursAgo(String(Math.floor(minutes / 60)))
          : say.daysAgo(String(Math.floor(minutes / 1_440)));
  return (
    <p className="inspect-age">
      <span>
        {say.age(ago)}
        {openable === "ready" && ` · ${say.ready}`}
        {openable === "preparing" && ` · ${say.preparing}`}
        {kit.error && ` · ${say.kitFailed}`}
      </span>
      <Button isQuiet icon="refresh" isDisabled={kit.isAsking} onPress={kit.refresh}>
        {kit.isAsking ? say.asking : say.refresh}
      </Button>
    </p>
  );
}

/** What was begun and not signed. */
function Drafts({ drafts }: { drafts: readonly Draft[] }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  const set = useSetInspectLink();
  const [dropped, setDropped] = useState<Draft | null>(null);
  return (
    <section className="inspect-part">
      <h2>{say.drafts(String(drafts.length))}</h2>
      <ul className="inspect-rows">
        {drafts.map((draft) => {
          const name = nameIn(language, draft.subject);
          return (
            <li key={draft.draftId} className="inspect-draft">
              <span>
                <strong>{name}</strong>
                <small>
                  {[draft.subject.code, titleIn(language, draft.rubric.title)]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              </span>
              <Button isQuiet onPress={() => setDropped(draft)}>
                {say.drop}
              </Button>
              <Button onPress={() => set({ inspectDraft: draft.draftId }, true)}>
                {say.resume}
              </Button>
            </li>
          );
        })}
      </ul>
      {dropped && (
        <Dialog
          title={say.dropSure(nameIn(language, dropped.subject))}
          onClose={() => setDropped(null)}
          buttons={
            <>
              <Button isQuiet onPress={() => setDropped(null)}>
                {say.cancel}
              </Button>
              <button
                type="button"
                className="button button-danger"
                onClick={() => {
                  void dropDraft(dropped.draftId, true);
                  setDropped(null);
                }}
              >
                {say.drop}
              </button>
            </>
          }
        >
          {null}
        </Dialog>
      )}
    </section>
  );
}

/** What arrived of one's own today, as the server has it. */
function Today({ accountId, districtId }: { accountId: string; districtId: string }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  const { today } = useView().view.district;
  const query = { inspector: accountId, from: today, to: today, limit: 50, lang: "zh" } as const;
  const { data } = useQuery({
    queryKey: ["ratings", "inspections", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/ratings/inspections", {
          ...{ params: { path: { districtId }, query }, signal },
        }),
      ) as Promise<Inspections>, // without a format it is no file
    meta: { kinds: ["inspection", "rating_appeal"] },
  });
  if (!data || data.total === 0) return null;
  return (
    <section className="inspect-part">
      <h2>{say.today(String(data.total))}</h2>
      <ul className="inspect-rows">
        {data.inspections.map((one) => (
          <li key={one.inspectionId} className="inspect-draft">
            <span>
              <strong>{nameIn(language, one.subject)}</strong>
              <small>
                {say.result(
                  one.score === null ? say.noScore : formatNumber(one.score, language),
                  String(one.stars),
                )}
              </small>
            </span>
            <SubjectLink subject={one.subject} name={nameIn(language, one.subject)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
