-- The register: districts, areas, facilities, streets, residents, complaints, cleaning routes, ratings.
-- district_id is the first column of every key, so that row-level security stays simple and the schema
-- can be distributed by district. All times are timestamptz (UTC inside), all geometry is WGS 84 [lng, lat].

create table district (
  district_id text primary key check (district_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name        text not null check (name <> ''),
  name_en     text,
  code        text check (code ~ '^[0-9]{6}$'),
  time_zone   text not null default 'Asia/Shanghai',
  is_demo     boolean not null default false,
  demo_anchor timestamptz,
  created_at  timestamptz not null default now()
);
comment on column district.code is 'GB/T 2260 code of the county-level division, where there is one';
comment on column district.demo_anchor is '00:00 local time on the day the demonstration began; all demonstration times are offsets from it';

-- Changes, in commit order and without gaps: the version comes from the district''s own counter row.
create table change_counter (
  district_id text primary key references district on delete cascade,
  version     bigint not null default 0
);
create table change (
  district_id text not null references district on delete cascade,
  version     bigint not null,
  kind        text not null,
  ids         text[] not null,
  at          timestamptz not null default now(),
  primary key (district_id, version)
);
comment on column change.ids is 'keys of the changed records; empty means "many: reload the kind"';

create table district_setting (
  district_id text not null references district on delete cascade,
  key         text not null,
  value       jsonb not null,
  updated_at  timestamptz not null default now(),
  primary key (district_id, key)
);
comment on table district_setting is 'what a district sets differently from the presets in data/standards';

create table import_run (
  district_id text not null references district on delete cascade,
  import_id   text not null,
  file_name   text not null,
  sha256      text not null,
  options     jsonb not null default '{}',
  rows_in     bigint not null,
  written     bigint not null,
  unchanged   bigint not null,
  rejected    bigint not null,
  at          timestamptz not null default now(),
  undone_at   timestamptz,
  primary key (district_id, import_id),
  check (rows_in = written + unchanged + rejected)
);
create table import_change (
  district_id text not null,
  import_id   text not null,
  sequence    bigint not null,
  record      text not null,
  record_id   text not null,
  before      jsonb,
  after       jsonb,
  primary key (district_id, import_id, sequence),
  foreign key (district_id, import_id) references import_run on delete cascade
);
comment on table import_change is 'what one import did to each record, so that it can be taken back whole; before is null for a new record';

-- Areas: 区县 → 街道/乡/镇 → 社区/村 → 单元网格, and responsibility and fee zones. A boundary change ends one row
-- and begins another under the same code, so that the past keeps its areas.
create table area (
  district_id text not null references district on delete cascade,
  area_id     text not null,
  level       text not null check (level in ('district', 'subdistrict', 'community', 'grid', 'responsibility', 'fee')),
  code        text not null,
  name        text not null,
  name_en     text,
  parent_id   text,
  valid_from  date not null,
  valid_to    date check (valid_to > valid_from),
  boundary    geometry(MultiPolygon, 4326) not null,
  source      text,
  source_key  text,
  primary key (district_id, area_id),
  unique (district_id, level, code, valid_from),
  unique (district_id, source, source_key),
  foreign key (district_id, parent_id) references area
);
comment on column area.valid_to is 'first day on which the boundary no longer holds; null while it holds';

create table facility (
  district_id text not null references district on delete cascade,
  facility_id text not null,
  kind        text not null check (kind in ('transfer_station', 'toilet', 'bin', 'collection_point', 'rest_stop', 'depot')),
  code        text not null,
  name        text not null,
  name_en     text,
  address     text,
  position    geometry(Point, 4326) not null,
  status      text not null default 'open' check (status in ('planned', 'building', 'open', 'closed', 'repair')),
  owner       text,
  manager     text,
  opened_on   date,
  closed_on   date,
  verified_on date,
  verified_by text,
  attributes  jsonb not null default '{}',
  source      text,
  source_key  text,
  updated_at  timestamptz not null default now(),
  primary key (district_id, facility_id),
  unique (district_id, kind, code),
  unique (district_id, source, source_key)
);
comment on column facility.owner is 'who owns it; null is unknown. Ownership outside the bureau is 非环卫产权';
comment on column facility.manager is 'who runs it; an empty string is known to be nobody (无人管理), null is unknown';

create table street (
  district_id text not null references district on delete cascade,
  street_id   text not null,
  name        text not null,
  name_en     text,
  is_main     boolean not null default false,
  is_model    boolean not null default false,
  primary key (district_id, street_id)
);
comment on column street.is_model is '文明样板路: cleaned as main roads are';

create table street_edge (
  district_id     text not null references district on delete cascade,
  edge_id         text not null,
  street_id       text,
  from_node       bigint not null,
  to_node         bigint not null,
  class           text not null check (class in ('motorway', 'arterial', 'secondary', 'branch', 'lane', 'path')),
  highway         text,
  grade           smallint check (grade between 1 and 4),
  oneway          text not null default 'no' check (oneway in ('no', 'forward', 'backward')),
  is_walkable     boolean not null default true,
  is_drivable     boolean not null default true,
  is_bridge       boolean not null default false,
  width_meters    real check (width_meters > 0),
  length_meters   double precision not null check (length_meters >= 0),
  path            geometry(LineString, 4326) not null,
  source          text,
  source_key      text,
  primary key (district_id, edge_id),
  foreign key (district_id, street_id) references street,
  unique (district_id, source, source_key)
);
create index street_edge_street on street_edge (district_id, street_id);

create table demand_cell (
  district_id text not null references district on delete cascade,
  cell        text not null check (cell ~ '^8a[0-9a-f]{13}$'),
  residents   real not null check (residents >= 0),
  daytime     real not null check (daytime >= 0),
  primary key (district_id, cell)
);
comment on table demand_cell is 'people per H3 cell of resolution 10: who sleeps there, and who is there by day';

create table ground (
  district_id text not null references district on delete cascade,
  ground_id   text not null,
  kind        text not null check (kind in ('water', 'river', 'green', 'building', 'railway')),
  name        text,
  name_en     text,
  shape       geometry(Geometry, 4326) not null,
  source      text,
  source_key  text,
  primary key (district_id, ground_id),
  unique (district_id, source, source_key)
);
comment on table ground is 'what the base map draws beneath the streets';

create table complaint (
  district_id  text not null references district on delete cascade,
  complaint_id text not null,
  number       text not null,
  channel      text,
  category     text,
  occurred_on  date not null,
  occurred_at  timestamptz,
  position     geometry(Point, 4326),
  address      text,
  street_id    text,
  facility_id  text,
  reporter_id  text,
  source       text,
  source_key   text,
  primary key (district_id, complaint_id),
  unique (district_id, number),
  unique (district_id, source, source_key),
  foreign key (district_id, street_id) references street,
  foreign key (district_id, facility_id) references facility
);
create index complaint_day on complaint (district_id, occurred_on);
comment on column complaint.occurred_on is 'local day; occurred_at is null where only the day is known';
comment on column complaint.reporter_id is 'a number, never a name: who reported is kept elsewhere';

create table cleaning_route (
  district_id    text not null references district on delete cascade,
  route_id       text not null,
  code           text not null,
  name           text not null,
  name_en        text,
  kind           text not null check (kind in ('full_sweep', 'fine_sweep', 'wash', 'patrol', 'collection')),
  team           text,
  vehicle_kind   text,
  shifts         jsonb not null default '[]',
  passes         real not null check (passes > 0),
  period         text not null default 'day' check (period in ('day', 'week', 'month')),
  valid_from     date not null,
  valid_to       date check (valid_to > valid_from),
  primary key (district_id, route_id),
  unique (district_id, code)
);
comment on column cleaning_route.shifts is 'array of {"from": "HH:MM", "to": "HH:MM"} in local time';
comment on column cleaning_route.passes is 'how many passes are due in each period';

create table cleaning_route_edge (
  district_id text not null,
  route_id    text not null,
  sequence    integer not null,
  edge_id     text not null,
  primary key (district_id, route_id, sequence),
  foreign key (district_id, route_id) references cleaning_route on delete cascade,
  foreign key (district_id, edge_id) references street_edge on delete cascade
);
create index cleaning_route_edge_edge on cleaning_route_edge (district_id, edge_id);

create table rating (
  district_id  text not null references district on delete cascade,
  rating_id    text not null,
  subject_kind text not null check (subject_kind in ('facility', 'street')),
  subject_id   text not null,
  stars        smallint not null check (stars between 0 and 5),
  is_trial     boolean not null default false,
  valid_from   date not null,
  valid_to     date check (valid_to > valid_from),
  reason       text not null,
  primary key (district_id, rating_id)
);
create index rating_subject on rating (district_id, subject_kind, subject_id, valid_from);
comment on column rating.stars is '0 is a rating of no star, not an absence of a rating';
comment on column rating.is_trial is '试评: given under a rubric no manager has approved yet';
