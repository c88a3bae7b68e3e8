import { useLink, useSetLink } from "../ui/link.ts";

const LINKED = ["inspectDraft", "inspectPart", "inspectFind"] as const;
type InspectParam = (typeof LINKED)[number];

/** What the link says of inspecting: which draft, which part of it; or how a subject is looked for. */
export const useInspectLink = () => useLink(LINKED);
export const useSetInspectLink = useSetLink<InspectParam>;
