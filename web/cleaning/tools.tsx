import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { FileMenu, TABLE_FORMATS } from "../ui/file-menu.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { LinkTo } from "../ui/to.tsx";
import { type CleaningParam, useStandingAsked } from "./params.ts";
import { fileUrl } from "./queries.ts";
import { words } from "./words.ts";

const SuspendDialog = lazy(() =>
  import("./suspend-dialog.tsx").then((module) => ({ default: module.SuspendDialog })),
);
const OrderDialog = lazy(() =>
  import("./order-dialog.tsx").then((module) => ({ default: module.OrderDialog })),
);

/** A page of this capability, with the view as it is. */
export const To = LinkTo<{ readonly [K in CleaningParam]?: string }>;

/** The answer as a file. */
export function PanelTools() {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { work } = useStandingAsked();
  return (
    <FileMenu label={say.files}>
      {TABLE_FORMATS.map(({ format, title }) => (
        <li key={format}>
          <a
            href={fileUrl(districtId, "status", {
              ...(work === null ? {} : { work }),
              ...{ format, lang: language === "en" ? "en" : "zh" },
            })}
            download
          >
            {title}
          </a>
        </li>
      ))}
    </FileMenu>
  );
}

/** Pages beside this one, and what whoever edits routes may order. */
export function Ways() {
  const say = useWords(words);
  const mayEdit = useMay("cleaning.edit")?.isWhole === true;
  const mayConfirm = useMay("cleaning.confirm") !== null;
  const [open, setOpen] = useState<"suspend" | "order" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="clean-ways" data-print="hide">
      <To page="/cleaning/rounds">{say.toRounds}</To>
      <To page="/cleaning/compliance">{say.toCompliance}</To>
      {mayConfirm && <To page="/cleaning/confirm">{say.toConfirm}</To>}
      {mayEdit && (
        <>
          <button type="button" className="clean-link" onClick={() => setOpen("order")}>
            {say.orderSurface}
          </button>
          <button type="button" className="clean-link" onClick={() => setOpen("suspend")}>
            {say.suspend}
          </button>
        </>
      )}
      <To page="/cleaning/settings">{say.toSettings}</To>
      <Suspense>
        {open === "suspend" && <SuspendDialog onClose={close} />}
        {open === "order" && <OrderDialog onClose={close} />}
      </Suspense>
    </div>
  );
}
