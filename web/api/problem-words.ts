import type { Fault, Problem } from "./problem.ts";

/** What went wrong, in Chinese, by the code of the problem; the server says it in English. */
export const CODE_WORDS: Readonly<Record<string, string>> = {
  "query-invalid": "请求的参数不对。",
  "body-invalid": "填写的内容不对，请检查后再试。",
  "limit-exceeded": "超出了一次允许的数量。",
  unauthenticated: "请先登录。",
  "sign-in-failed": "登录名、密码或动态码不对。",
  "totp-needed": "请填写双因素动态码。",
  forbidden: "没有这项权限。",
  "sign-on-failed": "统一身份认证没有成功，请重新登录。",
  "sign-on-unknown": "本系统没有与该身份对应的账号，请联系管理员。",
  "sign-on-unavailable": "统一身份认证暂时没有应答，请稍后再试，或用密码登录。",
  "sign-on-taken": "该身份或该账号已经绑定过。",
  "origin-foreign": "请求来自别的网站，已拒绝。",
  "password-change-needed": "请先修改一次性密码。",
  "totp-setup-needed": "您的角色要求双因素，请先设置。",
  "not-found": "没有找到。",
  "district-unknown": "没有这个区县。",
  "layer-unknown": "没有这个图层。",
  "facility-unknown": "没有这个设施，可能已被删除。",
  "record-unknown": "没有这条记录，可能已被删除。",
  "not-acceptable": "没有这种格式。",
  "account-unknown": "没有这个账号。",
  conflict: "记录已有变化，请刷新后再试。",
  "last-administrator": "这样本区就没有管理员了，请先授予另一人。",
  "own-account": "不能这样改自己的账号，须由别的管理员操作。",
  "name-taken": "名称或编号已被使用。",
  "complaint-unknown": "没有这件投诉，或您不是它的知情人。",
  "still-needed": "还有别的记录用到它，不能删除。",
  stale: "别人刚刚改了这条记录。",
  "precondition-needed": "没有说明依据的是哪个版本。",
  "too-slow": "上传太慢，已中断，请再试一次。",
  "too-large": "内容太大。",
  "media-type-unsupported": "不支持这种文件。",
  "rate-limited": "尝试太频繁，请稍后再试。",
  internal: "服务器出错了，请稍后再试；仍不成功请联系管理员。",
  "not-ready": "服务器正在启动，请稍候。",
  unreachable: "服务器没有应答。",
};

type Said = string | ((limit: number) => string);

/** What is wrong with one value, or which case of a code it is, in Chinese, by its rule. */
export const RULE_WORDS: Readonly<Record<string, Said>> = {
  "too-short": (limit) => (limit <= 1 ? "必填" : `至少 ${limit} 个字符`),
  "too-long": (limit) => `最多 ${limit} 个字符`,
  "too-few": (limit) => `至少选 ${limit} 项`,
  "too-many": (limit) => (limit > 0 ? `最多 ${limit} 项` : "太多，请缩小范围"),
  "too-many-points": (limit) => `有位置的投诉最多 ${limit} 件，请缩短时间或增加筛选条件`,
  "too-many-hours": (limit) => `最多 ${limit} 小时`,
  "too-many-positions": (limit) => `定位点超过 ${limit} 个，请缩短时间或少选车辆`,
  "event-acknowledged": "已有人处理过",
  "terminal-other": "该车已装有别的终端，请先拆除",
  twice: "文件中重复",
  "terminal-key": "终端密钥不对，或终端已停用",
  "terminal-unknown": "不是本区可以上传的终端号",
  "terminal-taken": "该终端已装在另一辆车上",
  "too-many-days": (limit) => `最多 ${limit} 天`,
  "too-far": (limit) => `这样的格子邻域最多 ${limit} 米，请改近或选较粗的网格`,
  "too-many-cells": (limit) => `格子超过 ${limit} 个，请选较粗的分辨率`,
  "too-small": (limit) => `不小于 ${limit}`,
  "too-big": (limit) => `不大于 ${limit}`,
  missing: "必填",
  type: "填写的类型不对",
  choice: "不在可选范围内",
  format: "格式不对",
  "unknown-field": "不认识的项目",
  invalid: "内容不对",
  unseen: "不能含有看不见的字符",
  "no-text": "含有无法保存的字符",
  "login-name":
    "2 至 64 个字母、数字、点、横线、下划线或 @，以字母或数字开头，不混用相似的外文字母，也不以 demo. 开头",
  "password-wrong": "密码不对",
  "password-same": "要与现在的密码不同",
  "password-few": (limit) => `至少 ${limit} 个不同的字符`,
  "password-name": "不能包含登录名",
  "password-common": "太常见，容易被猜到",
  "password-changed": "密码刚刚在别处改过，请重新登录。",
  "code-wrong": "动态码不对：请填此刻显示的六位数字，并检查手机时间；关闭时也可用恢复码",
  "totp-is-set": "已经设置了双因素，请先关闭。",
  "totp-not-begun": "请先开始设置双因素。",
  "totp-not-set": "没有设置双因素。",
  "sign-on-not-linked": "没有绑定统一身份认证。",
  "no-password": "该账号用统一身份认证登录，没有密码可重置。",
  operator: "系统管理员已管理所有区县，不必另授角色。",
  "role-held": "已经有这个角色了。",
  "area-unknown": "请选本区的区域",
  "name-taken": "已有这个登录名：请换一个，或按登录名授予角色",
  "cost-of-no-site": "费用只能填在新增、迁移或关闭的设施上",
  "scenario-name-taken": "已有这个名称的方案，请换一个",
  "scenario-of-another-version": "这个方案是别的版本保存的，现在无法计算。",
  "target-facility-unknown": "台账里没有这座设施",
  "target-facility-kind": "设施类别与建设目标不同",
  "target-facility-taken": "这座设施已对应另一个建设目标",
  "demo-only-here": "演示登录只能在本机浏览器、且只有演示数据时使用。",
  required: "必填",
  "reporter-none": "这件投诉没有投诉人资料，或已经删除。",
  "reporter-needed": "该投诉人还有未办结的投诉，办结答复后才能删除。",
  "not-your-complaint": "这件投诉由别的单位承办，或不在您负责的区域。",
  "report-closed": "这件已经办结，不能再加照片。",
  "key-reused": "同一提交标识已用于另一件投诉，请重新打开登记表。",
  "member-unknown": "请选在本区有角色的账号。",
  "unit-unknown": "没有这个承办单位，或它已停用。",
  "record-unknown": "没有这条记录。",
  "merge-itself": "不能并入自己。",
  "merge-confidential": "保密件不能与非保密件并案。",
  "step-unknown": "这类投诉没有这一步。",
  "not-granted": "您没有办这一步的权限。",
  "state-wrong": "当前状态不能办这一步。",
  "importance-wrong": "重要事项须经班子集体研究。",
  "marks-missing": "四有未齐：有记录、有人出现场、有处理结果、有反馈，缺一不可办结。",
  "contact-known": "投诉人留有联系方式，不能记作“未留联系方式”。",
  "waiver-not-asked": "没有待确认的“不适用”申请。",
  "waiver-own": "“不适用”须由另一人确认。",
  "mark-not-needed": "这一项不需要，或已经满足。",
  "extension-not-asked": "没有待批的延期申请。",
  "extension-own": "延期不能由申请人自己批准。",
  "supervision-none": "没有待回复的督办。",
  "before-from": "不能早于开始日期",
  "category-used": "已有投诉用到这个类别，不能删除，请改为停用。",
  "category-retired": "这个类别已停用，请另选一个",
  "category-unknown": "没有这个类别，请从列表中选",
  "service-unknown": "没有这项服务，请从列表中选",
  "duty-days": (limit) => `一次最多 ${limit} 天`,
  "duty-person": "请选在本区有角色的账号",
  "shift-length": (limit) => `结束须晚于开始，且一班不超过 ${limit} 小时`,
  "shift-overlap": "这段时间已经排了班。",
  "hours-overlap": "班次时间互相重叠",
  "shift-handed-over": "这一班已经交接，不能再改。",
  "shift-covered": "已有替班，原值班员与替班人都要留在值班表上。",
  "shift-over": "这个时间不在这一班之内。",
  "shift-not-begun": "这一班还没有开始。",
  "substitute-same": "替班人不能是原值班员",
  "duty-not-yours": "须由当班人交班；当班人因病不能签时，由带班领导代签并写明原因。",
  "duty-not-next": "须由下一班的值班员接班；来不了的，请先办替班。",
  "handover-own": "交班人和接班人不能是同一个账号。",
  "handover-signed": "双方都已签字。",
  "past-day": "日期不能早于今天。",
  "outside-areas": "该位置在您负责的区域之外。",
  "needs-whole": "没有位置的记录需要全区权限。",
  "verified-by-other": "最近一次核实不是您做的，不能撤回。",
  "not-removed": "该设施没有被删除。",
  "removed-by-other": "这是别人删除的，须由管理者找回。",
  "removal-late": "自己新录的设施只能在一小时内删除，之后须由管理者删除。",
  "still-needed": (limit) => `有 ${limit} 条记录用到它，请改用“关闭”`,
  "outside-district": "位置不在本区范围内，请在地图上重新点选",
  "report-photographs-full": (limit) => `最多 ${limit} 张照片`,
  "photographs-full": (limit) => `最多 ${limit} 张，请先删除过时的照片`,
  "photograph-closed": "已办结的投诉，照片作为凭据保留，须由登记人员删除。",
  "not-confidential": "这件投诉不是保密件，不用指定知情人。",
  "confidant-last": "至少要留一位知情人，否则无人能办理。",
  "release-confidential": "保密件的内容不能公开。",
  "release-none": "没有公开过内容。",
  "record-gone": "已被删除，请去掉它",
  "record-changed": "已被别人修改，请先查看",
  "facility-closed": "该设施已关闭，请先恢复并写明原因。",
  "facility-not-closed": "该设施没有关闭。",
  "before-opening": "停用日期不能早于启用日期",
  "code-taken": "本类设施中已有这个编号",
  "repair-undone": "这次修正已经撤销过。",
  "group-changed": "预览之后这一组有变化，请重新查看。",
  empty: "文件是空的",
  heic: "请用 JPEG：iPhone 可在 设置 › 相机 › 格式 中选“兼容性最佳”",
  "picture-type": "只接受 JPEG、PNG 或 WebP 照片",
  "picture-damaged": "照片打不开，可能没有传完整",
  "picture-pixels": (limit) => `像素太多，最多 ${Math.round(limit / 1_000_000)} 百万像素`,
  animation: "不接受动图",
  bytes: (limit) => `最大 ${Math.round(limit / 2 ** 20)} MB`,
  "pass-unknown": "没有这一遍作业，线路可能已修改，请刷新",
  "outside-pass": "时间不在这一遍作业的时段内",
  "not-of-pass": "只能选这一遍作业里的路段或站点",
  "not-yet": "还没有开始，不能提前确认",
  "not-ahead": "须晚于现在",
  "before-begin": "结束须晚于开始",
  "entry-long": "一次最多 36 小时",
  "entry-key-reused": "同一提交标识已用于另一条补录，请刷新后再试。",
  "entry-withdrawn": "已经撤回过。",
  "entered-by-other": "这是别人补录的，不能撤回。",
  "edge-unknown": "路网里没有这一段，可能已更新，请刷新",
  "edge-not-drivable": "这一段不能行车，请改为人工作业或换一段",
  "no-streets": "至少选一段道路",
  "no-stops": "至少选一个站点",
  "no-street-near": "附近没有可走的道路",
  "proof-of-work": "收运以站点停靠为凭据，其他作业不能",
  "stops-unasked": "只有收运路线有站点",
  "stop-unknown": "没有这个站点",
  "stop-kind": "只能选中转站、收集点或果皮箱",
  "stop-twice": "同一站点只能选一次",
  "shift-empty": "起止时间不能相同",
  "shifts-overlap": "班次时间互相重叠",
  "patrol-passes": (limit) => `巡回保洁每班一次，应为 ${limit} 次`,
  "passes-below-shifts": (limit) => `每班至少一次，不能少于 ${limit} 次`,
  "vehicle-kind-work": "这种车辆的定位不能证明这项作业，请换车型或改由班长确认",
  "vehicle-unknown": "没有这辆车",
  "vehicle-other-kind": "车辆与所选车型不符",
  "vehicle-twice": "同一辆车只能选一次",
  "not-after-running": "须晚于当前版本的生效日期",
  "in-the-past": "不能早于今天，过去的安排不改",
  "version-superseded": "已有更新的版本，请刷新后再改。",
  "version-over": "该版本已经生效或已结束，不能这样改。",
  "route-code-taken": "已有这个编号的路线",
  "siting-queue": "等待计算的选址太多，请稍后再试。",
  "siting-candidates": (limit) =>
    limit > 0 ? `最多比较 ${limit} 个候选点` : "候选点太多：请拉大路口间距，或圈定范围。",
  "siting-conflicts": (limit) =>
    limit > 0
      ? `相距过近的候选点对最多 ${limit} 对`
      : "相距过近的候选点太多：请减少候选点或缩小间距。",
  "siting-pairs": (limit) =>
    limit > 0 ? `距离最多 ${limit} 对` : "要算的距离太多：请减少候选点，或缩短最远距离。",
  "siting-undecided": "到时限仍不知有无可行方案：请延长时限，或减少候选点。",
};

const ruleWords = (rule: string | undefined, limit = 0): string | null => {
  const said = rule === undefined ? undefined : RULE_WORDS[rule];
  if (said === undefined) return null;
  return typeof said === "string" ? said : said(limit);
};

/** What to give instead, in Chinese; the server's English where the rule is not known. */
const faultWords = ({ rule, limit, remedy }: Fault) => ruleWords(rule, limit) ?? remedy;

/**
 * A problem in the language of the page: what it says, and what each fault says.
 *
 * @param language  of the page, e.g. `zh-CN`; the server's own words are English.
 */
export function problemIn(language: string, problem: Problem): Problem & { sentence: string } {
  if (!language.startsWith("zh")) {
    const [only, ...more] = problem.faults ?? [];
    const said = only && more.length === 0 ? only.remedy : problem.detail;
    return { ...problem, sentence: said ?? problem.title };
  }
  const faults = problem.faults?.map((fault) => ({ ...fault, remedy: faultWords(fault) }));
  const seconds = problem.retryAfterSeconds;
  const sentence =
    ruleWords(problem.rule) ??
    (problem.code === "rate-limited" && seconds ? `尝试太频繁，请 ${seconds} 秒后再试。` : null) ??
    (faults?.length === 1 && faults[0]?.rule ? faults[0].remedy : null) ??
    CODE_WORDS[problem.code] ??
    problem.detail ??
    problem.title;
  return { ...problem, ...(faults ? { faults } : {}), sentence };
}
