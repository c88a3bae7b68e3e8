-- Who may do what. The owner migrates, backs up and makes districts. The server is huanwei_server: it is held to
-- the district its transaction names, and cannot rewrite the change log.

do $$
begin
  create role huanwei_server nologin;
exception
  when duplicate_object or unique_violation then null; -- roles belong to the whole cluster
end $$;

create function hold_to_district(subject regclass, writes text default 'insert, update, delete')
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', subject);
  execute format(
    'create policy of_district on %s using (district_id = current_setting(''huanwei.district'', true))',
    subject
  );
  execute format('grant select, %s on %s to huanwei_server', writes, subject);
end $$;
revoke all on function hold_to_district(regclass, text) from public;
comment on function hold_to_district is
  'every table with a district_id is given to the server by this; without a named district no row is seen or written';

-- The closed list of tables that are read before the district is known.
grant select on district to huanwei_server;
grant select on migration to huanwei_server;

-- Logs grow only.
select hold_to_district('change', 'insert');
select hold_to_district('import_change', 'insert');
select hold_to_district('change_counter', 'insert, update');
select hold_to_district('import_run', 'insert, update');

select hold_to_district('district_setting');
select hold_to_district('area');
select hold_to_district('facility');
select hold_to_district('street');
select hold_to_district('street_edge');
select hold_to_district('demand_cell');
select hold_to_district('ground');
select hold_to_district('complaint');
select hold_to_district('cleaning_route');
select hold_to_district('cleaning_route_edge');
select hold_to_district('rating');
