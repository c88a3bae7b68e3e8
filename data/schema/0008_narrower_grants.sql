-- The server's own login writes what it must and nothing else: no account becomes an operator by an update, and no
-- entry of a trail says another time or another number than it has.

revoke update on account from huanwei_server;
grant update (display_name, disabled_at) on account to huanwei_server;

revoke insert on audit, account_audit from huanwei_server;
grant insert (district_id, actor_id, actor_name, via, address, action, record, record_id, before, after)
  on audit to huanwei_server;
grant insert (account_id, actor_id, actor_name, via, address, action, before, after)
  on account_audit to huanwei_server;
