-- Repairs of positions that were stored in a wrong datum, each with what it did to every record, so that it can be
-- taken back.

create table datum_repair (
  district_id text not null references district on delete cascade,
  repair_id   text not null,
  at          timestamptz not null default now(),
  actor_name  text not null,
  kind        text not null,
  origin      text not null,
  reading     text not null check (reading in ('gcj02', 'bd09', 'wgs84-as-gcj02', 'wgs84-as-bd09')),
  undone_at   timestamptz,
  undone_by   text,
  primary key (district_id, repair_id)
);
comment on column datum_repair.origin is 'where the group came from, as the list of groups names it';
comment on column datum_repair.reading is 'as what the stored positions were read';

create table datum_repair_record (
  district_id text not null,
  repair_id   text not null,
  facility_id text not null,
  before      geometry(Point, 4326) not null,
  after       geometry(Point, 4326) not null,
  revision    bigint not null,
  is_kept     boolean,
  primary key (district_id, repair_id, facility_id),
  foreign key (district_id, repair_id) references datum_repair on delete cascade
);
comment on column datum_repair_record.revision is 'of the record right after the repair: a later one says that somebody changed it since';
comment on column datum_repair_record.is_kept is 'whether it was left as it is when the repair was taken back; null while it was not';

select hold_to_district('datum_repair');
select hold_to_district('datum_repair_record');
