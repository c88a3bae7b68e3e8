import { LinkTo } from "../ui/to.tsx";
import type { ReportParam } from "./params.ts";

/** A page of this capability, with the view as it is. */
export const To = LinkTo<{ readonly [K in ReportParam]?: string | undefined }>;
