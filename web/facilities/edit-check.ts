import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useView } from "../map/view.ts";
import { keyOf, knownOf, patchOf, readTexts, type Texts } from "./edit-form.ts";
import { checkQuery, type FacilityForm } from "./edit-queries.ts";

/** What the server thinks of what is typed so far; what makes no sense yet is left out. */
export function useCheck(form: FacilityForm, texts: Texts, facilityId: string | null) {
  const { view } = useView();
  const typed = useDeferredValue(texts);
  const keys = [...form.fields.filter(({ isAttribute }) => isAttribute).map(keyOf), "position"];
  const { values } = readTexts(form.fields, typed, keys);
  const { attributes = {}, position } = patchOf(knownOf(values));
  const code = typed.code?.trim().slice(0, 64);
  const check = useQuery({
    ...checkQuery(view.district.districtId, {
      facilityId,
      kind: form.kind,
      attributes,
      ...(position ? { position } : {}),
      ...(code ? { code } : {}),
    }),
    placeholderData: (before, query) => {
      // what was said of another kind is not true of this; the last part of the key is what was asked
      const asked = query?.queryKey.at(-1) as { readonly kind: string } | undefined;
      return asked?.kind === form.kind ? before : undefined;
    },
  });
  return {
    warnings: check.data?.warnings ?? [],
    isCodeTaken: check.data?.faults.some(({ rule }) => rule === "code-taken") ?? false,
    nextCode: check.data?.nextCode ?? null,
  };
}
