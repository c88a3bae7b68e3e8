-- Complaints from outside: programs with a key of their own (Open311), and citizens who follow what they reported.

create table open311_key (
  district_id  text not null references district on delete cascade,
  key_id       text not null,
  key_sha256   bytea not null,
  name         text not null check (name <> ''),
  hint         text not null,
  created_by   text not null,
  created_at   timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at   timestamptz,
  primary key (district_id, key_id),
  unique (district_id, key_sha256)
);
comment on table open311_key is 'programs that may send complaints by Open311; only the hash of a key is kept';
comment on column open311_key.hint is 'the key''s last characters, so that its owner can tell it from others';

create table complaint_follow (
  district_id  text not null,
  complaint_id text not null,
  token_sha256 bytea not null,
  created_at   timestamptz not null default now(),
  primary key (district_id, complaint_id, token_sha256),
  foreign key (district_id, complaint_id) references complaint on delete cascade
);
comment on table complaint_follow is 'who reported a complaint by the public form follows it with a token; only its hash is kept';

select hold_to_district('open311_key', 'insert');
grant update (last_used_at, revoked_at) on open311_key to huanwei_server;
select hold_to_district('complaint_follow', 'insert');
