-- Rules by which a role is told of new hotspots, what was hot when each was looked at last, and what was told.

create table hotspot_rule (
  district_id text not null references district on delete cascade,
  rule_id     text not null,
  revision    bigint not null default 1 check (revision > 0),
  name        text not null check (name <> ''),
  categories  text[] check (cardinality(categories) > 0),
  measure     text not null check (measure in ('count', 'reporters', 'per-street', 'per-resident', 'late', 'reopened')),
  role        text not null,
  is_active   boolean not null default true,
  created_by  text not null,
  created_at  timestamptz not null default now(),
  primary key (district_id, rule_id)
);
comment on table hotspot_rule is 'whom to tell when a new hotspot appears';
comment on column hotspot_rule.categories is 'of which complaints; null is all';
comment on column hotspot_rule.role is 'who is told';
comment on column hotspot_rule.created_by is 'the name as it was then';

create table hotspot_watch (
  district_id  text not null,
  rule_id      text not null,
  evaluated_at timestamptz not null,
  resolution   smallint not null,
  hot_cells    text[] not null,
  spots        integer not null,
  primary key (district_id, rule_id),
  foreign key (district_id, rule_id) references hotspot_rule
);
comment on table hotspot_watch is 'what was hot when a rule was looked at last: only what was not is new; without a row the rule was not looked at since it was written';
comment on column hotspot_watch.resolution is 'H3, kept from the first time, so that cells of one time are those of the next';

create table hotspot_alarm (
  district_id text not null references district on delete cascade,
  alarm_id    text not null,
  rule_id     text not null,
  rule_name   text not null,
  measure     text not null,
  categories  text[],
  role        text not null,
  spot_id     text not null,
  cells       text[] not null,
  center      geometry(Point, 4326) not null,
  found_at    timestamptz not null,
  first_day   date not null,
  last_day    date not null,
  observed    integer not null,
  expected    float8 not null,
  complaints  integer not null,
  street_id   text,
  unit_id     text,
  category    text,
  primary key (district_id, alarm_id)
);
create index hotspot_alarm_found on hotspot_alarm (district_id, role, found_at);
comment on table hotspot_alarm is 'a new hotspot as it was told, with the rule as it was: a rule that is taken away leaves its alarms';
comment on column hotspot_alarm.spot_id is 'the peak cell, which names the spot in links';

create table hotspot_alarm_seen (
  district_id text not null,
  alarm_id    text not null,
  account_id  text not null,
  at          timestamptz not null default now(),
  primary key (district_id, alarm_id, account_id),
  foreign key (district_id, alarm_id) references hotspot_alarm on delete cascade
);

select hold_to_district('hotspot_rule');
select hold_to_district('hotspot_watch');
select hold_to_district('hotspot_alarm', 'insert');
select hold_to_district('hotspot_alarm_seen', 'insert');
