import { TARGET_STATE_TITLES } from "../../data/construction.ts";
import type { PageSection } from "../store/layer.ts";

type Row = {
  name: string;
  state: string;
  plannedFor: string | null;
  costYuan: number | null;
  note: string | null;
};

/** The construction target that became a facility; nothing for what stood there before. */
export const worksSection: PageSection = {
  id: "works",
  title: { zh: "建设工程", en: "Works" },
  isInternal: true,
  async read(tx, districtId, subject) {
    if (subject.kind !== "facility") return null;
    const rows = await tx.query<Row>(
      `select name, state, planned_for::text as "plannedFor", cost_yuan as "costYuan", note
       from construction_target where district_id = $1 and facility_id = $2`,
      [districtId, subject.id],
    );
    if (rows.length === 0) return null;
    return {
      table: {
        columns: [
          { name: "name", title: { zh: "建设目标", en: "Target" } },
          { name: "state", title: { zh: "进展", en: "State" }, values: TARGET_STATE_TITLES },
          { name: "plannedFor", title: { zh: "计划建成", en: "Planned for" } },
          { name: "costYuan", title: { zh: "造价（元）", en: "Cost, yuan" } },
          { name: "note", title: { zh: "说明", en: "Note" } },
        ],
        rows: rows.map((row) => ({ ...row })),
        total: rows.length,
      },
      links: [
        {
          label: { zh: "建设目标与方案", en: "Targets and scenarios" },
          path: "/coverage/scenarios",
        },
      ],
    };
  },
};
