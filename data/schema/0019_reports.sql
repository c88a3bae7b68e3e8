-- The sanitation of communities: inspections, hygiene days, exposure in the media; bulletins and rankings made of them.

create table community_inspection (
  district_id      text not null references district on delete cascade,
  inspection_id    text not null,
  area_id          text not null,
  day              date not null,
  found            jsonb not null default '[]',
  deducted         double precision not null check (deducted between 0 and 100),
  note             text not null default '',
  entered_at       timestamptz not null default now(),
  entered_by       text not null,
  withdrawn_at     timestamptz,
  withdrawn_by     text,
  withdrawn_reason text,
  primary key (district_id, inspection_id),
  foreign key (district_id, area_id) references area,
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
comment on table community_inspection is '社区环境卫生检查: one visit of one area on one day';
comment on column community_inspection.found is '[{itemId, places, points}]: points a place as they were when it was entered';
comment on column community_inspection.deducted is 'of 100, no more than the most that one inspection deducted when it was entered';
create index community_inspection_day on community_inspection (district_id, day);

create table hygiene_activity (
  district_id      text not null references district on delete cascade,
  activity_id      text not null,
  area_id          text not null,
  day              date not null,
  done             text not null check (done <> ''),
  people           integer check (people > 0),
  entered_at       timestamptz not null default now(),
  entered_by       text not null,
  withdrawn_at     timestamptz,
  withdrawn_by     text,
  withdrawn_reason text,
  primary key (district_id, activity_id),
  foreign key (district_id, area_id) references area,
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
comment on table hygiene_activity is '卫生日活动: what an area did on a hygiene day';
comment on column hygiene_activity.people is 'how many took part; null is unknown';
create index hygiene_activity_day on hygiene_activity (district_id, day);

create table media_exposure (
  district_id      text not null references district on delete cascade,
  exposure_id      text not null,
  area_id          text not null,
  day              date not null,
  medium           text not null check (medium <> ''),
  title            text not null check (title <> ''),
  is_good          boolean not null,
  is_upheld        boolean,
  judged_at        timestamptz,
  judged_by        text,
  judged_reason    text,
  entered_at       timestamptz not null default now(),
  entered_by       text not null,
  withdrawn_at     timestamptz,
  withdrawn_by     text,
  withdrawn_reason text,
  primary key (district_id, exposure_id),
  foreign key (district_id, area_id) references area,
  check ((is_upheld is null) = (judged_at is null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
comment on table media_exposure is '媒体曝光: praise or blame of an area in the media; counts once it is upheld';
comment on column media_exposure.is_upheld is 'whether it was found to be so; null is not looked into yet';
create index media_exposure_day on media_exposure (district_id, day);

create table report_draft (
  district_id text not null references district on delete cascade,
  report_id   text not null,
  kind        text not null check (kind in ('bulletin', 'ranking')),
  from_day    date not null,
  to_day      date not null check (to_day >= from_day),
  corrects    text,
  remarks     text not null default '',
  content     jsonb not null,
  records     integer not null check (records >= 0),
  composed_at timestamptz not null default now(),
  composed_by text not null,
  revision    bigint not null default 1 check (revision > 0),
  primary key (district_id, report_id)
);
comment on table report_draft is 'a bulletin or ranking composed of records and not published yet';

create table report (
  district_id  text not null references district on delete cascade,
  report_id    text not null,
  kind         text not null check (kind in ('bulletin', 'ranking')),
  year         smallint not null,
  number       integer not null check (number > 0),
  from_day     date not null,
  to_day       date not null check (to_day >= from_day),
  corrects     text,
  remarks      text not null default '',
  content      jsonb not null,
  records      integer not null check (records >= 0),
  composed_at  timestamptz not null,
  composed_by  text not null,
  published_at timestamptz not null default now(),
  published_by text not null,
  published_on date not null,
  primary key (district_id, report_id),
  unique (district_id, kind, year, number),
  unique (district_id, corrects),
  foreign key (district_id, corrects) references report
);
comment on table report is '通报、排名: as it was published. It never changes: a mistake is put right by another that names it';
comment on column report.records is 'how many it was composed from: content names them';
comment on column report.number is '第 N 期 of the year of its publication, without gaps';

-- other kinds of photographs may have been added meanwhile: this one joins whatever there is
do $$
declare
  known text;
begin
  select pg_get_expr(conbin, conrelid) into known
  from pg_constraint where conname = 'photograph_link_subject_kind_check';
  alter table photograph_link drop constraint photograph_link_subject_kind_check;
  execute format(
    'alter table photograph_link add constraint photograph_link_subject_kind_check check (subject_kind = %L or %s)',
    'community-inspection', known
  );
end $$;

select hold_to_district('community_inspection', 'insert, update');
select hold_to_district('hygiene_activity', 'insert, update');
select hold_to_district('media_exposure', 'insert, update');
select hold_to_district('report_draft', 'insert, update, delete');
select hold_to_district('report', 'insert');
