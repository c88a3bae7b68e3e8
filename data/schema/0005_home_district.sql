-- Whoever made an account answers for it: a role given elsewhere must not open its password to somebody else.

alter table account add column home_district text references district on delete set null;
comment on column account.home_district is
  'the district whose administrators made it and may reset it; null: only an operator may';
create index account_home_district on account (home_district);

update account a set home_district = (
  select min(g.district_id) from role_grant g where g.account_id = a.account_id
  having count(distinct g.district_id) = 1
) where not a.is_operator and not a.is_demo;
