import type { Title } from "../ui/language.ts";

/** What roles are called, and in a few words what each is for; the server's list is data/roles.ts. */
export const ROLE_WORDS: Readonly<Record<string, { title: Title; does: Title }>> = {
  viewer: {
    title: { zh: "查看者", en: "Viewer" },
    does: { zh: "看内部资料", en: "Reads what is not public" },
  },
  duty_officer: {
    title: { zh: "值班员", en: "Duty officer" },
    does: { zh: "值班、接件", en: "Keeps watch, takes complaints" },
  },
  petition_officer: {
    title: { zh: "信访员", en: "Petition officer" },
    does: { zh: "办理信访", en: "Handles petitions" },
  },
  inspector: {
    title: { zh: "检查员", en: "Inspector" },
    does: { zh: "现场核实设施", en: "Verifies facilities on site" },
  },
  team_leader: {
    title: { zh: "班长", en: "Team leader" },
    does: { zh: "核实本片设施", en: "Verifies facilities of an area" },
  },
  handling_unit: {
    title: { zh: "承办单位", en: "Handling unit" },
    does: { zh: "办理本片事项", en: "Handles matters of an area" },
  },
  dispatcher: {
    title: { zh: "调度员", en: "Dispatcher" },
    does: { zh: "调度、管大屏", en: "Dispatches, runs the wall" },
  },
  planner: {
    title: { zh: "规划员", en: "Planner" },
    does: { zh: "编辑设施台账", en: "Edits the register" },
  },
  manager: {
    title: { zh: "管理者", en: "Manager" },
    does: { zh: "台账与设置", en: "Register and settings" },
  },
  administrator: {
    title: { zh: "管理员", en: "Administrator" },
    does: { zh: "用户、角色、审计", en: "Users, roles, audit" },
  },
};
