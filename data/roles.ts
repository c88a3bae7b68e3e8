import { z } from "zod";

type Title = { readonly zh: string; readonly en: string };

/** What one can be allowed to do. Capabilities add theirs here, and the roles that have it below. */
export const PERMISSION_TITLES = {
  "district.read": { zh: "查看内部资料", en: "Read what is not public" },
  "facilities.edit": { zh: "编辑设施台账", en: "Edit the register" },
  "facilities.close": { zh: "关闭、恢复设施", en: "Close and reopen facilities" },
  "facilities.remove": { zh: "删除误录设施", en: "Remove a facility entered by mistake" },
  "facilities.verify": { zh: "现场核实设施", en: "Verify facilities on site" },
  "facilities.photograph": { zh: "上传、删除照片", en: "Add and remove photographs" },
  "complaints.read": { zh: "查看本单位投诉", en: "Read the complaints of one's own unit" },
  "complaints.all": { zh: "查看全部投诉", en: "Read all complaints" },
  "complaints.take": { zh: "登记、更正投诉", en: "Take and correct complaints" },
  "complaints.assign": { zh: "派单、转出", en: "Assign and transfer complaints" },
  "complaints.handle": { zh: "承办投诉", en: "Handle complaints" },
  "complaints.feedback": { zh: "回访反馈", en: "Call back" },
  "complaints.settle": { zh: "办结、重新办理", en: "Settle and reopen complaints" },
  "complaints.waive": { zh: "确认不适用", en: "Confirm that a mark does not apply" },
  "complaints.lead": { zh: "批转、批示、批准延期", en: "Triage, instruct and extend" },
  "complaints.petitions": { zh: "办理信访与提案", en: "See petitions and proposals through" },
  "complaints.supervise": { zh: "督办", en: "Supervise" },
  "complaints.reporters": { zh: "查看投诉人", en: "See who complained" },
  "complaints.release": { zh: "公开投诉内容", en: "Release the text of complaints" },
  "duty.manage": { zh: "排班", en: "Keep the duty roster" },
  "duty.handover": { zh: "交接班", en: "Hand shifts over" },
  "cleaning.confirm": { zh: "确认、补录作业", en: "Confirm and enter cleaning" },
  "cleaning.edit": {
    zh: "编辑作业线路、暂停与临时任务",
    en: "Edit routes, suspensions and orders",
  },
  "reports.record": { zh: "登记社区检查", en: "Enter inspections of communities" },
  "reports.publish": { zh: "编发通报与排名", en: "Publish bulletins and rankings" },
  "quality.repair": { zh: "批量修正坐标", en: "Repair coordinates in bulk" },
  "coverage.edit": { zh: "修改覆盖标准", en: "Change what coverage is held to" },
  "fleet.edit": { zh: "管理车辆与终端", en: "Keep vehicles and terminals" },
  "fleet.acknowledge": { zh: "处理车辆告警", en: "Acknowledge events of vehicles" },
  "positions.send": { zh: "上传车辆定位", en: "Send positions of vehicles" },
  "ratings.inspect": { zh: "检查评分", en: "Inspect and score" },
  "ratings.plan": { zh: "安排检查", en: "Plan inspections" },
  "ratings.appeal": { zh: "提出申诉", en: "Appeal against inspections" },
  "ratings.edit": { zh: "编辑评分标准", en: "Edit rubrics" },
  "ratings.decide": {
    zh: "批准标准、定级、裁定申诉",
    en: "Approve rubrics, give stars, decide appeals",
  },
  "displays.manage": { zh: "管理大屏令牌", en: "Manage display tokens" },
  "wall.read": { zh: "查看大屏", en: "Read the wall" },
  "wall.acknowledge": { zh: "确认大屏告警", en: "Acknowledge alarms of the wall" },
  "settings.edit": { zh: "修改区级设置", en: "Change the district's settings" },
  "accounts.manage": { zh: "管理用户与角色", en: "Manage users and roles" },
  "audit.read": { zh: "查看审计记录", en: "Read the audit trail" },
} as const satisfies Record<string, Title>;
export type Permission = keyof typeof PERMISSION_TITLES;

// Object.keys forgets what the object's type knows.
export const PERMISSIONS = Object.keys(PERMISSION_TITLES) as Permission[];

/** Roles, in the order lists show them. */
export const ROLES = [
  "viewer",
  "duty_officer",
  "petition_officer",
  "inspector",
  "team_leader",
  "handling_unit",
  "dispatcher",
  "planner",
  "manager",
  "administrator",
] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const ROLE_TITLES: Record<Role, Title> = {
  viewer: { zh: "查看者", en: "Viewer" },
  duty_officer: { zh: "值班员", en: "Duty officer" },
  petition_officer: { zh: "信访员", en: "Petition officer" },
  inspector: { zh: "检查员", en: "Inspector" },
  team_leader: { zh: "班长", en: "Team leader" },
  handling_unit: { zh: "承办单位", en: "Handling unit" },
  dispatcher: { zh: "调度员", en: "Dispatcher" },
  planner: { zh: "规划员", en: "Planner" },
  manager: { zh: "管理者", en: "Manager" },
  administrator: { zh: "管理员", en: "Administrator" },
};

/** What the login names of the demonstration's roles begin with; nobody else's does. */
export const DEMO_NAMES = "demo.";

const reading: readonly Permission[] = ["district.read", "wall.read"];
const onSite: readonly Permission[] = [...reading, "facilities.verify", "facilities.photograph"];
const handling: readonly Permission[] = [
  "complaints.read",
  "complaints.handle",
  "complaints.reporters",
];
const telephone: readonly Permission[] = [
  "complaints.read",
  "complaints.all",
  "complaints.take",
  "complaints.assign",
  "complaints.feedback",
  "complaints.settle",
  "complaints.reporters",
  "duty.handover",
];
const petitions: readonly Permission[] = [
  ...telephone,
  "complaints.waive",
  "complaints.petitions",
  "complaints.supervise",
  "complaints.release",
];
const editing: readonly Permission[] = [
  ...onSite,
  "facilities.edit",
  "facilities.close",
  "quality.repair",
];

/** What each role may do, within the areas of its grant. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  viewer: [...reading, "complaints.read", "complaints.all"],
  duty_officer: [...reading, ...telephone, "wall.acknowledge"],
  petition_officer: [...reading, ...petitions, "wall.acknowledge"],
  inspector: [...onSite, "ratings.inspect", "ratings.plan", "reports.record"],
  team_leader: [
    ...onSite,
    ...handling,
    "cleaning.confirm",
    "fleet.acknowledge",
    "ratings.inspect",
    "ratings.appeal",
    "reports.record",
    "wall.acknowledge",
  ],
  handling_unit: [
    ...reading,
    ...handling,
    "facilities.photograph",
    "ratings.inspect",
    "ratings.appeal",
  ],
  dispatcher: [
    ...reading,
    "fleet.edit",
    "fleet.acknowledge",
    "positions.send",
    "complaints.read",
    "complaints.all",
    "complaints.take",
    "complaints.assign",
    "displays.manage",
    "wall.acknowledge",
    "duty.manage",
    "duty.handover",
    "cleaning.confirm",
    "cleaning.edit",
  ],
  planner: [...editing, "coverage.edit", "cleaning.edit", "ratings.edit"],
  manager: [
    ...editing,
    ...petitions,
    ...handling,
    "complaints.lead",
    "cleaning.confirm",
    "cleaning.edit",
    "duty.manage",
    "reports.record",
    "reports.publish",
    "facilities.remove",
    "coverage.edit",
    "fleet.edit",
    "fleet.acknowledge",
    "positions.send",
    "ratings.inspect",
    "ratings.plan",
    "ratings.appeal",
    "ratings.edit",
    "ratings.decide",
    "displays.manage",
    "wall.acknowledge",
    "settings.edit",
  ],
  administrator: PERMISSIONS,
};

/** What a token for a wall may do. */
export const DISPLAY_PERMISSIONS: readonly Permission[] = ["wall.read"];

/** What it may do besides, where it was made so: its keyboard stands in a guarded room. */
export const KEYBOARD_PERMISSIONS: readonly Permission[] = ["wall.acknowledge"];
