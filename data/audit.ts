import { COMPLAINT_LIFE } from "./complaint-life.ts";
import { FACILITY_KIND_TITLES, FACILITY_STATUS_TITLES } from "./facility.ts";
import { ROLE_TITLES } from "./roles.ts";
import { COMPLAINT_CATEGORIES, COMPLAINT_CHANNELS, QUALITY_PRESETS } from "./standards.ts";

type Title = { readonly zh: string; readonly en: string };
type Titles = Readonly<Record<string, Title>>;

/** What a field of an entry is called, and its coded values. */
export type FieldTitle = { readonly title: Title; readonly values?: Titles };

/** What the kinds of record in the audit trail are called. */
export const RECORD_TITLES: Titles = {
  account: { zh: "账号", en: "Account" },
  backup: { zh: "备份", en: "Backup" },
  complaint: { zh: "投诉", en: "Complaint" },
  datum_repair: { zh: "坐标修正", en: "Datum repair" },
  demo: { zh: "演示数据", en: "Demonstration" },
  display: { zh: "大屏", en: "Display" },
  district: { zh: "区县", en: "District" },
  district_setting: { zh: "区级设置", en: "Setting" },
  duty_handover: { zh: "交接班", en: "Hand-over" },
  duty_shift: { zh: "值班", en: "Shift" },
  facility: { zh: "设施", en: "Facility" },
  import_run: { zh: "导入", en: "Import" },
  open311_key: { zh: "Open311 密钥", en: "Open311 key" },
  photograph: { zh: "照片", en: "Photograph" },
  reporter: { zh: "投诉人", en: "Reporter" },
  role_grant: { zh: "角色", en: "Role" },
  unit: { zh: "承办单位", en: "Handling unit" },
};

/** What the actions in the audit trail are called. Capabilities add theirs; one without a title shows its name. */
export const ACTION_TITLES: Titles = {
  "account.create": { zh: "新建账号", en: "Account created" },
  "account.disable": { zh: "停用账号", en: "Account disabled" },
  "account.enable": { zh: "启用账号", en: "Account enabled" },
  "account.rename": { zh: "修改姓名", en: "Account renamed" },
  ...Object.fromEntries(
    Object.entries(COMPLAINT_LIFE.actions).map(([action, { zh, en }]) => [
      `complaint.${action}`,
      { zh: `投诉：${zh}`, en: `Complaint: ${en}` },
    ]),
  ),
  "complaint.import-undo": { zh: "撤回投诉导入", en: "Import of a complaint taken back" },
  "datum_repair.apply": { zh: "整组修正坐标", en: "Datum of a group repaired" },
  "datum_repair.undo": { zh: "撤销坐标修正", en: "Datum repair taken back" },
  "demo.join": { zh: "演示账号归入单位", en: "Demonstration account joined its unit" },
  "demo.load": { zh: "写入演示数据", en: "Demonstration written" },
  "display.create": { zh: "新建大屏令牌", en: "Display token created" },
  "display.revoke": { zh: "撤销大屏令牌", en: "Display token revoked" },
  "district.create": { zh: "新建区县", en: "District begun" },
  "district_setting.change": { zh: "修改设置", en: "Setting changed" },
  "duty_handover.sign-in": { zh: "接班签字", en: "Shift taken over" },
  "duty_handover.sign-out": { zh: "交班签字", en: "Shift handed over" },
  "duty_shift.cover": { zh: "替班", en: "Substitute took over" },
  "duty_shift.create": { zh: "排班", en: "Shift put on the roster" },
  "duty_shift.edit": { zh: "修改排班", en: "Shift changed" },
  "duty_shift.remove": { zh: "删除排班", en: "Shift taken off the roster" },
  "facility.create": { zh: "新增设施", en: "Facility added" },
  "facility.edit": { zh: "修改设施", en: "Facility edited" },
  "facility.move": { zh: "移动设施", en: "Facility moved" },
  "facility.datum-repair": { zh: "修正坐标系", en: "Datum repaired" },
  "facility.datum-undo": { zh: "撤销坐标系修正", en: "Datum repair taken back" },
  "facility.import": { zh: "导入设施", en: "Facility imported" },
  "facility.import-undo": { zh: "撤回设施导入", en: "Import of a facility taken back" },
  "facility.close": { zh: "关闭设施", en: "Facility closed" },
  "facility.reopen": { zh: "恢复设施", en: "Facility reopened" },
  "facility.verify": { zh: "核实设施", en: "Facility verified" },
  "facility.unverify": { zh: "撤回核实", en: "Verification taken back" },
  "facility.remove": { zh: "删除设施", en: "Facility removed" },
  "facility.restore": { zh: "找回设施", en: "Facility restored" },
  "import_run.write": { zh: "导入文件", en: "File imported" },
  "import_run.undo": { zh: "撤回导入", en: "Import taken back" },
  "backup.restore": { zh: "恢复备份", en: "Backup restored" },
  "open311_key.create": { zh: "新建 Open311 密钥", en: "Open311 key created" },
  "open311_key.revoke": { zh: "撤销 Open311 密钥", en: "Open311 key revoked" },
  "password.change": { zh: "修改密码", en: "Password changed" },
  "password.reset": { zh: "重置密码", en: "Password reset" },
  "photograph.add": { zh: "添加照片", en: "Photograph added" },
  "photograph.caption": { zh: "修改照片说明", en: "Photograph described" },
  "photograph.remove": { zh: "删除照片", en: "Photograph removed" },
  "complaint.export-personal": { zh: "导出含投诉人的台账", en: "Exported who complained" },
  "reporter.look": { zh: "查看投诉人", en: "Looked at who complained" },
  "reporter.match": { zh: "按电话认出同一来电人", en: "Recognised a caller by number" },
  "reporter.erase": { zh: "删除投诉人资料", en: "Reporter erased" },
  "role_grant.give": { zh: "授予角色", en: "Role given" },
  "role_grant.withdraw": { zh: "收回角色", en: "Role taken away" },
  "session.open": { zh: "登录", en: "Signed in" },
  "session.close": { zh: "退出登录", en: "Signed out" },
  "session.refuse": { zh: "登录失败", en: "Sign-in refused" },
  "session.revoke": { zh: "结束登录", en: "Sessions ended" },
  "sign_on.link": { zh: "绑定统一身份认证", en: "Linked to single sign-on" },
  "sign_on.reset": { zh: "重置统一身份认证绑定", en: "Link to single sign-on reset" },
  "sign_on.unlink": { zh: "解除统一身份认证绑定", en: "Link to single sign-on taken away" },
  "token.create": { zh: "新建个人令牌", en: "Token created" },
  "token.revoke": { zh: "撤销个人令牌", en: "Token revoked" },
  "totp.begin": { zh: "开始设置双因素", en: "Second factor begun" },
  "totp.set": { zh: "开启双因素", en: "Second factor set up" },
  "totp.remove": { zh: "关闭双因素", en: "Second factor removed" },
  "totp.reset": { zh: "重置双因素", en: "Second factor reset" },
  "unit.change": { zh: "修改承办单位", en: "Handling unit changed" },
  "unit.create": { zh: "新建承办单位", en: "Handling unit added" },
  "unit.members": { zh: "设置承办单位成员", en: "Members of a handling unit set" },
};

/** How somebody came to do it. */
export const VIA_TITLES: Titles = {
  session: { zh: "网页", en: "browser" },
  token: { zh: "令牌", en: "token" },
  command: { zh: "命令行", en: "command line" },
  server: { zh: "服务器", en: "Server" },
};

/** What a field about a person says instead of its value. */
export const PERSONAL_VALUE = "changed";

const SIGN_ON_TITLES = {
  password: { zh: "密码", en: "Password" },
  oidc: { zh: "统一身份认证", en: "Single sign-on" },
};

const named = (zh: string, en: string, values?: Titles): FieldTitle => ({
  title: { zh, en },
  ...(values ? { values } : {}),
});

const titled = (coded: readonly { readonly id: string; readonly title: Title }[]): Titles =>
  Object.fromEntries(coded.map(({ id, title }) => [id, title]));

/**
 * What the fields of entries are called, by their wire names. What the layers have titles for, such as the attributes
 * of facilities, is called as they call it and is not repeated here.
 */
export const FIELD_TITLES: Readonly<Record<string, FieldTitle>> = {
  // facilities and their photographs
  kind: named("设施类别", "Kind of facility", FACILITY_KIND_TITLES),
  status: named("状态", "Status", FACILITY_STATUS_TITLES),
  position: named("位置", "Position"),
  verifiedBy: named("核实人", "Verified by"),
  note: named("说明", "Reason or remark"),
  facilityId: named("设施编号", "Facility"),
  revision: named("版本", "Version"),
  updatedAt: named("上次修改", "Last changed"),
  caption: named("照片说明", "Caption"),
  takenAt: named("拍摄时间", "Taken at"),
  addedBy: named("上传人", "Added by"),
  // complaints
  state: named("办理状态", "State", titled(COMPLAINT_LIFE.states)),
  number: named("编号", "Number"),
  channel: named("渠道", "Channel", titled(COMPLAINT_CHANNELS)),
  category: named("类别", "Category", titled(COMPLAINT_CATEGORIES)),
  importance: named("重要程度", "Importance", titled(COMPLAINT_LIFE.importances)),
  unitId: named("承办单位", "Handling unit"),
  text: named("投诉内容", "What was said"),
  words: named("内容", "Words"),
  reason: named("理由", "Reason"),
  minutes: named("会议纪要", "Minutes"),
  to: named("转往", "Transferred to"),
  into: named("并入", "Merged into"),
  mark: named("四有", "Mark", titled(COMPLAINT_LIFE.marks)),
  term: named("限期", "Term"),
  way: named("反馈方式", "Way", titled(COMPLAINT_LIFE.ways)),
  outcome: named("反馈情况", "Outcome", titled(COMPLAINT_LIFE.outcomes)),
  isResolved: named("是否解决", "Resolved"),
  satisfaction: named("满意度", "Satisfaction", titled(COMPLAINT_LIFE.satisfactions)),
  isUpheld: named("维持原意见", "Upheld"),
  receivedAt: named("收到时间", "Received"),
  settledAt: named("办结时间", "Settled"),
  members: named("成员", "Members"),
  isActive: named("在用", "At work"),
  confidant: named("知情人", "May read it"),
  isNamed: named("指定", "Named"),
  hasReporter: named("有投诉人", "Has a reporter"),
  complaints: named("投诉件数", "Complaints"),
  isByRule: named("按规则派单", "By rule"),
  address: named("地址", "Address"),
  placeKind: named("地点方式", "Place told by"),
  placeNote: named("地点备注", "Beside"),
  streetId: named("道路", "Street"),
  was: named("原为", "Was"),
  // shifts and hand-over
  startsAt: named("开始", "Begins"),
  endsAt: named("结束", "Ends"),
  officer: named("值班员", "Officer on duty"),
  leader: named("带班领导", "Leader on duty"),
  substitute: named("替班人", "Substitute"),
  coveredFrom: named("替班自", "Substitute from"),
  shiftId: named("班次", "Shift"),
  remarks: named("交班说明", "Remarks"),
  level: named("提醒", "Reminder", {
    told: { zh: "知会", en: "Leaders informed" },
    soon: { zh: "预警", en: "Due soon" },
    late: { zh: "催办", en: "Late" },
    "late-3": { zh: "逾期三倍催办", en: "Late three times over" },
  }),
  dueStep: named("到期环节", "What is due"),
  isByTerm: named("保存期满", "The term was over"),
  // accounts, roles and tokens
  accountId: named("账号", "Account"),
  loginName: named("登录名", "Login name"),
  displayName: named("姓名", "Name"),
  role: named("角色", "Role", ROLE_TITLES),
  areaIds: named("范围", "Where"),
  signOn: named("登录方式", "Signs in by", SIGN_ON_TITLES),
  via: named("登录方式", "Signed in by", {
    ...SIGN_ON_TITLES,
    demo: { zh: "演示", en: "Demonstration" },
  }),
  what: named("不对的是", "What was wrong", {
    name: { zh: "登录名", en: "Name" },
    password: { zh: "密码", en: "Password" },
    code: { zh: "动态码", en: "Code" },
  }),
  sessionId: named("登录编号", "Session"),
  sessionIds: named("登录编号", "Sessions"),
  sessions: named("结束的登录", "Sessions ended"),
  tokens: named("撤销的令牌", "Tokens revoked"),
  isUnlinked: named("解除统一身份认证", "Unlinked from single sign-on"),
  isDemo: named("演示角色", "Role of the demonstration"),
  isOperator: named("系统管理员", "Operator"),
  issuer: named("认证方", "Provider"),
  hint: named("令牌尾号", "Token ends in"),
  access: named("权限", "Access", {
    read: { zh: "只读", en: "Read only" },
    write: { zh: "读写", en: "Read and write" },
  }),
  expiresInDays: named("有效天数", "Valid for, days"),
  // settings, by their names, and what they hold
  district_setting: named("设置", "Setting", {
    signInRules: { zh: "登录规则", en: "Sign-in rules" },
    quality: { zh: "数据质量", en: "Data quality" },
    complaintAssignment: { zh: "派单规则", en: "Assignment rules" },
    complaintCategories: { zh: "投诉类别", en: "Categories of complaints" },
    complaintDeadlines: { zh: "投诉办理时限", en: "Terms of complaints" },
    complaintIntake: { zh: "投诉登记", en: "Taking complaints" },
  }),
  rules: named("规则", "Rules"),
  without: named("不用的预设", "Presets that do not hold"),
  hours: named("工作时间", "Working hours"),
  calendarDays: named("自然日", "Calendar days"),
  soon: named("临期", "Soon"),
  veryLate: named("逾期三倍", "Late three times over"),
  numberPrefix: named("编号前缀", "Prefix of numbers"),
  numberDigits: named("编号位数", "Digits of numbers"),
  reporterTermMonths: named("投诉人资料保存月数", "Months for which reporters are kept"),
  totpRoles: named("须双因素的角色", "Roles that need a second factor", ROLE_TITLES),
  ...Object.fromEntries(
    QUALITY_PRESETS.map(({ id, title, unit }) => [
      id,
      named(`${title.zh}（${unit.zh}）`, `${title.en}, ${unit.en}`),
    ]),
  ),
  // repairs of the datum, imports, the demonstration, backups
  reading: named("认定的坐标系", "Read as", {
    wgs84: { zh: "WGS 84", en: "WGS 84" },
    gcj02: { zh: "GCJ-02", en: "GCJ-02" },
    bd09: { zh: "BD-09", en: "BD-09" },
  }),
  origin: named("来源", "Source"),
  count: named("条数", "Records"),
  restored: named("已复原", "Put back"),
  kept: named("保留", "Kept"),
  fileName: named("文件", "File"),
  sha256: named("文件校验值", "SHA-256 of the file"),
  rowsIn: named("读入行数", "Rows read"),
  written: named("写入", "Written"),
  unchanged: named("没有变化", "Unchanged"),
  rejected: named("退回行数", "Rows rejected"),
  withdrawn: named("撤下的道路段", "Street segments withdrawn"),
  isNewDistrict: named("新建区县", "Began a district"),
  undone: named("撤回条数", "Records taken back"),
  createdAt: named("备份时间", "Backed up at"),
  rows: named("行数", "Rows"),
  cleared: named("先清除", "Cleared before"),
  days: named("天数", "Days"),
  area: named("区域", "Areas"),
  street: named("道路", "Streets"),
  street_edge: named("道路段", "Street segments"),
  facility: named("设施", "Facilities"),
  demand_cell: named("人口格网", "Cells of residents"),
  ground: named("底图地物", "Ground of the base map"),
  complaint: named("投诉", "Complaints"),
  cleaning_route: named("保洁路线", "Cleaning routes"),
  cleaning_route_edge: named("保洁路段", "Segments of cleaning routes"),
  rating: named("评星", "Ratings"),
};
