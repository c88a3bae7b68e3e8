-- Stars: the rubrics they are given by, inspections, what is due to be inspected, appeals, and ratings with their evidence.

create table rubric_version (
  district_id    text not null references district on delete cascade,
  rubric_id      text not null check (rubric_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  version        integer not null check (version > 0),
  content        jsonb not null,
  state          text not null default 'proposal' check (state in ('proposal', 'approved', 'withdrawn')),
  proposed_from  date not null,
  effective_from date not null,
  note           text not null default '',
  created_at     timestamptz not null default now(),
  created_by     text not null,
  decided_at     timestamptz,
  decided_by     text,
  decision_note  text,
  primary key (district_id, rubric_id, version),
  check ((state = 'proposal') = (decided_at is null) and (decided_at is null) = (decided_by is null))
);
comment on table rubric_version is '评分标准: what it says never changes; another wording is another version';
comment on column rubric_version.state is 'what a proposal gives is 试评; of an approved one it is official';
comment on column rubric_version.proposed_from is 'from when on it was proposed to be scored by: before it was approved, what it gave was 试评';
comment on column rubric_version.effective_from is 'the first local day on which it is scored by; once approved, never before that day';
comment on column rubric_version.created_by is 'the name as it was then';

create table inspection_task (
  district_id     text not null references district on delete cascade,
  task_id         text not null,
  rubric_id       text not null,
  subject_kind    text not null check (subject_kind in ('facility', 'street')),
  subject_id      text not null,
  due_on          date not null,
  reason          text not null check (reason in ('interval', 'random', 'risk', 'complaints', 'reinspection', 'appeal')),
  basis           jsonb not null default '{}',
  assigned_to     text,
  assigned_name   text,
  drawn_at        timestamptz not null default now(),
  drawn_by        text not null,
  dropped_at      timestamptz,
  dropped_by      text,
  dropped_reason  text,
  primary key (district_id, task_id),
  check ((dropped_at is null) = (dropped_by is null) and (dropped_at is null) = (dropped_reason is null))
);
create index inspection_task_due on inspection_task (district_id, due_on);
create index inspection_task_subject on inspection_task (district_id, subject_kind, subject_id);
comment on table inspection_task is '检查任务: what is to be inspected, by when, and why it was drawn';
comment on column inspection_task.basis is 'the figures it was drawn by: complaints, last inspection, the seed of a random draw';

create table inspection (
  district_id      text not null references district on delete cascade,
  inspection_id    text not null check (inspection_id ~ '^[0-9a-zA-Z-]{8,64}$'),
  subject_kind     text not null check (subject_kind in ('facility', 'street')),
  subject_id       text not null,
  rubric_id        text not null,
  rubric_version   integer not null,
  level            text not null check (level in ('bureau', 'section', 'unit', 'team')),
  inspected_at     timestamptz not null,
  received_at      timestamptz not null default now(),
  inspector        text not null,
  inspector_name   text not null,
  position         geometry(Point, 4326),
  position_source  text check (position_source in ('device', 'typed')),
  accuracy_meters  real check (accuracy_meters >= 0),
  distance_meters  real check (distance_meters >= 0),
  marks            jsonb not null,
  vetoes           jsonb not null default '[]',
  remark           text not null default '',
  signature        text,
  reinspection_of  text,
  task_id          text,
  digest           text not null,
  withdrawn_at     timestamptz,
  withdrawn_by     text,
  withdrawn_reason text,
  primary key (district_id, inspection_id),
  foreign key (district_id, rubric_id, rubric_version) references rubric_version,
  foreign key (district_id, reinspection_of) references inspection,
  foreign key (district_id, task_id) references inspection_task,
  check ((position is null) = (position_source is null)),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_reason is null))
);
create index inspection_subject on inspection (district_id, subject_kind, subject_id, inspected_at);
create index inspection_at on inspection (district_id, inspected_at);
create index inspection_task_done on inspection (district_id, task_id) where task_id is not null;
comment on table inspection is '检查: what was found on the spot; its id is made where it is entered, so that sending it again changes nothing';
comment on column inspection.level is '四级网络: 局领导, 市容管理股, 业务部门, 班长';
comment on column inspection.marks is 'array of {"itemId", "points" (null: does not apply), "note"}; the score is worked out from them';
comment on column inspection.distance_meters is 'from where it was entered to its subject; null where nobody knows';
comment on column inspection.signature is 'strokes as an SVG path within 0 0 300 100';
comment on column inspection.digest is 'SHA-256 of what was sent: the same id with other words is a conflict';

create table inspection_photograph (
  district_id   text not null,
  inspection_id text not null,
  photograph_id text not null,
  item_id       text,
  primary key (district_id, inspection_id, photograph_id),
  foreign key (district_id, inspection_id) references inspection on delete cascade,
  foreign key (district_id, photograph_id) references photograph
);
comment on column inspection_photograph.item_id is 'the item or veto it shows; null: the whole';

create table rating_appeal (
  district_id   text not null,
  appeal_id     text not null,
  inspection_id text not null,
  raised_at     timestamptz not null default now(),
  primary key (district_id, appeal_id),
  foreign key (district_id, inspection_id) references inspection
);
create index rating_appeal_inspection on rating_appeal (district_id, inspection_id);
comment on table rating_appeal is '申诉: against what an inspection found';

create table rating_appeal_event (
  district_id text not null,
  appeal_id   text not null,
  sequence    integer not null check (sequence > 0),
  at          timestamptz not null default now(),
  step        text not null check (step in ('raised', 'accepted', 'reinspection', 'corrected', 'voided', 'rejected', 'withdrawn')),
  actor       text not null,
  actor_name  text not null,
  words       text not null check (words <> ''),
  corrections jsonb,
  task_id     text,
  primary key (district_id, appeal_id, sequence),
  foreign key (district_id, appeal_id) references rating_appeal,
  foreign key (district_id, task_id) references inspection_task,
  check ((step = 'corrected') = (corrections is not null)),
  check ((step = 'reinspection') = (task_id is not null))
);
comment on table rating_appeal_event is 'the trail of an appeal; the last one says how it stands';
comment on column rating_appeal_event.corrections is 'array of {"itemId", "points"} and {"vetoId", "isStruck"} that hold instead of what was found';

alter table rating
  add column kind           text not null default 'entered' check (kind in ('entered', 'creation', 'review', 'lowering', 'removal', 'appeal')),
  add column rubric_id      text,
  add column rubric_version integer,
  add column evidence       jsonb not null default '[]',
  add column score          real,
  add column decided_at     timestamptz not null default now(),
  add column decided_by     text,
  add constraint rating_rubric foreign key (district_id, rubric_id, rubric_version) references rubric_version;
update rating set decided_at = valid_from; -- nobody knows when: not before it began, as far as one can tell
comment on column rating.kind is '录入, 创建, 复评, 降星, 摘星, 申诉改定';
comment on column rating.evidence is 'ids of the inspections it rests on';
comment on column rating.score is 'the mean it was decided by, 0 to 100; null where it was only entered';

create table red_flag (
  district_id  text not null references district on delete cascade,
  rubric_id    text not null,
  month        date not null check (extract(day from month) = 1),
  subject_kind text not null check (subject_kind in ('facility', 'street')),
  subject_id   text not null,
  figures      jsonb not null,
  rule         jsonb not null,
  awarded_at   timestamptz not null default now(),
  awarded_by   text not null,
  primary key (district_id, rubric_id, month)
);
comment on table red_flag is '流动红旗: who holds it in a month, with the rule and the figures it was given by';

alter table photograph_link drop constraint photograph_link_subject_kind_check;
alter table photograph_link add constraint photograph_link_subject_kind_check check (
  subject_kind in (
    'facility', 'complaint-before', 'complaint-after', 'complaint-minutes', 'service-entry', 'vehicle', 'inspection',
    'community-inspection'
  )
);

select hold_to_district('rubric_version', 'insert');
grant update (state, effective_from, decided_at, decided_by, decision_note) on rubric_version to huanwei_server;
select hold_to_district('inspection_task', 'insert');
grant update (assigned_to, assigned_name, due_on, dropped_at, dropped_by, dropped_reason) on inspection_task to huanwei_server;
select hold_to_district('inspection', 'insert');
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on inspection to huanwei_server;
select hold_to_district('inspection_photograph', 'insert, delete');
select hold_to_district('rating_appeal', 'insert');
select hold_to_district('rating_appeal_event', 'insert');
select hold_to_district('red_flag', 'insert, delete');
