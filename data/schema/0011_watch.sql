-- What goes out by itself: reminders and the erasure of reporters; supervision under a number; terms kept for the rates.

alter table complaint add column respond_by timestamptz;
comment on column complaint.respond_by is 'by when it first had to be accepted; null where that term never began';
create index complaint_to_tell on complaint (district_id, received_at)
  where kind = 'direct' and importance <> 'ordinary' and due_at is not null;
create index reporter_kept on reporter (district_id, created_at) where erased_at is null;

create table complaint_watch (
  district_id text not null references district on delete cascade,
  reminders   bigint not null default 0 check (reminders >= 0),
  erased_on   date,
  primary key (district_id)
);
comment on table complaint_watch is 'whoever sends reminders or erases holds this row until the commit: of several processes one does it';
comment on column complaint_watch.reminders is 'the number of the last reminder: numbers follow the order of commits, without gaps';
comment on column complaint_watch.erased_on is 'the last local day on which every reporter past the term was erased';

create table complaint_reminder (
  district_id  text not null,
  complaint_id text not null,
  due_step     text not null,
  due_at       timestamptz not null,
  level        text not null check (level in ('told', 'soon', 'late', 'late-3')),
  number       bigint not null check (number > 0),
  sequence     integer not null,
  at           timestamptz not null,
  primary key (district_id, complaint_id, due_step, due_at, level),
  unique (district_id, number),
  foreign key (district_id, complaint_id, sequence) references complaint_event
);
comment on table complaint_reminder is 'each level of each term is reminded of once; a term that was moved is another one';
comment on column complaint_reminder.level is '知会, 预警, 催办, 逾期三倍催办';

create table complaint_reminder_seen (
  district_id text not null references district on delete cascade,
  account_id  text not null,
  number      bigint not null,
  primary key (district_id, account_id)
);
comment on table complaint_reminder_seen is 'up to which reminder somebody has seen them';

create table supervision_counter (
  district_id text not null references district on delete cascade,
  year        integer not null,
  count       integer not null check (count > 0),
  primary key (district_id, year)
);
comment on table supervision_counter is 'supervisions issued in a local year: the number is drawn in the transaction that issues';

create table supervision (
  district_id        text not null,
  year               integer not null,
  count              integer not null,
  complaint_id       text not null,
  sequence           integer not null,
  term               date not null,
  answered_at        timestamptz,
  answered_sequence  integer,
  primary key (district_id, year, count),
  foreign key (district_id, complaint_id, sequence) references complaint_event,
  foreign key (district_id, complaint_id, answered_sequence) references complaint_event
);
create index supervision_complaint on supervision (district_id, complaint_id);
comment on table supervision is '督办: which event issued it and which answered it; what they say stands in the events';

alter table reporter_erasure
  add column erased_by   text not null default '',
  add column term_months integer;
comment on column reporter_erasure.term_months is 'the term that was over; null where somebody asked for it';

select hold_to_district('complaint_watch', 'insert, update');
select hold_to_district('complaint_reminder', 'insert');
select hold_to_district('complaint_reminder_seen', 'insert, update');
select hold_to_district('supervision_counter', 'insert, update');
select hold_to_district('supervision', 'insert, update');
-- what is left of a complaint's words under its key goes with whoever said them
grant delete on complaint_key to huanwei_server;

-- What an import replaced of a complaint is kept, so that it can be taken back. When whoever complained is erased, the
-- words of it are masked like those that replaced them; nothing else of it can be written.
grant update (before) on import_change to huanwei_server;
create index import_change_replaced on import_change (district_id, record_id)
  where record = 'complaint' and before is not null;
