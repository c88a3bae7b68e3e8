-- Shifts and hand-over: who is on duty when, and what was handed over, signed by both.

create index complaint_state on complaint (district_id, state);

create table duty_shift (
  district_id        text not null references district on delete cascade,
  shift_id           text not null,
  starts_at          timestamptz not null,
  ends_at            timestamptz not null,
  officer_account    text,
  officer_name       text not null check (officer_name <> ''),
  leader_account     text,
  leader_name        text,
  substitute_account text,
  substitute_name    text,
  covered_from       timestamptz,
  cover_reason       text,
  note               text not null default '',
  revision           bigint not null default 1 check (revision > 0),
  primary key (district_id, shift_id),
  check (ends_at > starts_at),
  check (leader_account is null or leader_name is not null),
  check (substitute_account is null or substitute_name is not null),
  check ((covered_from is null) = (cover_reason is null)),
  check (covered_from is null or substitute_name is not null)
);
create index duty_shift_starts on duty_shift (district_id, starts_at);
comment on table duty_shift is '值班表: one shift with its officer, its leader on duty (带班领导) and who stands in';
comment on column duty_shift.officer_account is 'the account, where the person has one; the name is as it was when written';
comment on column duty_shift.covered_from is 'from when the substitute is on duty instead of the officer, who stays readable';

create table duty_handover (
  district_id       text not null,
  handover_id       text not null,
  shift_id          text not null,
  next_shift_id     text,
  from_at           timestamptz not null,
  until_at          timestamptz not null,
  shift             jsonb not null,
  next_shift        jsonb,
  note              jsonb not null,
  remarks           text not null default '',
  signed_out_at     timestamptz not null default now(),
  signed_out_by     text not null,
  signed_out_name   text not null,
  signed_out_reason text,
  signed_in_at      timestamptz,
  signed_in_by      text,
  signed_in_name    text,
  primary key (district_id, handover_id),
  unique (district_id, shift_id),
  foreign key (district_id, shift_id) references duty_shift,
  foreign key (district_id, next_shift_id) references duty_shift,
  check (until_at >= from_at),
  check ((signed_in_at is null) = (signed_in_by is null) and (signed_in_at is null) = (signed_in_name is null)),
  check (signed_in_by <> signed_out_by)
);
create index duty_handover_until on duty_handover (district_id, until_at);
create index duty_handover_next on duty_handover (district_id, next_shift_id);
comment on table duty_handover is '交接班记录: what was handed over, as it was when signed; it takes the second signature and nothing else';
comment on column duty_handover.shift is 'both shifts as they were when signed';
comment on column duty_handover.signed_out_reason is 'why somebody else signed for whoever was on duty';

select hold_to_district('duty_shift');
select hold_to_district('duty_handover', 'insert');
grant update (signed_in_at, signed_in_by, signed_in_name) on duty_handover to huanwei_server;
create policy signed_once on duty_handover as restrictive for update using (signed_in_at is null) with check (true);
