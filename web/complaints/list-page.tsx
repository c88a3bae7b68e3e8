import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { Segmented } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { useListLinked, useSetListLinked, WITHOUT_LIST } from "./list-params.ts";
import { ListRegister } from "./list-register.tsx";
import { listWords } from "./list-words.ts";
import "./list.css";

const Comparison = lazy(() =>
  import("./list-comparison.tsx").then((module) => ({ default: module.ListComparison })),
);

/** 投诉台账: every complaint one may see, found by filters that are in the link. */
export function ListPage() {
  const say = useWords(listWords);
  const linked = useListLinked();
  const set = useSetListLinked();
  const isComparison = linked.tab === "comparison";
  useOldLink(linked.complaint);
  return (
    <ListRegister
      linked={linked}
      tabs={
        <Segmented
          label={say.tabs}
          value={isComparison ? "comparison" : "list"}
          options={[
            { value: "list", title: say.listTab },
            { value: "comparison", title: say.comparisonTab },
          ]}
          onChange={(tab) => set({ tab: tab === "list" ? undefined : tab }, true)}
        />
      }
      comparison={
        isComparison && (
          <Suspense>
            <Comparison linked={linked} />
          </Suspense>
        )
      }
    />
  );
}

/** A link that names a complaint leads to its page. */
function useOldLink(complaintId: string | undefined) {
  const navigate = useNavigate();
  useEffect(() => {
    if (complaintId === undefined) return;
    void navigate({
      to: `/complaints/${complaintId}`,
      // the router's type of search is of every page at once
      search: ((now: object) => ({ ...now, ...WITHOUT_LIST })) as never,
      replace: true,
    });
  }, [complaintId, navigate]);
}
