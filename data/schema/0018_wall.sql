-- The wall in the duty room: its scenes, what it is told of, and the screens that show it.

create table wall_scenes (
  district_id text primary key references district on delete cascade,
  revision    bigint not null default 1 check (revision > 0),
  scenes      jsonb not null
);
comment on table wall_scenes is 'the scenes of a district in their order; without a row those of data/standards/wall.json hold';

create table wall_watch (
  district_id text primary key references district on delete cascade,
  looked_at   timestamptz
);
comment on table wall_watch is 'whoever looks for alarms holds this row until the commit: of several processes one does it';

create table wall_alarm (
  district_id          text not null references district on delete cascade,
  alarm_id             text not null,
  kind                 text not null check (kind in ('late-case', 'new-hotspot', 'downgrade', 'facility-closed', 'feed-silent')),
  subject              text not null,
  occurrences          text[] not null check (cardinality(occurrences) > 0),
  severity             text not null check (severity in ('critical', 'warning', 'info')),
  detail               jsonb not null default '{}',
  position             geometry(Point, 4326),
  happened_at          timestamptz not null,
  opened_at            timestamptz not null,
  changed_at           timestamptz not null,
  acknowledged_at      timestamptz,
  acknowledged_by      text,
  acknowledged_name    text,
  acknowledged_display boolean,
  cleared_at           timestamptz,
  clearance            text check (clearance in ('over', 'aged')),
  primary key (district_id, alarm_id),
  check ((acknowledged_at is null) = (acknowledged_name is null)),
  check ((acknowledged_at is null) = (acknowledged_display is null)),
  check ((cleared_at is null) = (clearance is null))
);
create index wall_alarm_open on wall_alarm (district_id) where cleared_at is null;
create index wall_alarm_opened on wall_alarm (district_id, opened_at);
create index wall_alarm_occurrences on wall_alarm using gin (occurrences);
comment on column wall_alarm.subject is 'whose alarm it is: a unit, a spot, a facility or street, a feed';
comment on column wall_alarm.occurrences is 'what raised it, each once: what is in one alarm never raises another; not shown';
comment on column wall_alarm.position is 'of complaints the middle of the stretch of street';
comment on column wall_alarm.acknowledged_by is 'the account, or the token of a display';

create table wall_alarm_event (
  district_id text not null,
  alarm_id    text not null,
  sequence    integer not null check (sequence > 0),
  action      text not null check (action in ('open', 'grow', 'acknowledge', 'clear')),
  at          timestamptz not null,
  actor_id    text,
  actor_name  text not null,
  via         text not null check (via in ('session', 'token', 'display', 'server')),
  data        jsonb not null default '{}',
  primary key (district_id, alarm_id, sequence),
  foreign key (district_id, alarm_id) references wall_alarm on delete cascade
);
create index wall_alarm_event_at on wall_alarm_event (district_id, at);
comment on table wall_alarm_event is 'what happened to each alarm, in order; grows only';

create table wall_heartbeat (
  district_id    text not null references district on delete cascade,
  holder         text not null check (holder in ('display', 'account')),
  holder_id      text not null,
  holder_name    text not null,
  screen         text not null,
  at             timestamptz not null,
  began_at       timestamptz not null,
  scene_id       text,
  app_version    text not null,
  uptime_seconds bigint not null check (uptime_seconds >= 0),
  last_error     text,
  gl_contexts    integer not null check (gl_contexts >= 0),
  width_pixels   integer,
  height_pixels  integer,
  primary key (district_id, holder, holder_id, screen)
) with (fillfactor = 70);
comment on table wall_heartbeat is 'when each screen was heard last, and how it was';
comment on column wall_heartbeat.holder_id is 'the token of a display, or the account of whoever opened the wall';

alter table token add column may_acknowledge boolean not null default false;
alter table token add check (not may_acknowledge or kind = 'display');
comment on column token.may_acknowledge is 'whether alarms are acknowledged from the keyboard of this display';

-- when something of a kind came in last is asked for every kind
create index change_kind on change (district_id, kind, version);

select hold_to_district('wall_scenes', 'insert, update');
select hold_to_district('wall_watch', 'insert, update');
select hold_to_district('wall_alarm', 'insert');
grant update (occurrences, detail, position, changed_at, acknowledged_at, acknowledged_by, acknowledged_name,
  acknowledged_display, cleared_at, clearance) on wall_alarm to huanwei_server;
select hold_to_district('wall_alarm_event', 'insert');
select hold_to_district('wall_heartbeat', 'insert, update, delete');
