-- Scenarios of coverage that planners keep, and what is to be built of them.

create table scenario (
  district_id text not null references district on delete cascade,
  scenario_id text not null,
  revision    bigint not null default 1 check (revision > 0),
  name        text not null check (name <> ''),
  note        text check (note <> ''),
  question    jsonb not null,
  costs       jsonb not null default '{}',
  figures     jsonb,
  created_by  text not null,
  created_at  timestamptz not null default now(),
  updated_by  text not null,
  updated_at  timestamptz not null default now(),
  primary key (district_id, scenario_id),
  unique (district_id, name)
);
comment on table scenario is '覆盖方案: a question of coverage with what it tries out, under a name';
comment on column scenario.question is 'as POST /coverage takes it, with its edits';
comment on column scenario.costs is 'yuan, by the id of a tried site; what is not there is unknown';
comment on column scenario.figures is 'what was answered when it was saved, with the time; null where nobody asked';
comment on column scenario.created_by is 'the name as it was then';

create table construction_target (
  district_id text not null references district on delete cascade,
  target_id   text not null,
  revision    bigint not null default 1 check (revision > 0),
  scenario_id text,
  site_id     text,
  kind        text not null check (kind in (
    'transfer_station', 'toilet', 'bin', 'collection_point', 'rest_stop', 'depot'
  )),
  name        text not null check (name <> ''),
  position    geometry(Point, 4326),
  planned_for date,
  state       text not null check (state in ('planned', 'approved', 'building', 'done', 'dropped')),
  facility_id text,
  cost_yuan   double precision check (cost_yuan >= 0),
  note        text check (note <> ''),
  created_by  text not null,
  created_at  timestamptz not null default now(),
  updated_by  text not null,
  updated_at  timestamptz not null default now(),
  primary key (district_id, target_id),
  unique (district_id, scenario_id, site_id),
  unique (district_id, facility_id),
  foreign key (district_id, scenario_id) references scenario on delete set null (scenario_id),
  foreign key (district_id, facility_id) references facility on delete set null (facility_id)
);
comment on table construction_target is '建设目标: one facility that is to be built (2站2厕 are four)';
comment on column construction_target.site_id is 'which added site of its scenario it came from: the same is not made twice';
comment on column construction_target.state is 'as somebody set it; a facility of the register that it has become says more';
comment on column construction_target.facility_id is 'null until it is in the register';

select hold_to_district('scenario');
select hold_to_district('construction_target');
