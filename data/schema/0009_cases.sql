-- Complaints with their life: what is recorded, what happened, who answers, who complained, how they are numbered.

alter table complaint
  add column kind            text not null default 'direct' check (kind in ('direct', 'petition', 'proposal')),
  add column state           text not null default 'recorded',
  add column importance      text not null default 'ordinary' check (importance in ('ordinary', 'important', 'urgent')),
  add column text            text not null default '',
  add column place_kind      text not null default 'unclear'
    check (place_kind in ('point', 'street', 'landmark', 'facility', 'pole', 'unclear')),
  add column place_note      text,
  add column area_id         text,
  add column unit_id         text,
  add column received_at     timestamptz,
  add column is_confidential boolean not null default false,
  add column duplicate_of    text,
  add column due_step        text,
  add column due_from        timestamptz,
  add column due_at          timestamptz,
  add column settle_by       timestamptz,
  add column responded_at    timestamptz,
  add column result_at       timestamptz,
  add column settled_at      timestamptz,
  add column is_resolved     boolean,
  add column satisfaction    text,
  add column reopened        smallint not null default 0,
  add column is_supervised   boolean not null default false,
  add column public_text     text,
  add column released_at     timestamptz,
  add column events          integer not null default 0,
  add column revision        bigint not null default 1 check (revision > 0),
  add foreign key (district_id, area_id) references area,
  add foreign key (district_id, duplicate_of) references complaint;
update complaint set received_at = coalesce(occurred_at, occurred_on::timestamptz),
  place_kind = case when position is null then 'unclear' when facility_id is not null then 'facility'
    when street_id is not null then 'street' else 'point' end;
alter table complaint alter column received_at set not null, alter column received_at set default now();
comment on column complaint.kind is '直办投诉, 信访事项, 政协提案: which life it has (data/standards/complaint-life.json)';
comment on column complaint.state is 'where its life stands: what its events come to, kept for lists';
comment on column complaint.text is 'what was said, as it was taken down; shown with telephone and id numbers masked';
comment on column complaint.place_note is '对面, 旁边: where beside the place';
comment on column complaint.area_id is 'the sub-district in which it lay on its day, so that a boundary change leaves it there';
comment on column complaint.due_at is 'when the next step is due, as the rules had it when the step began';
comment on column complaint.settle_by is 'when it has to be settled, or had to be: kept after it is, so that lists can tell who was in time';
comment on column complaint.public_text is 'what may be published, after staff released it';
comment on column complaint.events is 'how many events it has: the last one''s sequence';
create index complaint_reporter on complaint (district_id, reporter_id) where reporter_id is not null;
create index complaint_position on complaint using gist (position);
create index complaint_original on complaint (district_id, duplicate_of) where duplicate_of is not null;
create index complaint_received on complaint (district_id, received_at, complaint_id);
create index complaint_due on complaint (district_id, due_at) where due_at is not null;
create index complaint_confidential on complaint (district_id) where is_confidential;

create table complaint_event (
  district_id  text not null,
  complaint_id text not null,
  sequence     integer not null check (sequence > 0),
  action       text not null,
  at           timestamptz not null default now(),
  actor_id     text,
  actor_name   text not null,
  unit_id      text,
  data         jsonb not null default '{}',
  primary key (district_id, complaint_id, sequence),
  foreign key (district_id, complaint_id) references complaint
);
create index complaint_event_at on complaint_event (district_id, at);
comment on table complaint_event is 'what happened to each complaint, in order; grows only';
comment on column complaint_event.unit_id is 'the handling unit for which the actor acted';

create table complaint_counter (
  district_id text not null references district on delete cascade,
  day         date not null,
  count       integer not null check (count > 0),
  primary key (district_id, day)
);
comment on table complaint_counter is 'complaints numbered on a local day: the number is drawn in the transaction that writes the complaint';

create table complaint_key (
  district_id    text not null references district on delete cascade,
  owner          text not null,
  key            text not null,
  request_sha256 bytea not null,
  complaint_id   text not null,
  at             timestamptz not null default now(),
  primary key (district_id, owner, key)
);
comment on table complaint_key is 'Idempotency-Key of each complaint taken: a lost reply never makes two';

create table reporter (
  district_id text not null references district on delete cascade,
  reporter_id text not null,
  name        text,
  telephone   text,
  digits      text,
  contact     text,
  created_at  timestamptz not null default now(),
  erased_at   timestamptz,
  primary key (district_id, reporter_id),
  check (erased_at is null or (name is null and telephone is null and digits is null and contact is null))
);
create index reporter_digits on reporter (district_id, digits) where digits is not null;
comment on table reporter is 'who complained, kept apart from what they said; every look is audited, and it is erased after its term';
comment on column reporter.digits is 'the telephone''s digits without the country, so that the same caller is known';

create table reporter_erasure (
  district_id text not null references district on delete cascade,
  reporter_id text not null,
  erased_at   timestamptz not null default now(),
  reason      text not null,
  primary key (district_id, reporter_id)
);
comment on table reporter_erasure is '删除记录: whose data was erased, when and why; grows only';

create table complaint_confidant (
  district_id  text not null,
  complaint_id text not null,
  account_id   text not null,
  named_by     text not null,
  named_at     timestamptz not null default now(),
  primary key (district_id, complaint_id, account_id),
  foreign key (district_id, complaint_id) references complaint
);
create index complaint_confidant_account on complaint_confidant (district_id, account_id);
comment on table complaint_confidant is 'who may read a confidential complaint; nobody else does, whatever their role';

create table unit (
  district_id text not null references district on delete cascade,
  unit_id     text not null,
  name        text not null check (name <> ''),
  name_en     text,
  is_active   boolean not null default true,
  primary key (district_id, unit_id),
  unique (district_id, name)
);
comment on table unit is '承办单位: whoever complaints are assigned to';
alter table complaint add foreign key (district_id, unit_id) references unit;
create index complaint_unit on complaint (district_id, unit_id) where unit_id is not null;

create table unit_member (
  district_id text not null,
  unit_id     text not null,
  account_id  text not null,
  primary key (district_id, unit_id, account_id),
  foreign key (district_id, unit_id) references unit on delete cascade
);
create index unit_member_account on unit_member (district_id, account_id);

select hold_to_district('complaint_event', 'insert');
select hold_to_district('complaint_counter', 'insert, update');
select hold_to_district('complaint_key', 'insert');
select hold_to_district('reporter', 'insert');
grant update (name, telephone, digits, contact, erased_at) on reporter to huanwei_server;
select hold_to_district('reporter_erasure', 'insert');
select hold_to_district('complaint_confidant');
select hold_to_district('unit');
select hold_to_district('unit_member');

alter table ground drop constraint ground_kind_check;
alter table ground add constraint ground_kind_check
  check (kind in ('water', 'river', 'green', 'building', 'railway', 'lamp_post'));
comment on table ground is 'what the base map draws beneath the streets, and lamp-posts, whose numbers tell places';

alter table photograph_link drop constraint photograph_link_subject_kind_check;
alter table photograph_link add constraint photograph_link_subject_kind_check
  check (subject_kind in ('facility', 'complaint-before', 'complaint-after', 'complaint-minutes'));
