-- Vehicles, where they were, which street was serviced, what people entered, and what somebody must look at.

create table vehicle (
  district_id         text not null references district on delete cascade,
  vehicle_id          text not null,
  plate               text not null check (plate <> ''),
  name                text,
  kind                text not null check (kind in (
    'sweeper', 'scrubber', 'washer', 'compactor', 'hook_lift', 'patrol_cart', 'other'
  )),
  team                text,
  status              text not null default 'in_service' check (status in ('in_service', 'out_of_service', 'retired')),
  status_reason       text,
  status_since        timestamptz,
  bought_on           date,
  overhaul_due_on     date,
  safety_check_due_on date,
  note                text not null default '',
  revision            bigint not null default 1 check (revision > 0),
  source              text,
  source_key          text,
  primary key (district_id, vehicle_id),
  unique (district_id, plate),
  unique (district_id, source, source_key),
  check (status = 'in_service' or status_reason is not null)
);
comment on column vehicle.plate is '号牌; of a cart without one, the number painted on it';
comment on column vehicle.kind is '扫路车, 洗扫车, 洒水车, 压缩车, 勾臂车, 电动保洁车: what its pass proves is a setting';

-- Looked up before a district is known, as tokens are.
create table terminal (
  terminal_id   text primary key check (terminal_id ~ '^[0-9A-Za-z_.-]{1,40}$'),
  district_id   text not null references district on delete cascade,
  vehicle_id    text not null,
  is_enabled    boolean not null default true,
  key_sha256    bytea,
  key_hint      text,
  code_sha256   bytea,
  working_signal jsonb,
  registered_at timestamptz,
  last_seen_at  timestamptz,
  created_at    timestamptz not null default now(),
  created_by    text not null,
  unique (district_id, vehicle_id),
  foreign key (district_id, vehicle_id) references vehicle on delete cascade
);
comment on table terminal is 'a device on a vehicle; only people make one, never the wire';
comment on column terminal.terminal_id is 'JT/T 808: the number without leading zeros; otherwise the device''s own identifier';
comment on column terminal.key_sha256 is 'of the key with which positions are sent over HTTP';
comment on column terminal.working_signal is 'where its positions say that brush or pump is on; null: nobody knows';
comment on column terminal.code_sha256 is 'of the authentication code that JT/T 808 registration last gave out';

create table position (
  district_id     text not null,
  vehicle_id      text not null,
  at              timestamptz not null,
  lng             double precision not null check (lng between -180 and 180),
  lat             double precision not null check (lat between -90 and 90),
  speed_kmh       real check (speed_kmh >= 0),
  heading_degrees smallint check (heading_degrees between 0 and 359),
  is_working      boolean,
  source          text not null,
  received_at     timestamptz not null,
  primary key (district_id, vehicle_id, at)
) partition by range (at);
comment on table position is 'where vehicles were, a partition a day of UTC; kept for POSITION_RETENTION_DAYS';
comment on column position.is_working is 'brush or pump on; null: the terminal does not say';

-- Partitions belong to the owner; whoever runs the server may have them made and dropped, and nothing else.
create function make_position_days(first_day date, last_day date) returns integer
language plpgsql security definer set search_path from current as $$
declare
  made integer := 0;
  one date;
begin
  if last_day - first_day > 400 then raise exception 'no more than 400 days at once'; end if;
  for one in select d::date from generate_series(first_day, last_day, interval '1 day') d loop
    if to_regclass('position_' || to_char(one, 'YYYYMMDD')) is null then
      perform pg_advisory_xact_lock(hashtext('huanwei.position'));
      if to_regclass('position_' || to_char(one, 'YYYYMMDD')) is null then
        execute format(
          'create table %I partition of position for values from (%L) to (%L)',
          'position_' || to_char(one, 'YYYYMMDD'), one::text || ' 00:00+00', (one + 1)::text || ' 00:00+00'
        );
        made := made + 1;
      end if;
    end if;
  end loop;
  return made;
end $$;

create function drop_position_days(before_day date) returns integer
language plpgsql security definer set search_path from current as $$
declare
  dropped integer := 0;
  one text;
begin
  for one in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'position'::regclass and c.relname ~ '^position_\d{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < before_day
    order by 1
  loop
    execute format('drop table %I', one);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;
revoke all on function make_position_days(date, date), drop_position_days(date) from public;
grant execute on function make_position_days(date, date), drop_position_days(date) to huanwei_server;

create table vehicle_state (
  district_id     text not null,
  vehicle_id      text not null,
  at              timestamptz not null,
  lng             double precision not null,
  lat             double precision not null,
  speed_kmh       real,
  heading_degrees smallint,
  is_working      boolean,
  source          text not null,
  received_at     timestamptz not null,
  primary key (district_id, vehicle_id),
  foreign key (district_id, vehicle_id) references vehicle on delete cascade
) with (fillfactor = 70);
create index vehicle_state_received on vehicle_state (district_id, received_at);
comment on table vehicle_state is 'the youngest position of each vehicle';

create table vehicle_matching (
  district_id   text not null,
  vehicle_id    text not null,
  settled_until timestamptz,
  redo_from     timestamptz,
  redo_until    timestamptz,
  primary key (district_id, vehicle_id),
  foreign key (district_id, vehicle_id) references vehicle on delete cascade
) with (fillfactor = 70);
comment on column vehicle_matching.settled_until is 'up to here service records say what positions prove';
comment on column vehicle_matching.redo_from is 'a late position came: from here on streets are matched again';

create table vehicle_heard (
  district_id text not null references district on delete cascade,
  day         date not null,
  gap_seconds integer not null check (gap_seconds > 0),
  heard       jsonb not null,
  primary key (district_id, day)
);
comment on table vehicle_heard is
  'when vehicles were heard on a past day of UTC, as {vehicle: [[from, to], …]} in epoch ms: it outlasts their positions';

create table position_reject (
  district_id text not null,
  vehicle_id  text not null,
  day         date not null,
  reason      text not null check (reason in ('invalid', 'zero', 'future', 'expired', 'jump')),
  rejected    bigint not null check (rejected > 0),
  samples     jsonb not null default '[]',
  primary key (district_id, vehicle_id, day, reason),
  foreign key (district_id, vehicle_id) references vehicle on delete cascade
);
comment on table position_reject is 'positions that were not taken, counted by local day of receipt and reason, with the first of each';

create table service_record (
  district_id text not null references district on delete cascade,
  day         date not null,
  vehicle_id  text not null,
  from_at     timestamptz not null,
  edge_id     text not null,
  to_at       timestamptz not null,
  from_share  real not null check (from_share between 0 and 1),
  to_share    real not null check (to_share between 0 and 1),
  points      integer not null check (points >= 0),
  speed_kmh   real check (speed_kmh >= 0),
  is_working  boolean,
  confidence  real not null check (confidence between 0 and 1),
  primary key (district_id, day, vehicle_id, from_at, edge_id),
  check (to_at >= from_at)
);
create index service_record_edge on service_record (district_id, edge_id, from_at);
comment on table service_record is '作业记录: a stretch of a street edge that a vehicle passed in one go, from matched positions';
comment on column service_record.day is 'local day of from_at';
comment on column service_record.from_share is 'where on the edge it began, 0 at its first node; greater than to_share when driven against it';
comment on column service_record.edge_id is 'no reference: what was done stays when the network is imported anew';

create table service_entry (
  district_id      text not null references district on delete cascade,
  entry_id         text not null,
  kind             text not null check (kind in ('confirmed', 'completed', 'could_not')),
  route_id         text,
  work             text not null check (work in ('full_sweep', 'fine_sweep', 'wash', 'patrol', 'collection')),
  day              date not null,
  from_at          timestamptz not null,
  to_at            timestamptz not null,
  reason           text,
  note             text not null default '',
  position         geometry(Point, 4326),
  entered_at       timestamptz not null default now(),
  entered_by       text not null,
  entered_name     text not null,
  withdrawn_at     timestamptz,
  withdrawn_by     text,
  withdrawn_reason text,
  primary key (district_id, entry_id),
  check (to_at >= from_at),
  check (kind <> 'could_not' or reason is not null),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index service_entry_day on service_entry (district_id, day);
comment on table service_entry is 'what people say was done: 班长确认 (confirmed), 补录完成 (completed), 未能作业 (could_not)';

create table service_entry_item (
  district_id  text not null,
  entry_id     text not null,
  subject_kind text not null check (subject_kind in ('edge', 'facility')),
  subject_id   text not null,
  outcome      text not null check (outcome in ('done', 'could_not')),
  reason       text,
  primary key (district_id, entry_id, subject_kind, subject_id),
  foreign key (district_id, entry_id) references service_entry on delete cascade,
  check (outcome = 'done' or reason is not null)
);
create index service_entry_item_subject on service_entry_item (district_id, subject_kind, subject_id);

create table stop_visit (
  district_id    text not null references district on delete cascade,
  day            date not null,
  facility_id    text not null,
  vehicle_id     text not null,
  from_at        timestamptz not null,
  to_at          timestamptz not null,
  nearest_meters real not null check (nearest_meters >= 0),
  primary key (district_id, day, facility_id, vehicle_id, from_at),
  check (to_at >= from_at)
);
comment on table stop_visit is '收运停靠: a vehicle stood by a station, point or bin';

create table service_suspension (
  district_id   text not null references district on delete cascade,
  suspension_id text not null,
  works         text[] not null check (cardinality(works) > 0),
  from_at       timestamptz not null,
  to_at         timestamptz not null,
  reason        text not null check (reason <> ''),
  entered_at    timestamptz not null default now(),
  entered_by    text not null,
  withdrawn_at  timestamptz,
  withdrawn_by  text,
  primary key (district_id, suspension_id),
  check (to_at > from_at)
);
comment on table service_suspension is '暂停作业: work not due for a while, as washing below 4 °C';

create table service_order (
  district_id  text not null references district on delete cascade,
  order_id     text not null,
  work         text not null check (work in ('full_sweep', 'fine_sweep', 'wash')),
  edge_ids     text[] not null check (cardinality(edge_ids) > 0),
  raised_at    timestamptz not null default now(),
  due_at       timestamptz not null,
  reason       text not null check (reason <> ''),
  complaint_id text,
  raised_by    text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (district_id, order_id),
  check (due_at > raised_at)
);
comment on table service_order is '临时任务: a dirty surface to be cleaned at once, beside what routes ask';

create table fleet_event (
  district_id     text not null references district on delete cascade,
  event_id        text not null,
  kind            text not null check (kind in (
    'silent', 'off_route', 'skipped', 'out_of_order', 'out_of_area', 'long_stop', 'speeding'
  )),
  vehicle_id      text not null,
  route_id        text,
  edge_id         text,
  from_at         timestamptz not null,
  to_at           timestamptz,
  lng             double precision,
  lat             double precision,
  detail          jsonb not null default '{}',
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledged_name text,
  note            text not null default '',
  primary key (district_id, event_id),
  check (to_at >= from_at),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create index fleet_event_from on fleet_event (district_id, from_at);
comment on column fleet_event.event_id is 'kind, vehicle and beginning: found again it is the same';
comment on column fleet_event.to_at is 'null while it goes on';

-- A route has versions: the same code, one after the other.
alter table cleaning_route drop constraint cleaning_route_district_id_code_key;
alter table cleaning_route add unique (district_id, code, valid_from);
alter table cleaning_route
  add column turn text not null default 'none' check (turn in ('none', 'street')),
  add column season text not null default 'all' check (season in ('all', 'summer', 'other')),
  add column part text not null default 'whole' check (part in ('whole', 'fast_lane', 'slow_lane', 'planter')),
  add column proof text not null default 'confirmation' check (proof in ('positions', 'confirmation', 'stops')),
  add column note text not null default '',
  add column revision bigint not null default 1 check (revision > 0);
update cleaning_route set vehicle_kind = case vehicle_kind
  when '扫路车' then 'sweeper' when '洗扫车' then 'scrubber' when '洒水车' then 'washer' when '压缩车' then 'compactor'
  when '勾臂车' then 'hook_lift' when '电动保洁车' then 'patrol_cart' else vehicle_kind end
  where vehicle_kind is not null;
update cleaning_route set proof = case
  when kind = 'collection' then 'stops'
  when kind = 'wash' or (kind = 'full_sweep' and vehicle_kind in ('sweeper', 'scrubber')) then 'positions'
  else 'confirmation' end;
comment on column cleaning_route.turn is 'street: of its streets one is due a day, in turn (冲洗轮流)';
comment on column cleaning_route.part is '快车道, 慢车道, 花坛: the part of the road the work is on';
comment on column cleaning_route.proof is 'what proves a pass: matched positions, the team leader''s confirmation, or stops at its facilities';

create table cleaning_route_vehicle (
  district_id text not null,
  route_id    text not null,
  vehicle_id  text not null,
  primary key (district_id, route_id, vehicle_id),
  foreign key (district_id, route_id) references cleaning_route on delete cascade,
  foreign key (district_id, vehicle_id) references vehicle on delete cascade
);
create table cleaning_route_stop (
  district_id text not null,
  route_id    text not null,
  sequence    integer not null,
  facility_id text not null,
  primary key (district_id, route_id, sequence),
  unique (district_id, route_id, facility_id),
  foreign key (district_id, route_id) references cleaning_route on delete cascade,
  foreign key (district_id, facility_id) references facility on delete cascade
);
comment on table cleaning_route_stop is 'stations, points and bins that a collection round empties, in order';

alter table photograph_link drop constraint photograph_link_subject_kind_check;
alter table photograph_link add constraint photograph_link_subject_kind_check check (
  subject_kind in ('facility', 'complaint-before', 'complaint-after', 'complaint-minutes', 'service-entry', 'vehicle')
);

grant select, insert, update, delete on terminal to huanwei_server;
select hold_to_district('vehicle');
select hold_to_district('position', 'insert');
select hold_to_district('vehicle_state', 'insert, update');
select hold_to_district('vehicle_matching', 'insert, update');
select hold_to_district('vehicle_heard', 'insert, update, delete');
select hold_to_district('position_reject', 'insert, update');
select hold_to_district('service_record', 'insert, delete');
select hold_to_district('service_entry', 'insert');
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on service_entry to huanwei_server;
select hold_to_district('service_entry_item', 'insert');
select hold_to_district('stop_visit', 'insert, delete');
select hold_to_district('service_suspension', 'insert');
grant update (withdrawn_at, withdrawn_by) on service_suspension to huanwei_server;
select hold_to_district('service_order', 'insert');
grant update (withdrawn_at, withdrawn_by) on service_order to huanwei_server;
select hold_to_district('fleet_event', 'insert, update, delete');
select hold_to_district('cleaning_route_vehicle');
select hold_to_district('cleaning_route_stop');
